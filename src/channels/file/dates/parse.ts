import { serialToCivil } from '../xlsx/serial.ts'
import { monthNumber } from './months.ts'

export type DateOrder = 'dmy' | 'mdy' | 'ymd'

/** Either a point in time, or what a clock and a calendar showed somewhere (milliseconds as though it were UTC). */
export type ParsedDate = { kind: 'instant'; at: number } | { kind: 'civil'; at: number; hasTime: boolean }

interface Day {
  year: number
  month: number
  day: number
  /** What follows the date in the text. */
  rest: string
}

const SEPARATED = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})(?!\d)/
const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:[T ]?(\d\d)(\d\d)(\d\d)?(Z)?)?$/
const DAY_MONTH_YEAR =
  /^(?:\p{L}+\.?,?\s+)?(\d{1,2})(?:er|st|nd|rd|th)?[\s.-]+(\p{L}+)\.?,?[\s-]+(\d{4}|\d{2})(?!\d)/iu
const MONTH_DAY_YEAR = /^(?:\p{L}+\.?,?\s+)?(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)/iu
/** `Wed Oct 10 20:19:24 +0000 2018`, as X writes. */
const YEAR_LAST = /^\p{L}{3}\s+(\p{L}{3})\s+(\d{1,2})\s+(\d\d:\d\d:\d\d)\s+([+-]\d{4}|\p{L}+)\s+(\d{4})$/u
const TIME =
  /^(?:[T,\s–-]|à\s|at\s)*(\d{1,2})(?:\s?[:hH.]\s?(\d{2})?)?(?:\s?[:.m]\s?(\d{2})(?:[.,](\d{1,9}))?)?\s?(?:s|min)?\s?([ap]\.?\s?m\.?)?\s*(Z|UTC|GMT|[A-Z]{3,4})?([+-]\d{2}(?::?\d{2})?)?$/i

/** Hours from UTC of the abbreviations that mean one thing only in exports seen. */
const ZONES: Record<string, number> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  EST: -5,
  EDT: -4,
  CDT: -5,
  PST: -8,
  PDT: -7,
}

/**
 * Reads a date as files have them: ISO 8601, RFC 5322, day or month first by `order`, French and English month names,
 * seconds, milliseconds or microseconds since 1970, Excel day numbers. Undefined when it is none of these, or no day of
 * the calendar.
 */
export function parseDate(text: string, order: DateOrder): ParsedDate | undefined {
  const clean = text
    .replace(/[\u00A0\u202F\u2009]/g, ' ')
    .replace(/\s*\([^)]*\)$/, '')
    .trim()
  if (clean.length < 5 || clean.length > 80) return undefined
  if (/^[+-]?\d+([.,]\d+)?$/.test(clean) && !/^\d{8}$|^\d{14}$/.test(clean)) return fromNumber(clean)
  const day = separated(clean, order) ?? compact(clean) ?? named(clean)
  return day && withTime(day)
}

function fromNumber(text: string): ParsedDate | undefined {
  const value = Number(text.replace(',', '.'))
  const digits = /^\d+/.exec(text)?.[0].length ?? 0
  if (digits === 10) return { kind: 'instant', at: Math.round(value * 1000) }
  if (digits === 13) return { kind: 'instant', at: Math.round(value) }
  if (digits === 16) return { kind: 'instant', at: Math.round(value / 1000) }
  // Excel's days from 1970 to 2100.
  if (digits !== 5 || value < 25_569 || value > 73_415) return undefined
  const civil = serialToCivil(value, false)
  return civil ? parseDate(civil, 'ymd') : undefined
}

