import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import } from '../../../server/api.ts'
import { IconDownload } from '../../kit/icons.ts'
import { apiUrl } from '../../lib/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../settings.module.css'

/** What the check of the whole file found, before anything is taken in. */
export function ImportSummary({ one }: { one: Import }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  const { summary } = one
  if (!summary) return null
  const day = { day: 'numeric', month: 'long', year: 'numeric' } as const
  return (
    <section className="sheet stack" aria-labelledby="summary">
      <h2 id="summary">{t('imports.checked', { count: summary.valid })}</h2>
      {summary.from && summary.to && (
        <p className="hush">
          {t('imports.span', { from: format.date(summary.from, day), to: format.date(summary.to, day) })}
        </p>
      )}
      {one.errors > 0 && <p>{t('imports.refused', { count: one.errors })}</p>}
      <dl className={classes.counts}>
        {summary.reasons.map(({ reason, words, count }) => (
          <div key={reason}>
            <dt>{words}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      {summary.gaps + summary.folds > 0 && (
        <p className="hush small">{t('imports.clocks', { gaps: summary.gaps, folds: summary.folds })}</p>
      )}
      {one.errors > 0 && (
        <div className="buttons-start">
          <Button
            component="a"
            href={apiUrl(`/imports/${one.id}/errors.csv`)}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('imports.report')}
          </Button>
        </div>
      )}
    </section>
  )
}
