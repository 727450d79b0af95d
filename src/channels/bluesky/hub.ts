import { setTimeout as sleep } from 'node:timers/promises'
import type { SafeHttp } from '../../../lib/http/index.ts'
import { type Chunk, follow, type LineHost, type Pace, type Source } from './line.ts'

/**
 * One connection for all the accounts of this process that listen to the same source: a firehose twice costs double.
 * Whoever comes with an older cursor catches up on a line of their own and then takes a seat.
 */
interface Hub {
  seats: Set<Seat>
  /** Newest time heard, microseconds; undefined before the first event. */
  position: number | undefined
  stop: AbortController
  /** The last word on the connection, for whoever comes later. */
  said: Parameters<LineHost['status']> | undefined
}

interface Seat {
  hub: Hub
  host: LineHost
  chunks: Chunk[]
  /** Events in `chunks`. */
  waiting: number
  /** Set once nothing more comes: the line failed, or this seat was too slow for the others. */
  end: { error?: unknown } | undefined
  wake: (() => void) | undefined
  /** Calls the pump when there is room again. */
  drained: (() => void) | undefined
}

/** Events that wait for one reader before the line is held back. */
const ROOM = 4_000
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

function takeSeat(hub: Hub, host: LineHost): Seat {
  const seat: Seat = {
    hub,
    host,
    chunks: [],
    waiting: 0,
    end: undefined,
    wake: undefined,
    drained: undefined,
  }
  hub.seats.add(seat)
  if (hub.said) host.status(...hub.said)
  host.signal.addEventListener('abort', () => leave(seat), { once: true })
  return seat
}

function leave(seat: Seat, error?: unknown): void {
  const { hub } = seat
  hub.seats.delete(seat)
  seat.end ??= { error }
  seat.wake?.()
  seat.drained?.()
  if (hub.seats.size === 0) hub.stop.abort()
}

/** Yields what comes to the seat until it ends; answers the position reached. */
async function* sit(seat: Seat): AsyncGenerator<Chunk, number | undefined> {
  let position: number | undefined
  try {
    for (;;) {
      const chunk = seat.chunks.shift()
      if (chunk) {
        seat.waiting -= chunk.events.length
        if (seat.waiting < ROOM) seat.drained?.()
        position = chunk.position
        yield chunk
      } else if (seat.end) return position
      else
        await new Promise<void>((resolve) => {
          seat.wake = resolve
        })
    }
  } finally {
    leave(seat)
  }
}

function openHub(
  shared: Map<string, Hub>,
  key: string,
  source: Source,
  start: number | undefined,
  host: LineHost,
  pace: Pace,
): Hub {
  const hub: Hub = { seats: new Set(), position: start, stop: new AbortController(), said: undefined }
  shared.set(key, hub)
  const lineHost: LineHost = {
    http: host.http,
    signal: hub.stop.signal,
    now: host.now,
    status(...words) {
      hub.said = words
      for (const seat of hub.seats) seat.host.status(...words)
    },
  }
  // At once after the caller has taken the first seat.
  queueMicrotask(async () => {
    let error: unknown
    try {
      for await (const chunk of follow(source, start, lineHost, pace)) {
        hub.position = chunk.position
        for (const seat of hub.seats) hand(seat, chunk)
        await room(hub, pace)
      }
    } catch (failure) {
      error = failure
    }
    if (shared.get(key) === hub) shared.delete(key)
    for (const seat of hub.seats) leave(seat, error)
  })
  hub.stop.signal.addEventListener('abort', () => {
    if (shared.get(key) === hub) shared.delete(key)
  })
  return hub
}

function hand(seat: Seat, chunk: Chunk): void {
  seat.chunks.push(chunk)
  seat.waiting += chunk.events.length
  seat.wake?.()
}

/** Resolves once every reader has room; alone, one may take as long as they need. */
async function room(hub: Hub, pace: Pace): Promise<void> {
  const full = () => [...hub.seats].filter((seat) => seat.waiting >= ROOM)
  for (let slow = full(); slow.length > 0; slow = full()) {
    const calm = new AbortController()
    const drained = Promise.all(
      slow.map(
        (seat) =>
          new Promise<void>((resolve) => {
            seat.drained = resolve
          }),
      ),
    ).then(() => true)
    const late =
      slow.length < hub.seats.size
        ? sleep(pace.patience, false, { signal: calm.signal }).catch(() => true)
        : drained
    const inTime = await Promise.race([drained, late])
    calm.abort()
    if (!inTime) for (const seat of full()) leave(seat)
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
    if (seat && chunk.position >= meeting) return seat
    if (!seat && hub && chunk.position >= (hub.position ?? 0) - OVERLAP_US) {
      seat = takeSeat(hub, host)
      meeting = (hub.position ?? 0) + OVERLAP_US
    }
  }
  return seat
}
