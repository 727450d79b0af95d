/** Civil days of a zone, as instants; `Temporal` is not in the runtime yet, and Intl knows every zone's history. */
export function dayBounds(
  now: Date,
  timeZone: string,
  daysBack: number,
): { date: string; from: Date; to: Date } {
  const [year, month, day] = civil(now, timeZone)
  const at = (offset: number) => startOfDay(new Date(Date.UTC(year, month - 1, day + offset)), timeZone)
  const date = new Date(Date.UTC(year, month - 1, day - daysBack)).toISOString().slice(0, 10)
  return { date, from: at(-daysBack), to: at(1 - daysBack) }
}

/** Kept by zone: to make one costs a hundred times what it costs to use it, and a chart of days asks thousands of times. */
const formats = new Map<string, Intl.DateTimeFormat>()

function civil(at: Date, timeZone: string): [number, number, number] {
  const parts =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(timeZone, parts)
  const [year, month, day] = parts.format(at).split('-').map(Number)
  return [year ?? 1970, month ?? 1, day ?? 1]
}

/** The first instant of the civil day that `utcMidnight` names, also where a change of clocks moves or skips midnight. */
export function startOfDay(utcMidnight: Date, timeZone: string): Date {
  const name = utcMidnight.toISOString().slice(0, 10)
  const onDay = (at: number) => dateName(new Date(at), timeZone) >= name
  let low = utcMidnight.getTime() - 15 * 3_600_000
  let high = utcMidnight.getTime() + 15 * 3_600_000
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (onDay(middle)) high = middle
    else low = middle
  }
  return new Date(high)
}

function dateName(at: Date, timeZone: string): string {
  return civil(at, timeZone)
    .map((part, i) => String(part).padStart(i === 0 ? 4 : 2, '0'))
    .join('-')
}

export function median(values: number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1] ?? 0, sorted[middle] ?? 0]
  return (low + high) / 2
}

/**
 * Whether a day stands apart from the usual: more than three standard deviations of a Poisson count of that mean
 * (its variance is its mean), and at least five away, so that small numbers do not cry wolf.
 */
export function standsApart(value: number, usual: number): 'up' | 'down' | null {
  if (Math.abs(value - usual) < 5 || distance(value, usual) <= 3) return null
  return value > usual ? 'up' : 'down'
}

/** How far a day is from the usual, in such standard deviations. */
export function distance(value: number, usual: number): number {
  return Math.abs(value - usual) / Math.sqrt(Math.max(1, usual))
}
