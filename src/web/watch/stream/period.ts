import type { Range, StreamSearch } from '../../app/search.ts'
import { bound, plusDays, toCivil, toInstant } from '../../lib/civil.ts'

export interface Period {
  from: string
  to: string
  step: 'hour' | 'day'
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Beyond three days, hours would be thinner than a hair. */
const BY_DAY = 3.5 * DAY
const DAYS: Record<Exclude<Range, '24h'>, number> = { '7d': 7, '30d': 30, '90d': 90 }

/** The span that an address asks for: a named range up to now, or its own bounds. Days start at the zone's midnight. */
export function periodOf(search: StreamSearch, zone: string, now: number): Period {
  // The end of the hour under way, also at its very first moment.
  const hourEnd = (Math.floor(now / HOUR) + 1) * HOUR
  const to = bound(zone, search.to, 'to') ?? new Date(hourEnd).toISOString()
  const range = search.range ?? '30d'
  const from =
    bound(zone, search.from, 'from') ??
    (range === '24h' ? new Date(hourEnd - DAY) : startOf(zone, now, DAYS[range])).toISOString()
  const step = Date.parse(to) - Date.parse(from) > BY_DAY ? 'day' : 'hour'
  return { from, to, step }
}

function startOf(zone: string, now: number, days: number): Date {
  const today = { ...toCivil(zone, new Date(now)), hour: 0, minute: 0 }
  return toInstant(zone, plusDays(today, 1 - days))
}

/**
 * How many minutes after midnight what happens still counts with the day before: the counters keep whole hours of UTC, and in
 * some zones midnight is within one. Zero nearly everywhere.
 */
export function minutesAfterMidnight(zone: string, at: number): number {
  return toCivil(zone, new Date(Math.floor(at / HOUR) * HOUR)).minute
}

/** Where the bucket of a point ends. */
export function bucketEnd(at: string, step: Period['step'], zone: string): string {
  if (step === 'hour') return new Date(Date.parse(at) + HOUR).toISOString()
  const day = { ...toCivil(zone, new Date(at)), hour: 0, minute: 0 }
  return toInstant(zone, plusDays(day, 1)).toISOString()
}

/** Every bucket of a period, so that an hour of which nothing is known is told from one in which nothing was said. */
export function buckets({ from, to, step }: Period, zone: string): string[] {
  const all: string[] = []
  // The counters' hours are whole ones of UTC, which a zone half an hour aside does not change.
  const start =
    step === 'day'
      ? toInstant(zone, { ...toCivil(zone, new Date(from)), hour: 0, minute: 0 })
      : new Date(Math.floor(Date.parse(from) / HOUR) * HOUR)
  for (let at = start.toISOString(); at < new Date(to).toISOString() && all.length < 4000; ) {
    all.push(at)
    at = bucketEnd(at, step, zone)
  }
  return all
}
