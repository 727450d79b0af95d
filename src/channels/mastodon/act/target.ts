import { z } from 'zod'
import { ChannelFailure, type Reference } from '../../channel.ts'
import type { Client } from '../api/index.ts'
import { found, id, status, type WireStatus } from '../wire/wire.ts'

/** What sift/ noted of a status. */
const noted = z.object({
  mastodon: z.object({
    server: z.string(),
    id,
    visibility: z.string().optional(),
    mentions: z.array(z.string()).default([]),
  }),
})

/** What is answered, liked or taken back, as this server calls it. */
export interface Target {
  id: string
  visibility: string
  /** Those it mentions, as they are called in the stream or as the server calls them. */
  mentions: string[]
}

/** @throws ChannelFailure `refused` where this server cannot find it, `gone` where it is no more. */
export async function targetOf(client: Client, to: Reference): Promise<Target> {
  const here = noted.safeParse(to.extra).data?.mastodon
  if (here && here.server === client.origin) {
    const { id, visibility, mentions } = here
    return visibility ? { id, visibility, mentions } : targetFrom(await statusAt(client, id))
  }
  return targetFrom(await resolved(client, to))
}

export async function statusAt(client: Client, statusId: string): Promise<WireStatus> {
  const answer = await client.look(`/api/v1/statuses/${encodeURIComponent(statusId)}`)
  if (!answer) throw new ChannelFailure({ kind: 'gone', detail: 'mastodon.target-gone' })
  return readStatus(answer.json)
}

export function readStatus(json: unknown): WireStatus {
  const read = status.safeParse(json)
  if (read.success) return read.data
  throw new ChannelFailure({ kind: 'bad-response', detail: 'mastodon.malformed' })
}

function targetFrom({ id: own, visibility, mentions }: WireStatus): Target {
  return { id: own, visibility: visibility ?? 'direct', mentions: mentions.map(({ acct }) => acct) }
}

/** The server fetches what it has not seen; version 1 of the search is all that some have. */
async function resolved(client: Client, to: Reference): Promise<WireStatus> {
  for (const q of new Set([to.id, to.url ?? to.id])) {
    if (!/^https?:/.test(q)) continue
    const query = { q, resolve: 'true', type: 'statuses', limit: '5' }
    const answer =
      (await client.offered('/api/v2/search', { query })) ??
      (await client.offered('/api/v1/search', { query }))
    const { statuses = [] } = found.safeParse(answer?.json).data ?? {}
    const same = statuses.find(({ uri, url }) => uri === to.id || (to.url !== undefined && url === to.url))
    if (same) return same
  }
  throw new ChannelFailure({ kind: 'refused', detail: 'mastodon.not-here' })
}
