import type { Calendar } from '../../../../lib/hours/index.ts'
import { nextOpen } from '../../../../lib/hours/index.ts'
import { permissionsOf, type Role } from '../../policy.ts'
import { calledAt, onCallAt, type Shift } from '../on-call.ts'

/** What hours a roster is meant to cover: none that are promised, those outside the hours of work, or all. */
export const COVERS = ['none', 'outside', 'always'] as const
export type Cover = (typeof COVERS)[number]

const STEP = 15 * 60_000
const WEEK = 7 * 86_400_000
/** Within how long a hole ahead is told. */
const AHEAD = WEEK

/**
 * Whom a call goes to, one after the other: who is on call now, then who will be next by the roster, then those who answer
 * for the workspace; each once.
 */
export function callOrder(
  shifts: readonly Shift[],
  members: readonly { memberId: string; role: Role }[],
  at: Date,
  zone: string,
): string[] {
  const able = members.filter(({ role }) => permissionsOf(role).has('alerts:read'))
  const ids = new Set(able.map(({ memberId }) => memberId))
  const order = new Set(calledAt(shifts, members, at, zone))
  const named = shifts.filter(({ memberId }) => ids.has(memberId))
  const left = new Set(named.map(({ memberId }) => memberId).filter((id) => !order.has(id)))
  for (let time = at.getTime(); left.size > 0 && time < at.getTime() + WEEK; time += STEP) {
    for (const id of onCallAt(named, new Date(time), zone)) {
      if (left.delete(id)) order.add(id)
    }
  }
  for (const { memberId, role } of able) if (permissionsOf(role).has('team:manage')) order.add(memberId)
  return [...order]
}

export interface Hole {
  from: Date
  until: Date
}

/**
 * The first span within a week, by quarters of an hour, that is to be covered and in which nobody is on call. A roster that
 * names nobody promises nothing.
 */
export function firstHole(
  roster: { shifts: readonly Shift[]; zone: string; cover: Cover; hours: Calendar | null },
  now: Date,
): Hole | undefined {
  const { shifts, zone, cover, hours } = roster
  if (cover === 'none' || shifts.length === 0 || (cover === 'outside' && !hours)) return undefined
  const begin = Math.ceil(now.getTime() / STEP) * STEP
  let from: number | undefined
  for (let time = begin; time < begin + AHEAD; time += STEP) {
    const at = new Date(time)
    const covered =
      onCallAt(shifts, at, zone).size > 0 || (cover === 'outside' && hours !== null && isWorked(hours, at))
    if (!covered) from ??= time
    else if (from !== undefined) return { from: new Date(from), until: at }
  }
  return from === undefined ? undefined : { from: new Date(from), until: new Date(begin + AHEAD) }
}

function isWorked(hours: Calendar, at: Date): boolean {
  return nextOpen(hours, at)?.getTime() === at.getTime()
}
