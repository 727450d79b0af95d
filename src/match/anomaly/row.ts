import { MOST_COUNT } from './tail.ts'

export interface Point {
  /** Milliseconds since 1970, UTC. */
  at: number
  value: number
}

export type Row = { ok: true; point: Point; fields: [string, string] } | { ok: false; reason: string }

const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/iu
const EPOCH = /^\d{1,13}$/u
/** Epochs beyond this are milliseconds: as seconds they would lie after the year 5000. */
const MOST_SECONDS = 1e11
const COUNT = /^\+?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/iu

/** One row of `timestamp,value`, quoted or not; further columns are passed over. In a few English words why it is none. */
export function readRow(line: string): Row {
  const [when, count] = fieldsOf(line)
  if (count === undefined) return { ok: false, reason: 'two columns are needed: timestamp,value' }
  const at = instantOf(when)
  if (at === undefined) {
    return {
      ok: false,
      reason: `"${short(when)}" is no time: 2026-11-22 07:30:00, ISO 8601, or seconds since 1970`,
    }
  }
  if (!COUNT.test(count) || Number(count) > MOST_COUNT) {
    return {
      ok: false,
      reason: `"${short(count)}" is no count: a number of 0 or more, up to a million million`,
    }
  }
  return { ok: true, point: { at, value: Number(count) }, fields: [when, count] }
}

/** Whether a first line names columns instead of giving values. */
export function isHeader(line: string): boolean {
  const [when, count = ''] = fieldsOf(line)
  return /\p{L}/u.test(count) && instantOf(when) === undefined
}

function fieldsOf(line: string): [string, string | undefined] {
  const fields = [...line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/gu)].map(([, quoted, plain]) =>
    (quoted?.replaceAll('""', '"') ?? plain ?? '').trim(),
  )
  return [fields[0] ?? '', fields[1]]
}

/** A time without a zone is UTC: the machine that reads it does not matter. */
function instantOf(text: string): number | undefined {
  if (EPOCH.test(text)) return Number(text) * (Number(text) < MOST_SECONDS ? 1000 : 1)
  const parts = DATE.exec(text)
  if (!parts) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', zone = 'Z'] = parts
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase()
  const civil = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`
  // 30 February would be moved to March: not what was written.
  const named = new Date(`${civil}Z`)
  if (Number.isNaN(named.getTime()) || named.toISOString().slice(0, 10) !== `${year}-${month}-${day}`)
    return undefined
  const at = Date.parse(`${civil}${offset}`)
  return Number.isNaN(at) ? undefined : at
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
