/**
 * Posts of `../shared/data` a second on one core against 100, 10,000 and 100,000 queries of their own words (1 to 8, with
 * phrases, NOT and NEAR), about one match a post; the memory of a query; and, in the same run, the same with every query tried in
 * turn and with PostgreSQL's `tsquery` against a table of queries (`VEILLEE_TEST_DATABASE_URL`; not run without it).
 * `node --expose-gc bench/match.ts`
 */
import { sql } from 'kysely'
import {
  createMatcher,
  type Doc,
  explainMatch,
  type Matcher,
  parseQuery,
  toTokens,
} from '../src/match/index.ts'
import { lookedUp } from '../src/match/query/lookup.ts'
import type { Query } from '../src/match/query/query.ts'
import { testDatabase } from '../test/support/database.ts'
import { realPosts, realQueries } from './real-posts.ts'

/** How many queries, and in which share of the posts the rarer words of each are: about one match a post. */
const SIZES: [count: number, share: number][] = [
  [100, 0.02],
  [10_000, 0.00012],
  [100_000, 0.00001],
]
const POSTS = 40_000
const ROUNDS = 9

const posts = realPosts()
if (posts.length === 0) console.log('not run: ../shared/data is not here')
else await run()

async function run(): Promise<void> {
  const some = posts.slice(0, POSTS)
  const letters = some.reduce((sum, { text }) => sum + text.length, 0) / some.length
  console.log(
    `${POSTS} of ${posts.length} real posts, ${letters.toFixed(0)} letters each; best and median of ${ROUNDS} rounds`,
  )
  let first = 0
  for (const [count, share] of SIZES) {
    const asked = queriesOf(count, share)
    const { matcher, bytes } = listening(asked)
    const { best, median, matches, trials } = measured(matcher, some)
    first ||= best
    tell(`${count.toLocaleString('en')} queries`, best, median, `${(best / first).toFixed(2)} of the first`)
    console.log(
      `    ${matches.toFixed(2)} matches a post, ${trials.toFixed(2)} queries tried, ${Math.round(bytes / count)} bytes a query`,
    )
    if (count === 10_000) await besides(asked, some, best)
  }
}

function queriesOf(count: number, share: number): Query[] {
  return realQueries(posts, count, share).map((source) => {
    const parsed = parseQuery(source)
    if (!parsed.ok) throw new Error(`${source}: ${parsed.errors[0]?.id}`)
    return parsed.query
  })
}

/** What a matcher takes beside the queries as they were parsed. */
function listening(asked: Query[]): { matcher: Matcher; bytes: number } {
  const ids = asked.map((_, i) => `0193${String(i).padStart(8, '0')}-alert`)
  const before = heap()
  const matcher = createMatcher()
  asked.forEach((query, i) => {
    matcher.add(ids[i] ?? '', query)
  })
  return { matcher, bytes: heap() - before }
}

function heap(): number {
  ;(globalThis as { gc?: () => void }).gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** By processor time: others may use the machine. */
function rate(docs: number, work: () => void): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (docs / (user + system)) * 1e6
}

function measured(matcher: Matcher, docs: Doc[]) {
  let matches = 0
  const all = () => {
    matches = 0
    for (const doc of docs) matches += matcher.match(doc).length
  }
  // It learns which words are rare from the posts that pass.
  for (let i = 0; i < 4; i++) all()
  const tried = matcher.trials
  const rates = Array.from({ length: ROUNDS }, () => rate(docs.length, all)).sort((a, b) => a - b)
  const trials = (matcher.trials - tried) / docs.length / ROUNDS
  return { best: rates.at(-1) ?? 0, median: rates[ROUNDS >> 1] ?? 0, matches: matches / docs.length, trials }
}

/** The same queries, without an index of them. */
async function besides(asked: Query[], docs: Doc[], ours: number): Promise<void> {
  const few = docs.slice(0, 5)
  const turns = rate(few.length, () => {
    for (const doc of few) for (const query of asked) explainMatch(query, doc)
  })
  tell('  each tried in turn', turns, turns, `${(turns / ours).toExponential(1)} of ours`)
  const url = process.env.VEILLEE_TEST_DATABASE_URL
  if (!url) return console.log('  PostgreSQL: not run, VEILLEE_TEST_DATABASE_URL is not set')
  const database = await testDatabase()
  try {
    // What takes more than a tsquery (NEAR) is left out: PostgreSQL has that much less to do.
    const texts = asked.map(({ root }) => lookedUp(root)).filter((text) => text !== undefined)
    await sql`create table asked (query tsquery)`.execute(database.db)
    await sql`insert into asked select text::tsquery from json_array_elements_text(${JSON.stringify(texts)}::json) as text`.execute(
      database.db,
    )
    const start = performance.now()
    for (const doc of docs.slice(0, 100))
      await sql`select count(*) from asked where ${toTokens(doc)}::tsvector @@ query`.execute(database.db)
    const perSecond = 100_000 / (performance.now() - start)
    tell(
      `  PostgreSQL, a table of ${texts.length} tsquery`,
      perSecond,
      perSecond,
      `${(perSecond / ours).toExponential(1)} of ours`,
    )
  } finally {
    await database.close()
  }
}

function tell(what: string, best: number, median: number, more: string): void {
  const said = [best, median].map((one) => Math.round(one).toLocaleString('en').padStart(9)).join(' ')
  console.log(`${what.padEnd(44)}${said} posts/s   ${more}`)
}
