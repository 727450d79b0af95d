import { type Handle, inTransaction, notify, tables } from '../../../../lib/db/index.ts'
import { getConversations } from '../store.ts'
import type { InboxTables } from '../tables.ts'
import { weighed } from './priority.ts'

/**
 * Makes conversations press more than they do by themselves, by a rule or by hand, until it is taken back with a weight
 * of 0; `name` says what raised them, as readers are shown it. Said again, it replaces what was said before.
 */
export function raisePriority(
  db: Handle,
  workspaceId: string,
  ids: string[],
  { weight, name }: { weight: number; name: string },
): Promise<void> {
  return inTransaction(db, async (tx) => {
    for (const row of await getConversations(tx, workspaceId, ids, true)) {
      const others = row.priority_reasons.filter(({ reason }) => reason !== 'raised')
      const { priority, priority_reasons } = weighed(
        weight > 0 ? [...others, { reason: 'raised', weight, name }] : others,
      )
      await tables<InboxTables>(tx)
        .updateTable('conversation')
        .set({ priority, priority_reasons: JSON.stringify(priority_reasons) })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', row.id)
        .execute()
      await notify(tx, { w: workspaceId, k: 'conversation', id: row.id })
    }
  })
}
