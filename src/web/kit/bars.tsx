import { useTranslation } from 'react-i18next'
import { useFormat } from '../lib/use-format.ts'
import { ChartBox } from './chart-box.tsx'
import { niceTop } from './scale.ts'

export interface Bar {
  key: string
  /** Whole words of the time it stands for. */
  label: string
  /** Short words under the axis; most bars have none. */
  tick?: string | undefined
  count: number
  negative: number
}

interface Props {
  /** What the chart finds, in a sentence. */
  title: string
  bars: Bar[]
  height?: number
  onPick?: (bar: Bar) => void
}

const GAP = 2
const UNIT = 12

function Column({
  bar,
  words,
  x,
  top,
  height,
  onPick,
}: {
  bar: Bar
  words: string
  x: number
  top: number
  height: number
  onPick?: ((bar: Bar) => void) | undefined
}) {
  const size = (value: number) => (value / top) * height
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the table beside it gives the same to keyboards.
    <g className={onPick ? 'bar bar-pick' : 'bar'} onClick={onPick && (() => onPick(bar))}>
      <title>{words}</title>
      <rect x={x} y={0} width={UNIT} height={height} className="bar-reach" />
      <rect
        x={x + GAP / 2}
        y={height - size(bar.count)}
        width={UNIT - GAP}
        height={size(bar.count)}
        className="bar-all"
        rx={1.5}
      />
      <rect
        x={x + GAP / 2}
        y={height - size(bar.negative)}
        width={UNIT - GAP}
        height={size(bar.negative)}
        className="bar-negative"
        rx={1.5}
      />
    </g>
  )
}

function BarsDrawing({ bars, height = 132, onPick, label }: Omit<Props, 'title'> & { label: string }) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const top = niceTop(Math.max(1, ...bars.map((bar) => bar.count)))
  const width = bars.length * UNIT
  return (
    <div className="bars">
      <div className="bars-axis" aria-hidden>
        <span>{number(top)}</span>
        <span>{number(top / 2)}</span>
        <span>0</span>
      </div>
      <div className="bars-plot">
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          style={{ height }}
          role="img"
          aria-label={label}
        >
          {[0, 0.5, 1].map((share) => (
            <line
              key={share}
              x1={0}
              x2={width}
              y1={share * height}
              y2={share * height}
              className="bars-grid"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {bars.map((bar, index) => (
            <Column
              key={bar.key}
              bar={bar}
              words={t('chart.point', { when: bar.label, count: bar.count, negative: bar.negative })}
              x={index * UNIT}
              top={top}
              height={height}
              onPick={onPick}
            />
          ))}
        </svg>
        <div className="bars-ticks" aria-hidden>
          {bars.map((bar, index) =>
            bar.tick ? (
              <span key={bar.key} style={{ insetInlineStart: `${((index + 0.5) / bars.length) * 100}%` }}>
                {bar.tick}
              </span>
            ) : null,
          )}
        </div>
      </div>
    </div>
  )
}

/** Columns of all and, within them, of the negative; as a drawing or as a table, and as a file. */
export function Bars({ title, bars, height, onPick }: Props) {
  const { t } = useTranslation()
  const { number } = useFormat()
  const total = bars.reduce((sum, bar) => sum + bar.count, 0)
  const negative = bars.reduce((sum, bar) => sum + bar.negative, 0)
  const rows = bars.map((bar) => ({
    key: bar.key,
    shown: [bar.label, number(bar.count), number(bar.negative)],
    raw: [bar.key, bar.count, bar.negative],
    onPick: onPick && (() => onPick(bar)),
  }))
  const columns = [t('chart.when'), t('chart.all'), t('chart.negative')]
  return (
    <ChartBox title={title} columns={columns} rows={rows} file="veillee">
      <BarsDrawing
        bars={bars}
        label={t('chart.summary', { count: total, negative })}
        {...(height ? { height } : {})}
        {...(onPick ? { onPick } : {})}
      />
      <p className="chart-key small hush">
        <span className="key-all" /> {t('chart.all')} <span className="key-negative" />{' '}
        {t('chart.of_which_negative')}
      </p>
    </ChartBox>
  )
}