function separated(text: string, order: DateOrder): Day | undefined {
  const found = SEPARATED.exec(text)
  if (!found) return undefined
  const [whole, a = '', , b = '', c = ''] = found
  const rest = text.slice(whole.length)
  if (a.length === 4)
    return c.length > 2 ? undefined : { year: Number(a), month: Number(b), day: Number(c), rest }
  if (a.length > 2) return undefined
  if (order === 'ymd' && c.length <= 2) return { year: century(a), month: Number(b), day: Number(c), rest }
  if (c.length !== 4 && c.length !== 2) return undefined
  const [day, month] = order === 'mdy' ? [b, a] : [a, b]
  return { year: century(c), month: Number(month), day: Number(day), rest }
}

function compact(text: string): Day | undefined {
  const found = COMPACT.exec(text)
  if (!found) return undefined
  const [, year, month, day, hour, minute, second = '00', zone = ''] = found
  const rest = hour ? ` ${hour}:${minute}:${second}${zone}` : ''
  return { year: Number(year), month: Number(month), day: Number(day), rest }
}

function named(text: string): Day | undefined {
  const last = YEAR_LAST.exec(text)
  if (last) return dayOf(last[5], last[1], last[2], ` ${last[3]} ${last[4]}`)
  const day = DAY_MONTH_YEAR.exec(text)
  if (day) return dayOf(day[3], day[2], day[1], text.slice(day[0].length))
  const month = MONTH_DAY_YEAR.exec(text)
  return month ? dayOf(month[3], month[1], month[2], text.slice(month[0].length)) : undefined
}

function dayOf(year = '', word = '', day = '', rest = ''): Day | undefined {
  const month = monthNumber(word)
  return month ? { year: century(year), month, day: Number(day), rest } : undefined
}

/** Two digits are of this century up to 69. */
function century(year: string): number {
  const value = Number(year)
  return year.length > 2 ? value : value + (value < 70 ? 2000 : 1900)
}

function withTime({ year, month, day, rest }: Day): ParsedDate | undefined {
  // Not by Date.UTC, which takes the years before 100 for those of the last century.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day)
  if (month < 1 || month > 12 || day < 1 || new Date(midnight).getUTCDate() !== day) return undefined
  if (rest.trim() === '') return { kind: 'civil', at: midnight, hasTime: false }
  const time = parseTime(rest)
  if (!time) return undefined
  const at = midnight + time.milliseconds
  if (time.offset === undefined) return { kind: 'civil', at, hasTime: true }
  return { kind: 'instant', at: at - time.offset }
}

/** A time of day: milliseconds since midnight, and the distance from UTC where it is said. */
export function parseTime(text: string): { milliseconds: number; offset: number | undefined } | undefined {
  const found = TIME.exec(text)
  if (!found) return undefined
  const [whole, h = '', m, s = '0', fraction = '', half, name, shift] = found
  // A number alone is no time, unless it says so: "14h", "2 PM".
  if (m === undefined && !half && !/\d\s?h/i.test(whole)) return undefined
  const hour = half ? (Number(h) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(h)
  const minute = Number(m ?? 0)
  const second = Math.min(59, Number(s))
  if (hour > 24 || minute > 59 || Number(s) > 60 || (half && Number(h) > 12)) return undefined
  // 24:00 ends a day, and nothing comes after it.
  if (hour === 24 && minute + Number(s) + Number(fraction) > 0) return undefined
  const offset = offsetOf(name, shift)
  if (offset !== undefined && Number.isNaN(offset)) return undefined
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3))
  return { milliseconds: ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds, offset }
}

/** Minutes: no clock on Earth is further from UTC. */
const FARTHEST = 14 * 60

function offsetOf(name: string | undefined, shift: string | undefined): number | undefined {
  if (shift) {
    const digits = shift.slice(1).replace(':', '').padEnd(4, '0')
    const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
    if (minutes > FARTHEST || Number(digits.slice(2)) > 59) return Number.NaN
    return (shift.startsWith('-') ? -minutes : minutes) * 60_000
  }
  if (!name) return undefined
  return (ZONES[name.toUpperCase()] ?? Number.NaN) * 3_600_000
}
