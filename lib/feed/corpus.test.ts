import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { looksLikeHtml, plainText } from '../text/index.ts'
import { type Entry, type Feed, FeedRefused, parseDate, readFeed } from './index.ts'

/**
 * Every feed of the corpora of five other readers, held to what those readers expect of it, as far as it concerns
 * what we keep: entries, titles, links, ids, dates, authors, media and words. The bounds are what was measured; a
 * change that reads more feeds right tightens them.
 */
const CORPUS = new URL('../../../shared/data/feeds/', import.meta.url)
const absent = existsSync(CORPUS) ? false : 'the corpus ../shared/data/feeds is not here'

type Json = Record<string, unknown>

class Tally {
  same = 0
  different: string[] = []
  skipped = 0
  parsed = 0
  refused: Record<string, number> = {}

  compare(what: string, ours: unknown, theirs: unknown): void {
    if (theirs === undefined) this.skipped++
    else if (JSON.stringify(ours) === JSON.stringify(theirs)) this.same++
    else
      this.different.push(`${what}: ${JSON.stringify(ours)} is not ${JSON.stringify(theirs)}`.slice(0, 300))
  }

  read(bytes: Uint8Array, url: string, contentType?: string): Feed | undefined {
    try {
      const feed = readFeed(bytes, { url, contentType })
      this.parsed++
      return feed
    } catch (error) {
      if (!(error instanceof FeedRefused)) throw error
      this.refused[error.reason] = (this.refused[error.reason] ?? 0) + 1
      return undefined
    }
  }

  tell(t: TestContext, name: string): void {
    t.diagnostic(
      `${name}: ${this.parsed} parsed, refused ${JSON.stringify(this.refused)}; compared: ${this.same} same, ${this.different.length} different`,
    )
    for (const each of process.env.CORPUS_DETAIL ? this.different : []) t.diagnostic(each)
  }
}

/** As our model has it: words without markup, one kind of space. */
function words(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  return flat(looksLikeHtml(value) || /<[a-z]/i.test(value) ? plainText(value) : value)
}

function flat(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}

function link(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const url = URL.parse(value)
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' ? parseDate(value)?.toISOString() : undefined
}

function array(value: unknown): Json[] {
  return Array.isArray(value) ? value : []
}

const plain = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as Json).value : value

function dateOf(entry: Entry | undefined) {
  return (entry?.published ?? entry?.updated)?.toISOString()
}

test('whole feeds recorded from the web', { skip: absent }, async (t) => {
  const tally = new Tally()
  for (const folder of readdirSync(new URL('real/', CORPUS))) {
    for (const name of readdirSync(new URL(`real/${folder}/`, CORPUS))) {
      if (name.endsWith('.expected.json')) continue
      const file = new URL(`real/${folder}/${name}`, CORPUS)
      const feed = tally.read(readFileSync(file), 'http://site.example/feed')
      const beside = new URL(`${file.href}.expected.json`)
      if (feed && existsSync(beside)) compareReal(tally, `${folder}/${name}`, feed, beside)
    }
  }
  tally.tell(t, 'real')
  assert.equal(tally.parsed, 61)
  assert.deepEqual(tally.refused, { 'not-a-feed': 3, opml: 4, 'html-page': 1 })
  assert.ok(tally.same >= 3_000, `${tally.same}`)
  assert.deepEqual(tally.different, [])
})

