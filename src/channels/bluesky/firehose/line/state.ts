import type { Refused } from '../../wire/refused.ts'
import type { Pace, Source } from './pace.ts'

const SLOWEST_STALL = 600_000

export type Ending = 'ended' | 'unreachable' | 'refused' | 'stalled' | 'nonsense' | 'broken'

export interface Line {
  /** Newest time heard, in microseconds of the network's clock. */
  position: number | undefined
  /** When the first connection opened, by our clock: where to resume from as long as nothing has been heard. */
  opened: number | undefined
  url: number
  failures: number
  /** Addresses in a row that our own rules refuse. */
  forbidden: number
  rewind: number
  stall: number
  /** How far to step over a frame that breaks the connection each time. */
  leap: number
  capped: boolean
  compressed: boolean
  /** Whether the present connection has said anything. */
  heard: boolean
  /** Where replay became live, to be heard again once it is history. */
  seam: { from: number; due: number; tries: number } | undefined
  /** What an instance no longer had, in milliseconds: told from then on, for nobody may look at the moment itself. */
  gap: { since: number; from: number } | undefined
  /** To be told with the next chunk. */
  told: Refused[]
}

/** What the next attempt does differently; answers how long to wait before it. */
export function plan(line: Line, ending: Ending, advanced: boolean, source: Source, pace: Pace): number {
  line.failures = advanced ? 0 : line.failures + 1
  if (ending === 'stalled' && !advanced) line.stall = Math.min(line.stall * 2, SLOWEST_STALL)
  if (ending === 'broken') {
    // The same frame would break the next connection too: ask for smaller ones, then step over it.
    if (line.capped && !advanced) line.leap = Math.max(1_000, line.leap * 2)
    line.capped = true
    line.told.push({ kind: 'refused', reason: 'a frame that breaks the connection' })
  } else if (advanced) line.leap = 0
  if (ending === 'ended' && advanced) line.rewind = pace.margin
  else {
    line.url = (line.url + 1) % source.urls.length
    // Cut again before it was past what it had rewound: rewind less, or it never gets on.
    line.rewind = line.heard && !advanced ? line.rewind / 2 : pace.failover
  }
  const most = Math.min(pace.backoffMost, pace.backoff * 2 ** Math.min(line.failures, 20))
  return line.failures === 0 ? Math.random() * pace.backoff : most * (0.5 + Math.random() / 2)
}

export function cursorOf({ position, opened, leap, rewind }: Line): number | undefined {
  const from = position ?? opened
  if (from === undefined) return undefined
  return Math.max(0, Math.floor(from + (leap > 0 ? leap : -rewind) * 1000))
}

export function serverOf(source: Source, line: Line): string {
  return URL.parse(source.urls[line.url] ?? '')?.host ?? ''
}
