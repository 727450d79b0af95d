import { createReadStream } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import type { Locale } from '../../../lib/i18n/index.ts'
import { linesOf, readJsonLine, write } from '../../../lib/text/index.ts'
import { understandForStream } from '../../interpret/index.ts'
import type { Doc } from '../doc.ts'
import { createMatcher, type Matcher } from '../live/matcher.ts'
import { errorWords } from '../query/describe.ts'
import { explainMatch } from '../query/explain.ts'
import { parseQuery } from '../query/parse.ts'
import type { Field, Node, Query } from '../query/query.ts'
import { docOfPost, QueryLine, type Understand } from './line.ts'

export const MATCH_USAGE = `Usage: veillee match --queries FILE [--explain] [--count] < posts.jsonl

Reads posts, one JSON object a line, and writes for each {"id","matches":[ids of queries]}. FILE has one {"id","query"} a
line. Of a post only "text" is needed; queries may also ask for "title", "author" (a name, or {"name","handle"}), "lang",
"channel", "sentiment", "verb", "type", "reply", "published", "followers", "rating", "media" (["image"]), "url", "country",
"toxicity" (0 to 1), "intent", "urgency" and "topics". Where a query asks for a language, a sentiment, a toxicity, an intent,
an urgency or a topic that a post does not say, the text is read for it.

  --queries FILE  the queries, as JSON Lines
  --explain       with each match, the words of the post that made it (offsets in UTF-16 units)
  --count         instead of posts, how many of them each query matched: {"id","count"}
`

interface Streams {
  stdin: Readable
  stdout: Writable
  stderr: Writable
}

interface Run extends Streams {
  matcher: Matcher
  queries: Map<string, Query>
  /** Place of each query in its file: matches are told in that order, whatever order they were found in. */
  places: Map<string, number>
  explain: boolean
  understand: Understand | undefined
  counts: Map<string, number> | undefined
}

/**
 * The filter `veillee match`.
 * @returns exit code: 0; 1 when a line could not be read (it is told on stderr, and the others go on); 2 for bad usage
 */
export async function matchFilter(
  args: string[],
  stdin: Readable,
  stdout: Writable,
  stderr: Writable,
  locale: Locale = 'en',
): Promise<number> {
  const options = readOptions(args)
  if (options.help || !options.queries) {
    await write(options.help ? stdout : stderr, MATCH_USAGE)
    return options.help ? 0 : 2
  }
  const queries = new Map<string, Query>()
  const bad = await readQueries(options.queries, queries, stderr, locale)
  if (bad === undefined) return 2
  const matcher = createMatcher()
  for (const [id, query] of queries) matcher.add(id, query)
  const counts = options.count ? new Map([...queries.keys()].map((id) => [id, 0])) : undefined
  const understand = [...queries.values()].some(({ root }) => asksWhatIsMeant(root))
    ? understandForMatch
    : undefined
  const places = new Map([...queries.keys()].map((id, place) => [id, place]))
  const { explain } = options
  const run: Run = { stdin, stdout, stderr, matcher, queries, places, explain, understand, counts }
  const badPosts = await readPosts(run)
  for (const [id, count] of counts ?? []) await write(stdout, `${JSON.stringify({ id, count })}\n`)
  return bad + badPosts === 0 ? 0 : 1
}

const READ: readonly Field[] = ['lang', 'sentiment', 'intent', 'urgency', 'topic']

/** Whether the query asks for what is read of a text. */
function asksWhatIsMeant(node: Node): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.nodes.some(asksWhatIsMeant)
  if (node.kind === 'not') return asksWhatIsMeant(node.node)
  return node.kind === 'field'
    ? READ.includes(node.field)
    : node.kind === 'compare' && node.measure === 'toxicity'
}

function understandForMatch(said: Parameters<Understand>[0]): ReturnType<Understand> {
  return understandForStream(said)
}

function readOptions(args: string[]) {
  const flag = { type: 'boolean', default: false } as const
  try {
    const { values } = parseArgs({
      args,
      options: { queries: { type: 'string' }, explain: flag, count: flag, help: { ...flag, short: 'h' } },
    })
    return values
  } catch {
    return { queries: undefined, explain: false, count: false, help: false }
  }
}

/** Number of bad lines; undefined when the file cannot be read at all. */
async function readQueries(
  file: string,
  queries: Map<string, Query>,
  stderr: Writable,
  locale: Locale,
): Promise<number | undefined> {
  let bad = 0
  const tell = async (number: number, reason: string) => {
    bad++
    await write(stderr, `${file} line ${number}: ${reason}\n`)
  }
  try {
    for await (const [number, line] of lines(createReadStream(file))) {
      const read = readJsonLine(QueryLine, line)
      if (!read.ok) await tell(number, read.reason)
      else {
        const parsed = parseQuery(read.value.query)
        if (queries.has(read.value.id)) await tell(number, `the id ${read.value.id} stands there already`)
        else if (parsed.ok) queries.set(read.value.id, parsed.query)
        else await tell(number, parsed.errors.map((error) => errorWords(error, locale)).join(' '))
      }
    }
  } catch (error) {
    await write(stderr, `${file}: ${unreadable(error)}\n`)
    return undefined
  }
  if (queries.size === 0)
    await write(stderr, `${file}: no query that can be asked, so that nothing is found\n`)
  return bad
}

function unreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'ENOENT' ? 'there is no such file' : `cannot be read (${code ?? message})`
}

async function readPosts(run: Run): Promise<number> {
  let bad = 0
  for await (const [number, line] of lines(run.stdin)) {
    const read = docOfPost(line, run.understand)
    if (read.ok) await answer(run, read.id, read.doc)
    else {
      bad++
      await write(run.stderr, `line ${number}: ${read.reason}\n`)
    }
  }
  return bad
}

async function answer(run: Run, id: string | number | null, doc: Doc): Promise<void> {
  const place = (query: string) => run.places.get(query) ?? 0
  const matches = run.matcher.match(doc).sort((a, b) => place(a) - place(b))
  if (run.counts) {
    for (const query of matches) run.counts.set(query, (run.counts.get(query) ?? 0) + 1)
    return
  }
  const why = run.explain
    ? { why: Object.fromEntries(matches.map((query) => [query, spans(run, query, doc)])) }
    : {}
  await write(run.stdout, `${JSON.stringify({ id, matches, ...why })}\n`)
}

function spans(run: Run, id: string, doc: Doc) {
  const query = run.queries.get(id)
  if (!query) return []
  const text = (part: 'title' | 'text' | 'author', start: number, end: number) =>
    part === 'author' ? '' : (doc[part] ?? '').slice(start, end)
  return explainMatch(query, doc).spans.map(({ part, start, end }) => ({
    part,
    start,
    end,
    word: text(part, start, end),
  }))
}

/** Lines that are not empty, with their numbers from 1. */
async function* lines(input: Readable): AsyncIterable<[number, string]> {
  let number = 0
  for await (const line of linesOf(input)) {
    number++
    if (line.trim() !== '') yield [number, line]
  }
}