function compareReal(tally: Tally, name: string, feed: Feed, beside: URL): void {
  let expected: Json
  try {
    expected = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(beside)))
  } catch {
    tally.skipped++
    return
  }
  const theirs = (expected.feed as Json | undefined) ?? expected
  const entries = array(theirs.items ?? theirs.entries)
  tally.compare(`${name} entries`, feed.entries.length, entries.length)
  tally.compare(`${name} title`, flat(feed.title), words(plain(theirs.title)))
  for (const [i, each] of entries.entries()) {
    const entry = feed.entries[i]
    const links = array(each.links)
    const alternate = links.find(({ rel }) => rel === undefined || rel === 'alternate')
    const page = link(each.link ?? alternate?.href)
    const id = plain(each.guid ?? each.id)
    tally.compare(`${name} ${i} title`, flat(entry?.title), words(plain(each.title)))
    // We follow FeedBurner to the page itself.
    if (!page?.includes('feedproxy.google.com')) tally.compare(`${name} ${i} link`, entry?.url, page)
    tally.compare(`${name} ${i} id`, entry?.id, typeof id === 'string' ? id.trim() : undefined)
    tally.compare(
      `${name} ${i} date`,
      dateOf(entry),
      day(each.isoDate ?? each.pubDate ?? each.published ?? each.updated),
    )
  }
}

function* cases(name: string): Generator<{ id: string; bytes: Uint8Array } & Json> {
  for (const line of readFileSync(new URL(name, CORPUS), 'utf8').split('\n')) {
    if (!line) continue
    const row = JSON.parse(line)
    yield {
      ...row,
      bytes: row.input === undefined ? Buffer.from(row.input_base64, 'base64') : Buffer.from(row.input),
    }
  }
}

test('the cases of gofeed', { skip: absent }, (t) => {
  const tally = new Tally()
  for (const { id, bytes, expected } of cases('gofeed_cases.jsonl')) {
    const feed = tally.read(bytes, '')
    const theirs = expected as Json | undefined
    if (!feed || !theirs) continue
    const items = array(theirs.items ?? theirs.entries)
    tally.compare(`${id} entries`, feed.entries.length, items.length)
    tally.compare(`${id} title`, flat(feed.title), words(theirs.title))
    for (const [i, each] of items.entries()) {
      const entry = feed.entries[i]
      const guid = typeof each.guid === 'object' ? (each.guid as Json | null)?.value : (each.guid ?? each.id)
      tally.compare(`${id} ${i} title`, flat(entry?.title), words(each.title))
      tally.compare(`${id} ${i} link`, entry?.url, link(each.link))
      tally.compare(`${id} ${i} id`, entry?.id, guid)
      tally.compare(
        `${id} ${i} published`,
        entry?.published?.toISOString(),
        day(each.publishedParsed ?? each.pubDateParsed),
      )
      tally.compare(`${id} ${i} author`, entry?.authors[0]?.name, (each.author as Json | null)?.name)
      const body = each.content ?? each.description
      if (typeof body === 'string') tally.compare(`${id} ${i} text`, flat(entry?.text), words(body))
    }
  }
  tally.tell(t, 'gofeed')
  assert.equal(tally.parsed, 344)
  assert.deepEqual(tally.refused, { 'bad-json': 1, empty: 1, 'not-a-feed': 2 })
  assert.ok(tally.same >= 438, `${tally.same} same`)
  // Ids made absolute, markup in a guid, the last of several links.
  assert.ok(tally.different.length <= 4, tally.different.join('\n'))
})

type Getter = (entry: Entry | undefined, feed: Feed) => unknown

