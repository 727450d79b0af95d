import { atWall, wallOf } from '../../../lib/clock/index.ts'

/** A civil day, `YYYY-MM-DD`. */
export type Day = string

const MINUTE = 60_000
const DAY = 86_400_000
/** Of the longest day that clocks make, with an hour to spare. */
export const MINUTES = 1560

export function dayOf(at: Date, zone: string): Day {
  const { year, month, day } = wallOf(at, zone)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function midnight(day: Day, zone: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return atWall({ year, month, day: date, time: '00:00' }, zone).getTime()
}

/** Which minute of its civil day an instant falls into: minutes that have passed, not what the clocks show. */
export function minuteOf(at: Date, zone: string): { day: Day; minute: number } {
  const day = dayOf(at, zone)
  const minute = Math.floor((at.getTime() - midnight(day, zone)) / MINUTE)
  return { day, minute: Math.max(0, Math.min(minute, MINUTES - 1)) }
}

export function plusDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** The Monday that its week begins with. */
export function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  return plusDays(day, 1 - weekday)
}

/** Mondays of the weeks up to that of a day, the oldest first. */
export function weeksTo(day: Day, count: number): Day[] {
  const last = mondayOf(day)
  return Array.from({ length: count }, (_, i) => plusDays(last, 7 * (i + 1 - count)))
}

/** Minutes as PostgreSQL writes bits: the first is the first minute. */
export function toBits(minutes: Iterable<number>): string {
  const bits = new Array<string>(MINUTES).fill('0')
  for (const minute of minutes) bits[minute] = '1'
  return bits.join('')
}

export function fromBits(bits: string): Set<number> {
  const minutes = new Set<number>()
  for (let at = bits.indexOf('1'); at >= 0; at = bits.indexOf('1', at + 1)) minutes.add(at)
  return minutes
}
