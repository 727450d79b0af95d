import { isInstant } from './instant.ts'

/** Wall-clock time in a zone, without the zone: what people mean by "tomorrow at nine". */
export interface Civil {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

/** Making one costs a hundred times its use, and a chart of a season asks hundreds of times. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  clocks.set(zone, made)
  return made
}

function parts(zone: string, at: Date): Civil {
  const found = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  )
  return {
    year: found.year ?? 1970,
    month: found.month ?? 1,
    day: found.day ?? 1,
    hour: found.hour ?? 0,
    minute: found.minute ?? 0,
  }
}

function asUtc(civil: Civil): number {
  return Date.UTC(civil.year, civil.month - 1, civil.day, civil.hour, civil.minute)
}

export function toCivil(zone: string, at: Date): Civil {
  return parts(zone, at)
}

/**
 * The instant at which a zone's clocks show this time. In the hour that a change of clocks skips, the instant as far
 * after the gap; in the hour that it repeats, the first of the two.
 */
export function toInstant(zone: string, civil: Civil): Date {
  const wanted = asUtc(civil)
  const around = [wanted - 86_400_000, wanted + 86_400_000]
  const offsets = around.map((at) => asUtc(parts(zone, new Date(at))) - at)
  const found = offsets
    .map((offset) => wanted - offset)
    .filter((at) => asUtc(parts(zone, new Date(at))) === wanted)
  if (found.length > 0) return new Date(Math.min(...found))
  return new Date(wanted - (offsets[0] ?? 0))
}

/** The same hour some days later, by the calendar and not by adding hours. */
export function plusDays(civil: Civil, days: number): Civil {
  const at = new Date(Date.UTC(civil.year, civil.month - 1, civil.day + days))
  return { ...civil, year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
}

/** Monday is 1, Sunday 7. */
export function weekday(civil: Civil): number {
  return new Date(Date.UTC(civil.year, civil.month - 1, civil.day)).getUTCDay() || 7
}

/** Reads what a date field holds: `2026-11-21` or `2026-11-21T09:30`; undefined where no calendar or clock shows it. */
export function fromField(text: string): Civil | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(text)
  if (!found) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map((part) => Number(part ?? 0))
  const civil = { year, month, day, hour, minute }
  // What rolls over into another day or year is none.
  return new Date(asUtc(civil)).toISOString().startsWith(toField(civil)) ? civil : undefined
}

export function toField(civil: Civil): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(civil.year).padStart(4, '0')}-${two(civil.month)}-${two(civil.day)}T${two(civil.hour)}:${two(civil.minute)}`
}

/**
 * Bounds of a search in an address: an instant stays, a day becomes its first instant or the next day's, a time of a
 * day its instant. Anybody may have written it: what is none of these bounds nothing.
 */
export function bound(zone: string, text: string | undefined, edge: 'from' | 'to'): string | undefined {
  if (!text) return undefined
  if (isInstant(text)) return text
  const civil = /^[\d-]{10}(?:T[\d:]{5})?$/.test(text) ? fromField(text) : undefined
  if (!civil) return undefined
  if (text.length > 10) return toInstant(zone, civil).toISOString()
  return toInstant(zone, edge === 'to' ? plusDays(civil, 1) : civil).toISOString()
}
