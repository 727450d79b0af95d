import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Exchange, ExchangeVersion } from '../../../server/api.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { When } from '../../kit/when.tsx'
import { api } from '../../lib/api.ts'
import classes from '../calls.module.css'
import { type Said, stepsOf } from './changes.ts'

/** What it said before each change, the newest first. */
export function History({ one }: { one: Exchange }) {
  const { t } = useTranslation('exchange')
  const query = useQuery({
    queryKey: ['exchanges', one.activityId, 'versions', one.version],
    queryFn: ({ signal }) => api.get<ExchangeVersion[]>(`/exchanges/${one.id}/versions`, {}, signal),
  })
  return (
    <Loaded query={query}>
      {(versions) => (
        <ol className={classes.versions} aria-label={t('logged.before')}>
          {stepsOf(versions, one).map(({ version, at, author, was }) => (
            <li key={version}>
              <span className="hush small">
                {t('logged.changed', { name: author })} · <When at={at} />
              </span>
              <Was was={was} />
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  )
}

function Was({ was }: { was: Partial<Said> }) {
  const { t } = useTranslation('exchange')
  return (
    <>
      {was.outcome !== undefined && (
        <p className="small">{t('logged.was_outcome', { was: was.outcome || '—' })}</p>
      )}
      {was.minutes !== undefined && (
        <p className="small">
          {t('logged.was_minutes', {
            was: was.minutes === null ? '—' : t('logged.minutes', { count: was.minutes }),
          })}
        </p>
      )}
      {was.note !== undefined && <p className="post-text">{was.note || '—'}</p>}
    </>
  )
}
