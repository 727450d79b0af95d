import { type Handle, tables } from '../../../../lib/db/index.ts'
import { memberNames } from '../../../access/index.ts'
import { changeConversations } from '../change.ts'
import type { InboxTables } from '../tables.ts'

/**
 * Gives back to everybody what has come to life again on the desk of somebody who has left: what was closed when they
 * left stayed theirs, and nobody would find it among what is nobody's.
 */
export async function releaseGone(tx: Handle, workspaceId: string, ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return
  const rows = await tables<InboxTables>(tx)
    .selectFrom('conversation')
    .select(['id', 'assignee_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .where('assignee_id', 'is not', null)
    .where('status', 'in', ['open', 'snoozed'])
    .execute()
  if (rows.length === 0) return
  const members = await memberNames(tx, workspaceId)
  const gone = rows.filter(({ assignee_id }) => assignee_id !== null && !members.has(assignee_id))
  if (gone.length === 0) return
  const left = gone.map(({ id }) => id)
  await changeConversations(tx, workspaceId, left, { assigneeId: null }, { memberId: null, now })
}
