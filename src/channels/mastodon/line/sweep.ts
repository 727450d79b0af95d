import type { Page } from '../api/page.ts'

/** What lists are made of: things with an id that only the server can order, and a date. */
export interface Item {
  id: string
  created_at: Date
}

export type Fetch<T> = (query: Record<string, string>) => Promise<Page<T>>

export interface Chunk<T> {
  /** Oldest first. */
  items: T[]
  bad: number
  /** From where the list is read on once this chunk is kept. */
  anchor?: string
  /** More was there than is read in one go. */
  gap?: boolean
}

/** What one page usually holds. */
const CHUNK = 40

export interface Reach {
  /** Read on from here; from the newest back to `since` where there is none. */
  anchor: string | undefined
  since: Date
  /** What is younger is not settled yet: the anchor stays before it. */
  settled: Date
  pages: number
}

/**
 * What a list has that is newer, oldest first. A chunk is a page, or as many as make one where a server gives less at a
 * time than it is asked for.
 */
export async function* newer<T extends Item>(fetch: Fetch<T>, reach: Reach): AsyncGenerator<Chunk<T>> {
  const pages = reach.anchor === undefined ? back(fetch, reach) : forward(fetch, reach, reach.anchor)
  let held: Chunk<T> | undefined
  for await (const page of pages) {
    held = held ? { ...held, ...page, items: [...held.items, ...page.items], bad: held.bad + page.bad } : page
    if (held.items.length < CHUNK && !held.gap) continue
    yield held
    held = undefined
  }
  if (held) yield held
}

async function* forward<T extends Item>(
  fetch: Fetch<T>,
  { settled, pages }: Reach,
  anchor: string,
): AsyncGenerator<Chunk<T>> {
  const seen = new Set<string>()
  let from = anchor
  for (let read = 0; ; read++) {
    const page = await fetch({ min_id: from })
    const items = newestFirst(page.items)
    const fresh = items.filter(({ id }) => !seen.has(id))
    if (fresh.length === 0) {
      if (page.bad > 0) yield { items: [], bad: page.bad }
      return
    }
    for (const { id } of items) seen.add(id)
    const gap = read >= pages
    yield { items: fresh.toReversed(), bad: page.bad, ...anchored(items, settled), ...(gap ? { gap } : {}) }
    const next = page.newer?.min_id ?? items[0]?.id
    if (!next || next === from) return
    from = next
    if (gap) return
  }
}

/** A first reading: nothing says where to begin, so it goes back until what was there before, and a page of that. */
async function* back<T extends Item>(
  fetch: Fetch<T>,
  { since, settled, pages }: Reach,
): AsyncGenerator<Chunk<T>> {
  const all: T[] = []
  const seen = new Set<string>()
  let bad = 0
  let query: Record<string, string> = {}
  for (let read = 0; read < pages; read++) {
    const page = await fetch(query)
    const items = newestFirst(page.items)
    const fresh = items.filter(({ id }) => !seen.has(id))
    bad += page.bad
    for (const item of fresh) seen.add(item.id)
    all.push(...fresh)
    const last = items.at(-1)
    const next = page.older?.max_id ?? last?.id
    const reached = all.length >= CHUNK && last !== undefined && last.created_at < since
    if (fresh.length === 0 || !next || reached) break
    query = { max_id: next }
  }
  const oldestFirst = all.toReversed()
  for (let start = 0; start < oldestFirst.length; start += CHUNK) {
    const items = oldestFirst.slice(start, start + CHUNK)
    yield { items, bad: start === 0 ? bad : 0, ...anchored(items.toReversed(), settled) }
  }
  if (oldestFirst.length === 0 && bad > 0) yield { items: [], bad }
}

/** Servers answer newest first; the few that do not are turned round. */
function newestFirst<T extends Item>(items: T[]): T[] {
  const [first, last] = [items[0], items.at(-1)]
  return first && last && first.created_at < last.created_at ? items.toReversed() : items
}

/** The newest in the server's own order that nothing will come before any more. */
function anchored<T extends Item>(items: T[], settled: Date): { anchor?: string } {
  const anchor = items.find(({ created_at }) => created_at <= settled)?.id
  return anchor === undefined ? {} : { anchor }
}
