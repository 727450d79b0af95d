import { minutesOf } from '../clock/index.ts'
import { type HolidayName, type Holidays, holidaysOf } from './holidays.ts'
import { DAY } from './stretch.ts'

/** From one hour to another of the same day: `HH:MM`, the end excluded and `24:00` at the latest. */
export interface Hours {
  from: string
  to: string
}

/** When somebody works, by the clocks of a zone. */
export interface Calendar {
  /** IANA name. */
  zone: string
  /** Seven days, Monday first; a break parts a day in two. */
  week: readonly (readonly Hours[])[]
  holidays: Holidays
  /** Days (`YYYY-MM-DD`) that are otherwise, whatever else is said of them: closed where they have no hours. */
  days: readonly { date: string; hours: readonly Hours[]; name?: string | undefined }[]
}

/** Days since 1970 of `YYYY-MM-DD`. */
export function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY
}

const otherwise = new WeakMap<Calendar, ReadonlyMap<number, readonly Hours[]>>()
const holidays = new Map<string, ReadonlyMap<number, HolidayName>>()

function own(calendar: Calendar): ReadonlyMap<number, readonly Hours[]> {
  const known = otherwise.get(calendar)
  if (known) return known
  const days = new Map(calendar.days.map(({ date, hours }) => [dayNumber(date), hours]))
  otherwise.set(calendar, days)
  return days
}

function holidayOn(rule: Holidays, day: number): HolidayName | undefined {
  const year = new Date(day * DAY).getUTCFullYear()
  const key = `${rule} ${year}`
  const days = holidays.get(key) ?? holidaysOf(rule, year)
  holidays.set(key, days)
  return days.get(day)
}

/** Hours of a civil day (counted from 1970), as minutes of its clocks. */
export function hoursOn(calendar: Calendar, day: number): { from: number; to: number }[] {
  const weekday = (((day + 3) % 7) + 7) % 7
  const hours =
    own(calendar).get(day) ?? (holidayOn(calendar.holidays, day) ? [] : (calendar.week[weekday] ?? []))
  return hours.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }))
}

/** Whether hours follow one another without touching, each ending after it begins. */
export function inOrder(hours: readonly Hours[]): boolean {
  return hours.every(({ from, to }, i) => {
    const before = hours[i - 1]
    return (
      minutesOf(from) < minutesOf(to) &&
      minutesOf(to) <= 1440 &&
      (!before || minutesOf(before.to) < minutesOf(from))
    )
  })
}
