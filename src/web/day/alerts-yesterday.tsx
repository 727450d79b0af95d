import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../server/api.ts'
import { LinkButton } from '../kit/link-button.tsx'
import classes from './day.module.css'

export function AlertsYesterday({ alerts }: { alerts: Day['alerts'] }) {
  const { t } = useTranslation('day')
  const top = Math.max(1, ...alerts.map((alert) => alert.count))
  return (
    <section className="sheet" aria-labelledby="alerts">
      <h2 id="alerts">{t('alerts.title')}</h2>
      {alerts.length === 0 ? (
        <>
          <p className="hush">{t('alerts.none')}</p>
          <LinkButton to="/watch/new" variant="light" mt={12}>
            {t('alerts.create')}
          </LinkButton>
        </>
      ) : (
        <ul className={classes.bars}>
          {alerts.map((alert) => (
            <li key={alert.id}>
              <Link to="/watch/$alertId" params={{ alertId: alert.id }} className={classes.bar ?? ''}>
                <span className={classes.barName}>{alert.name}</span>
                <span className={classes.barValue}>
                  {t('alerts.line', { count: alert.count })},{' '}
                  {t('alerts.negative', { count: alert.negative })}
                </span>
                <span className={classes.track} aria-hidden>
                  <span style={{ width: `${(alert.count / top) * 100}%` }} />
                  <span
                    className={classes.trackNegative}
                    style={{ width: `${(alert.negative / top) * 100}%` }}
                  />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
