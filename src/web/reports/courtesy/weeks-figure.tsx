import { useTranslation } from 'react-i18next'
import type { CourtesyLine } from '../../../server/api.ts'
import { ChartBox } from '../../kit/chart-box.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from './courtesy.module.css'
import { figureOf, MEASURES, type Measure, useCourtesyWords } from './lines.ts'

const HEIGHT = 60
const STEP = 10

/** One small drawing: a bar a week from zero, and the bounds of what it stands for as a line over it. */
function Small({ measure, weeks, label }: { measure: Measure; weeks: CourtesyLine[]; label: string }) {
  const { t } = useTranslation('courtesy-report')
  const y = (share: number) => HEIGHT * (1 - share)
  return (
    <svg
      viewBox={`0 0 ${Math.max(1, weeks.length) * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <title>{t(`measure.${measure}`)}</title>
      {weeks.map((line, i) => {
        const figure = figureOf(line, measure)
        if (!figure) return null
        const x = i * STEP
        return (
          <g key={line.key}>
            <rect
              className={classes.bar}
              x={x + 1}
              width={STEP - 2}
              y={y(figure.value)}
              height={HEIGHT - y(figure.value)}
            />
            <line
              className={classes.bounds}
              x1={x + STEP / 2}
              x2={x + STEP / 2}
              y1={y(figure.low)}
              y2={y(figure.high)}
            />
          </g>
        )
      })}
    </svg>
  )
}

interface Props {
  weeks: CourtesyLine[]
  onPick?: ((week: string) => void) | undefined
}

/** Week by week, one drawing a measure; its table leads to the answers behind. */
export function WeeksFigure({ weeks, onPick }: Props) {
  const { t } = useTranslation('courtesy-report')
  const { day, number } = useFormat()
  const { cell, say } = useCourtesyWords()
  const name = (key: string) => day(key, { day: 'numeric', month: 'short', year: 'numeric' })
  const last = weeks.at(-1)
  return (
    <ChartBox
      framed
      title={t('trend.title', { count: weeks.length })}
      lead={t('trend.lead')}
      columns={[t('trend.week'), t('col.answers'), ...MEASURES.map((measure) => t(`measure.${measure}`))]}
      fileColumns={['week', 'answers', ...MEASURES]}
      rows={weeks.map((line) => ({
        key: line.key,
        shown: [name(line.key), number(line.answers), ...MEASURES.map((measure) => cell(line, measure))],
        raw: [line.key, line.answers, ...MEASURES.map((measure) => figureOf(line, measure)?.value ?? null)],
        onPick: onPick && (() => onPick(line.key)),
      }))}
      file={t('trend.file')}
    >
      <ul className={classes.small}>
        {MEASURES.map((measure) => {
          const figure = last && figureOf(last, measure)
          const now = figure ? say(figure.value, measure) : t('unknown')
          return (
            <li key={measure}>
              <p>
                <strong>{t(`measure.${measure}`)}</strong> <span className="small hush">{now}</span>
              </p>
              <Small
                measure={measure}
                weeks={weeks}
                label={t('trend.summary', {
                  measure: t(`measure.${measure}`),
                  value: now,
                  count: weeks.length,
                })}
              />
            </li>
          )
        })}
      </ul>
    </ChartBox>
  )
}
