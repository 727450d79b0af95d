import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../../../lib/db/index.ts'
import { keepTime } from './keep.ts'
import { serviceSettings } from './settings.ts'

/** Conversations that are reckoned in one transaction. */
const AT_ONCE = 300
/** Looked for at once: to find who is behind costs a pass over all that is live, however few are taken from it. */
const FOUND = 50 * AT_ONCE

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
  let left = batches
  while (left > 0) {
    const found = await behind(db, workspaceId, Math.min(FOUND, left * AT_ONCE))
    for (let at = 0; at < found.length; at += AT_ONCE, left--) {
      const ids = found.slice(at, at + AT_ONCE)
      await inTransaction(db, (tx) => keepTime(tx, workspaceId, ids, { now, again: true }))
      count += ids.length
    }
    if (found.length < FOUND) break
  }
  if (count > 0) await notify(db, { w: workspaceId, k: 'conversation' })
  return count
}

async function behind(db: Handle, workspaceId: string, most: number): Promise<string[]> {
  const { revision } = await serviceSettings(db, workspaceId)
  const { rows } = await sql<{ id: string }>`
    (select id from conversation
      where workspace_id = ${workspaceId} and status in ('open', 'snoozed') and not exists (
        select 1 from service_clock as clock
        where clock.workspace_id = conversation.workspace_id and clock.conversation_id = conversation.id
          and clock.status = conversation.status
          and clock.waiting_since is not distinct from conversation.waiting_since)
      limit ${most})
    union
    (select conversation_id from service_clock
      where workspace_id = ${workspaceId} and status in ('open', 'snoozed') and revision < ${revision}
      limit ${most})
    union
    (select clock.conversation_id
      from service_clock as clock join conversation
        on conversation.workspace_id = clock.workspace_id and conversation.id = clock.conversation_id
      where clock.workspace_id = ${workspaceId} and clock.status in ('open', 'snoozed')
        and conversation.status <> clock.status
      limit ${most})
    limit ${most}`.execute(db)
  return rows.map((row) => row.id)
}
