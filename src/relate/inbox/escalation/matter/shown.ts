import { sql } from 'kysely'
import type { Handle } from '../../../../../lib/db/index.ts'
import { maskAll } from '../../../../../lib/mask/index.ts'
import { attachmentIdOf, attachmentsOf, getActivities, harmIn } from '../../../../activity/index.ts'
import type { Conversation } from '../../store.ts'
import { shortName } from './escalation.ts'

/** As much of the customer as a service is shown. */
export type Named = 'nobody' | 'short' | 'name'

export interface ShownMessage {
  id: string
  at: Date
  /** Written by us, and not by a customer. */
  ours: boolean
  /** How likely its words offend, 0 to 1. */
  toxicity: number | null
  /** Null: it has been taken back, or erased. */
  text: string | null
  files: ShownFile[]
}

export interface ShownFile {
  id: string
  name: string
  size: number
  mediaType: string
}

type Author = Pick<Conversation, 'author_name' | 'author_handle'>

export function customerOf({ author_name, author_handle }: Author, named: Named): string | null {
  const name = author_name ?? author_handle
  if (named === 'nobody' || !name) return null
  return named === 'short' ? shortName(name) : name
}

/**
 * Messages as a service sees them: who wrote is "the customer" or "us", and what names or reaches somebody is masked in the
 * text where that was asked for. What was edited is shown as it is now; what was taken back is not shown.
 */
export async function shownMessages(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
  { masked, author }: { masked: boolean; author: Author },
): Promise<ShownMessage[]> {
  const found = await getActivities(db, workspaceId, [...ids])
  const rows = found.sort((a, b) => a.published.getTime() - b.published.getTime())
  const plain = rows.map(({ text, title }) => [title, text].filter(Boolean).join('\n') || '')
  const known = [author.author_name, author.author_handle, ...rows.map((row) => row.actor_name)]
  const names = known.filter((name): name is string => Boolean(name))
  const texts = masked ? maskAll(plain, [...new Set(names)]).texts : plain
  const files = await filesIn(db, workspaceId, rows)
  return rows.map((row, n) => ({
    id: row.id,
    at: row.published,
    ours: row.ours,
    toxicity: harmIn(row),
    text: row.deleted ? null : (texts[n] ?? ''),
    files: row.deleted ? [] : (files.get(row.id) ?? []),
  }))
}

async function filesIn(
  db: Handle,
  workspaceId: string,
  rows: readonly { id: string; media: { url: string }[] | null }[],
): Promise<ReadonlyMap<string, ShownFile[]>> {
  const ids = new Map(
    rows.map((row) => [row.id, (row.media ?? []).flatMap(({ url }) => attachmentIdOf(url) ?? [])]),
  )
  const kept = await attachmentsOf(db, workspaceId, [...new Set([...ids.values()].flat())])
  const byId = new Map(kept.map((file) => [file.id, file]))
  return new Map(
    [...ids].map(([row, files]) => [row, files.flatMap((id) => byId.get(id) ?? []).map(shownFile)]),
  )
}

export function shownFile({ id, name, size, mediaType }: ShownFile): ShownFile {
  return { id, name, size, mediaType }
}

/** The first that a customer said in a conversation, the oldest first. */
export async function itemsOf(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ activity_id: string }>`
    select activity_id from conversation_item
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId}
    order by published limit ${most}`.execute(db)
  return rows.map((row) => row.activity_id)
}
