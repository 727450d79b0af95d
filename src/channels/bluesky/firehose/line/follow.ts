import { setTimeout as sleep } from 'node:timers/promises'
import { HttpFailure } from '../../../../../lib/http/index.ts'
import { ChannelFailure } from '../../../channel.ts'
import { dial } from './dial.ts'
import type { Chunk, LineHost, Pace, Source } from './pace.ts'
import { receive } from './receive.ts'
import { cursorOf, type Ending, type Line, plan, serverOf } from './state.ts'

/**
 * Listens for as long as the signal allows, from `start` (microseconds) or from now. Whatever happens to a connection,
 * the next one begins a little before the last event heard: nothing is lost that an instance still has, and what comes
 * twice is the reader's to recognise. Nothing is read ahead of the reader but what lib/http buffers.
 * Throws ChannelFailure when no address may be connected to at all.
 */
export async function* follow(
  source: Source,
  start: number | undefined,
  host: LineHost,
  pace: Pace,
): AsyncGenerator<Chunk, void> {
  const line: Line = {
    position: start,
    opened: undefined,
    url: 0,
    failures: 0,
    forbidden: 0,
    rewind: pace.failover,
    stall: pace.stall,
    leap: 0,
    capped: false,
    compressed: source.dictionary !== undefined,
    heard: false,
    seam: undefined,
    gap: undefined,
    told: [],
  }
  while (!host.signal.aborted) {
    const before = line.position ?? 0
    line.heard = false
    const ending = yield* session(source, line, host, pace)
    if (host.signal.aborted) return
    const server = serverOf(source, line)
    const wait = plan(line, ending, (line.position ?? 0) > before, source, pace)
    host.status(ending === 'ended' ? 'reconnecting' : ending, { server, seconds: Math.ceil(wait / 1000) })
    await sleep(wait, undefined, { signal: host.signal }).catch(() => undefined)
  }
}

/** One connection, from its address to its end. */
async function* session(
  source: Source,
  line: Line,
  host: LineHost,
  pace: Pace,
): AsyncGenerator<Chunk, Ending> {
  const stop = new AbortController()
  let open = false
  try {
    const cursor = cursorOf(line)
    const socket = await dial(source, line, cursor, host, pace, stop)
    open = true
    line.forbidden = 0
    // What is said while the very first connection is being lost counts as well.
    line.opened ??= host.now().getTime() * 1000
    host.status('connected', { server: serverOf(source, line) })
    return yield* receive(socket, cursor, source, line, host, pace, stop)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    if (stop.signal.aborted) return 'stalled'
    if (error.refusedByUs && ++line.forbidden >= source.urls.length) {
      throw new ChannelFailure({ kind: 'refused', detail: error.message }, { cause: error })
    }
    return endingOf(error, open)
  }
}

function endingOf(failure: HttpFailure, open: boolean): Ending {
  const foul = failure.kind === 'too-large' || failure.kind === 'bad-response'
  if (open) return foul ? 'broken' : 'ended'
  return foul || failure.refusedByUs ? 'refused' : 'unreachable'
}
