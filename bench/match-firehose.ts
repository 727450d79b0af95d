/**
 * Events of the Bluesky firehose a second on one core, from their JSON to the alerts they answer, beside bare JSON.parse
 * of the same lines in the same run; then posts alone with 10 to 100,000 alerts, and every query tried in turn.
 * Events are made up by a seed (ten languages, 1 to 300 letters); real posts of ../shared/data beside them if there.
 * `node --expose-gc bench/match-firehose.ts`
 */
import { existsSync, readFileSync } from 'node:fs'
import {
  createMatcher,
  type Doc,
  explainMatch,
  type Matcher,
  parseQuery,
  type Query,
} from '../src/match/index.ts'
import { jetstreamEvents, randomOf, take } from '../test/support/jetstream-events.ts'
import { type Talk, talk } from '../test/support/talk.ts'

const EVENTS = 100_000
const ROUNDS = 5
const POST = 'app.bsky.feed.post'
/** One post in so many names a brand that is listened for: with a post in eight events, one event in 500 is kept. */
const NAMED = 66

const world = talk(20_261_121)
const lines = firehose(world)
const posts = lines
  .map((line) => JSON.parse(line).commit)
  .filter(isSaid)
  .map((commit) => docOf(commit.record.text))
const bytes = lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0)

function firehose({ post }: Talk): string[] {
  const random = randomOf(3)
  return take(jetstreamEvents({ seed: 5 }), EVENTS).map((event) => {
    const record = event.commit?.record
    if (record && event.commit?.collection === POST) record.text = post(random() < 1 / NAMED)
    return JSON.stringify(event)
  })
}

function isSaid(
  commit: { operation: string; collection: string; record?: { text?: unknown } } | undefined,
): boolean {
  return (
    commit?.operation === 'create' && commit.collection === POST && typeof commit.record?.text === 'string'
  )
}

function docOf(text: string): Doc {
  return { text, lang: 'und', sentiment: 'neutral', channel: 'bluesky', verb: 'Create', author: {} }
}

function queries(count: number): Query[] {
  return world.queries(count).map((source) => {
    const parsed = parseQuery(source, { alert: true })
    if (!parsed.ok) throw new Error(`${source}: ${parsed.errors[0]?.id}`)
    return parsed.query
  })
}

function listening(asked: Query[]): Matcher {
  const matcher = createMatcher()
  asked.forEach((query, i) => {
    matcher.add(`0193${String(i).padStart(8, '0')}-alert`, query)
  })
  return matcher
}

/** Runs a second of processor time (others may use the machine), median of the rounds after one to warm up. */
function rate(count: number, work: () => void): number {
  work()
  const rates = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    return (count / (user + system)) * 1e6
  })
  return rates.sort((a, b) => a - b)[ROUNDS >> 1] ?? 0
}

function row(label: string, perSecond: number, base: number) {
  const ratio = (perSecond / base).toFixed(3)
  console.log(`${label.padEnd(58)}${Math.round(perSecond).toLocaleString('en').padStart(10)} /s  ${ratio}`)
}

function heap(): number {
  ;(globalThis as { gc?: () => void }).gc?.()
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
}

console.log(
  `${EVENTS.toLocaleString('en')} events, ${Math.round(bytes / EVENTS)} bytes each, ${posts.length} posts of`,
)
const sizes = posts.map(({ text }) => text.length).sort((a, b) => a - b)
console.log(`${sizes[sizes.length >> 1]} letters (median; longest ${sizes.at(-1)}); ${ROUNDS} rounds, median`)

const before = heap()
const asked = queries(10_000)
const parsedSize = heap()
const matcher = listening(asked)
const size = heap() - parsedSize

const bare = rate(EVENTS, () => {
  for (const line of lines) JSON.parse(line)
})
let kept = 0
let matches = 0
let wanted = 0
const whole = rate(EVENTS, () => {
  kept = matches = wanted = 0
  for (const line of lines) {
    const { kind, commit } = JSON.parse(line)
    if (kind !== 'commit' || !isSaid(commit)) continue
    const { text } = commit.record
    if (!matcher.wanted(text, {})) continue
    wanted++
    const found = matcher.match(docOf(text))
    if (found.length > 0) kept++
    matches += found.length
  }
})
row('JSON.parse alone', bare, bare)
row('JSON.parse, commit filter, wanted, match: 10,000 alerts', whole, bare)
console.log(
  `kept: one event in ${Math.round(EVENTS / kept)} (wanted ${wanted}, kept ${kept}, ${matches} matches)`,
)
if (globalThis.gc) {
  console.log(
    `memory: ${Math.round(size / 10_000)} bytes an alert, its parsed tree ${Math.round((parsedSize - before) / 10_000)}`,
  )
}

console.log('\nposts a second through match()')
const matched = (one: Matcher, docs: Doc[]) =>
  rate(docs.length, () => {
    for (const doc of docs) one.match(doc)
  })
const ten = matched(listening(queries(10)), posts)
row('10 alerts', ten, ten)
for (const count of [100, 1000, 10_000, 100_000]) {
  row(`${count.toLocaleString('en')} alerts`, matched(listening(queries(count)), posts), ten)
}
const few = posts.slice(0, 5)
row(
  '10,000 alerts, each tried in turn',
  rate(few.length, () => {
    for (const doc of few) for (const query of asked) explainMatch(query, doc)
  }),
  ten,
)

const folder = new URL('../../shared/data/', import.meta.url)
if (existsSync(folder)) {
  const real = [
    'umsab-sentiment/french_train.csv',
    'umsab-sentiment/english_train.csv',
    'us-airline-sentiment/train.csv',
  ]
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n').slice(1))
    .filter((line) => line.length > 10)
    .map(docOf)
  row(`10,000 alerts, ${real.length} real lines`, matched(matcher, real), ten)
} else console.log('real posts: not run, ../shared/data is not here')
