import { setTimeout as sleep } from 'node:timers/promises'
import { zstdDecompressSync } from 'node:zlib'
import { HttpFailure, type SafeHttp, type SafeSocket, type SocketMessage } from '../../../lib/http/index.ts'
import { ChannelFailure } from '../channel.ts'
import { type Refused, readFrame, type Tick, type WireEvent } from './wire.ts'

/** What to listen to. Several addresses are instances of the same network, tried in turn. */
export interface Source {
  urls: string[]
  collections: string[]
  /** Jetstream's zstd dictionary, where the operator gave one. */
  dictionary?: Uint8Array
}

/** What has arrived since the last turn. `position` is the newest time heard so far, in microseconds. */
export interface Chunk {
  events: WireEvent[]
  refused: Refused[]
  position: number
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
}

/** One frame as we take it. The connection bears more, so that a long one is refused and not fatal. */
const LONGEST_FRAME = 1024 * 1024
const LONGEST_MESSAGE = 16 * LONGEST_FRAME
/** So many frames in a row that mean nothing: this is not Jetstream, or it is out of its mind. */
const MOST_NONSENSE = 200
const SLOWEST_STALL = 600_000
/** A time further ahead than clocks differ would make the next start skip what is between. */
const AHEAD_US = 600_000_000

type Ending = 'ended' | 'unreachable' | 'refused' | 'stalled' | 'nonsense' | 'broken'

interface Line {
  position: number | undefined
  url: number
  failures: number
  /** Addresses in a row that our own rules refuse. */
  forbidden: number
  rewind: number
  stall: number
  /** How far to step over a frame that breaks the connection each time. */
  leap: number
  capped: boolean
  compressed: boolean
  /** Whether the present connection has said anything. */
  heard: boolean
  /** Where replay became live, to be heard again once it is history. */
  seam: { from: number; due: number; tries: number } | undefined
  /** To be told with the next chunk. */
  told: Refused[]
}

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

/** What the next attempt does differently; answers how long to wait before it. */
function plan(line: Line, ending: Ending, advanced: boolean, source: Source, pace: Pace): number {
  line.failures = advanced ? 0 : line.failures + 1
  if (ending === 'stalled' && !advanced) line.stall = Math.min(line.stall * 2, SLOWEST_STALL)
  if (ending === 'broken') {
    // The same frame would break the next connection too: ask for smaller ones, then step over it.
    if (line.capped && !advanced) line.leap = Math.max(1_000, line.leap * 2)
    line.capped = true
    line.told.push({ kind: 'refused', reason: 'a frame that breaks the connection' })
  } else if (advanced) line.leap = 0
  if (ending === 'ended' && advanced) line.rewind = pace.margin
  else {
    line.url = (line.url + 1) % source.urls.length
    // Cut again before it was past what it had rewound: rewind less, or it never gets on.
    line.rewind = line.heard && !advanced ? line.rewind / 2 : pace.failover
  }
  const most = Math.min(pace.backoffMost, pace.backoff * 2 ** Math.min(line.failures, 20))
  return line.failures === 0 ? Math.random() * pace.backoff : most * (0.5 + Math.random() / 2)
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
    line.position ??= host.now().getTime() * 1000
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

function cursorOf({ position, leap, rewind }: Line): number | undefined {
  if (position === undefined) return undefined
  return Math.max(0, Math.floor(position + (leap > 0 ? leap : -rewind) * 1000))
}

function dial(
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

async function* receive(
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
      tellGap(cursor, oldest, host, pace)
    }
    yield chunk
    if (nonsense > MOST_NONSENSE) {
      // A dictionary that does not fit makes nonsense of everything; the plain stream may be sound.
      line.compressed = false
      return 'nonsense'
    }
    if (replaying && chunk.position >= (now - pace.behind) * 1000) {
      replaying = false
      // An earlier seam that was not heard again before this connection is part of it.
      const from = Math.min(chunk.position - pace.seam * 1000, line.seam?.from ?? chunk.position)
      line.seam = { from, due: now + 2 * pace.seam, tries: 3 }
      host.status('live', { server: serverOf(source, line) })
    }
    if (line.seam && now >= line.seam.due) yield* hearAgain(source, line, host, pace)
  }
  return 'ended'
}

/** The socket's turns; silence, while it is us who wait, aborts the connection. */
async function* turns(
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

function read(messages: SocketMessage[], source: Source, line: Line, now: number) {
  const chunk: Chunk = { events: [], refused: line.told, position: line.position ?? now * 1000 }
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
    if (event.time_us > chunk.position && event.time_us <= now * 1000 + AHEAD_US)
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

/** An instance keeps a day or two and begins there without a word when more is asked. */
function tellGap(cursor: number | undefined, oldest: number, host: LineHost, pace: Pace): void {
  if (cursor === undefined || oldest - cursor < pace.gap * 1000) return
  host.status('gap', {
    since: new Date(cursor / 1000).toISOString(),
    from: new Date(oldest / 1000).toISOString(),
  })
}

/**
 * The original server loses and reorders events at the moment when replay becomes live (jetstream-legacy issue 42).
 * Once that moment is history a second connection replays it, up to what the first has heard by then.
 */
async function* hearAgain(source: Source, line: Line, host: LineHost, pace: Pace): AsyncGenerator<Chunk> {
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
      if (chunk.position >= position) return
    }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    // Silence means that all has been said.
    if (stop.signal.aborted || seam.tries <= 1) return
    line.seam = { ...seam, due: host.now().getTime() + pace.seam, tries: seam.tries - 1 }
  }
}

function serverOf(source: Source, line: Line): string {
  return URL.parse(source.urls[line.url] ?? '')?.host ?? ''
}
