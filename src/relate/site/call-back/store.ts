import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import { conflict, notFound } from '../../../../lib/errors/index.ts'
import { remindAt, teamAt } from '../reminder/ahead.ts'
import type { CallState, SiteTables } from '../tables.ts'
import type { Slot } from './slots.ts'

export type CallBack = SiteTables['call_back']

const open = (db: Handle) => tables<SiteTables>(db)

/** How many calls are booked at each start from an instant on. */
export async function takenFrom(
  db: Handle,
  workspaceId: string,
  accountId: string,
  from: Date,
): Promise<Map<number, number>> {
  const { rows } = await sql<{ starts: Date; count: number }>`
    select starts, count(*)::int as count from call_back
    where workspace_id = ${workspaceId} and account_id = ${accountId} and state = 'booked' and starts >= ${from}
    group by starts`.execute(db)
  return new Map(rows.map((row) => [row.starts.getTime(), row.count]))
}

export interface Booking {
  workspaceId: string
  accountId: string
  visitorId: string
  activityId: string
  slot: Slot
  zone: string
  minutes: number
  atOnce: number
  name: string
  phone: string
  about: string
  now: Date
}

/**
 * Books a call, in the transaction that tells of it: of two who want the last seat one has it.
 * @throws Problem `call_taken` (409)
 */
export async function book(tx: Handle, booking: Booking): Promise<string> {
  const { workspaceId, accountId, slot, now } = booking
  const id = uuidv7()
  for (let seat = 0; seat < booking.atOnce; seat++) {
    const { rows } = await sql`
      insert into call_back (workspace_id, id, account_id, visitor_id, activity_id, starts, wall, zone, minutes, seat, name,
        phone, about, state, changed, team_due, remind_due)
      values (${workspaceId}, ${id}, ${accountId}, ${booking.visitorId}, ${booking.activityId}, ${slot.start},
        ${slot.wall}, ${booking.zone}, ${booking.minutes}, ${seat}, ${booking.name}, ${booking.phone}, ${booking.about},
        'booked', ${now}, ${teamAt(slot.start)}, ${remindAt(slot.start, booking.zone, now)})
      on conflict do nothing returning id`.execute(tx)
    if (rows.length === 0) continue
    await notify(tx, { w: workspaceId, k: 'call-back', id })
    return id
  }
  throw conflict('call_taken')
}

/** Gives a booked call another time. @throws Problem `call_taken` (409) */
export async function moveTo(
  tx: Handle,
  { workspace_id: workspaceId, id, account_id: accountId }: CallBack,
  slot: Slot,
  { atOnce, zone, minutes, now }: Pick<Booking, 'atOnce' | 'zone' | 'minutes' | 'now'>,
): Promise<void> {
  const { rows } = await sql<{ seat: number }>`
    select seat from call_back where workspace_id = ${workspaceId} and account_id = ${accountId}
      and starts = ${slot.start} and state = 'booked' and id <> ${id} for update`.execute(tx)
  const taken = new Set(rows.map((row) => row.seat))
  const seat = Array.from({ length: atOnce }, (_, n) => n).find((n) => !taken.has(n))
  if (seat === undefined) throw conflict('call_taken')
  await open(tx)
    .updateTable('call_back')
    .set({
      ...{ starts: slot.start, wall: slot.wall, zone, minutes, seat, changed: now },
      ...{ team_due: teamAt(slot.start), remind_due: remindAt(slot.start, zone, now) },
      ...{ reminded: null, reminder: null },
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
    .catch((error: { code?: string }) => {
      throw error.code === '23505' ? conflict('call_taken') : error
    })
  await notify(tx, { w: workspaceId, k: 'call-back', id })
}

/** @throws Problem `not_found` */
export async function getCallBack(
  db: Handle,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<CallBack> {
  const query = open(db)
    .selectFrom('call_back')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound('call_back')
  return row
}

/** Of a visitor, or from one instant to another; by their start. */
export function listCallBacks(
  db: Handle,
  workspaceId: string,
  which: { visitorId: string } | { from: Date; to: Date },
): Promise<CallBack[]> {
  const query = open(db).selectFrom('call_back').selectAll().where('workspace_id', '=', workspaceId)
  const chosen =
    'visitorId' in which
      ? query.where('visitor_id', '=', which.visitorId)
      : query.where('starts', '>=', which.from).where('starts', '<', which.to)
  return chosen.orderBy('starts').orderBy('id').limit(500).execute()
}

/** When the last call starts before a span of time, and the first after it; those given up are none. */
export async function nearCallBacks(
  db: Handle,
  workspaceId: string,
  from: Date,
  to: Date,
): Promise<{ before: Date | null; after: Date | null }> {
  const { rows } = await sql<{ before: Date | null; after: Date | null }>`
    select (
        select max(starts) from call_back
        where workspace_id = ${workspaceId} and starts < ${from} and state <> 'cancelled') as before,
      (select min(starts) from call_back
        where workspace_id = ${workspaceId} and starts >= ${to} and state <> 'cancelled') as after`.execute(
    db,
  )
  return { before: rows[0]?.before ?? null, after: rows[0]?.after ?? null }
}

/** @throws Problem `call_state` (409) for one that is not booked any more, and is not to be so again */
export async function setState(
  tx: Handle,
  row: CallBack,
  to: { state: CallState; outcome?: string | null; memberId?: string | null; now: Date },
): Promise<void> {
  if (row.state === to.state && to.state === 'cancelled') return
  if (row.state === 'cancelled') throw conflict('call_state')
  await open(tx)
    .updateTable('call_back')
    .set({
      state: to.state,
      changed: to.now,
      ...(to.outcome === undefined ? {} : { outcome: to.outcome }),
      ...(to.memberId === undefined ? {} : { member_id: to.memberId }),
    })
    .where('workspace_id', '=', row.workspace_id)
    .where('id', '=', row.id)
    .execute()
    .catch((error: { code?: string }) => {
      throw error.code === '23505' ? conflict('call_taken') : error
    })
  await notify(tx, { w: row.workspace_id, k: 'call-back', id: row.id })
}
