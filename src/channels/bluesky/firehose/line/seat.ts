import type { Chunk, LineHost } from './pace.ts'

/**
 * One connection for all the accounts of this process that listen to the same source: a firehose twice costs double.
 * Whoever comes with an older cursor catches up on a line of their own and then takes a seat.
 */
export interface Hub {
  seats: Set<Seat>
  /** Newest time heard, microseconds; undefined before the first event. */
  position: number | undefined
  stop: AbortController
  /** The last word on the connection, for whoever comes later. */
  said: Parameters<LineHost['status']> | undefined
}

export interface Seat {
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
export const ROOM = 4_000

export function takeSeat(hub: Hub, host: LineHost): Seat {
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

export function leave(seat: Seat, error?: unknown): void {
  const { hub } = seat
  hub.seats.delete(seat)
  seat.end ??= { error }
  seat.wake?.()
  seat.drained?.()
  if (hub.seats.size === 0) hub.stop.abort()
}

/** Yields what comes to the seat until it ends; answers the position reached. */
export async function* sit(seat: Seat): AsyncGenerator<Chunk, number | undefined> {
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
