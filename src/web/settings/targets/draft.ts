import type {
  DueKind,
  ServiceCalendar,
  ServiceHours,
  ServicePolicy,
  ServiceStep,
} from '../../../server/api.ts'

export const KINDS: DueKind[] = ['first', 'next', 'resolution']
export const UNITS = ['minutes', 'hours'] as const
export type Unit = (typeof UNITS)[number]

/** A target as one writes it: whole hours where it is some, else minutes. */
export function written(minutes: number): { value: number; unit: Unit } {
  return minutes % 60 === 0 ? { value: minutes / 60, unit: 'hours' } : { value: minutes, unit: 'minutes' }
}

/** Minutes of what is written; null: no target. */
export function minutesOf(value: number | string, unit: Unit): number | null {
  const number = Math.round(Number(value) * (unit === 'hours' ? 60 : 1))
  return Number.isFinite(number) && number > 0 ? number : null
}

export function newPolicy(id: string, calendarId: string | null): ServicePolicy {
  return {
    ...{ id, name: '', enabled: true, channels: [], visibility: null, langs: [], labels: [], priority: 0 },
    ...{ calendarId, targets: { first: 240, next: 480, resolution: null }, steps: [] },
  }
}

export function newStep(id: string): ServiceStep {
  return { ...{ id, of: 'first', minutes: 0, assign: null, raise: 0, webhook: false }, tell: ['assignee'] }
}

const DAY: ServiceHours[] = [
  { from: '09:00', to: '12:30' },
  { from: '13:30', to: '18:00' },
]

export function newCalendar(id: string, zone: string): ServiceCalendar {
  const copy = () => DAY.map((hours) => ({ ...hours }))
  const week = [copy(), copy(), copy(), copy(), copy(), [], []]
  return { ...{ id, name: '', zone, holidays: 'none', days: [] }, week }
}

/** One place up or down; at an end it stays. */
export function moved<T extends { id: string }>(all: readonly T[], id: string, by: -1 | 1): T[] {
  const at = all.findIndex((one) => one.id === id)
  const to = at + by
  if (at < 0 || to < 0 || to >= all.length) return [...all]
  const next = [...all]
  const [one] = next.splice(at, 1)
  if (one) next.splice(to, 0, one)
  return next
}

/** Words between commas, each once. */
export function listed(text: string): string[] {
  return [...new Set(text.split(',').map((word) => word.trim()))].filter(Boolean)
}

/** Hours of a day as one writes them: `09:00-12:30, 13:30-18:00`. */
export function hoursText(hours: readonly ServiceHours[]): string {
  return hours.map(({ from, to }) => `${from}-${to}`).join(', ')
}

const CLOCK = /^([01]?\d|2[0-4])(?:[:h.]([0-5]\d)?)?$/i

function clock(text: string): string | undefined {
  const [, hour, minute] = CLOCK.exec(text.trim()) ?? []
  if (hour === undefined) return undefined
  const time = `${hour.padStart(2, '0')}:${minute ?? '00'}`
  return time > '24:00' ? undefined : time
}

/** What was written of a day; undefined where it is no hours, or they run into one another. Nothing: closed. */
export function readHours(text: string): ServiceHours[] | undefined {
  if (text.trim() === '') return []
  const hours: ServiceHours[] = []
  for (const part of text.split(/[,;]/)) {
    const [begins, ends, ...rest] = part.split(/[-–—]/)
    const [from, to] = [clock(begins ?? ''), clock(ends ?? '')]
    const before = hours.at(-1)
    if (!from || !to || rest.length > 0 || from >= to || (before && before.to >= from)) return undefined
    hours.push({ from, to })
  }
  return hours
}

/** Days that are otherwise, a line each: `2026-12-24 09:00-12:00 Réveillon`; a date alone is closed. */
export function daysText(days: ServiceCalendar['days']): string {
  return days
    .map(({ date, hours, name }) =>
      [date, hoursText(hours).replaceAll(', ', ','), name ?? ''].filter(Boolean).join(' '),
    )
    .join('\n')
}

const LINE =
  /^(\d{4}-\d{2}-\d{2})(?:\s+((?:[\d:h.]+\s*[-–—]\s*[\d:h.]+)(?:[,;]\s*[\d:h.]+\s*[-–—]\s*[\d:h.]+)*))?(?:\s+(.*))?$/i

/** A day that is in the calendar: engines make the second of March of the thirtieth of February. */
function isDay(date: string): boolean {
  const at = Date.parse(date)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(date)
}

/** The days that were written, or the number of the first line that is none. */
export function readDays(text: string): { days: ServiceCalendar['days'] } | { wrong: number } {
  const days: ServiceCalendar['days'] = []
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const [, date, hours, name] = LINE.exec(line.trim()) ?? []
    const read = readHours(hours ?? '')
    if (!date || !read || !isDay(date)) return { wrong: at + 1 }
    days.push({ date, hours: read, ...(name?.trim() && { name: name.trim() }) })
  }
  return { days }
}

/** A policy that can be kept. */
export function isWhole({ name, targets }: ServicePolicy): boolean {
  return name.trim() !== '' && KINDS.some((kind) => targets[kind] !== null)
}
