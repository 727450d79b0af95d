import { zstdDecompressSync } from 'node:zlib'
import type { SocketMessage } from '../../../../../lib/http/index.ts'
import { readFrame, type Tick, type WireEvent } from '../../wire/frame.ts'
import type { Refused } from '../../wire/refused.ts'
import { LONGEST_FRAME } from './dial.ts'
import type { Chunk, Source } from './pace.ts'
import type { Line } from './state.ts'

/** A time further ahead than clocks differ would make the next start skip what is between. */
const AHEAD_US = 600_000_000

export function read(messages: SocketMessage[], source: Source, line: Line, now: number) {
  const chunk: Chunk = { events: [], refused: line.told, position: line.position }
  line.told = []
  let oldest: number | undefined
  for (const message of messages) {
    const event = decode(message, line.compressed ? source.dictionary : undefined)
    if (event.kind === 'refused') {
      chunk.refused.push(event)
      continue
    }
    if (event.kind !== 'tick') chunk.events.push(event)
    oldest = Math.min(event.time_us, oldest ?? event.time_us)
    if (event.time_us > (chunk.position ?? 0) && event.time_us <= now * 1000 + AHEAD_US)
      chunk.position = event.time_us
  }
  line.position = chunk.position
  line.heard ||= oldest !== undefined
  return { chunk, oldest }
}

function decode(message: SocketMessage, dictionary: Uint8Array | undefined): WireEvent | Tick | Refused {
  if (message.length > LONGEST_FRAME) return { kind: 'refused', reason: 'frame too long' }
  if (typeof message === 'string') return readFrame(message)
  if (!dictionary) return { kind: 'refused', reason: 'binary frame' }
  try {
    const bytes = zstdDecompressSync(message, {
      dictionary: Buffer.from(dictionary.buffer, dictionary.byteOffset, dictionary.byteLength),
      maxOutputLength: LONGEST_FRAME,
    })
    return readFrame(bytes.toString())
  } catch {
    return { kind: 'refused', reason: 'frame does not decompress' }
  }
}
