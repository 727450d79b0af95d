import type { Figure } from '../../../server/api.ts'
import classes from './figure.module.css'
import { runsOf } from './scale.ts'

interface Props {
  figures: (Figure | null)[]
  /** Words of each point, whole. */
  words: string[]
  /** Whether it was declared then: drawn lighter where not. */
  faint?: boolean[]
  /** Points where something happened, with its words. */
  marks?: { at: number; words: string }[]
  low: number
  high: number
  label: string
  height?: number
  picked?: number | undefined
  onPick(at: number): void
}

const WIDTH = 320
const SIDE = 6

/** Points over time with the bounds of each; gaps are where nothing is known. The table gives the same to keyboards. */
export function IntervalLine(props: Props) {
  const { figures, words, faint, marks = [], low, high, label, height = 84, picked, onPick } = props
  const step = (WIDTH - 2 * SIDE) / Math.max(1, figures.length)
  const x = (at: number) => SIDE + (at + 0.5) * step
  const y = (value: number) => height - 4 - ((value - low) / (high - low)) * (height - 8)
  const path = (run: { at: number; figure: Figure }[], of: (figure: Figure) => number) =>
    run.map(({ at, figure }) => `${x(at).toFixed(1)},${y(of(figure)).toFixed(1)}`)
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} className={classes.line} role="img" aria-label={label}>
      <line x1={0} x2={WIDTH} y1={y(low)} y2={y(low)} className={classes.axis} />
      {low < 0 && <line x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} className={classes.zero} />}
      {marks.map(({ at, words: said }) => (
        <line key={`${at}${said}`} x1={x(at)} x2={x(at)} y1={0} y2={height} className={classes.mark}>
          <title>{said}</title>
        </line>
      ))}
      {runsOf(figures).map((run) => (
        <g key={run[0]?.at}>
          <polygon
            className={classes.band}
            points={[
              ...path(run, (figure) => figure.low),
              ...path(run.toReversed(), (figure) => figure.high),
            ].join(' ')}
          />
          <polyline className={classes.stroke} points={path(run, (figure) => figure.value).join(' ')} />
        </g>
      ))}
      {figures.map((figure, at) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: the table beside it gives the same to keyboards.
        <g
          key={words[at]}
          className={figure ? classes.point : undefined}
          onClick={figure ? () => onPick(at) : undefined}
        >
          <title>{words[at]}</title>
          <rect x={x(at) - step / 2} y={0} width={step} height={height} className={classes.reach} />
          {figure && (
            <>
              <line
                x1={x(at)}
                x2={x(at)}
                y1={y(figure.low)}
                y2={y(figure.high)}
                className={classes.whisker}
              />
              <circle
                cx={x(at)}
                cy={y(figure.value)}
                r={at === picked ? 5 : 3}
                className={classes.dot}
                data-faint={faint?.[at] || undefined}
                data-picked={at === picked || undefined}
              />
            </>
          )}
        </g>
      ))}
    </svg>
  )
}
