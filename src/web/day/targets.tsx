import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCan } from '../app/session.ts'
import { serviceNowQuery } from '../inbox/due/queries.ts'
import { useFormat } from '../lib/use-format.ts'

/** What is late, what will be, and where the pace of the last hours leads; nothing where there is no target. */
export function Targets({ className }: { className: string | undefined }) {
  const { t } = useTranslation('day')
  const format = useFormat()
  const reads = useCan('inbox:read')
  const now = useQuery({ ...serviceNowQuery, enabled: reads }).data
  if (!now?.set) return null
  const { pace } = now
  const until = format.date(pace.until, { weekday: 'long', hour: '2-digit', minute: '2-digit' })
  const basis = { ended: format.number(pace.ended), hours: pace.hours, due: format.number(pace.dueBy) }
  return (
    <section className={`sheet ${className ?? ''}`} aria-labelledby="targets">
      <h2 id="targets">{t('targets.title', { count: now.late })}</h2>
      <p>
        <Link to="/inbox" search={{ view: 'late' }}>
          {t('targets.late', { count: now.late, mine: format.number(now.lateMine) })}
        </Link>
        {' · '}
        <Link to="/inbox" search={{ view: 'soon' }}>
          {t('targets.soon', { count: now.soon, mine: format.number(now.soonMine) })}
        </Link>
      </p>
      <p className="hush">
        {pace.late === null
          ? t('targets.pace_unknown', { until, ...basis })
          : t('targets.pace', { count: pace.late, until, ...basis })}
      </p>
    </section>
  )
}
