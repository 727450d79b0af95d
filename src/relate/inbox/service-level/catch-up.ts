import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { keepTime } from './keep.ts'
import { serviceSettings } from './settings.ts'

/** Conversations that are reckoned in one transaction. */
const AT_ONCE = 300

/**
 * Reckons anew what other settings were reckoned by, and takes up what no change of its own has: conversations that were
 * there before their time was kept. A deadline that has passed stays where it was, and nothing is done for it any more.
 * @returns how many
 */
export async function catchUpTime(
  db: Handle,
  workspaceId: string,
  now: Date,
  batches = Number.POSITIVE_INFINITY,
): Promise<number> {
  let count = 0
  for (let batch = 0; batch < batches; batch++) {
    const ids = await behind(db, workspaceId)
    if (ids.length === 0) break
    await inTransaction(db, (tx) => keepTime(tx, workspaceId, ids, { now, again: true }))
    count += ids.length
    if (ids.length < AT_ONCE) break
  }
  if (count > 0) await notify(db, { w: workspaceId, k: 'conversation' })
  return count
}

async function behind(db: Handle, workspaceId: string): Promise<string[]> {
  const { revision } = await serviceSettings(db, workspaceId)
  const { rows } = await sql<{ id: string }>`
    (select id from conversation
      where workspace_id = ${workspaceId} and status in ('open', 'snoozed') and not exists (
        select 1 from service_clock as clock
        where clock.workspace_id = conversation.workspace_id and clock.conversation_id = conversation.id
          and clock.status = conversation.status
          and clock.waiting_since is not distinct from conversation.waiting_since)
      limit ${AT_ONCE})
    union
    (select conversation_id from service_clock
      where workspace_id = ${workspaceId} and status in ('open', 'snoozed') and revision < ${revision}
      limit ${AT_ONCE})
    union
    (select clock.conversation_id
      from service_clock as clock join conversation
        on conversation.workspace_id = clock.workspace_id and conversation.id = clock.conversation_id
      where clock.workspace_id = ${workspaceId} and clock.status in ('open', 'snoozed')
        and conversation.status <> clock.status
      limit ${AT_ONCE})
    limit ${AT_ONCE}`.execute(db)
  return rows.map((row) => row.id)
}
