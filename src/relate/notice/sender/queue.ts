import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import type { LegState } from '../tables.ts'

/** A notice on its way to one mailbox or one device, in the hands of one process. */
export interface Leg {
  workspace_id: string
  notice_id: string
  id: string
  way: 'mail' | 'push'
  device_id: string | null
  tries: number
}

const AT_ONCE = 100
/** What is tried so long in vain is given up: by then it is no news. */
const GIVE_UP = { mail: 24 * 3_600_000, push: 4 * 3_600_000 }

/**
 * Tells what is due: from then on it stands in the member's list, and its other ways are lined up, all in one transaction.
 * @returns how many
 */
export function ripen(db: Handle, now: Date): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<{ workspace_id: string; id: string; member_id: string; ways: string[] }>`
      with ripe as materialized (
        select workspace_id as w, id as i from notice where told is null and due <= ${now}
        order by due limit ${AT_ONCE} for update skip locked)
      update notice set told = ${now}
      from ripe where workspace_id = ripe.w and id = ripe.i
      returning workspace_id, id, member_id, ways`.execute(tx)
    for (const row of rows) {
      if (row.ways.includes('mail')) await lineUp(tx, row, 'mail', null)
      if (!row.ways.includes('push')) continue
      const { rows: devices } = await sql<{ id: string }>`
        select id from notice_device
        where workspace_id = ${row.workspace_id} and member_id = ${row.member_id} and not refused`.execute(tx)
      for (const device of devices) await lineUp(tx, row, 'push', device.id)
    }
    for (const [w, mine] of Map.groupBy(rows, (row) => row.workspace_id)) {
      for (const id of new Set(mine.map((row) => row.member_id))) await notify(tx, { w, k: 'notice', id })
    }
    return rows.length
  })
}

async function lineUp(
  tx: Handle,
  notice: { workspace_id: string; id: string },
  way: Leg['way'],
  deviceId: string | null,
): Promise<void> {
  await sql`
    insert into notice_leg (workspace_id, notice_id, id, way, device_id, next_try)
    values (${notice.workspace_id}, ${notice.id}, ${uuidv7()}, ${way}, ${deviceId}, now())`.execute(tx)
}

/**
 * Takes legs whose time has come. A mail that was being handed over by a process that is gone may have arrived: nobody
 * knows, and it is not sent again. A push replaces what it repeats, so it is.
 */
export async function claim(db: Handle, most: number, leaseMs: number): Promise<Leg[]> {
  await sql`
    update notice_leg set state = 'unknown', lease = null, words = 'cut'
    where state = 'sending' and way = 'mail' and handed is not null and lease < now()`.execute(db)
  const { rows } = await sql<Leg>`
    with due as materialized (
      select workspace_id, id from notice_leg
      where (state = 'waiting' and next_try <= now()) or (state = 'sending' and lease < now())
      order by next_try limit ${most} for update skip locked)
    update notice_leg as leg set state = 'sending', tries = tries + 1,
      lease = now() + ${leaseMs} * interval '1 millisecond'
    from due where leg.workspace_id = due.workspace_id and leg.id = due.id
    returning leg.workspace_id, leg.notice_id, leg.id, leg.way, leg.device_id, leg.tries`.execute(db)
  return rows
}

/** Written down before the first byte leaves; false where it is somebody else's by now, or settled. */
export async function handing(db: Handle, { workspace_id, id, tries }: Leg): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update notice_leg set handed = now()
    where workspace_id = ${workspace_id} and id = ${id} and tries = ${tries} and state = 'sending'
      and lease > now()`.execute(db)
  return Number(numAffectedRows) > 0
}

export async function settle(db: Handle, leg: Leg, state: LegState, words: string | null): Promise<void> {
  await sql`
    update notice_leg set state = ${state}, lease = null, words = ${words?.slice(0, 300) ?? null}
    where workspace_id = ${leg.workspace_id} and id = ${leg.id} and tries = ${leg.tries}`.execute(db)
}

/** Nothing has left: another try, later and later, until it is no news any more. */
export async function putOff(db: Handle, leg: Leg, wait: number, words: string): Promise<void> {
  const pause = Math.max(
    Math.min(wait, GIVE_UP[leg.way]),
    Math.min(1_800_000, 10_000 * 3 ** Math.min(leg.tries - 1, 6)),
  )
  await sql`
    update notice_leg as leg set lease = null, handed = null, words = ${words.slice(0, 300)},
      next_try = now() + ${pause} * interval '1 millisecond',
      state = case when notice.told < now() - ${GIVE_UP[leg.way]} * interval '1 millisecond' then 'failed'
        else 'waiting' end
    from notice
    where notice.workspace_id = leg.workspace_id and notice.id = leg.notice_id
      and leg.workspace_id = ${leg.workspace_id} and leg.id = ${leg.id} and leg.tries = ${leg.tries}`.execute(
    db,
  )
}

/** Something of ours went wrong: tried again, unless the other side may have it, which only its lease's end tells. */
export async function stumbled(db: Handle, leg: Leg): Promise<void> {
  await sql`
    update notice_leg set state = 'waiting', lease = null, words = 'stumbled',
      next_try = now() + least(${leg.tries}, 60) * interval '30 seconds'
    where workspace_id = ${leg.workspace_id} and id = ${leg.id} and tries = ${leg.tries} and state = 'sending'
      and handed is null`.execute(db)
}
