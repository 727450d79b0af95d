import type { Handle } from '../../../lib/db/index.ts'
import { series } from '../../activity/index.ts'
import { dayBounds, median } from './day.ts'

export interface Span {
  from: Date
  to: Date
}

export interface DayFigures {
  mentions: number
  positive: number
  negative: number
  reach: number
  answered: number
  orders: number
}

/** Yesterday, and the same weekday of the four weeks before, each as a civil day of the zone. */
export function comparedDays(
  now: Date,
  timeZone: string,
): { yesterday: Span & { date: string }; before: Span[] } {
  return {
    yesterday: dayBounds(now, timeZone, 1),
    before: [8, 15, 22, 29].map((daysBack) => dayBounds(now, timeZone, daysBack)),
  }
}

export async function figuresOf(
  db: Handle,
  workspaceId: string,
  span: Span,
  timeZone: string,
): Promise<DayFigures> {
  const base = { ...span, step: 'day', timeZone } as const
  const [said, ours, bought] = await Promise.all([
    series(db, workspaceId, { ...base, by: 'sentiment' }),
    series(db, workspaceId, { ...base, by: 'none', ours: true }),
    series(db, workspaceId, { ...base, by: 'none', verbs: ['Purchase'] }),
  ])
  const sum = (points: { count: number }[]) => points.reduce((total, point) => total + point.count, 0)
  const of = (sentiment: string) => sum(said.filter((point) => point.key === sentiment))
  return {
    mentions: sum(said),
    positive: of('positive'),
    negative: of('negative'),
    reach: said.reduce((total, point) => total + point.reach, 0),
    answered: sum(ours),
    orders: sum(bought),
  }
}

/** Median of each figure over the days compared with; null while none of those days has anything. */
export function usualOf(days: DayFigures[]): Record<keyof DayFigures, number | null> {
  const lived = days.filter((day) => day.mentions > 0 || day.orders > 0 || day.answered > 0)
  const of = (key: keyof DayFigures) => median(lived.map((day) => day[key]))
  return {
    mentions: of('mentions'),
    positive: of('positive'),
    negative: of('negative'),
    reach: of('reach'),
    answered: of('answered'),
    orders: of('orders'),
  }
}
