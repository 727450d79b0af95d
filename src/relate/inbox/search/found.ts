import { z } from 'zod'
import { type Handle, tables } from '../../../../lib/db/index.ts'
import { getActivities, type Signs, type StoredActivity, standingReply } from '../../../activity/index.ts'
import { docOfRow, explainMatch, type Query, withAuthors } from '../../../match/index.ts'
import type { InboxTables } from '../tables.ts'
import { around, marksIn } from './snippet.ts'
import type { Hit } from './store.ts'

/** What of a conversation answers a search, with the words that made it so. */
export const foundReply = z.object({
  kind: z.enum(['message', 'note']),
  id: z.string(),
  at: z.string(),
  /** Who wrote it; null where it is a note, or nobody is named. */
  author: z.string().nullable(),
  text: z.string(),
  /** How likely the message offends, 0 to 1. */
  toxicity: z.number().nullable(),
  marks: z.array(z.object({ start: z.number(), end: z.number() })),
  /** What was decided about it by the charter, and whether its words are put away, and kept from who asks. */
  decided: z.array(standingReply).optional(),
  covered: z.boolean().optional(),
  sealed: z.boolean().optional(),
})
export type Found = z.input<typeof foundReply>

/** What was found, as a reader sees it, by the id of the message or the note. */
export async function foundIn(
  db: Handle,
  workspaceId: string,
  query: Query,
  hits: readonly Hit[],
): Promise<Map<string, Found>> {
  const said = hits.filter(({ kind }) => kind === 'message').map(({ id }) => id)
  const [messages, notes] = await Promise.all([
    getActivities(db, workspaceId, said),
    notesOf(
      db,
      workspaceId,
      hits.filter(({ kind }) => kind === 'note'),
    ),
  ])
  const wide = withAuthors(query)
  return new Map([
    ...messages.map((one) => [one.id, messageFound(one, wide)] as const),
    ...notes.map((one) => [one.id, noteFound(one, query)] as const),
  ])
}

/** Without its words where they are sealed for who asks. */
export function signedFound(found: Found, signs: ReadonlyMap<string, Signs>): Found {
  const sign = signs.get(found.id)
  return { ...found, ...sign, ...(sign?.sealed && { text: '', marks: [] }) }
}

function messageFound(message: StoredActivity, query: Query): Found {
  const { id, published, actor_name, actor_handle } = message
  const { spans } = explainMatch(query, docOfRow(message))
  const part = spans.some((span) => span.part === 'text') || !message.title ? 'text' : 'title'
  const marks = spans.filter((span) => span.part === part)
  const text = (part === 'title' ? message.title : message.text) ?? message.title ?? ''
  return {
    ...{ kind: 'message', id, at: published.toISOString(), author: actor_name ?? actor_handle },
    toxicity: message.ours || message.toxicity === null ? null : message.toxicity / 1000,
    ...around(text, marks),
  }
}

function noteFound(note: { id: string; at: Date; text: string }, query: Query): Found {
  const { id, at, text } = note
  return {
    kind: 'note',
    id,
    at: at.toISOString(),
    author: null,
    toxicity: null,
    ...around(text, marksIn(text, query.source)),
  }
}

async function notesOf(db: Handle, workspaceId: string, hits: readonly Hit[]) {
  if (hits.length === 0) return []
  return tables<InboxTables>(db)
    .selectFrom('conversation_note')
    .select(['id', 'at', 'text'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'conversation_id',
      'in',
      hits.map(({ conversationId }) => conversationId),
    )
    .where(
      'id',
      'in',
      hits.map(({ id }) => id),
    )
    .execute()
}
