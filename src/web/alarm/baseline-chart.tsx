import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlertBaseline } from '../../server/api.ts'
import { niceTop } from '../kit/scale.ts'
import { useFormat } from '../lib/use-format.ts'
import classes from './alarm.module.css'
import { drawingOf, findingOf, highestOf } from './baseline.ts'
import { baselineQuery } from './queries.ts'
import { SeriesTable } from './series-table.tsx'

const WIDTH = 1008
const HEIGHT = 120

function Plot({ hours, label }: Pick<AlertBaseline, 'hours'> & { label: string }) {
  const format = useFormat()
  const { bars, band, expected, top } = drawingOf(hours, niceTop(highestOf(hours)), WIDTH, HEIGHT)
  const unit = WIDTH / hours.length
  return (
    <div className="bars">
      <div className="bars-axis" aria-hidden>
        <span>{format.number(top)}</span>
        <span>{format.number(top / 2)}</span>
        <span>0</span>
      </div>
      <div className="bars-plot">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          style={{ height: HEIGHT }}
          role="img"
          aria-label={label}
        >
          <path d={band} className={classes.band} />
          {bars.map(({ at, x, all, negative, above }) => (
            <g key={at} data-above={above || undefined}>
              <rect x={x} y={HEIGHT - all} width={unit - 0.6} height={all} className="bar-all" />
              <rect
                x={x}
                y={HEIGHT - negative}
                width={unit - 0.6}
                height={negative}
                className="bar-negative"
              />
            </g>
          ))}
          <path d={expected} className={classes.expected} vectorEffect="non-scaling-stroke" />
        </svg>
        <div className="bars-ticks" aria-hidden>
          {hours.map(({ at }, i) =>
            i % 24 === 12 ? (
              <span key={at} style={{ insetInlineStart: `${((i + 0.5) / hours.length) * 100}%` }}>
                {format.date(at, { weekday: 'short', day: 'numeric' })}
              </span>
            ) : null,
          )}
        </div>
      </div>
    </div>
  )
}

/** Seven days hour by hour, over what was expected of them. */
export function BaselineChart({ alertId }: { alertId: string }) {
  const { t } = useTranslation('alarm')
  const heading = useId()
  const format = useFormat()
  const baseline = useQuery(baselineQuery(alertId)).data
  if (!baseline) return null
  const { is, high } = findingOf(baseline.hours)
  const count = baseline.hours.at(-1)?.count ?? 0
  const finding = t(`baseline.finding.${is}`, { count, high: format.number(high) })
  return (
    <figure className="chart" aria-labelledby={heading}>
      <figcaption className="chart-head">
        <h3 id={heading}>{finding}</h3>
        <p className="small hush">{t('baseline.title')}</p>
      </figcaption>
      <Plot hours={baseline.hours} label={finding} />
      <p className="chart-key small hush">
        <span className="key-all" /> {t('baseline.all')} <span className="key-negative" />{' '}
        {t('baseline.negative')} <span className={classes.keyBand} /> {t('baseline.band')}
      </p>
      <SeriesTable series={baseline.series} hours={baseline.hours} />
      {baseline.learning && <p className="small hush">{t('baseline.learning')}</p>}
    </figure>
  )
}
