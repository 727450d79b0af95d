import { type RawBuilder, sql } from 'kysely'
import { type Handle, notify } from '../../../lib/db/index.ts'
import { conflict } from '../../../lib/errors/index.ts'
import type { Delivery } from '../outbox/delivery.ts'
import { joinLane } from '../outbox/lane.ts'
import { log } from '../outbox/log.ts'
import { getDelivery } from '../outbox/store.ts'

/** What tells one draft from every other: its words, its files, its audience, as the database keeps them. */
export const DIGEST = sql.raw("sha256(convert_to(delivery.draft::text, 'UTF8'))")

/** Nothing with words leaves unless these very words were let through. */
export const CLEARED: RawBuilder<unknown> = sql`(delivery.draft is null or delivery.cleared = ${DIGEST})`

/** Has all that is decided from now on, in a workspace, wait until it is let through; or no more. */
export async function setGate(tx: Handle, workspaceId: string, on: boolean): Promise<void> {
  if (on)
    await sql`insert into outbox_gate (workspace_id) values (${workspaceId}) on conflict do nothing`.execute(
      tx,
    )
  else await sql`delete from outbox_gate where workspace_id = ${workspaceId}`.execute(tx)
}

export async function isGated(db: Handle, workspaceId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from outbox_gate where workspace_id = ${workspaceId}`.execute(db)
  return rows.length > 0
}

/** The digest of a draft as it stands, in hexadecimal; undefined where it has no words. */
export async function digestOf(db: Handle, workspaceId: string, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string | null }>`
    select encode(${DIGEST}, 'hex') as hash from delivery
    where workspace_id = ${workspaceId} and id = ${id}`.execute(db)
  return rows[0]?.hash ?? undefined
}

/**
 * Lets one draft through, if it is still the one that was looked at; it takes its place in its lane from now on.
 * @param pass `hash`: the digest of the draft that was approved of; `by`: who approved, absent where no rule asked for it
 * @throws Problem `not_found`, `delivery_state`, `approval_changed` (409)
 */
export async function letThrough(
  tx: Handle,
  pass: { workspaceId: string; id: string; hash: string; by?: string },
): Promise<void> {
  const { workspaceId, id, hash, by } = pass
  const row = await getDelivery(tx, workspaceId, id, true)
  if (row.state !== 'approval') throw conflict('delivery_state')
  const { turn, first } =
    row.lane === row.id ? { turn: Math.max(1, row.turn), first: true } : await joinLane(tx, row)
  const { numAffectedRows } = await sql`
    update delivery set state = 'waiting', turn = ${turn}, cleared = decode(${hash}, 'hex'),
      next_try = ${first ? sql`greatest(due, now())` : null}
    where workspace_id = ${workspaceId} and id = ${id} and ${DIGEST} = decode(${hash}, 'hex')`.execute(tx)
  if (!numAffectedRows) throw conflict('approval_changed')
  if (by) await log(tx, [{ workspaceId, deliveryId: id, what: 'approved', memberId: by }])
  await notify(tx, { w: workspaceId, k: 'delivery', id })
  await notify(tx, { w: workspaceId, k: 'outbox' })
}

/** What waits to be let through in every workspace, the longest wait first. */
export async function heldBack(
  db: Handle,
  workspaceId: string,
  limit: number,
  after?: string,
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select * from delivery where workspace_id = ${workspaceId} and state = 'approval'
      ${after ? sql`and id > ${after}` : sql``}
    order by id limit ${limit}`.execute(db)
  return rows
}

/** How many answers of a member have left of those that were decided before a moment, counted up to `most`. */
export async function answersSentBy(
  db: Handle,
  workspaceId: string,
  memberId: string,
  { most, before }: { most: number; before: Date },
): Promise<number> {
  const { rows } = await sql`
    select 1 from delivery
    where workspace_id = ${workspaceId} and by_member = ${memberId} and state = 'sent' and act = 'reply'
      and at < ${before}
    limit ${most}`.execute(db)
  return rows.length
}

/** The last drafts that were decided, whatever became of them, newest first. */
export async function lastDrafts(db: Handle, workspaceId: string, limit: number): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    select * from delivery where workspace_id = ${workspaceId} and draft is not null
      and act in ('reply', 'publish') order by id desc limit ${limit}`.execute(db)
  return rows
}
