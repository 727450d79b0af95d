import { minutesOf, wallOf } from '../../../lib/clock/index.ts'
import type { SiteConfig, Window } from './config.ts'

type Hours = Pick<SiteConfig, 'zone' | 'hours' | 'closed'>

/** `YYYY-MM-DD` of a civil day. */
export function dayName({ year, month, day }: { year: number; month: number; day: number }): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join(
    '-',
  )
}

function within(windows: readonly Window[], weekday: number, minutes: number): boolean {
  return windows.some(
    ({ day, from, to }) => day === weekday && minutes >= minutesOf(from) && minutes < minutesOf(to),
  )
}

/** Whether somebody is there, by the clocks of the site's own zone; without hours somebody always is, but on closed days. */
export function openNow({ zone, hours, closed }: Hours, now: Date): boolean {
  const wall = wallOf(now, zone)
  if (closed.includes(dayName(wall))) return false
  return hours.length === 0 || within(hours, wall.weekday, wall.minutes)
}
