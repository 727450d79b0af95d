import { isBetween, minutesOf, wallOf } from '../../../lib/clock/index.ts'
import { permissionsOf, type Role } from '../policy.ts'

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

/**
 * Whom a critical alarm reaches at any hour: who is on call, of those who may read alarms; where a roster names nobody who
 * may, those who answer for the workspace.
 */
export function calledAt(
  shifts: readonly Shift[],
  members: readonly { memberId: string; role: Role }[],
  at: Date,
  zone: string,
): ReadonlySet<string> {
  const able = members.filter(({ role }) => permissionsOf(role).has('alerts:read'))
  const ids = new Set(able.map(({ memberId }) => memberId))
  const named = shifts.filter(({ memberId }) => ids.has(memberId))
  if (named.length > 0) return onCallAt(named, at, zone)
  const answering = able.filter(({ role }) => permissionsOf(role).has('team:manage'))
  return new Set(answering.map(({ memberId }) => memberId))
}
