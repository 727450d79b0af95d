import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { WatchedSite } from '../../../server/api.ts'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from './sites.module.css'
import { StateTag, Wrong } from './standing.tsx'

/** How much of the month it was up, of what is known of it. */
export function Availability({ month }: Pick<WatchedSite, 'month'>) {
  const { t } = useTranslation('sites')
  const format = useFormat()
  if (month.availability === null) return <strong>{t('month.unknown')}</strong>
  const digits = month.availability > 0.999 && month.availability < 1 ? 3 : 2
  return (
    <>
      <strong>
        {format.number(month.availability, { style: 'percent', maximumFractionDigits: digits })}
      </strong>{' '}
      <span className="small hush">{t('month.measured', { share: format.percent(month.measured) })}</span>
    </>
  )
}

export function SiteCard({ site }: { site: WatchedSite }) {
  const { t } = useTranslation('sites')
  const format = useFormat()
  return (
    <li className={classes.card} data-state={site.paused ? 'paused' : site.state}>
      <div className={classes.cardHead}>
        <h2>
          <Link to="/watch/sites/$siteId" params={{ siteId: site.id }} className={classes.cardLink ?? ''}>
            {site.name}
          </Link>
        </h2>
        <StateTag site={site} />
      </div>
      <p className={`small hush ${classes.address}`}>{site.url}</p>
      <Wrong site={site} />
      <dl className={classes.figures}>
        <div>
          <dt>{t('month.title')}</dt>
          <dd>
            <Availability month={site.month} />
          </dd>
        </div>
        <div>
          <dt>{t('took')}</dt>
          <dd>
            <strong>{site.took === null ? '—' : t('ms', { ms: format.number(site.took) })}</strong>{' '}
            {site.last && (
              <span className="small hush">
                <When at={site.last} />
              </span>
            )}
          </dd>
        </div>
      </dl>
    </li>
  )
}
