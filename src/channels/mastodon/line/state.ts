import { z } from 'zod'

/** A message that concerns us: looked at again after a time in which nobody told us what became of it. */
export interface Recent {
  id: string
  uri: string
  author: string
  /** Milliseconds. */
  published: number
  boost?: boolean
}

/** What the channel keeps between two connections, as JSON. */
export interface State {
  /** Where nothing had been read yet, lists are read back to here. */
  since: number
  /** By list: the id from which it is read on. */
  at: Record<string, string>
  recent: Recent[]
}

const MOST_RECENT = 300

const shape = z.object({
  v: z.literal(1),
  since: z.number(),
  at: z.record(z.string().max(300), z.string().max(200)),
  recent: z
    .array(z.tuple([z.string(), z.string(), z.string(), z.number(), z.literal(1).optional()]))
    .default([]),
})

/** @returns what a cursor says; a beginning for none, and for one that cannot be read. */
export function recall(cursor: string | undefined, now: Date): State {
  let parsed: unknown
  try {
    parsed = JSON.parse(cursor ?? 'null')
  } catch {
    parsed = null
  }
  const kept = shape.safeParse(parsed).data
  if (!kept) return { since: now.getTime(), at: {}, recent: [] }
  const recent = kept.recent.map(([id, uri, author, published, boost]) => ({
    id,
    uri,
    author,
    published,
    ...(boost ? { boost: true } : {}),
  }))
  return { since: kept.since, at: kept.at, recent }
}

export function written({ since, at, recent }: State): string {
  const rows = recent.map(({ id, uri, author, published, boost }) =>
    boost ? [id, uri, author, published, 1] : [id, uri, author, published],
  )
  return JSON.stringify({ v: 1, since, at, recent: rows })
}

/** The newest stay. */
export function remember(state: State, more: Recent[]): void {
  if (more.length === 0) return
  const byId = new Map(state.recent.map((one) => [one.id, one]))
  for (const one of more) byId.set(one.id, one)
  const sorted = [...byId.values()].sort((a, b) => a.published - b.published)
  state.recent = sorted.slice(-MOST_RECENT)
}

export function forget(state: State, ids: ReadonlySet<string>): void {
  if (ids.size > 0) state.recent = state.recent.filter(({ id }) => !ids.has(id))
}
