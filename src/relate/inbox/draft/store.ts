import { type Selectable, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../../lib/db/index.ts'
import { notFound, Problem } from '../../../../lib/errors/index.ts'
import { attachmentsOf, holdAttachments, releaseAttachments } from '../../../activity/index.ts'
import { getConversation } from '../store.ts'
import type { DraftBody, DraftTables } from './tables.ts'

export type DraftRow = Selectable<DraftTables['answer_draft']>

const open = (db: Handle) => tables<DraftTables>(db)

/** Where a draft stands: one a member and conversation. */
export interface DraftPlace {
  workspaceId: string
  conversationId: string
  memberId: string
}

/** One's own draft in a conversation, and those that colleagues share; the latest first. */
export async function draftsFor(
  db: Handle,
  { workspaceId, conversationId, memberId }: DraftPlace,
): Promise<DraftRow[]> {
  return await open(db)
    .selectFrom('answer_draft')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where((that) => that.or([that('member_id', '=', memberId), that('shared', '=', true)]))
    .orderBy('updated', 'desc')
    .execute()
}

export interface Kept {
  /** The one that was gone on from; 0: none was there. */
  version: number
  shared: boolean
  body: DraftBody
}

/**
 * Keeps what a member has written so far. What was written elsewhere meanwhile (another device, another tab) is never
 * written over unseen.
 * @throws Problem `draft_changed` (409) with the draft that is there, `not_found`
 */
export async function keepDraft(
  db: Handle,
  place: DraftPlace,
  { version, shared, body }: Kept,
  now: Date,
): Promise<DraftRow> {
  return inTransaction(db, async (tx) => {
    await getConversation(tx, place.workspaceId, place.conversationId)
    const there = await lockDraft(tx, place)
    if ((there?.version ?? 0) !== version) {
      // The same words kept twice, the answer to the first having been lost on the way, are no conflict.
      if (there && sameWords(there.body, body)) return there
      throw changedMeanwhile(there)
    }
    return write(tx, place, { ...there, version: version + 1, shared, body }, now)
  })
}

function sameWords(a: DraftBody, b: DraftBody): boolean {
  const files = ({ media }: DraftBody) => media.map((one) => one.attachmentId).join()
  return a.text === b.text && files(a) === files(b)
}

function changedMeanwhile(there: DraftRow | undefined): Problem {
  const draft = there && { version: there.version, updated: there.updated.toISOString(), body: there.body }
  return new Problem('draft_changed', { status: 409, more: { draft: draft ?? null } })
}

/** One at a time for each member and conversation, also where no row is there to be locked yet. */
async function lockDraft(tx: Handle, place: DraftPlace): Promise<DraftRow | undefined> {
  const name = `draft ${place.workspaceId} ${place.conversationId} ${place.memberId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
  return at(tx, place)
}

function at(
  tx: Handle,
  { workspaceId, conversationId, memberId }: DraftPlace,
): Promise<DraftRow | undefined> {
  return open(tx)
    .selectFrom('answer_draft')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
}

type Written = Pick<DraftRow, 'version' | 'shared' | 'body'> & Partial<Pick<DraftRow, 'id' | 'taken_from'>>

async function write(tx: Handle, place: DraftPlace, draft: Written, now: Date): Promise<DraftRow> {
  const { workspaceId, conversationId, memberId } = place
  const { id = uuidv7(), version, shared, body, taken_from = null } = draft
  await holdFiles(tx, workspaceId, id, body)
  const values = { id, version, shared, taken_from, updated: now, body: JSON.stringify(body) }
  await open(tx)
    .insertInto('answer_draft')
    .values({ workspace_id: workspaceId, conversation_id: conversationId, member_id: memberId, ...values })
    .onConflict((it) => it.columns(['workspace_id', 'conversation_id', 'member_id']).doUpdateSet(values))
    .execute()
  await notify(tx, { w: workspaceId, k: 'draft', id: conversationId })
  return {
    ...{ workspace_id: workspaceId, conversation_id: conversationId, member_id: memberId },
    ...{ id, version, shared, taken_from, updated: now, body },
  }
}

/** A file of a draft stays for as long as the draft does; one that is gone meanwhile does not keep words from being kept. */
async function holdFiles(tx: Handle, workspaceId: string, id: string, { media }: DraftBody): Promise<void> {
  const asked = media.map((one) => one.attachmentId)
  const there = (await attachmentsOf(tx, workspaceId, asked)).map((one) => one.id)
  await holdAttachments(tx, workspaceId, there, id)
  await releaseAttachments(tx, workspaceId, [id], there)
}

/** A draft that was sent, or given up; nothing where there is none. */
export async function dropDraft(tx: Handle, place: DraftPlace): Promise<void> {
  const { workspaceId, conversationId, memberId } = place
  const gone = await deleteWhere(tx, workspaceId, { conversation_id: [conversationId], member_id: memberId })
  if (gone > 0) await notify(tx, { w: workspaceId, k: 'draft', id: conversationId })
}

/** Drafts of conversations, or of a member, that go away. */
export async function dropDrafts(
  tx: Handle,
  workspaceId: string,
  of: { conversationIds: readonly string[] } | { memberId: string },
): Promise<void> {
  await deleteWhere(
    tx,
    workspaceId,
    'memberId' in of ? { member_id: of.memberId } : { conversation_id: of.conversationIds },
  )
}

async function deleteWhere(
  tx: Handle,
  workspaceId: string,
  where: { conversation_id?: readonly string[]; member_id?: string },
): Promise<number> {
  const { conversation_id: conversations, member_id: member } = where
  const rows = await open(tx)
    .deleteFrom('answer_draft')
    .where('workspace_id', '=', workspaceId)
    .$if(conversations !== undefined, (query) =>
      query.where('conversation_id', 'in', [...(conversations ?? [])]),
    )
    .$if(member !== undefined, (query) => query.where('member_id', '=', member ?? ''))
    .returning('id')
    .execute()
  await releaseAttachments(
    tx,
    workspaceId,
    rows.map((row) => row.id),
  )
  return rows.length
}

/**
 * Takes over what a colleague shares: it is one's own from then on, and theirs no more.
 * @throws Problem `not_found` where it is not shared, `draft_changed`, `draft_in_the_way` where one's own would be lost
 */
export async function takeOver(
  db: Handle,
  place: DraftPlace,
  from: { memberId: string; version: number; replace: boolean },
  now: Date,
): Promise<DraftRow> {
  return inTransaction(db, async (tx) => {
    const theirPlace = { ...place, memberId: from.memberId }
    // In one order: two who take from each other must not wait for one another.
    const order = [place, theirPlace].sort((a, b) => (a.memberId < b.memberId ? -1 : 1))
    for (const one of order) await lockDraft(tx, one)
    const [mine, theirs] = [await at(tx, place), await at(tx, theirPlace)]
    if (!theirs?.shared || from.memberId === place.memberId) throw notFound('draft')
    if (theirs.version !== from.version) throw changedMeanwhile(theirs)
    if (mine && mine.body.text.trim() !== '' && !from.replace)
      throw new Problem('draft_in_the_way', { status: 409 })
    await dropDraft(tx, theirPlace)
    if (mine) await dropDraft(tx, place)
    const { shared, body } = theirs
    const version = Math.max(mine?.version ?? 0, theirs.version) + 1
    return write(tx, place, { version, shared, body, taken_from: from.memberId }, now)
  })
}

/** Forgets what nobody has gone on with since a moment; answers how many. */
export async function forgetDrafts(db: Handle, before: Date): Promise<number> {
  return inTransaction(db, async (tx) => {
    const rows = await open(tx)
      .deleteFrom('answer_draft')
      .where('updated', '<', before)
      .returning(['workspace_id', 'id'])
      .execute()
    for (const [workspaceId, gone] of Map.groupBy(rows, (row) => row.workspace_id))
      await releaseAttachments(
        tx,
        workspaceId,
        gone.map((row) => row.id),
      )
    return rows.length
  })
}
