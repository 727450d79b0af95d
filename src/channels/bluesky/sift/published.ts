const DAY_MS = 86_400_000

/**
 * The author's device writes `createdAt`, and may lie: imports carry dates of years ago, jokers dates of 2099. The
 * author is believed within the day before the network saw the post; otherwise the network's time stands, for a
 * watch cares when it could be read.
 */
export function publishedOf(createdAt: string, timeUs: number): Date {
  const seen = timeUs / 1000
  const claimed = claimedTime(createdAt)
  return new Date(claimed <= seen && claimed >= seen - DAY_MS ? claimed : seen)
}

/** NaN where it is no date. Without an offset it is UTC: `Date.parse` would read it in this machine's zone. */
export function claimedTime(createdAt: string): number {
  const zoned = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(createdAt)
  return Date.parse(zoned ? createdAt : `${createdAt}Z`)
}

/** Microseconds as a date. */
export function at(timeUs: number): Date {
  return new Date(timeUs / 1000)
}
