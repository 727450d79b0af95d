import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Day } from '../../server/api.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './day.module.css'

/** Share of voice: of all that was said yesterday of the brand and of those it watches. */
export function Competitors({ competitors }: { competitors: Day['competitors'] }) {
  const { t } = useTranslation('day')
  const format = useFormat()
  return (
    <section className="sheet" aria-labelledby="competitors">
      <h2 id="competitors">{t('competitors.title')}</h2>
      <p className="hush small">{t('competitors.explain')}</p>
      {competitors.length === 0 ? (
        <p className="hush">{t('competitors.none')}</p>
      ) : (
        <ul className={classes.bars}>
          {competitors.map((one) => (
            <li key={one.alertId}>
              <Link to="/watch/$alertId" params={{ alertId: one.alertId }} className={classes.bar ?? ''}>
                <span className={classes.barName}>{one.name}</span>
                <span className={classes.barValue}>
                  {t('competitors.line', { share: format.percent(one.share), count: one.count })}
                </span>
                <span className={classes.track} aria-hidden>
                  <span style={{ width: `${Math.min(100, one.share * 100)}%` }} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
