import { z } from 'zod'
import { ChannelFailure, phraseOf, type Wish } from '../../channel.ts'
import { type Client, PAGE, pageOf } from '../api/index.ts'
import { listOf, status, type WireStatus } from '../wire/wire.ts'
import { ask, looksIntoWords, noteThatItLooks } from './looks.ts'
import { tagIn } from './tag.ts'

export interface Hits {
  /** Newest first. */
  statuses: WireStatus[]
  partial?: string
}

const MOST_PAGES = 8
/** Servers give so many at once at the least, where there are so many. */
const LEAST_PAGE = 20

/**
 * What the server knows with these words, newest first: a tag by its timeline, which every server has, words by its
 * search. @throws ChannelFailure `refused` where it searches no words, or we have no right to
 */
export async function statusesFound(client: Client, wish: Wish, me: string): Promise<Hits> {
  const tag = tagIn(wish.words)
  const pages = tag ? tagPages(client, tag) : searchPages(client, phraseOf(wish.words))
  const hits = await gather(pages, wish).catch((error: unknown) => {
    throw tag ? error : inWords(error)
  })
  if (tag) return hits
  if (hits.statuses.length > 0) {
    noteThatItLooks(client)
    return hits
  }
  const looks = await looksIntoWords(client, me)
  if (looks === false) throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.search-addresses' })
  return looks === undefined ? { ...hits, partial: 'mastodon.search-untold' } : hits
}

async function gather(pages: AsyncIterable<WireStatus[]>, { since, limit }: Wish): Promise<Hits> {
  const all = new Map<string, WireStatus>()
  let read = 0
  let cut = false
  for await (const page of pages) {
    const before = all.size
    for (const one of page) all.set(one.id, one)
    // A server that gives the same page again has no other.
    if (all.size === before) break
    if (since && page.every(({ created_at }) => created_at < since)) break
    if (++read < MOST_PAGES && all.size < limit) continue
    cut = page.length >= LEAST_PAGE
    break
  }
  const young = [...all.values()].filter(({ created_at }) => !since || created_at >= since)
  const statuses = young.sort((a, b) => b.created_at.getTime() - a.created_at.getTime()).slice(0, limit)
  return { statuses, ...(cut || young.length > limit ? { partial: 'search.more' } : {}) }
}

const envelope = z.object({ statuses: z.array(z.unknown()) })

async function* searchPages(client: Client, q: string): AsyncGenerator<WireStatus[]> {
  for (let offset = 0; ; ) {
    const json = await ask(client, {
      q,
      limit: String(PAGE),
      ...(offset > 0 ? { offset: String(offset) } : {}),
    })
    if (json === undefined) throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.no-search' })
    const read = envelope.safeParse(json).data
    if (!read) throw new ChannelFailure({ kind: 'bad-response', detail: 'mastodon.malformed' })
    yield listOf(status, read.statuses).items
    if (read.statuses.length < LEAST_PAGE) return
    offset += read.statuses.length
  }
}

async function* tagPages(client: Client, tag: string): AsyncGenerator<WireStatus[]> {
  const path = `/api/v1/timelines/tag/${encodeURIComponent(tag)}`
  let query: Record<string, string> = { limit: String(PAGE) }
  for (;;) {
    const { items, older } = await pageOf(client, path, status, query)
    yield items
    const last = older?.max_id ?? items.at(-1)?.id
    if (!last || items.length < LEAST_PAGE) return
    query = { limit: String(PAGE), max_id: last }
  }
}

/** Servers name the right that is missing in English; people are told what to do about it. */
function inWords(error: unknown): unknown {
  if (!(error instanceof ChannelFailure) || error.failure.kind !== 'refused') return error
  if (!/\bscopes?\b/i.test(error.failure.detail)) return error
  return new ChannelFailure({ kind: 'refused', detail: 'mastodon.search-scope' }, { cause: error })
}
