import { useTranslation } from 'react-i18next'
import type { AlertBaseline, WatchedSeries } from '../../server/api.ts'
import { ScrollRegion } from '../kit/scroll-region.tsx'
import { Spark } from '../kit/spark.tsx'
import { useFormat } from '../lib/use-format.ts'
import classes from './alarm.module.css'
import { lineOf, mostUsual, standingOf } from './baseline.ts'

/** How one figure stands: in words and a sign, never by colour alone. */
export function Standing({ state }: { state: ReturnType<typeof standingOf> }) {
  const { t } = useTranslation('alarm')
  return (
    <span className={classes.standing} data-state={state}>
      {t(`standing.${state}`)}
    </span>
  )
}

function SeriesRow({ series, hours }: { series: WatchedSeries } & Pick<AlertBaseline, 'hours'>) {
  const { t } = useTranslation('alarm')
  const format = useFormat()
  const { key, value, expected, high } = series
  const show = (figure: number) =>
    key === 'share'
      ? format.percent(figure)
      : format.number(figure, { maximumFractionDigits: figure < 10 ? 1 : 0 })
  return (
    <tr>
      <th scope="row">{t(`series.${key}`)}</th>
      <td className="number">
        <strong>{show(value)}</strong>
      </td>
      <td className="number">
        {series.learning ? '—' : show(expected)}
        {!series.learning && high !== null && (
          <span className="hush small">
            {' '}
            {t('series.up_to', { high: show(mostUsual({ expected, high })) })}
          </span>
        )}
      </td>
      <td>
        <Standing state={standingOf(series)} />
      </td>
      <td>
        <Spark values={lineOf(hours, key)} width={150} height={28} />
      </td>
    </tr>
  )
}

/** Each series that is watched, at the hour under way, beside what is usual of it. */
export function SeriesTable({ series, hours }: Pick<AlertBaseline, 'series' | 'hours'>) {
  const { t } = useTranslation('alarm')
  if (series.length === 0) return null
  return (
    <ScrollRegion className="table-scroll" label={t('series.label')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('series.label')}</th>
            <th scope="col" className="number">
              {t('series.now')}
            </th>
            <th scope="col" className="number">
              {t('series.usual')}
            </th>
            <th scope="col">{t('series.state')}</th>
            <th scope="col">{t('series.week')}</th>
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <SeriesRow key={one.key} series={one} hours={hours} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
