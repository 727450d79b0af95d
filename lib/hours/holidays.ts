import { DAY } from './stretch.ts'

/** Public holidays that are known by rule: none, those of France, and those of Alsace and Moselle, which have two more. */
export const HOLIDAYS = ['none', 'fr', 'fr-alsace-moselle'] as const
export type Holidays = (typeof HOLIDAYS)[number]

export const HOLIDAY_NAMES = [
  'new-year',
  'good-friday',
  'easter-monday',
  'labour',
  'victory',
  'ascension',
  'whit-monday',
  'bastille',
  'assumption',
  'all-saints',
  'armistice',
  'christmas',
  'second-christmas',
] as const
export type HolidayName = (typeof HOLIDAY_NAMES)[number]

/**
 * Easter Sunday of a Gregorian year, as days since 1970.
 * The anonymous algorithm of Nature (1876), as given by Meeus, Astronomical Algorithms, chapter 8.
 */
export function easter(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayOf(year, Math.floor(n / 31), (n % 31) + 1)
}

function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY
}

/** Public holidays of a civil year by day since 1970 (articles L3133-1 and L3134-13 of the French Code du travail). */
export function holidaysOf(rule: Holidays, year: number): ReadonlyMap<number, HolidayName> {
  if (rule === 'none') return new Map()
  const on = (month: number, day: number) => dayOf(year, month, day)
  const sunday = easter(year)
  const days: [number, HolidayName][] = [
    [on(1, 1), 'new-year'],
    [sunday + 1, 'easter-monday'],
    [on(5, 1), 'labour'],
    [on(5, 8), 'victory'],
    [sunday + 39, 'ascension'],
    [sunday + 50, 'whit-monday'],
    [on(7, 14), 'bastille'],
    [on(8, 15), 'assumption'],
    [on(11, 1), 'all-saints'],
    [on(11, 11), 'armistice'],
    [on(12, 25), 'christmas'],
  ]
  if (rule === 'fr-alsace-moselle') {
    days.push([sunday - 2, 'good-friday'], [on(12, 26), 'second-christmas'])
  }
  return new Map(days.sort(([a], [b]) => a - b))
}
