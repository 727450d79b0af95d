import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import { contactsOf } from '../members/contacts.ts'
import type { AccessTables } from '../tables.ts'
import { findWorkspace } from '../workspaces/store.ts'
import { calledAt, type Shift } from './on-call.ts'

export async function listShifts(db: Handle, workspaceId: string): Promise<Shift[]> {
  return await tables<AccessTables>(db)
    .selectFrom('on_call_shift')
    .select(['member_id as memberId', 'days', 'starts', 'ends'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()
}

/** Puts a roster in place of the one before. */
export async function replaceShifts(
  tx: Handle,
  workspaceId: string,
  shifts: readonly Shift[],
): Promise<void> {
  // Of two who save at once, the second takes the place of the first: one lock, and no roster made of both.
  await sql`select 1 from workspace where id = ${workspaceId} for no key update`.execute(tx)
  await tables<AccessTables>(tx).deleteFrom('on_call_shift').where('workspace_id', '=', workspaceId).execute()
  for (const { memberId, days, starts, ends } of shifts) {
    await tables<AccessTables>(tx)
      .insertInto('on_call_shift')
      .values({
        workspace_id: workspaceId,
        id: uuidv7(),
        member_id: memberId,
        days: [...days],
        starts,
        ends,
      })
      .execute()
  }
  await notify(tx, { w: workspaceId, k: 'on-call' })
}

/** Ids of the members whom a critical alarm reaches now, by the clocks of the workspace. */
export async function onCallNow(db: Handle, workspaceId: string, now: Date): Promise<ReadonlySet<string>> {
  const [shifts, members, { timeZone }] = await Promise.all([
    listShifts(db, workspaceId),
    contactsOf(db, workspaceId),
    findWorkspace(db, workspaceId),
  ])
  return calledAt(shifts, members, now, timeZone)
}
