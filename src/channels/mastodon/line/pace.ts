/** How often and how patiently, in milliseconds where not said. */
export interface Pace {
  /** Between two readings of the lists while the stream tells what happens: streams lose things. */
  sweep: number
  /** The same where a server has no stream. */
  poll: number
  /** After which a subscription made by a message has surely been heard: servers do not say. */
  subscribing: number
  /** What is younger may still be preceded by something that came late: it is read again. */
  settle: number
  /** First wait after a failure, doubled each time up to `most`. */
  backoff: number
  backoffMost: number
  /** Failures in a row after which the host is told. */
  patience: number
  /** Between two looks at whether what was said still stands: where a stream tells of it, and where none does. */
  recheck: number
  recheckPolled: number
  /** Pages of one list in one go. */
  pages: number
  /** Requests left to others (what is sent, what is live) while old things are read. */
  reserve: number
}

export const PACE: Pace = {
  sweep: 5 * 60_000,
  poll: 60_000,
  subscribing: 3_000,
  settle: 10 * 60_000,
  backoff: 1_000,
  backoffMost: 60_000,
  patience: 4,
  recheck: 6 * 3_600_000,
  recheckPolled: 3_600_000,
  pages: 1_000,
  reserve: 60,
}

/** Full jitter, and never nothing. */
export function waitAfter(failures: number, { backoff, backoffMost }: Pace): number {
  const most = Math.min(backoffMost, backoff * 2 ** Math.min(failures, 10))
  return most / 4 + Math.random() * most * 0.75
}
