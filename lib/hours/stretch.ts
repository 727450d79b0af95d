import { wallOf } from '../clock/index.ts'

const MINUTE = 60_000
export const DAY = 86_400_000

/** A span of time, in milliseconds since 1970, the end excluded. */
export interface Span {
  from: number
  to: number
}

/** A span in which the clocks of a zone run evenly: what they show, read as UTC, is the instant and `offset`. */
export interface Stretch extends Span {
  offset: number
}

const known = new Map<string, Map<number, Stretch[]>>()
/** Days kept a zone: some six years, then all is asked anew. */
const MOST = 2200

/** The stretches that a day of UTC (counted from 1970) is made of: one, or two where clocks change. */
export function stretchesOf(zone: string, day: number): Stretch[] {
  const days = known.get(zone) ?? new Map<number, Stretch[]>()
  known.set(zone, days)
  const there = days.get(day)
  if (there) return there
  if (days.size >= MOST) days.clear()
  const [from, to] = [day * DAY, (day + 1) * DAY]
  const [before, after] = [offsetAt(zone, from), offsetAt(zone, to)]
  const found = before === after ? [{ from, to, offset: before }] : parted(zone, { from, to, before, after })
  days.set(day, found)
  return found
}

function parted(
  zone: string,
  { from, to, before, after }: { from: number; to: number; before: number; after: number },
): Stretch[] {
  let [low, high] = [from, to]
  while (high - low > MINUTE) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE
    if (offsetAt(zone, middle) === before) low = middle
    else high = middle
  }
  const parts = [
    { from, to: high, offset: before },
    { from: high, to, offset: after },
  ]
  return parts.filter((part) => part.from < part.to)
}

/** What the clocks show less the instant, in milliseconds; `at` is a whole minute. */
function offsetAt(zone: string, at: number): number {
  const { year, month, day, minutes } = wallOf(new Date(at), zone)
  return Date.UTC(year, month - 1, day) + minutes * MINUTE - at
}
