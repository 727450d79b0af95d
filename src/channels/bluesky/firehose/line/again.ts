import { HttpFailure } from '../../../../../lib/http/index.ts'
import { dial, turns } from './dial.ts'
import type { Chunk, LineHost, Pace, Source } from './pace.ts'
import { read } from './read.ts'
import type { Line } from './state.ts'

/**
 * The original server loses and reorders events at the moment when replay becomes live (jetstream-legacy issue 42).
 * Once that moment is history a second connection replays it, up to what the first has heard by then.
 */
export async function* hearAgain(
  source: Source,
  line: Line,
  host: LineHost,
  pace: Pace,
): AsyncGenerator<Chunk> {
  const { seam, position = 0 } = line
  if (!seam) return
  line.seam = undefined
  const stop = new AbortController()
  const aside: Line = { ...line, position: seam.from, told: [] }
  try {
    const socket = await dial(source, aside, seam.from, host, pace, stop)
    for await (const messages of turns(socket, pace.behind, stop)) {
      const { chunk } = read(messages, source, aside, host.now().getTime())
      yield { ...chunk, position }
      if ((chunk.position ?? 0) >= position) return
    }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    // Silence means that all has been said.
    if (stop.signal.aborted || seam.tries <= 1) return
    line.seam = { ...seam, due: host.now().getTime() + pace.seam, tries: seam.tries - 1 }
  }
}
