import { type Selectable, sql, type Updateable } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, tables } from '../../../../lib/db/index.ts'
import { conflict, notFound } from '../../../../lib/errors/index.ts'
import { audit, membersWho, type Who } from '../../../access/index.ts'
import { type Content, fold, isApproved, isSame, MOST_ANSWERS, searchText } from './saved.ts'
import type { SavedAnswerTable, SavedTables } from './tables.ts'

export type SavedAnswer = Selectable<SavedAnswerTable>
export type SavedVersion = Selectable<SavedTables['saved_answer_version']>

export interface By {
  workspaceId: string
  memberId: string
  who: Who
  now: Date
}

const open = (db: Handle) => tables<SavedTables>(db)

export interface SavedFilter {
  archived?: boolean
  /** Words that all stand in it somewhere. */
  q?: string
  after?: { name: string; id: string }
}

/** By name. */
export function listSaved(
  db: Handle,
  workspaceId: string,
  { archived, q, after }: SavedFilter,
  limit: number,
): Promise<SavedAnswer[]> {
  let query = open(db)
    .selectFrom('saved_answer')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
  if (archived !== undefined) query = query.where('archived', archived ? 'is not' : 'is', null)
  for (const word of wordsOf(q)) query = query.where('search', 'like', `%${word}%`)
  if (after) query = query.where(sql<boolean>`(name, id) > (${after.name}, ${after.id}::uuid)`)
  return query.execute()
}

/** Folded, with what `like` would read otherwise taken as itself; a few are enough. */
function wordsOf(q = ''): string[] {
  return fold(q)
    .split(/\s+/u)
    .filter(Boolean)
    .slice(0, 8)
    .map((word) => word.replace(/[\\%_]/g, '\\$&'))
}

/** @throws Problem `not_found`, also when it is another workspace's. */
export async function getSaved(
  db: Handle,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<SavedAnswer> {
  const query = open(db)
    .selectFrom('saved_answer')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound('saved_answer')
  return row
}

/** Newest first. */
export function versionsOf(db: Handle, workspaceId: string, id: string): Promise<SavedVersion[]> {
  return open(db)
    .selectFrom('saved_answer_version')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('answer_id', '=', id)
    .orderBy('version', 'desc')
    .limit(200)
    .execute()
}

/** @throws Problem `saved_full`, `saved_shortcut_taken` */
export function createSaved(db: Handle, by: By, content: Content): Promise<string> {
  return inTransaction(db, async (tx) => {
    const { workspaceId, now } = by
    await requireRoom(tx, workspaceId)
    await requireFree(tx, workspaceId, content.shortcut)
    const id = uuidv7()
    await open(tx)
      .insertInto('saved_answer')
      .values({
        workspace_id: workspaceId,
        id,
        ...columnsOf(content),
        version: 1,
        created: now,
        changed: now,
      })
      .execute()
    await addVersion(tx, by, id, { version: 1, content, restored: null })
    await journal(tx, by, 'create', id, { name: content.name })
    return id
  })
}

function columnsOf(content: Content) {
  const { name, shortcut } = content
  return { content: JSON.stringify(content), name, shortcut, search: searchText(content) }
}

/** One at a time: two who add at once must not pass the bound together. */
async function requireRoom(tx: Handle, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`saved ${workspaceId}`}, 0))`.execute(tx)
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from saved_answer where workspace_id = ${workspaceId}`.execute(tx)
  if ((rows[0]?.n ?? 0) >= MOST_ANSWERS) throw conflict('saved_full', { max: MOST_ANSWERS })
}

async function requireFree(
  tx: Handle,
  workspaceId: string,
  shortcut: string | null,
  mine?: string,
): Promise<void> {
  if (shortcut === null) return
  const taken = await open(tx)
    .selectFrom('saved_answer')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .where('shortcut', '=', shortcut)
    .executeTakeFirst()
  if (taken && taken.id !== mine) throw conflict('saved_shortcut_taken', { shortcut, name: taken.name })
}

async function addVersion(
  tx: Handle,
  { workspaceId, memberId, now }: By,
  id: string,
  { version, content, restored }: { version: number; content: Content; restored: number | null },
): Promise<void> {
  await open(tx)
    .insertInto('saved_answer_version')
    .values({
      workspace_id: workspaceId,
      answer_id: id,
      version,
      content: JSON.stringify(content),
      member_id: memberId,
      at: now,
      restored,
    })
    .execute()
}

