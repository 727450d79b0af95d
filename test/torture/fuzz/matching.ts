import assert from 'node:assert/strict'
import {
  compileQuery,
  createMatcher,
  type Doc,
  describeQuery,
  errorWords,
  explainMatch,
  type Matcher,
  parseQuery,
  type Query,
  type QueryError,
  toTokens,
} from '../../../src/match/index.ts'
import { type Draw, drawOf } from './draw.ts'
import { querySource } from './queries.ts'
import { piece, textOf } from './texts.ts'

const LOCALES = ['fr', 'en'] as const
/** Most bytes of a `tsvector`, and the longest of its words. */
const MOST_TOKENS = 1_048_575
const LAST_PLACE = 16_383
/** Mends followed from one mistake to the next. */
const MOST_MENDS = 30

/** A query is understood, and then said, compiled and read again the same; or refused with places, words and a mend. */
export function tryQuery(draw: Draw): void {
  const source = querySource(draw)
  const options = draw.chance(0.3) ? { alert: true } : {}
  const parsed = parseQuery(source, options)
  if (!parsed.ok) {
    isRefused(source, parsed.errors, options)
    return
  }
  for (const locale of LOCALES) isSaid(describeQuery(parsed.query, locale))
  compileQuery(parsed.query)
  const again = parseQuery(source, options)
  assert.deepEqual(again, parsed, 'another reading of the same query')
  const around = parseQuery(` ( ${source} ) `, options)
  if (around.ok) assert.deepEqual(around.query.root, parsed.query.root, 'another query in parentheses')
}

function isRefused(source: string, errors: QueryError[], options: { alert?: boolean }): void {
  assert.ok(errors.length > 0, 'refused without a word')
  for (const error of errors) {
    const { start, end } = error
    assert.ok(start >= 0 && start <= end && end <= source.length, `a mistake at ${start} to ${end}`)
    for (const locale of LOCALES) isSaid(errorWords(error, locale))
  }
  const seen = new Set([source])
  let left = errors
  for (let mends = 0; mends < MOST_MENDS; mends++) {
    const mend = left.find((error) => error.mend !== undefined)?.mend
    if (mend === undefined) return
    assert.ok(!seen.has(mend), `a mend that leads back to ${JSON.stringify(mend.slice(0, 200))}`)
    seen.add(mend)
    const mended = parseQuery(mend, options)
    if (mended.ok) return
    left = mended.errors
  }
}

function isSaid(words: string): void {
  assert.ok(words.trim() !== '', 'nothing said')
  assert.doesNotMatch(words, /^query:|\bread_\w|\{\{(?:max|length|what|words|with)\b/u)
}

/** What PostgreSQL keeps of a text: words and places that a `tsvector` holds, as many as it holds. */
export function tryTokens(draw: Draw): void {
  const doc = docOf(draw)
  const tokens = toTokens(doc)
  assert.ok(tokens.isWellFormed(), 'half a character')
  assert.ok(!tokens.includes('\0'), 'a NUL, which PostgreSQL refuses')
  assert.ok(Buffer.byteLength(tokens) < 2 * MOST_TOKENS, `${tokens.length} units of tokens`)
  for (const [, place] of tokens.matchAll(/[:,](\d+)A?(?=[, ]|$)/gu)) {
    assert.ok(Number(place) >= 1 && Number(place) <= LAST_PLACE, `place ${place}`)
  }
}

/** Queries that one block of inputs is matched against; they come and go as it goes on. */
export class Listening {
  private readonly matcher: Matcher = createMatcher()
  private readonly queries = new Map<string, Query>()
  private next = 0

  constructor(seed: number) {
    const draw = drawOf(seed)
    for (let tries = 0; tries < 400; tries++) this.listen(draw)
  }

  /** One more query, and one less where there are many. */
  private listen(draw: Draw): void {
    const parsed = parseQuery(querySource(draw))
    if (!parsed.ok) return
    const id = `q${this.next++}`
    this.queries.set(id, parsed.query)
    this.matcher.add(id, parsed.query)
    if (this.queries.size <= 150) return
    const gone = draw.of([...this.queries.keys()])
    this.queries.delete(gone)
    assert.ok(this.matcher.remove(gone), 'a query was there, and could not be taken away')
    assert.ok(!this.matcher.remove(gone), 'a query was taken away twice')
  }

  /** The index answers as each query alone does, tries none twice, and never said that it would not want what matches. */
  match(draw: Draw): void {
    if (draw.chance(0.2)) this.listen(draw)
    const doc = docOf(draw)
    const before = this.matcher.trials
    const found = this.matcher.match(doc)
    const matched = new Set(found)
    assert.equal(found.length, matched.size, 'a query was found twice')
    assert.equal(this.matcher.size, this.queries.size)
    assert.ok(this.matcher.trials - before <= this.matcher.size, 'a query was tried twice')
    if (matched.size > 0)
      assert.ok(this.matcher.wanted(`${doc.title ?? ''}\n${doc.text}`, doc.author), 'matched and not wanted')
    const ids = [...this.queries.keys()]
    const asked = [...[...matched].slice(0, 4), draw.of(ids), draw.of(ids)]
    for (const id of doc.text.length > 20_000 ? asked.slice(0, 2) : asked) {
      const query = this.queries.get(id)
      assert.ok(query, 'an answer from a query that was taken away')
      const { matches, spans } = explainMatch(query, doc)
      assert.equal(matches, matched.has(id), `the index and ${JSON.stringify(query.source)} alone differ`)
      for (const span of spans) isInside(span, doc)
    }
  }
}

function isInside({ part, start, end }: ReturnType<typeof explainMatch>['spans'][number], doc: Doc): void {
  const { name = '', handle = '' } = doc.author
  const length = part === 'author' ? Math.max(name.length, handle.length + 1) : (doc[part] ?? '').length
  assert.ok(start >= 0 && start < end && end <= length, `${part} from ${start} to ${end} of ${length}`)
}

function docOf(draw: Draw): Doc {
  return {
    text: textOf(draw),
    ...(draw.chance(0.2) ? { title: textOf(draw) } : {}),
    lang: draw.of(['fr', 'en', 'und', 'de']),
    sentiment: draw.of(['positive', 'neutral', 'negative'] as const),
    channel: draw.of(['bluesky', 'feed', 'email']),
    verb: draw.of(['Create', 'Announce', 'Review', 'Question']),
    type: draw.of(['Note', 'Review', 'Article']),
    author: draw.chance(0.7) ? { name: piece(draw) + piece(draw), handle: piece(draw) } : {},
    reply: draw.chance(0.3),
  }
}
