import type { Dice } from './dice.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const ZONE = 'Europe/Paris'
export const DAYS = 90

/** How a kind of event spreads over a week: 24 weights for the hours, 7 for the days from Monday. */
export interface Profile {
  hours: readonly number[]
  week: readonly number[]
  /** Weight of a day of the story (0 the first, 89 the last). */
  trend?: (day: number) => number
}

const ONLINE = [2, 1, 0.5, 0.3, 0.3, 0.8, 2, 4, 6, 6, 6, 6, 7, 7, 6, 5, 5, 6, 8, 9, 10, 10, 8, 5]
export const EVENING: Profile = { hours: ONLINE, week: [1, 1, 1, 1, 0.95, 0.85, 1.05] }
export const SHOPPING: Profile = {
  hours: [2, 1, 0.4, 0.2, 0.2, 0.4, 1, 3, 5, 6, 7, 7, 8, 8, 6, 5, 5, 6, 7, 9, 11, 11, 8, 4],
  week: [1.05, 1, 1, 1, 0.9, 0.9, 1.25],
}
export const OFFICE: Profile = {
  hours: [0.5, 0.2, 0.1, 0.1, 0.1, 0.3, 1, 4, 9, 10, 10, 9, 6, 7, 9, 9, 8, 7, 5, 4, 4, 4, 3, 1],
  week: [1.3, 1.15, 1.1, 1.05, 1, 0.45, 0.5],
}
export const PRESS: Profile = {
  hours: [0, 0, 0, 0, 0, 1, 6, 9, 9, 8, 7, 6, 4, 3, 4, 4, 4, 4, 3, 1, 1, 0, 0, 0],
  week: [1, 1, 1, 1, 1, 0.4, 0.5],
}

export interface Calendar {
  now: number
  start: number
  /** A time in the story by a profile, uniform within its hour. */
  draw(dice: Dice, profile: Profile): number
  /** Local hour (0 to 23), day of the week (0 Monday), and day of the story. */
  local(at: number): { hour: number; weekday: number; day: number }
  /** Local time of day on a day of the story. */
  at(day: number, hour: number, minute: number): number
}

/** The ninety days that end at `now`, told by the clocks of the shop. Some days are busier than others, by chance. */
export function makeCalendar(now: number, dice: Dice): Calendar {
  const start = now - DAYS * DAY
  const moods = Array.from({ length: DAYS + 2 }, () => dice.around(1, 0.16))
  const firstMidnight = midnightOf(start)
  const tables = new Map<Profile, { at: number; sum: number }[]>()
  function local(at: number) {
    const shifted = at + offset(at)
    const day = Math.round((Math.floor(shifted / DAY) * DAY - firstMidnight) / DAY)
    return { hour: new Date(shifted).getUTCHours(), weekday: (new Date(shifted).getUTCDay() + 6) % 7, day }
  }
  function table(profile: Profile): { at: number; sum: number }[] {
    const known = tables.get(profile)
    if (known) return known
    const made: { at: number; sum: number }[] = []
    let sum = 0
    for (let at = start; at < now; at += HOUR) {
      const { hour, weekday, day } = local(at)
      const lively = now - at < 2.5 * DAY ? 1.45 : 1
      const weight =
        lively * (profile.hours[hour] ?? 0) * (profile.week[weekday] ?? 0) * (profile.trend?.(day) ?? 1)
      sum += weight * (moods[day] ?? 1)
      made.push({ at, sum })
    }
    tables.set(profile, made)
    return made
  }
  return {
    now,
    start,
    local,
    draw(dice, profile) {
      const hours = table(profile)
      const aim = dice.next() * (hours.at(-1)?.sum ?? 0)
      const hour = hours[lowest(hours, aim)]
      return Math.min(now - 1000, Math.floor((hour?.at ?? start) + dice.next() * HOUR))
    },
    at(day, hour, minute) {
      const wall = firstMidnight + day * DAY + hour * HOUR + minute * 60_000
      return wall - offset(wall - 2 * HOUR)
    },
  }
}

function lowest(hours: { sum: number }[], aim: number): number {
  let low = 0
  let high = hours.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hours[middle]?.sum ?? 0) > aim) high = middle
    else low = middle + 1
  }
  return low
}

const FORMAT = new Intl.DateTimeFormat('en-US', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
})
const offsets = new Map<number, number>()

/** Milliseconds that the shop's clocks are ahead of UTC. */
export function offset(at: number): number {
  const hour = Math.floor(at / HOUR)
  const known = offsets.get(hour)
  if (known !== undefined) return known
  const parts: Record<string, number> = {}
  for (const { type, value } of FORMAT.formatToParts(hour * HOUR)) parts[type] = Number(value)
  const wall = Date.UTC(parts.year ?? 1970, (parts.month ?? 1) - 1, parts.day ?? 1, parts.hour ?? 0)
  offsets.set(hour, wall - hour * HOUR)
  return wall - hour * HOUR
}

/** Local midnight before a moment, as if the clocks were UTC. */
function midnightOf(at: number): number {
  return Math.floor((at + offset(at)) / DAY) * DAY
}

/** When somebody of the team is at work: week days 9 to 19, Saturdays 10 to 17. */
function atWork(at: number): boolean {
  const shifted = new Date(at + offset(at))
  const hour = shifted.getUTCHours()
  const weekday = shifted.getUTCDay()
  if (weekday === 0) return false
  return weekday === 6 ? hour >= 10 && hour < 17 : hour >= 9 && hour < 19
}

/** `minutes` of working time after a moment. */
export function afterWork(at: number, minutes: number): number {
  let left = minutes
  let time = at
  for (let guard = 0; guard < 3000; guard++) {
    if (atWork(time)) {
      if (left <= 15) return time + left * 60_000
      left -= 15
    }
    time += 15 * 60_000
  }
  return time
}
