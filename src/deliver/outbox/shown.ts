import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Handle } from '../../../lib/db/index.ts'
import type { Failure } from '../../channels/index.ts'

/** How something ended that never left: for the demonstration, whose accounts are only shown. */
export interface Shown {
  workspaceId: string
  accountId: string
  channel: string
  conversationId: string
  by: string
  at: Date
  text: string
  state: 'sent' | 'refused' | 'unknown'
  failure?: Failure
}

/** Writes down an answer with its end; no worker ever takes it up. */
export async function recordShown(tx: Handle, shown: Shown): Promise<void> {
  const { workspaceId, accountId, channel, conversationId, by, at, text, state, failure } = shown
  const id = uuidv7()
  await sql`
    insert into delivery (workspace_id, id, account_id, channel, act, lane, turn, state, at, due, tries, first_try,
      last_try, begun, draft, conversation_id, by_member, failure, sent_at)
    values (${workspaceId}, ${id}, ${accountId}, ${channel}, 'reply', ${conversationId}, 1, ${state}, ${at}, ${at}, 1,
      ${at}, ${at}, true, ${JSON.stringify({ text, media: [] })}, ${conversationId}, ${by},
      ${failure ? JSON.stringify(failure) : null}, ${state === 'sent' ? at : null})`.execute(tx)
}

/** What was decided by the door of every answer has left, as far as the demonstration tells: no network is asked. */
export async function sayShownSent(
  tx: Handle,
  { workspaceId, id, at }: { workspaceId: string; id: string; at: Date },
): Promise<void> {
  await sql`
    update delivery set state = 'sent', at = least(at, ${at}), sent_at = ${at}, tries = 1, first_try = ${at},
      last_try = ${at}, begun = true, next_try = null, target = null
    where workspace_id = ${workspaceId} and id = ${id} and state = 'waiting'`.execute(tx)
}