/** What feedparser calls things, in our model; what is not here we do not keep. */
const ENTRY: [RegExp, Getter][] = [
  [/^(title|title_detail\.value)$/, (entry) => flat(entry?.title)],
  [/^(link)$/, (entry) => entry?.url],
  [/^(id|guid)$/, (entry) => entry?.id],
  [
    /^(description|summary|summary_detail\.value|description_detail\.value|content\.0\.value)$/,
    (entry) => flat(entry?.text),
  ],
  [/^(published|created|issued|date)_parsed$/, (entry) => entry?.published?.toISOString() ?? dateOf(entry)],
  [/^(updated|modified)_parsed$/, (entry) => (entry?.updated ?? entry?.published)?.toISOString()],
  [/^(author_detail\.name|authors\.0\.name)$/, (entry) => entry?.authors[0]?.name],
  [/^(author_detail\.email|authors\.0\.email)$/, (entry) => entry?.authors[0]?.email],
  [/^(author_detail\.(url|href)|authors\.0\.href)$/, (entry) => entry?.authors[0]?.url],
  [/^enclosures\.0\.(url|href)$/, (entry) => entry?.enclosures[0]?.url],
  [/^enclosures\.1\.(url|href)$/, (entry) => entry?.enclosures[1]?.url],
  [/^tags\.0\.term$|^category$/, (entry) => entry?.categories[0]],
  [/^tags\.1\.term$/, (entry) => entry?.categories[1]],
  [/^title_detail\.language$|^content\.0\.language$/, (entry) => entry?.lang ?? null],
  [/^thr_in-reply-to\.ref$/, (entry) => entry?.replyTo?.ref],
]
const FEED: [RegExp, Getter][] = [
  [/^(title|title_detail\.value)$/, (_, feed) => flat(feed.title)],
  [/^link$/, (_, feed) => feed.url],
  [
    /^(description|subtitle|tagline|subtitle_detail\.value|tagline_detail\.value)$/,
    (_, feed) => flat(feed.description),
  ],
  [/^language$/, (_, feed) => feed.lang],
  [/^(image\.href|image\.url|icon|logo)$/, (_, feed) => feed.image],
  [/^(author_detail\.name|authors\.0\.name)$/, (_, feed) => feed.authors[0]?.name],
]
const STRING = String.raw`u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")`
const CLAUSE = new RegExp(
  String.raw`^\(?(entries\[(\d+)\]|feed)((?:\[(?:'[\w-]+'|\d+)\]|\.\w+)+) == (${STRING}|\([\d, ]+\)|None)\)?$`,
)

/** A Python literal: a string, a time tuple (to ISO), None. Undefined for what we do not compare. */
function literal(source: string): unknown {
  if (source === 'None') return null
  if (source.startsWith('(')) {
    const [y = 0, m = 1, d = 1, h, min, s] = source.slice(1).split(',').map(Number)
    return new Date(Date.UTC(y, m - 1, d, h, min, s)).toISOString()
  }
  const inner = source.replace(/^u/, '').slice(1, -1)
  return inner
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\n/g, '\n')
    .replace(/\\(['"\\])/g, '$1')
}

function checkClause(tally: Tally, id: string, clause: string, feed: Feed): void {
  const match = CLAUSE.exec(clause.trim())
  if (!match) return
  const [, place, index, path = '', value = ''] = match
  const key = path.replace(/\['?([\w-]+)'?\]/g, '.$1').slice(1)
  const getter = (place === 'feed' ? FEED : ENTRY).find(([pattern]) => pattern.test(key))?.[1]
  const expected = literal(value)
  if (!getter || expected === undefined) return
  const ours = getter(feed.entries[Number(index)], feed)
  const isWords = /title|description|summary|content|subtitle|tagline/.test(key) && !key.includes('language')
  tally.compare(`${id} ${key}`, ours, isWords ? words(expected) : expected)
}

test('the cases of feedparser', { skip: absent }, (t) => {
  const tally = new Tally()
  for (const { id, bytes, expect_python: python, http_headers: headers } of cases('feedparser_cases.jsonl')) {
    const sent = (headers as string[]).map(
      (line) => [line.split(':', 1)[0] ?? '', line.replace(/^[^:]*:\s*/, '')] as const,
    )
    const header = (name: string) => sent.find(([key]) => key.toLowerCase() === name)?.[1]
    const place = URL.parse(header('content-location') ?? '', 'http://127.0.0.1:8097/')
    const feed = tally.read(bytes, place?.href ?? '', header('content-type'))
    if (!feed || typeof python !== 'string') continue
    for (const clause of python.split(' and ')) checkClause(tally, id, clause, feed)
  }
  tally.tell(t, 'feedparser')
  assert.equal(tally.parsed, 1_102)
  assert.ok(tally.same >= 655, `${tally.same} same`)
  // Where we differ on purpose (no entity of a document type is expanded, hosts are lower case, Atom's plain text is
  // taken at its word, ids stay as written) and a few rarities (language of a single title, Content-Language).
  assert.ok(tally.different.length <= 22, tally.different.join('\n'))
})
