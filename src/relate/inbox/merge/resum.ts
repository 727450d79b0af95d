import { type Handle, tables } from '../../../../lib/db/index.ts'
import { summedUp } from '../conversation.ts'
import { stayingOf } from '../priority/priority.ts'
import { messagesOf } from '../revise.ts'
import type { Conversation } from '../store.ts'
import type { InboxTables } from '../tables.ts'
import { countIn } from './move.ts'

/**
 * Sums a conversation up again from what stands in it now, except where people put it. Answers since when somebody
 * waits by what was said.
 */
export async function resum(tx: Handle, workspaceId: string, row: Conversation): Promise<Date | null> {
  const { messages, whole } = await messagesOf(tx, workspaceId, row.id, [])
  const sum = summedUp(messages, stayingOf(row.priority_reasons))
  if (!sum) return row.waiting_since
  const { status: _status, snoozed_until: _until, messages: read, priority_reasons, ...rest } = sum
  const counted = whole ? read : await countIn(tx, workspaceId, 'conversation_item', row.id)
  await tables<InboxTables>(tx)
    .updateTable('conversation')
    .set({
      ...rest,
      // Of a longer one the beginning was not read.
      ...(whole ? {} : { first_at: row.first_at, first_answer_at: row.first_answer_at, title: row.title }),
      messages: counted,
      notes: await countIn(tx, workspaceId, 'conversation_note', row.id),
      priority_reasons: JSON.stringify(priority_reasons),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', row.id)
    .execute()
  return sum.waiting_since
}
