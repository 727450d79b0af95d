import { useTranslation } from 'react-i18next'
import type { TimeByArea, TimeGiven } from '../../server/api.ts'
import { ChartBox } from '../kit/chart-box.tsx'
import { useFormat } from '../lib/use-format.ts'
import { AREAS } from './area.ts'
import { useDuration } from './duration.ts'
import classes from './weeks.module.css'

interface Props {
  weeks: TimeGiven['weeks']
  reference: TimeByArea
}

/** One small drawing a kind of work: a bar a week, and a line where the reference stands. */
export function WeeksFigure({ weeks, reference }: Props) {
  const { t } = useTranslation('time')
  const { day, percent } = useFormat()
  const duration = useDuration()
  const name = (from: string) => day(from, { day: 'numeric', month: 'short' })
  const rows = weeks.map(({ from, minutes }) => ({
    key: from,
    shown: [t('week_short', { day: name(from) }), ...AREAS.map((area) => duration(minutes[area]))],
    raw: [from, ...AREAS.map((area) => minutes[area])],
  }))
  const known = weeks.filter(({ shares }) => shares !== null).length
  return (
    <ChartBox
      framed
      title={t('trend.title', { count: known })}
      lead={t('trend.lead')}
      columns={[t('trend.week'), ...AREAS.map((area) => t(`area.${area}`))]}
      fileColumns={['week', ...AREAS.map((area) => `${area}_minutes`)]}
      rows={rows}
      file={t('trend.file')}
    >
      <ul className={classes.small}>
        {AREAS.map((area) => {
          const shares = weeks.map(({ from, shares: week }) => ({ from, share: week?.[area] ?? null }))
          const last = shares.findLast(({ share }) => share !== null)
          return (
            <li key={area}>
              <p>
                <strong>{t(`area.${area}`)}</strong>{' '}
                <span className="small hush">{percent(reference[area] / 100)}</span>
              </p>
              <svg
                viewBox={`0 0 ${weeks.length * 10} 60`}
                preserveAspectRatio="none"
                role="img"
                aria-label={t('trend.summary', {
                  area: t(`area.${area}`),
                  share: percent((last?.share ?? 0) / 100),
                  reference: percent(reference[area] / 100),
                })}
              >
                <title>{t(`area.${area}`)}</title>
                {shares.map(({ from, share }, i) =>
                  share === null ? null : (
                    <rect
                      key={from}
                      x={i * 10 + 1.5}
                      width={7}
                      y={60 - Math.min(share, 100) * 0.6}
                      height={Math.min(share, 100) * 0.6}
                      className={classes.bar}
                    />
                  ),
                )}
                <line
                  x1={0}
                  x2={weeks.length * 10}
                  y1={60 - reference[area] * 0.6}
                  y2={60 - reference[area] * 0.6}
                  className={classes.reference}
                  vectorEffect="non-scaling-stroke"
                />
              </svg>
            </li>
          )
        })}
      </ul>
    </ChartBox>
  )
}
