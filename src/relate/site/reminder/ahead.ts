import { atWall, wallOf } from '../../../../lib/clock/index.ts'
import { clockOf } from '../call-back/slots.ts'

const MINUTE = 60_000
/** Who makes the call opens what was said before. */
const TEAM_AHEAD = 10 * MINUTE
/** Who has booked less than this before needs no reminder. */
const FRESH = 60 * MINUTE
const SAME_DAY_AHEAD = 120 * MINUTE

/** When who makes a call is told that it is near. */
export function teamAt(starts: Date): Date {
  return new Date(starts.getTime() - TEAM_AHEAD)
}

/**
 * When who is to be called is reminded, once: as the clocks of the site show the same time on the day before (so within the
 * hours of calls, also where that day has 23 or 25 hours), or where that is past two hours before; null for who has just
 * booked.
 */
export function remindAt(starts: Date, zone: string, booked: Date): Date | null {
  const { year, month, day, minutes } = wallOf(starts, zone)
  const before = new Date(Date.UTC(year, month - 1, day - 1, 12))
  const civil = { year: before.getUTCFullYear(), month: before.getUTCMonth() + 1, day: before.getUTCDate() }
  const fits = (at: Date) => at.getTime() - booked.getTime() >= FRESH
  const dayBefore = atWall({ ...civil, time: clockOf(minutes) }, zone)
  if (fits(dayBefore)) return dayBefore
  const sameDay = new Date(starts.getTime() - SAME_DAY_AHEAD)
  return fits(sameDay) ? sameDay : null
}
