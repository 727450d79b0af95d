import { type Handle, tables } from '../../../lib/db/index.ts'
import type { StoredActivity } from '../../activity/index.ts'
import { waitsIn } from './conversation.ts'
import { messagesOf } from './revise.ts'
import type { InboxTables } from './tables.ts'

/** Where an answer of ours was taken back, who had asked waits again, since then, in what is still open. */
export async function waitAgain(
  tx: Handle,
  workspaceId: string,
  activities: StoredActivity[],
  concerned: StoredActivity[],
  filed: ReadonlyMap<string, string[]>,
): Promise<void> {
  if (!activities.some((activity) => activity.verb === 'Delete')) return
  const takenBack = concerned.filter((activity) => activity.ours && activity.deleted)
  for (const id of new Set(takenBack.flatMap((activity) => filed.get(activity.id) ?? []))) {
    const { messages, whole } = await messagesOf(tx, workspaceId, id, [])
    const waits = waitsIn(messages)
    if (!waits || !whole) continue
    await tables<InboxTables>(tx)
      .updateTable('conversation')
      .set(waits)
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where('status', '=', 'open')
      .execute()
  }
}
