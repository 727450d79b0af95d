import { type Handle, notify, tables } from '../../../lib/db/index.ts'
import type { StoredActivity } from '../../activity/index.ts'
import { waitsIn } from './conversation.ts'
import { messagesOf } from './revise.ts'
import type { InboxTables } from './tables.ts'

/**
 * Conversations of what an account has found to be its own (a View by us) go to that account, which can answer; where it
 * was its own voice, nobody waits for it any more.
 */
export async function handOver(
  tx: Handle,
  workspaceId: string,
  activities: StoredActivity[],
  concerned: StoredActivity[],
  filed: ReadonlyMap<string, string[]>,
): Promise<void> {
  const seen = new Set(
    activities
      .filter((one) => one.verb === 'View' && one.ours)
      .map((one) => `${one.channel}\n${one.object_id}`),
  )
  for (const activity of concerned) {
    if (!seen.has(`${activity.channel}\n${activity.object_id}`)) continue
    for (const id of filed.get(activity.id) ?? []) {
      const waits = activity.ours ? await waitOf(tx, workspaceId, id) : {}
      await tables<InboxTables>(tx)
        .updateTable('conversation')
        .set({ account_id: activity.account_id, ...waits })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .execute()
      await notify(tx, { w: workspaceId, k: 'conversation', id })
    }
  }
}

async function waitOf(tx: Handle, workspaceId: string, id: string) {
  const { messages } = await messagesOf(tx, workspaceId, id, [])
  return waitsIn(messages) ?? {}
}
