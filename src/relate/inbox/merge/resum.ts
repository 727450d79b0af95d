import { type Handle, tables } from '../../../../lib/db/index.ts'
import { authorOf, summedUp, waitsIn } from '../conversation.ts'
import { stayingOf } from '../priority/priority.ts'
import { messagesOf } from '../revise.ts'
import type { Conversation } from '../store.ts'
import type { InboxTables } from '../tables.ts'
import { countIn } from './move.ts'

/** What a conversation was before others were joined to it, or it to another. */
export type Stood = Pick<Conversation, 'messages' | 'last_activity_id' | 'waiting_since' | 'first_answer_at'>

/**
 * Sums a conversation up again from what stands in it now, except where people put it. One in which nothing was said
 * since it stood so waits as it did: its messages do not tell what was closed, and asked anew.
 * @returns since when somebody waits, and whether something was said in it since
 */
export async function resum(
  tx: Handle,
  workspaceId: string,
  row: Conversation,
  stood?: Stood,
): Promise<{ waits: Date | null; changed: boolean }> {
  const { messages, whole } = await messagesOf(tx, workspaceId, row.id, [])
  const sum = summedUp(messages, stayingOf(row.priority_reasons))
  if (!sum) return { waits: row.waiting_since, changed: false }
  const { status: _status, snoozed_until: _until, messages: read, priority_reasons, ...rest } = sum
  const counted = whole ? read : await countIn(tx, workspaceId, 'conversation_item', row.id)
  const same = stood?.messages === counted && stood.last_activity_id === sum.last_activity_id
  // What was put away stays as it was when an answer in it is taken back.
  const isOpen = (row.merged?.status ?? row.status) === 'open'
  const takenBack = isOpen && messages.some((activity) => activity.ours && activity.deleted)
  const waits = same && !takenBack ? stood : (waitsIn(messages) ?? sum)
  const { waiting_since, first_answer_at } = waits
  // All that was said by whom it named may have moved elsewhere: nothing goes on naming who is not there.
  const named = !whole || messages.some(({ actor_id }) => actor_id === row.author_id)
  await tables<InboxTables>(tx)
    .updateTable('conversation')
    .set({
      ...{ ...rest, waiting_since, first_answer_at },
      ...(named ? {} : authorOf(messages)),
      // Of a longer one the beginning was not read.
      ...(whole ? {} : { first_at: row.first_at, first_answer_at: row.first_answer_at, title: row.title }),
      messages: counted,
      notes: await countIn(tx, workspaceId, 'conversation_note', row.id),
      priority_reasons: JSON.stringify(priority_reasons),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', row.id)
    .execute()
  return { waits: waiting_since, changed: stood !== undefined && !same }
}
