import { type Calendar, hoursOn } from './calendar.ts'
import { DAY, type Span, stretchesOf } from './stretch.ts'

export { type Calendar, dayNumber, type Hours, inOrder } from './calendar.ts'
export { easter, HOLIDAY_NAMES, HOLIDAYS, type Holidays, holidaysOf } from './holidays.ts'
export type { Span } from './stretch.ts'

const MINUTE = 60_000
/** Who is closed for so long is closed for good: about three years. */
const HORIZON = 1100

/**
 * The open spans of one day of UTC, in order. An hour that clocks show twice is open twice, one that they skip is not there:
 * a minute is open when the clocks say so.
 */
function openOn(calendar: Calendar, day: number): Span[] {
  const spans: Span[] = []
  for (const stretch of stretchesOf(calendar.zone, day)) {
    const first = Math.floor((stretch.from + stretch.offset) / DAY)
    const last = Math.floor((stretch.to - 1 + stretch.offset) / DAY)
    for (let civil = first; civil <= last; civil++) {
      for (const hours of hoursOn(calendar, civil)) {
        const midnight = civil * DAY - stretch.offset
        const from = Math.max(stretch.from, midnight + hours.from * MINUTE)
        const to = Math.min(stretch.to, midnight + hours.to * MINUTE)
        const before = spans.at(-1)
        if (from >= to) continue
        if (before && before.to >= from) before.to = Math.max(before.to, to)
        else spans.push({ from, to })
      }
    }
  }
  return spans
}

/** Without `calendar` the clock never stops. */
function* openFrom(calendar: Calendar | null, from: number): Generator<Span> {
  if (!calendar) {
    yield { from, to: from + HORIZON * DAY }
    return
  }
  const first = Math.floor(from / DAY)
  for (let day = first; day < first + HORIZON; day++) {
    for (const span of openOn(calendar, day)) {
      if (span.to > from) yield { from: Math.max(from, span.from), to: span.to }
    }
  }
}

/** A span without others, which are in order and do not overlap. */
function without(span: Span, others: readonly Span[]): Span[] {
  const left: Span[] = []
  let at = span.from
  for (const other of others) {
    if (other.to <= at || other.from >= span.to) continue
    if (other.from > at) left.push({ from: at, to: other.from })
    at = other.to
  }
  if (at < span.to) left.push({ from: at, to: span.to })
  return left
}

/** Milliseconds of open time between two instants, those of `pauses` left out. */
export function worked(
  calendar: Calendar | null,
  from: Date,
  to: Date,
  pauses: readonly Span[] = [],
): number {
  const end = to.getTime()
  let sum = 0
  for (const span of openFrom(calendar, from.getTime())) {
    if (span.from >= end) break
    for (const piece of without({ from: span.from, to: Math.min(span.to, end) }, pauses)) {
      sum += piece.to - piece.from
    }
  }
  return sum
}

/**
 * The first instant at which `milliseconds` of open time have gone by since `from`.
 * @returns null where it is closed for the next three years
 */
export function dueAfter(
  calendar: Calendar | null,
  from: Date,
  milliseconds: number,
  pauses: readonly Span[] = [],
): Date | null {
  let left = milliseconds
  if (left <= 0) return from
  for (const span of openFrom(calendar, from.getTime())) {
    for (const piece of without(span, pauses)) {
      const length = piece.to - piece.from
      if (length >= left) return new Date(piece.from + left)
      left -= length
    }
  }
  return null
}

/** Whether the clocks say that it is open. */
export function isOpen(calendar: Calendar | null, at: Date): boolean {
  const [first] = openFrom(calendar, at.getTime())
  return first !== undefined && first.from === at.getTime()
}

/** When it is open next: now, where it is. Null: not in three years. */
export function nextOpen(calendar: Calendar | null, at: Date): Date | null {
  const [first] = openFrom(calendar, at.getTime())
  return first ? new Date(first.from) : null
}

/** When it closes that is open at an instant, a day and a half later at the latest. */
export function closesAt(calendar: Calendar, at: Date): Date {
  let end = at.getTime()
  for (const span of openFrom(calendar, at.getTime())) {
    // What ends with a day of UTC goes on in the next one.
    if (span.from > end || end - at.getTime() > 1.5 * DAY) break
    end = span.to
  }
  return new Date(end)
}
