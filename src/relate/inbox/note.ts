import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { getConversation } from './store.ts'
import type { InboxTables } from './tables.ts'

/** Adds a note that only colleagues see. */
export async function addNote(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  note: { memberId: string; text: string; now: Date },
): Promise<string> {
  return inTransaction(db, async (tx) => {
    await getConversation(tx, workspaceId, conversationId)
    const id = uuidv7()
    await tables<InboxTables>(tx)
      .insertInto('conversation_note')
      .values({
        workspace_id: workspaceId,
        conversation_id: conversationId,
        id,
        at: note.now,
        member_id: note.memberId,
        text: note.text,
      })
      .execute()
    await sql`
      update conversation set notes = notes + 1
      where workspace_id = ${workspaceId} and id = ${conversationId}`.execute(tx)
    await notify(tx, { w: workspaceId, k: 'conversation', id: conversationId })
    return id
  })
}
