import { uuidv7 } from 'uuidv7'
import { type Handle, notify, tables } from '../../../../lib/db/index.ts'
import type { By } from '../change.ts'
import type { InboxTables } from '../tables.ts'

export type PrivateEvent =
  | 'private-invited'
  | 'private-came'
  | 'private-from'
  | 'private-absent'
  | 'private-closed'

/** Writes what happened in a conversation, and has it shown anew. */
export async function tellConversation(
  tx: Handle,
  workspaceId: string,
  { id, what, value }: { id: string; what: PrivateEvent; value: string | null },
  { memberId, now }: By,
): Promise<void> {
  await tables<InboxTables>(tx)
    .insertInto('conversation_event')
    .values({
      ...{ workspace_id: workspaceId, conversation_id: id, id: uuidv7(), at: now, member_id: memberId },
      ...{ what, value },
    })
    .execute()
  await notify(tx, { w: workspaceId, k: 'conversation', id })
}
