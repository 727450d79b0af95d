import { Skeleton } from '@mantine/core'
import { lazy, Suspense, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SENTIMENTS } from '../../app/search.ts'
import { ChartButtons } from '../../kit/chart-box.tsx'
import { SentimentTag } from '../../kit/sentiment-tag.tsx'
import { useNow } from '../../lib/clock.ts'
import { download, toCsv } from '../../lib/csv.ts'
import { useFormat } from '../../lib/use-format.ts'
import { minutesAfterMidnight } from '../stream/period.ts'
import { findingOf, type Point } from './finding.ts'
import { VolumeTable } from './volume-table.tsx'

const VolumeCanvas = lazy(() =>
  import('./volume-canvas.tsx').then((module) => ({ default: module.VolumeCanvas })),
)

interface Props {
  points: Point[]
  step: 'hour' | 'day'
  name: string
  onPick(point: Point): void
}

export function usePointWords(step: Props['step']): {
  long(point: Pick<Point, 'at'>): string
  short(point: Point): string
} {
  const format = useFormat()
  /** An hour that does not begin with one of the reader's clock says its minutes. */
  const hour = (at: string) => ({
    hour: 'numeric' as const,
    ...(minutesAfterMidnight(format.zone, Date.parse(at)) > 0 && { minute: '2-digit' as const }),
  })
  return {
    long: ({ at }) =>
      format.date(at, {
        weekday: 'short',
        day: 'numeric',
        month: 'short',
        ...(step === 'hour' ? hour(at) : { year: 'numeric' as const }),
      }),
    short: ({ at }) =>
      format.date(
        at,
        step === 'hour' ? { weekday: 'short', ...hour(at) } : { day: 'numeric', month: 'short' },
      ),
  }
}

function useTitleWords(points: Point[], step: Props['step']): string {
  const { t } = useTranslation('watch')
  const format = useFormat()
  const when = usePointWords(step)
  const { total, negative, peak, times } = findingOf(points)
  if (!peak || negative === null) return t('chart.nothing')
  const values = {
    count: total,
    negative: format.percent(negative),
    when: when.long(peak),
    peak: format.number(peak.total),
    times: times === null ? '' : format.number(times, { maximumFractionDigits: times < 10 ? 1 : 0 }),
  }
  return t(times === null ? 'chart.even' : 'chart.peak', values)
}

/** Where a day of the figures does not begin at midnight, it is said. */
function DayNote({ step }: Pick<Props, 'step'>) {
  const { t } = useTranslation('watch')
  const { zone } = useFormat()
  const minutes = minutesAfterMidnight(zone, useNow())
  if (step === 'hour' || minutes === 0) return null
  return <p className="hush small">{t('chart.day_note', { minutes })}</p>
}

/** Volume and sentiment over time: a title that says the finding, a drawing, a table, a file. */
export function VolumeChart({ points, step, name, onPick }: Props) {
  const { t } = useTranslation('watch')
  const [asTable, setAsTable] = useState(false)
  const heading = useId()
  const title = useTitleWords(points, step)
  const when = usePointWords(step)
  const words = (point: Point) =>
    [when.long(point), ...SENTIMENTS.map((key) => `${t(`sentiment.${key}`)} ${point[key]}`)].join('\n')
  function save() {
    const head = [t('chart.when'), ...SENTIMENTS.map((key) => t(`sentiment.${key}`)), t('chart.all')]
    const rows = points.map((point) => [point.at, ...SENTIMENTS.map((key) => point[key]), point.total])
    download(`${name}.csv`, toCsv([head, ...rows]))
  }
  return (
    <figure className="chart sheet" aria-labelledby={heading}>
      <figcaption className="chart-head">
        <h2 id={heading}>{title}</h2>
        <ChartButtons asTable={asTable} onTable={() => setAsTable(!asTable)} onSave={save} />
      </figcaption>
      {asTable ? (
        <VolumeTable points={points} when={when.long} onPick={onPick} />
      ) : (
        <Suspense fallback={<Skeleton height={260} />}>
          <VolumeCanvas points={points} label={title} words={words} tick={when.short} onPick={onPick} />
        </Suspense>
      )}
      <p className="chart-key small">
        {SENTIMENTS.map((key) => (
          <SentimentTag key={key} sentiment={key} />
        ))}
        <em className="hush">{t('chart.pick')}</em>
      </p>
      <DayNote step={step} />
    </figure>
  )
}
