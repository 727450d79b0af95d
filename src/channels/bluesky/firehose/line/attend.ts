import type { SafeHttp } from '../../../../../lib/http/index.ts'
import { follow } from './follow.ts'
import { openHub } from './hub.ts'
import type { Chunk, LineHost, Pace, Source } from './pace.ts'
import { type Hub, type Seat, sit, takeSeat } from './seat.ts'

/** So much is heard on both lines when one leaves its own for the shared one. */
const OVERLAP_US = 2_000_000

const hubs = new WeakMap<SafeHttp, Map<string, Hub>>()

function hubsOf(http: SafeHttp): Map<string, Hub> {
  const found = hubs.get(http) ?? new Map<string, Hub>()
  hubs.set(http, found)
  return found
}

/** The source from `start` (microseconds) or from now, shared where that loses nothing. */
export async function* attend(
  source: Source,
  start: number | undefined,
  host: LineHost,
  pace: Pace,
): AsyncGenerator<Chunk, void> {
  const shared = hubsOf(host.http)
  const key = JSON.stringify([source.urls, source.collections, source.dictionary?.byteLength])
  let position = start
  while (!host.signal.aborted) {
    const hub = shared.get(key)
    const behind = hub && position !== undefined && position < (hub.position ?? 0)
    const seat = behind
      ? yield* catchUp(source, position, host, pace, () => shared.get(key))
      : takeSeat(hub ?? openHub(shared, key, source, position, host, pace), host)
    if (!seat) return
    position = (yield* sit(seat)) ?? position
    if (seat.end?.error) throw seat.end.error
  }
}

/**
 * A line of one's own until it meets the shared one, and a seat there from then on. The seat is taken before the own
 * line ends, so that every event is heard on one of them. Answers no seat when the listener is done.
 */
async function* catchUp(
  source: Source,
  start: number | undefined,
  host: LineHost,
  pace: Pace,
  current: () => Hub | undefined,
): AsyncGenerator<Chunk, Seat | undefined> {
  let seat: Seat | undefined
  let meeting = 0
  for await (const chunk of follow(source, start, host, pace)) {
    yield chunk
    const hub = current()
    const position = chunk.position ?? 0
    if (seat && position >= meeting) return seat
    if (!seat && hub && position >= (hub.position ?? 0) - OVERLAP_US) {
      seat = takeSeat(hub, host)
      meeting = (hub.position ?? 0) + OVERLAP_US
    }
  }
  return seat
}
