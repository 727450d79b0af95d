import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { niceTop } from '../../kit/scale.ts'
import { useFormat } from '../../lib/use-format.ts'
import classes from './sites.module.css'
import { findingOf, type Hour } from './week.ts'

const WIDTH = 1008
const HEIGHT = 120
const STRIP = 14

function Strip({ week }: { week: Hour[] }) {
  const unit = WIDTH / week.length
  return week.map((hour, i) => (
    <rect
      key={hour.at}
      x={i * unit}
      y={HEIGHT + 4}
      width={unit - 0.6}
      height={STRIP - 4}
      className={hour.down === null ? classes.unknown : hour.down > 0 ? classes.down : classes.up}
    />
  ))
}

/** How long answers took, hour by hour of seven days; below, when it was up, down, or nobody knows. */
export function ResponseChart({ week }: { week: Hour[] }) {
  const { t } = useTranslation('sites')
  const format = useFormat()
  const heading = useId()
  const finding = findingOf(week)
  if (!finding) return <p className="hush">{t('chart.none')}</p>
  const top = niceTop(Math.max(...week.map((hour) => hour.took ?? 0)))
  const unit = WIDTH / week.length
  const when = format.date(finding.slowest.at, { weekday: 'long', hour: 'numeric' })
  const usual = format.number(finding.usual)
  const slowest = format.number(finding.slowest.took ?? 0)
  return (
    <figure className="chart" aria-labelledby={heading}>
      <figcaption className="chart-head">
        <h2 id={heading}>{t('chart.title', { usual, slowest, when })}</h2>
      </figcaption>
      <div className="bars">
        <div className="bars-axis" aria-hidden>
          <span>{t('ms', { ms: format.number(top) })}</span>
          <span>{t('ms', { ms: format.number(top / 2) })}</span>
          <span>0</span>
        </div>
        <div className="bars-plot">
          <svg
            viewBox={`0 0 ${WIDTH} ${HEIGHT + STRIP}`}
            preserveAspectRatio="none"
            style={{ height: HEIGHT + STRIP }}
            role="img"
            aria-label={t('chart.title', { usual, slowest, when })}
          >
            {week.map((hour, i) => {
              const size = ((hour.took ?? 0) / top) * HEIGHT
              return (
                <rect
                  key={hour.at}
                  x={i * unit}
                  y={HEIGHT - size}
                  width={unit - 0.6}
                  height={size}
                  className="bar-all"
                >
                  <title>{`${format.exact(hour.at)} · ${hour.took === null ? '—' : t('ms', { ms: format.number(hour.took) })}`}</title>
                </rect>
              )
            })}
            <Strip week={week} />
          </svg>
          <div className="bars-ticks" aria-hidden>
            {week.map(({ at }, i) =>
              i % 24 === 12 ? (
                <span key={at} style={{ insetInlineStart: `${((i + 0.5) / week.length) * 100}%` }}>
                  {format.date(at, { weekday: 'short', day: 'numeric' })}
                </span>
              ) : null,
            )}
          </div>
        </div>
      </div>
      <p className={`small hush ${classes.key}`}>
        <span data-is="up">{t('chart.up')}</span>
        <span data-is="down">{t('chart.down')}</span>
        <span data-is="unknown">{t('chart.unknown')}</span>
      </p>
    </figure>
  )
}
