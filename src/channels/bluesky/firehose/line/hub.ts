import { setTimeout as sleep } from 'node:timers/promises'
import { follow } from './follow.ts'
import type { Chunk, LineHost, Pace, Source } from './pace.ts'
import { type Hub, leave, ROOM, type Seat } from './seat.ts'

export function openHub(
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
