import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Readiness } from '../../server/api.ts'
import { LinkButton } from '../kit/link-button.tsx'
import { api } from '../lib/api.ts'
import { alertsQuery } from '../watch/queries.ts'
import { brandQuery } from './brand-query.ts'
import classes from './set-up.module.css'

/** The alert on the brand's own names: there already when the server made it, else one click away. */
export function BrandAlert() {
  const { t } = useTranslation('set-up')
  const alerts = useQuery(alertsQuery)
  const readiness = useQuery({
    queryKey: ['readiness'],
    queryFn: () => api.get<Readiness | null>('/readiness'),
  })
  const names = readiness.data?.brand.names ?? []
  const existing = alerts.data?.filter((alert) => alert.kind !== 'topic') ?? []
  if (alerts.isPending || readiness.isPending) return null
  return (
    <section className="sheet stack">
      <h2>{t('start.alert')}</h2>
      {existing.length > 0 ? (
        <>
          <p>{t('start.alert_there', { count: existing.length })}</p>
          <ul className={classes.alerts}>
            {existing.map((alert) => (
              <li key={alert.id}>
                <Link to="/watch/$alertId/edit" params={{ alertId: alert.id }}>
                  {alert.name}
                </Link>{' '}
                <code>{alert.query}</code>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <>
          <p>{t('start.alert_proposed')}</p>
          {names.length > 0 && <code>{brandQuery(names)}</code>}
          <div className="buttons-start">
            <LinkButton to="/watch/new" search={{ name: names[0], query: brandQuery(names) }}>
              {t('start.alert_make')}
            </LinkButton>
          </div>
        </>
      )}
    </section>
  )
}
