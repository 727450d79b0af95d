import { type RawBuilder, type Selectable, sql } from 'kysely'
import { type Handle, tables } from '../../../../../lib/db/index.ts'
import { notFound } from '../../../../../lib/errors/index.ts'
import type { EscalationTables } from '../tables.ts'
import { OPEN } from './escalation.ts'

export type Escalation = Selectable<EscalationTables['escalation']>
export type EntryRow = Selectable<EscalationTables['escalation_entry']>

const open = (db: Handle) => tables<EscalationTables>(db)

/** @throws Problem `not_found`, also when it is another workspace's */
export async function getEscalation(
  db: Handle,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<Escalation> {
  const row = await findEscalation(db, workspaceId, id, lock)
  if (!row) throw notFound('escalation')
  return row
}

/** Undefined where there is none, or none any more. */
export async function findEscalation(
  db: Handle,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<Escalation | undefined> {
  let query = open(db)
    .selectFrom('escalation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
  if (lock) query = query.forUpdate()
  return await query.executeTakeFirst()
}

/** Of one conversation, in the order in which they were raised. */
export async function escalationsOf(
  db: Handle,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<Escalation[]> {
  if (conversationIds.length === 0) return []
  return await open(db)
    .selectFrom('escalation')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', 'in', conversationIds)
    .orderBy('created')
    .orderBy('id')
    .execute()
}

export async function entriesOf(
  db: Handle,
  workspaceId: string,
  escalationIds: readonly string[],
): Promise<EntryRow[]> {
  if (escalationIds.length === 0) return []
  return await open(db)
    .selectFrom('escalation_entry')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('escalation_id', 'in', escalationIds)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** Those of some conversations, and of what was joined to them, that are not over. */
export async function openIn(
  db: Handle,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<{ id: string }[]> {
  if (conversationIds.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with recursive part as (
      select id from conversation
      where workspace_id = ${workspaceId} and id = any(${[...conversationIds]}::uuid[])
      union
      select joined.id from part join conversation as joined
        on joined.workspace_id = ${workspaceId} and joined.merged_into = part.id)
    select id from escalation
    where workspace_id = ${workspaceId} and state = any(${[...OPEN]}::text[])
      and conversation_id in (select id from part)
    order by id`.execute(db)
  return rows
}

/** A condition on `conversation`: some escalation of it, or of what was joined to it, is not over. */
export function withService(workspaceId: string): RawBuilder<boolean> {
  return sql<boolean>`id in (
    with recursive way as (
      select c.id, c.merged_into from escalation
        join conversation as c on c.workspace_id = ${workspaceId} and c.id = escalation.conversation_id
      where escalation.workspace_id = ${workspaceId} and state = any(${[...OPEN]}::text[])
      union
      select next.id, next.merged_into from way
        join conversation as next on next.workspace_id = ${workspaceId} and next.id = way.merged_into)
    select id from way where merged_into is null)`
}

export interface ListFilter {
  state?: 'open' | 'over'
  serviceId?: string
  /** Creation and id of the last of the page before. */
  before?: { at: Date; id: string }
}

/** Of a whole workspace, the newest first. */
export async function listEscalations(
  db: Handle,
  workspaceId: string,
  { state, serviceId, before }: ListFilter,
  limit: number,
): Promise<Escalation[]> {
  let query = open(db).selectFrom('escalation').selectAll().where('workspace_id', '=', workspaceId)
  if (state) query = query.where('state', state === 'open' ? 'in' : 'not in', OPEN)
  if (serviceId) query = query.where('service_id', '=', serviceId)
  if (before)
    query = query.where(sql<boolean>`(created, id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
  return await query.orderBy('created', 'desc').orderBy('id', 'desc').limit(limit).execute()
}
