import { atWall, wallOf } from '../../../../../lib/clock/index.ts'
import { holidaysOf } from '../../../../../lib/hours/index.ts'
import type { Step, Timing } from './service.ts'

const DAY = 86_400_000

interface Day {
  year: number
  month: number
  day: number
}

function plus({ year, month, day }: Day, days: number): Day & { weekday: number } {
  const at = new Date(Date.UTC(year, month - 1, day + days, 12))
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    weekday: at.getUTCDay() || 7,
  }
}

type Working = Pick<Timing, 'workdays' | 'holidays'>

function works({ workdays, holidays }: Working, { year, month, day, weekday }: Day & { weekday: number }) {
  if (workdays.length > 0 && !workdays.includes(weekday)) return false
  return !holidaysOf(holidays, year).has(Date.UTC(year, month - 1, day) / DAY)
}

/** So many working days later (earlier: negative). None: that day, or the first working day after it. */
export function workingDay(from: Day, days: number, working: Working): Day {
  let at = plus(from, 0)
  while (days >= 0 && !works(working, at)) at = plus(at, 1)
  for (let left = Math.abs(days); left > 0; ) {
    at = plus(at, Math.sign(days))
    if (works(working, at)) left--
  }
  return at
}

/**
 * By when a service is to answer what it is asked now: in civil time of its zone, so that a change of the clocks moves
 * nothing. What is asked after that time of day, or on a day off, counts from the working day after.
 */
export function dueAt(now: Date, timing: Timing): Date {
  const { days, at, zone } = timing
  const today = wallOf(now, zone)
  const sameDay = atWall({ ...today, time: at }, zone)
  const late = works(timing, today) && sameDay <= now
  const day = workingDay(late ? plus(today, 1) : today, days, timing)
  return atWall({ ...day, time: at }, zone)
}

/** Links outlive what they are for by some days, and end at the same time of day. */
export function expiresAt(due: Date, { at, zone, linkDays }: Timing): Date {
  return atWall({ ...plus(wallOf(due, zone), linkDays), time: at }, zone)
}

/** When it is looked at next: the plan's first step after that instant, or the end of its links where this comes before. */
export function nextStep(
  { due, expires, timing }: { due: Date; expires: Date; timing: Timing },
  after: Date,
): Date {
  const at = stepsOf(due, after, timing)[0]?.at
  return at && at < expires ? at : expires
}

/** The instants of a plan, in order; what lies before `after` has had its time, and is left out. */
export function stepsOf(due: Date, after: Date, timing: Timing): { at: Date; to: Step['to'] }[] {
  const day = wallOf(due, timing.zone)
  return timing.steps
    .map((step) => {
      const on = workingDay(day, step.days, timing)
      return { at: atWall({ ...on, time: step.at }, timing.zone), to: step.to }
    })
    .filter(({ at }) => at > after && at.getTime() - due.getTime() < 400 * DAY)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}
