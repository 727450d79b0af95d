import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { releaseAttachments } from '../../activity/index.ts'
import type { Delivery } from './delivery.ts'
import type { State } from './state.ts'

/** @throws Problem `not_found`, also when the delivery is another workspace's. */
export async function getDelivery(
  db: Handle,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<Delivery> {
  const { rows } = await sql<Delivery>`
    select * from delivery where workspace_id = ${workspaceId} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(db)
  const [row] = rows
  if (!row) throw notFound('delivery')
  return row
}

export interface DeliveryFilter {
  state?: State
  accountId?: string
  conversationId?: string
  /** Activities that were answered, liked and so on. */
  about?: readonly string[]
  /** The last of the page before. */
  after?: string
}

/** Newest decision first. */
export async function listDeliveries(
  db: Handle,
  workspaceId: string,
  filter: DeliveryFilter,
  limit: number,
): Promise<Delivery[]> {
  const all: RawBuilder<unknown>[] = [sql`workspace_id = ${workspaceId}`]
  if (filter.state) all.push(sql`state = ${filter.state}`)
  if (filter.accountId) all.push(sql`account_id = ${filter.accountId}`)
  if (filter.conversationId) all.push(sql`conversation_id = ${filter.conversationId}`)
  if (filter.about) all.push(sql`target_id = any(${[...filter.about]}::uuid[])`)
  if (filter.after) all.push(sql`id < ${filter.after}`)
  const { rows } = await sql<Delivery>`
    select * from delivery where ${sql.join(all, sql` and `)} order by id desc limit ${limit}`.execute(db)
  return rows
}

/** What was decided in these conversations and is not seen in them yet, or did not come to a good end; oldest first. */
export async function deliveriesOf(
  db: Handle,
  workspaceId: string,
  conversationIds: readonly string[],
): Promise<Delivery[]> {
  if (conversationIds.length === 0) return []
  const { rows } = await sql<Delivery>`
    select * from delivery
    where workspace_id = ${workspaceId} and conversation_id = any(${[...conversationIds]}::uuid[])
    order by id limit 2000`.execute(db)
  return rows
}

/** How these ended, or stand, by their ids. */
export async function outcomesOf(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<Delivery, 'id' | 'state' | 'in_doubt' | 'failure'>>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Pick<Delivery, 'id' | 'state' | 'in_doubt' | 'failure'>>`
    select id, state, in_doubt, failure from delivery
    where workspace_id = ${workspaceId} and id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

export interface Counts {
  waiting: number
  sending: number
  refused: number
  unknown: number
}

export async function countDeliveries(db: Handle, workspaceId: string): Promise<Counts> {
  const { rows } = await sql<{ state: keyof Counts; n: number }>`
    select state, count(*)::int as n from delivery
    where workspace_id = ${workspaceId} and state in ('waiting', 'sending', 'refused', 'unknown')
    group by state`.execute(db)
  const counts: Counts = { waiting: 0, sending: 0, refused: 0, unknown: 0 }
  for (const { state, n } of rows) counts[state] = n
  return counts
}

/**
 * Forgets what was sent, or was to be sent, about activities that are erased: what a worker has in hand ends as it must and
 * keeps no words. In the transaction that erases them.
 */
export async function forgetSent(tx: Handle, workspaceId: string, activityIds: string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    delete from delivery where workspace_id = ${workspaceId} and claim is null
      and target_id = any(${activityIds}::uuid[])
    returning id`.execute(tx)
  const ids = rows.map((row) => row.id)
  await sql`
    delete from delivery_log where workspace_id = ${workspaceId} and delivery_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  await releaseAttachments(tx, workspaceId, ids)
}
