import { isBetween, minutesOf, wallOf } from '../../../lib/clock/index.ts'

/** A member is on call on these days of the week, from one hour to another of the workspace's clocks. */
export interface Shift {
  memberId: string
  /** On which it begins: Monday is 1, Sunday 7. */
  days: readonly number[]
  /** `HH:MM`. */
  starts: string
  /** Not after `starts`: it ends on the next day. */
  ends: string
}

/** Who is on call at an instant, by what the clocks of `zone` show then. */
export function onCallAt(shifts: readonly Shift[], at: Date, zone: string): ReadonlySet<string> {
  const { weekday, minutes } = wallOf(at, zone)
  const before = weekday === 1 ? 7 : weekday - 1
  const now = shifts.filter(({ days, starts, ends }) => {
    if (!isBetween(minutes, starts, ends)) return false
    const sinceYesterday = minutesOf(ends) <= minutesOf(starts) && minutes < minutesOf(ends)
    return days.includes(sinceYesterday ? before : weekday)
  })
  return new Set(now.map((shift) => shift.memberId))
}
