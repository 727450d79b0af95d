import { z } from 'zod'
import type { Handle } from '../../../../lib/db/index.ts'
import { rowsOf } from '../store.ts'
import { partsOf } from './way.ts'

/** One of the threads that a conversation shows. */
export const partReply = z.object({
  id: z.string(),
  channel: z.string(),
  accountId: z.string().nullable(),
  visibility: z.enum(['public', 'private']),
  author: z.string().nullable(),
})

/** The threads that a conversation shows, itself first; none where nothing was joined to it. */
export async function presentParts(
  db: Handle,
  workspaceId: string,
  id: string,
): Promise<z.input<typeof partReply>[]> {
  const ids = await partsOf(db, workspaceId, id)
  if (ids.length < 2) return []
  const rows = await rowsOf(db, workspaceId, ids, false)
  return rows
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map((row) => ({
      id: row.id,
      channel: row.channel,
      accountId: row.account_id,
      visibility: row.visibility,
      author: row.author_name ?? row.author_handle,
    }))
}

/** What conversations that events name are called; one that is gone is called nothing. */
export async function titlesOf(db: Handle, workspaceId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await rowsOf(db, workspaceId, ids, false)
  return new Map(rows.map((row) => [row.id, row.author_name ?? row.author_handle ?? '']))
}
