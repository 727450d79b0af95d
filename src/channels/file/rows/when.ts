import { type DateOrder, parseDate, parseTime } from '../dates/parse.ts'
import { type Meeting, Zone } from '../dates/zone.ts'
import type { FileOptions } from '../options.ts'
import { Unreadable, type Values } from './values.ts'

/** Nothing of the stream is older. */
const OLDEST = Date.UTC(1990, 0, 1)
/** Clocks and zones differ: what is up to so much ahead of now is taken for now. */
const AHEAD = 36 * 3_600_000
const DAY = 86_400_000

export interface When {
  at: Date
  /** The file gives the day and no time. */
  dayOnly: boolean
  meeting: Meeting
}

/** Reads the moment of a row from its date and, where there is one, its column of times. */
export function whenReader(options: FileOptions, now: Date): (values: Values) => When {
  const zone = new Zone(options.timeZone)
  return (values) => {
    const text = values.raw('published')
    if (!text) throw new Unreadable('published', 'date_missing')
    const date = parseDate(text, options.dateOrder)
    if (!date) throw new Unreadable('published', unreadable(text, options.dateOrder))
    const time = timeOf(values)
    if (date.kind === 'instant')
      return bounded({ at: new Date(date.at), dayOnly: false, meeting: 'once' }, now)
    const civil = time ? Math.floor(date.at / DAY) * DAY + time.milliseconds : date.at
    if (time?.offset !== undefined) {
      return bounded({ at: new Date(civil - time.offset), dayOnly: false, meeting: 'once' }, now)
    }
    const dayOnly = !date.hasTime && !time
    const { at, meeting } = zone.instantOf(civil)
    return bounded({ at: new Date(at), dayOnly, meeting: dayOnly ? 'once' : meeting }, now)
  }
}

/** The part of a day in the column of times: a time, or the date and time that a sheet makes of one. */
function timeOf(values: Values): { milliseconds: number; offset: number | undefined } | undefined {
  const text = values.raw('time')
  if (!text) return undefined
  const time = parseTime(text)
  if (time) return time
  const fraction = /^0?[.,]\d+$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
  if (fraction >= 0 && fraction < 1) return { milliseconds: Math.round(fraction * DAY), offset: undefined }
  const whole = parseDate(text, 'ymd')
  if (whole?.kind === 'civil') return { milliseconds: whole.at % DAY, offset: undefined }
  throw new Unreadable('time', 'time_unreadable')
}

/** What would be a date with day and month the other way round deserves another word. */
function unreadable(text: string, order: DateOrder): string {
  const other = order === 'mdy' ? 'dmy' : 'mdy'
  return parseDate(text, other) ? 'date_order' : 'date_unreadable'
}

function bounded(when: When, now: Date): When {
  const at = when.at.getTime()
  if (!(at >= OLDEST)) throw new Unreadable('published', 'date_old', { year: 1990 })
  if (at > now.getTime() + AHEAD) throw new Unreadable('published', 'date_future')
  return at > now.getTime() ? { ...when, at: now } : when
}
