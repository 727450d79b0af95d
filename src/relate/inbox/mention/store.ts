import { type RawBuilder, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { memberNames, membersWho } from '../../../access/index.ts'
import { partsOf, shownOf } from '../merge/way.ts'
import { addNote } from '../note.ts'
import { mentionsIn } from './mention.ts'
import type { MentionTables } from './tables.ts'

/** Tells members that they are named, in the transaction that names them. */
export type TellMentioned = (
  tx: Handle,
  workspaceId: string,
  mention: { noteId: string; conversationId: string; by: string; members: string[] },
  now: Date,
) => Promise<void>

export interface NewNote {
  memberId: string
  text: string
  now: Date
  /** Who is named, where the text alone does not say it (two of one name); default: whom the text names. */
  mentions?: readonly string[] | undefined
}

/**
 * Adds a note and tells whom it names. Nobody is named who could not read it.
 * @returns its id, and whom it names
 * @throws Problem `mention_unknown`, `mention_cannot_read` (422), `not_found`
 */
export function writeNote(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  { mentions, ...note }: NewNote,
  told: TellMentioned,
): Promise<{ id: string; mentions: string[] }> {
  return inTransaction(db, async (tx) => {
    const named = await namedBy(tx, workspaceId, note.text, mentions)
    const id = await addNote(tx, workspaceId, conversationId, note)
    const members = named.filter((member) => member !== note.memberId)
    if (members.length === 0) return { id, mentions: named }
    await tables<MentionTables>(tx)
      .insertInto('conversation_mention')
      .values(
        members.map((member) => ({
          ...{ workspace_id: workspaceId, member_id: member, id: uuidv7(), conversation_id: conversationId },
          ...{ note_id: id, by_member: note.memberId, at: note.now, read: null },
        })),
      )
      .execute()
    for (const member of members) await notify(tx, { w: workspaceId, k: 'mention', id: member })
    await told(tx, workspaceId, { noteId: id, conversationId, by: note.memberId, members }, note.now)
    return { id, mentions: named }
  })
}

async function namedBy(
  tx: Handle,
  workspaceId: string,
  text: string,
  given: readonly string[] | undefined,
): Promise<string[]> {
  const names = await memberNames(tx, workspaceId)
  if (given?.some((id) => !names.has(id))) throw invalid('mention_unknown')
  const members = [...names].map(([id, name]) => ({ id, name }))
  const places = mentionsIn(text, members)
  // Of two who bear the name, the one who was picked.
  const picked = new Set(given)
  const inText = places.flatMap(({ ids }) => (ids.some((id) => picked.has(id)) ? [] : ids))
  const named = [...new Set([...picked, ...inText])]
  const readers = new Set(await membersWho(tx, workspaceId, 'inbox:read'))
  const blind = named.filter((id) => !readers.has(id)).map((id) => names.get(id) ?? '')
  if (blind.length > 0) throw invalid('mention_cannot_read', { names: blind.join(', ') })
  return named
}

/** The conversation that shows `talk`, however often it was joined to another. */
const SHOWN_TALK = shownOf(sql`talk`)

export interface MentionRow {
  id: string
  conversation_id: string
  note_id: string
  by_member: string
  at: Date
  read: Date | null
  text: string
}

/** A member's mentions, newest first, each with its note, in the conversation where it stands today. */
export async function listMentions(
  db: Handle,
  workspaceId: string,
  memberId: string,
  ask: { limit: number; unread?: boolean | undefined; since?: Date | undefined; before?: string | undefined },
): Promise<MentionRow[]> {
  const { rows } = await sql<MentionRow>`
    select mention.id, note.conversation_id, mention.note_id, mention.by_member, mention.at, mention.read, note.text
    from conversation_mention as mention
    join conversation as talk on talk.workspace_id = mention.workspace_id and talk.id = mention.conversation_id
    join conversation_note as note on note.workspace_id = mention.workspace_id and note.id = mention.note_id
      and note.at = mention.at and note.conversation_id = ${SHOWN_TALK}
    where mention.workspace_id = ${workspaceId} and mention.member_id = ${memberId}
      ${ask.unread ? sql`and mention.read is null` : sql``}
      ${ask.since ? sql`and mention.at >= ${ask.since}` : sql``}
      ${ask.before ? sql`and mention.id < ${ask.before}` : sql``}
    order by mention.id desc limit ${ask.limit}`.execute(db)
  return rows
}

const COUNTED = 100

/** How many a member has not read, up to a hundred. */
export async function countMentions(db: Handle, workspaceId: string, memberId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select 1 from conversation_mention
      where workspace_id = ${workspaceId} and member_id = ${memberId} and read is null limit ${COUNTED}) as unread`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

/** Marks mentions as read or unread: these, those of a conversation, or all. */
export async function markMentions(
  db: Handle,
  workspaceId: string,
  memberId: string,
  ask: { ids?: readonly string[] | undefined; conversationId?: string | undefined; read: boolean; now: Date },
): Promise<void> {
  const parts = ask.conversationId && (await partsOf(db, workspaceId, ask.conversationId))
  const { numAffectedRows } = await sql`
    update conversation_mention set read = ${ask.read ? ask.now : null}
    where workspace_id = ${workspaceId} and member_id = ${memberId} and (read is null) = ${ask.read}
      ${ask.ids ? sql`and id = any(${[...ask.ids]}::uuid[])` : sql``}
      ${parts ? sql`and conversation_id = any(${parts}::uuid[])` : sql``}`.execute(db)
  if (Number(numAffectedRows) > 0) await notify(db, { w: workspaceId, k: 'mention', id: memberId })
}

/** Whom the notes of a conversation name, by note. */
export async function mentionedIn(
  db: Handle,
  workspaceId: string,
  conversationId: string,
): Promise<ReadonlyMap<string, string[]>> {
  const parts = await partsOf(db, workspaceId, conversationId)
  const { rows } = await sql<{ note_id: string; member_id: string }>`
    select note_id, member_id from conversation_mention
    where workspace_id = ${workspaceId} and conversation_id = any(${parts}::uuid[])
    order by id`.execute(db)
  const byNote = Map.groupBy(rows, (row) => row.note_id)
  return new Map([...byNote].map(([note, some]) => [note, some.map((row) => row.member_id)]))
}

/** For lists: conversations in which a member is named. */
export function namedIn(workspaceId: string, memberId: string): RawBuilder<unknown> {
  return sql`id in (
    select ${SHOWN_TALK} from conversation_mention as mention
    join conversation as talk on talk.workspace_id = mention.workspace_id and talk.id = mention.conversation_id
    where mention.workspace_id = ${workspaceId} and mention.member_id = ${memberId})`
}
