import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Noise } from '../../../server/api.ts'
import { ProblemNotice } from '../../kit/problem-notice.tsx'
import { noiseQuery } from '../queries.ts'
import classes from './noise.module.css'

interface Props {
  query: string
  rejected: ReadonlySet<string>
  /** Whether the query can be asked. */
  ok: boolean
  onApply(query: string): void
}

function Suggested({ noise, onApply }: { noise: Noise; onApply(query: string): void }) {
  const { t } = useTranslation('watch')
  return (
    <ul className={classes.suggestions}>
      {noise.suggestions.map((one) => (
        <li key={one.term}>
          <code>-{one.term}</code>
          <span className="small">
            {t('noise.effect', {
              rejected: one.rejected,
              allRejected: noise.rejected,
              kept: one.kept,
              allKept: noise.kept,
            })}
          </span>
          <Button size="compact-sm" variant="light" onClick={() => onApply(one.query)}>
            {t('noise.exclude')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** What comes with the posts that were rejected and not with the others, each with what it would take away. */
export function NoisePanel({ query, rejected, ok, onApply }: Props) {
  const { t } = useTranslation('watch')
  const noise = useQuery(noiseQuery(query, [...rejected], ok))
  const { data } = noise
  if (rejected.size === 0) return null
  return (
    <section className={classes.panel} aria-label={t('noise.title')} aria-busy={noise.isFetching}>
      <h3>{t('noise.title')}</h3>
      <ProblemNotice error={noise.error} />
      <p role="status" className="hush small">
        {data &&
          (data.rejected === 0
            ? t('noise.gone')
            : t('noise.found', { count: data.rejected, kept: data.kept }))}
      </p>
      {data && data.suggestions.length > 0 && <Suggested noise={data} onApply={onApply} />}
      {data && data.rejected > 0 && data.suggestions.length === 0 && (
        <p className="small">{t(data.rejected < 3 ? 'noise.more' : 'noise.none')}</p>
      )}
    </section>
  )
}
