/**
 * Events of the Bluesky firehose a second on one core, from the frame's text to the decision (parse, guard, wanted,
 * mapping of the one in 500 that is kept), beside bare JSON.parse of the same frames in the same run; then the same
 * over a real WebSocket on loopback. `node bench/firehose.ts [alerts]`, 10,000 alerts by default.
 */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { createBluesky } from '../src/channels/bluesky/index.ts'
import type { Interest } from '../src/channels/bluesky/sift/act.ts'
import { createMemory } from '../src/channels/bluesky/sift/memory.ts'
import { sift } from '../src/channels/bluesky/sift/sift.ts'
import { readFrame } from '../src/channels/bluesky/wire/frame.ts'
import { createMatcher, parseQuery } from '../src/match/index.ts'
import { jetstreamEvents, randomOf, take } from '../test/support/jetstream-events.ts'
import { startJetstream } from '../test/support/jetstream-server.ts'
import { listening, loopbackHttp } from '../test/support/listening.ts'

const EVENTS = 200_000
const ROUNDS = 5
const BRAND = 'Maison Tournesol'
const alerts = Number(process.argv[2] ?? 10_000)

/** So that one event in 500 is kept: posts that name the brand, and what is done to them. */
const source = jetstreamEvents({ seed: 11, brandEvery: 440, brand: BRAND })
const frames = take(source, EVENTS).map((event) => JSON.stringify(event))
const bytes = frames.reduce((sum, frame) => sum + Buffer.byteLength(frame), 0)

function rate(begin: () => (frame: string) => void): number {
  const rates = Array.from({ length: ROUNDS }, () => {
    const work = begin()
    const start = performance.now()
    for (const frame of frames) work(frame)
    return (EVENTS / (performance.now() - start)) * 1000
  })
  return rates.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0
}

const stub: Interest = { wanted: (text) => text.includes(BRAND), known: () => false, accounts: new Set() }

/** Queries such as people write, each with words that are rare and words that are not, and one for the brand. */
function realMatcher(): Interest {
  const random = randomOf(7)
  const syllables = ['ba', 'ri', 'to', 'ne', 'lu', 'ca', 'mo', 'vi', 'sa', 'de', 'pro', 'cle', 'gan', 'fu']
  const word = () =>
    Array.from({ length: 3 }, () => syllables[Math.floor(random() * syllables.length)]).join('')
  const matcher = createMatcher()
  const add = (id: string, source: string) => {
    const parsed = parseQuery(source, { alert: true })
    if (!parsed.ok) throw new Error(`${source}: ${parsed.errors[0]?.id}`)
    matcher.add(id, parsed.query)
  }
  add('brand', `"${BRAND}"`)
  for (let i = 1; i < alerts; i++) {
    const [a, b, c] = [word(), word(), word()]
    const shapes = [
      `"${a} ${b}"`,
      `(${a} OR ${b}) AND retard* -concours`,
      `${a} lang:fr`,
      `@${a} OR "${b} ${c}"`,
    ]
    add(String(i), shapes[i % shapes.length] ?? a)
  }
  return {
    wanted: (text, _lang, author) => matcher.wanted(text, author),
    known: () => false,
    accounts: new Set(),
  }
}

let kept = 0

function through(interest: Interest) {
  return () => {
    const memory = createMemory()
    kept = 0
    return (frame: string) => {
      const event = readFrame(frame)
      if (event.kind === 'refused' || event.kind === 'tick') return
      if (sift(event, interest, memory)?.kind === 'kept') kept++
    }
  }
}

const bare = rate(() => (frame) => void JSON.parse(frame))
const guarded = rate(() => (frame) => void readFrame(frame))
const stubRate = rate(through(stub))
const matcherRate = rate(through(realMatcher()))
const line = (what: string, events: number) =>
  console.log(
    `${what.padEnd(44)} ${Math.round(events).toLocaleString('en').padStart(10)} /s  ${(events / bare).toFixed(3)}`,
  )

console.log(
  `${EVENTS.toLocaleString('en')} events, ${Math.round(bytes / EVENTS)} bytes each; ${ROUNDS} rounds, median`,
)
line('bare JSON.parse', bare)
line('parse and guard', guarded)
line('parse, guard, wanted (a string search), map', stubRate)
line(`parse, guard, wanted (${alerts.toLocaleString('en')} alerts), map`, matcherRate)
console.log(`kept: one event in ${Math.round(EVENTS / (kept || 1))}`)

const dictionary = Buffer.from(frames.slice(0, 200).join('')).subarray(0, 112_640)
const packed = frames.slice(0, 20_000).map((frame) => zstdCompressSync(frame, { dictionary }))
const start = performance.now()
for (const frame of packed) zstdDecompressSync(frame, { dictionary })
line('zstd with a dictionary, by itself', (packed.length / (performance.now() - start)) * 1000)

const server = await startJetstream()
const http = loopbackHttp()
for (const frame of frames) server.log.push(JSON.parse(frame))
const begin = performance.now()
const last = server.log.findLast(({ commit }) => commit?.collection === 'app.bsky.feed.like')
const one = listening(
  createBluesky(),
  { urls: [server.url], collections: ['post', 'like', 'repost', 'follow'] },
  { http, wanted: stub.wanted, known: stub.known, now: () => new Date((last?.time_us ?? 0) / 1000) },
  '1',
)
await one.until(() => Number(one.batches.at(-1)?.cursor ?? 0) >= (last?.time_us ?? 0))
line('over a WebSocket, simulator in the same process', (EVENTS / (performance.now() - begin)) * 1000)
await one.stop()
await server.close()
await http.close()
