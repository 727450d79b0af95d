import { atWall, minutesOf, wallOf } from '../../../../lib/clock/index.ts'
import { dayName, type SiteConfig } from '../../../channels/site/index.ts'

export type Plan = Pick<SiteConfig, 'zone' | 'closed' | 'callBack'>

/** A time at which one may be called back. */
export interface Slot {
  start: Date
  /** What the clocks of the site show then: `YYYY-MM-DD HH:MM`. */
  wall: string
  /** How many have it already. */
  taken: number
}

const DAY = 86_400_000
const MINUTE = 60_000

/** Clocks that skip an hour never show its times, and nobody is called at them; of two alike the first is meant. */
export function instantOn(
  civil: { year: number; month: number; day: number },
  minutes: number,
  zone: string,
): Date | undefined {
  const at = atWall({ ...civil, time: clockOf(minutes) }, zone)
  const shown = wallOf(at, zone)
  return shown.minutes === minutes && shown.day === civil.day ? at : undefined
}

export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/**
 * The times that can be booked from now on, in order; `taken` says how many are booked by the instant of their start. A
 * call must end before its window does.
 */
export function freeSlots(
  { zone, closed, callBack }: Plan,
  now: Date,
  taken: ReadonlyMap<number, number>,
): Slot[] {
  const { windows, minutes, atOnce, notice, days } = callBack
  const earliest = now.getTime() + notice * MINUTE
  const today = wallOf(now, zone)
  const noon = Date.UTC(today.year, today.month - 1, today.day, 12)
  const slots = new Map<number, Slot>()
  for (let ahead = 0; ahead <= days; ahead++) {
    const at = new Date(noon + ahead * DAY)
    const civil = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
    if (closed.includes(dayName(civil))) continue
    const weekday = at.getUTCDay() || 7
    for (const window of windows.filter(({ day }) => day === weekday)) {
      for (let from = minutesOf(window.from); from + minutes <= minutesOf(window.to); from += minutes) {
        const start = instantOn(civil, from, zone)
        if (!start || start.getTime() < earliest) continue
        const count = taken.get(start.getTime()) ?? 0
        const wall = `${dayName(civil)} ${clockOf(from)}`
        if (count < atOnce) slots.set(start.getTime(), { start, wall, taken: count })
      }
    }
  }
  return [...slots.values()].sort((a, b) => a.start.getTime() - b.start.getTime())
}
