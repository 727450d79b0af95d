import { useComputedColorScheme } from '@mantine/core'
import { useReducedMotion } from '@mantine/hooks'
import { BarChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import * as echarts from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../watch.module.css'
import type { Point } from './finding.ts'

echarts.use([BarChart, GridComponent, TooltipComponent, SVGRenderer])

/** From the bottom up, so that what asks for care stands on the axis and its height can be compared. */
const STACK = ['negative', 'neutral', 'positive'] as const

interface Props {
  points: Point[]
  label: string
  words(point: Point): string
  tick(point: Point): string
  onPick(point: Point): void
}

function colours(node: HTMLElement) {
  const style = getComputedStyle(node)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return {
    ...Object.fromEntries(STACK.map((key) => [key, of(`--${key}`)])),
    line: of('--line'),
    ink: of('--ink-3'),
    sheet: of('--sheet'),
    text: of('--ink'),
  } as Record<(typeof STACK)[number] | 'line' | 'ink' | 'sheet' | 'text', string>
}

function useOption({ points, words, tick }: Props, animation: boolean) {
  const { t } = useTranslation()
  const { number } = useFormat()
  return (node: HTMLElement) => {
    const colour = colours(node)
    const font = { color: colour.ink, fontFamily: 'Figtree Variable', fontSize: 12 }
    return {
      animation,
      grid: { left: 4, right: 8, top: 14, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'axis',
        axisPointer: { type: 'shadow', shadowStyle: { color: colour.line, opacity: 0.35 } },
        backgroundColor: colour.sheet,
        borderColor: colour.line,
        textStyle: { ...font, color: colour.text },
        renderMode: 'richText',
        formatter: (items: { dataIndex: number }[]) => {
          const point = points[items[0]?.dataIndex ?? 0]
          return point ? words(point) : ''
        },
      },
      xAxis: {
        type: 'category',
        data: points.map(tick),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colour.line } },
        axisLabel: { ...font, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        min: 0,
        minInterval: 1,
        splitLine: { lineStyle: { color: colour.line } },
        axisLabel: { ...font, formatter: (value: number) => number(value) },
      },
      series: STACK.map((key) => ({
        name: t(`sentiment.${key}`),
        type: 'bar',
        stack: 'all',
        barCategoryGap: '22%',
        itemStyle: { color: colour[key], opacity: key === 'neutral' ? 0.5 : 1 },
        emphasis: { focus: 'none' },
        data: points.map((point) => point[key]),
      })),
    }
  }
}

/** Stacked columns by sentiment, drawn by ECharts; everything it shows is also in the table beside it. */
export function VolumeCanvas(props: Props) {
  const { points, label, onPick } = props
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<echarts.ECharts>(undefined)
  const scheme = useComputedColorScheme('light')
  const still = useReducedMotion()
  const option = useOption(props, !still)
  const picked = useRef({ points, onPick })
  picked.current = { points, onPick }
  useEffect(() => {
    const node = box.current
    if (!node) return
    const made = echarts.init(node, undefined, { renderer: 'svg' })
    chart.current = made
    made.getZr().on('click', (event: { offsetX: number; offsetY: number }) => {
      const at = made.convertFromPixel({ gridIndex: 0 }, [event.offsetX, event.offsetY])[0]
      const point = at === undefined ? undefined : picked.current.points[Math.round(at)]
      if (point) picked.current.onPick(point)
    })
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(node)
    return () => {
      watch.disconnect()
      made.dispose()
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page when the scheme changes.
  useEffect(() => {
    if (box.current) chart.current?.setOption(option(box.current), { notMerge: true })
  }, [points, scheme, still, label])
  return <div ref={box} className={classes.canvas} role="img" aria-label={label} />
}
