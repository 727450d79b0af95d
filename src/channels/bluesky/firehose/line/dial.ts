import type { SafeSocket, SocketMessage } from '../../../../../lib/http/index.ts'
import type { LineHost, Pace, Source } from './pace.ts'
import type { Line } from './state.ts'

/** One frame as we take it. The connection bears more, so that a long one is refused and not fatal. */
export const LONGEST_FRAME = 1024 * 1024

const LONGEST_MESSAGE = 16 * LONGEST_FRAME

export function dial(
  source: Source,
  line: Line,
  cursor: number | undefined,
  host: LineHost,
  pace: Pace,
  stop: AbortController,
): Promise<SafeSocket> {
  const url = new URL(source.urls[line.url] ?? '')
  for (const collection of source.collections) url.searchParams.append('wantedCollections', collection)
  if (cursor !== undefined) url.searchParams.set('cursor', String(cursor))
  if (line.compressed) url.searchParams.set('compress', 'true')
  if (line.capped) url.searchParams.set('maxMessageSizeBytes', String(LONGEST_FRAME))
  return host.http.openWebSocket(url.href, {
    signal: AbortSignal.any([host.signal, stop.signal]),
    maxPayload: LONGEST_MESSAGE,
    timeoutMs: pace.connect,
  })
}

/** The socket's turns; silence, while it is us who wait, aborts the connection. */
export async function* turns(
  socket: SafeSocket,
  stall: number,
  stop: AbortController,
): AsyncGenerator<SocketMessage[]> {
  const iterator = socket[Symbol.asyncIterator]()
  try {
    for (;;) {
      const timer = setTimeout(() => stop.abort(), stall)
      const turn = await iterator.next().finally(() => clearTimeout(timer))
      if (turn.done) return
      yield turn.value
    }
  } finally {
    await iterator.return?.()
  }
}
