import type { SafeHttp } from '../../../../../lib/http/index.ts'
import type { WireEvent } from '../../wire/frame.ts'
import type { Refused } from '../../wire/refused.ts'

/** What to listen to. Several addresses are instances of the same network, tried in turn. */
export interface Source {
  urls: string[]
  collections: string[]
  /** Jetstream's zstd dictionary, where the operator gave one. */
  dictionary?: Uint8Array
}

/** What has arrived since the last turn. `position` is the newest time heard so far, in microseconds, if any was. */
export interface Chunk {
  events: WireEvent[]
  refused: Refused[]
  position: number | undefined
}

export interface LineHost {
  http: SafeHttp
  signal: AbortSignal
  now(): Date
  status(key: string, values?: Record<string, string | number>): void
}

/** Milliseconds, and why: see the README. */
export interface Pace {
  /** Heard again after a cut: events of one instance may be out of order by less than this. */
  margin: number
  /** The same on another instance, whose clock and place in the network differ. */
  failover: number
  /** A firehose that says nothing for so long is dead, whatever its pings say. */
  stall: number
  connect: number
  backoff: number
  backoffMost: number
  /** No further behind than this counts as live. */
  behind: number
  /** Around the change from replay to live, heard a second time. */
  seam: number
  /** A replay that begins so much after what was asked has lost something on the way. */
  gap: number
  /** One reader who keeps the others of a shared line waiting for so long goes on by themselves. */
  patience: number
  /** A batch waits no longer for the names of its authors. */
  names: number
}

export const PACE: Pace = {
  margin: 5_000,
  failover: 15_000,
  stall: 30_000,
  connect: 10_000,
  backoff: 250,
  backoffMost: 30_000,
  behind: 2_000,
  seam: 10_000,
  gap: 300_000,
  patience: 5_000,
  names: 120,
}
