import type { SafeSocket } from '../../../../../lib/http/index.ts'
import { hearAgain } from './again.ts'
import { turns } from './dial.ts'
import type { Chunk, LineHost, Pace, Source } from './pace.ts'
import { read } from './read.ts'
import { type Ending, type Line, serverOf } from './state.ts'

/** So many frames in a row that mean nothing: this is not Jetstream, or it is out of its mind. */
const MOST_NONSENSE = 200

export async function* receive(
  socket: SafeSocket,
  cursor: number | undefined,
  source: Source,
  line: Line,
  host: LineHost,
  pace: Pace,
  stop: AbortController,
): AsyncGenerator<Chunk, Ending> {
  let first = true
  let nonsense = 0
  let replaying = cursor !== undefined
  for await (const messages of turns(socket, line.stall, stop)) {
    const now = host.now().getTime()
    const { chunk, oldest } = read(messages, source, line, now)
    nonsense = oldest === undefined ? nonsense + messages.length : 0
    if (first && oldest !== undefined) {
      first = false
      tellGap(cursor, oldest, line, host, pace)
    }
    yield chunk
    if (nonsense > MOST_NONSENSE) {
      // A dictionary that does not fit makes nonsense of everything; the plain stream may be sound.
      line.compressed = false
      return 'nonsense'
    }
    const position = chunk.position ?? 0
    if (replaying && position >= (now - pace.behind) * 1000) {
      replaying = false
      // An earlier seam that was not heard again before this connection is part of it.
      const from = Math.min(position - pace.seam * 1000, line.seam?.from ?? position)
      line.seam = { from, due: now + 2 * pace.seam, tries: 3 }
      const server = serverOf(source, line)
      host.status(line.gap ? 'live-after-gap' : 'live', { server, ...line.gap })
    }
    if (line.seam && now >= line.seam.due) yield* hearAgain(source, line, host, pace)
  }
  return 'ended'
}

/** An instance keeps a day or two and begins there without a word when more is asked. */
function tellGap(cursor: number | undefined, oldest: number, line: Line, host: LineHost, pace: Pace): void {
  if (cursor === undefined || oldest - cursor < pace.gap * 1000) return
  line.gap = { since: Math.floor(cursor / 1000), from: Math.floor(oldest / 1000) }
  host.status('gap', line.gap)
}