/**
 * A new version; what says the same makes none. The approval of the one before does not hold for it.
 * @param from the version that was read: one written since is not overwritten unseen
 * @throws Problem `not_found`, `saved_changed`, `saved_shortcut_taken`
 */
export function changeSaved(
  db: Handle,
  by: By,
  id: string,
  change: { content: Content; from: number; restored?: number },
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await getSaved(tx, by.workspaceId, id, true)
    const { content, from, restored = null } = change
    if (row.version !== from) throw conflict('saved_changed', { version: row.version })
    if (isSame(row.content, content)) return
    await requireFree(tx, by.workspaceId, content.shortcut, id)
    const version = row.version + 1
    await set(tx, by, id, { ...columnsOf(content), version, changed: by.now })
    await addVersion(tx, by, id, { version, content, restored })
    await journal(tx, by, restored === null ? 'change' : 'restore', id, { name: content.name, version })
  })
}

/** @throws Problem `not_found`, `saved_changed`, `saved_shortcut_taken` */
export async function restoreSaved(
  db: Handle,
  by: By,
  id: string,
  { to, from }: { to: number; from: number },
): Promise<void> {
  const past = (await versionsOf(db, by.workspaceId, id)).find(({ version }) => version === to)
  if (!past) throw notFound('version')
  await changeSaved(db, by, id, { content: past.content, from, restored: to })
}

/** Put away, or brought back: nothing of it is ever deleted, for answers that were sent came from it. */
export function archiveSaved(db: Handle, by: By, id: string, archived: boolean): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await getSaved(tx, by.workspaceId, id, true)
    if ((row.archived !== null) === archived) return
    await set(tx, by, id, { archived: archived ? by.now : null })
    await journal(tx, by, archived ? 'archive' : 'unarchive', id, { name: row.name })
  })
}

/**
 * Somebody who may has read it as it stands, and it can be offered in a crisis. Not who wrote it, unless nobody else may.
 * @throws Problem `not_found`, `saved_changed`, `saved_own_approval`
 */
export function approveSaved(db: Handle, by: By, id: string, version: number): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await getSaved(tx, by.workspaceId, id, true)
    if (row.version !== version) throw conflict('saved_changed', { version: row.version })
    if (isApproved(row)) return
    const [last] = await versionsOf(tx, by.workspaceId, id)
    const may = await membersWho(tx, by.workspaceId, 'answers:approve')
    if (last?.member_id === by.memberId && may.some((one) => one !== by.memberId))
      throw conflict('saved_own_approval')
    await set(tx, by, id, { approved_version: version, approved_by: by.memberId, approved_at: by.now })
    await journal(tx, by, 'approve', id, { name: row.name, version })
  })
}

export function withdrawApproval(db: Handle, by: By, id: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    const row = await getSaved(tx, by.workspaceId, id, true)
    if (row.approved_version === null) return
    await set(tx, by, id, { approved_version: null, approved_by: null, approved_at: null })
    await journal(tx, by, 'unapprove', id, { name: row.name })
  })
}

async function set(tx: Handle, by: By, id: string, values: Updateable<SavedAnswerTable>): Promise<void> {
  await open(tx)
    .updateTable('saved_answer')
    .set(values)
    .where('workspace_id', '=', by.workspaceId)
    .where('id', '=', id)
    .execute()
}

function journal(tx: Handle, by: By, verb: string, target: string, detail: Record<string, unknown>) {
  const { workspaceId, who } = by
  return audit(tx, { workspaceId, who, action: `saved_answer.${verb}`, target, detail })
}

/** Answers of ours that left with their words: counted, and by nobody's name. */
export async function countUses(
  tx: Handle,
  workspaceId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  if (ids.length === 0) return
  const sorted = [...new Set(ids)].sort()
  // Held in one order, so that two who send at once never wait for each other in a ring.
  await sql`
    select 1 from saved_answer where workspace_id = ${workspaceId} and id = any(${sorted}::uuid[])
    order by id for update`.execute(tx)
  await sql`
    update saved_answer set uses = uses + 1, last_used = ${now}
    where workspace_id = ${workspaceId} and id = any(${sorted}::uuid[])`.execute(tx)
}
