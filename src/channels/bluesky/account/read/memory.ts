import { createHash } from 'node:crypto'
import { z } from 'zod'

/** A record by its address, with the end of its content id: enough to see that it has changed. */
const mark = z.tuple([z.string().max(600), z.string().max(12)])
export type Mark = z.output<typeof mark>

const instant = z.iso.datetime()

/** What the channel keeps between two readings, as JSON; whatever does not fit starts anew. */
const memory = z.object({
  v: z.literal(1),
  /** Time of the newest notification taken in. */
  newest: instant.optional(),
  /** Digests of the latest ones: the network files some a little below the top. */
  recent: z.array(z.string().max(20)).max(1_000),
  /** Digests of posts given as context of others, or not to be had. */
  context: z.array(z.string().max(20)).max(2_000).default([]),
  /** Posts of others that are looked at again, oldest first. */
  watched: z.array(mark).max(1_000),
  /** Where among them the last look ended, and when all had been looked at. */
  turn: z.int().min(0),
  looked: instant.optional(),
  /** Our own latest posts, newest first; absent before they were first read. */
  own: z.array(mark).max(1_000).optional(),
  /** Newest date that each search has found, and when they were last made. */
  found: z.record(z.string().max(150), instant).default({}),
  searched: instant.optional(),
  /** One of them could not be made then. */
  off: z.boolean().optional(),
  /** Digests of what they found lately. */
  overheard: z.array(z.string().max(20)).max(2_000).default([]),
  /** When the profile was last asked for. */
  profiled: instant.optional(),
})
export type Memory = z.output<typeof memory>

const NEW = { v: 1, recent: [], context: [], watched: [], turn: 0, found: {}, overheard: [] } as const

export function recall(cursor: string | undefined): Memory {
  let parsed: unknown
  try {
    parsed = JSON.parse(cursor ?? 'null')
  } catch {
    parsed = null
  }
  return memory.safeParse(parsed).data ?? memory.parse(NEW)
}

export function digest(uri: string): string {
  return createHash('sha256').update(uri).digest('base64url').slice(0, 12)
}

export function markOf({ uri, cid }: { uri: string; cid: string }): Mark {
  return [uri, cid.slice(-12)]
}
