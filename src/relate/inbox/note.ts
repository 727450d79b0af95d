import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { getConversations } from './store.ts'
import type { InboxTables } from './tables.ts'

/** Adds a note that only colleagues see, in the conversation that shows the one that was meant. */
export async function addNote(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  note: { memberId: string; text: string; now: Date },
): Promise<string> {
  return inTransaction(db, async (tx) => {
    // Locked: nobody joins it to another before the note stands there.
    const [shown] = await getConversations(tx, workspaceId, [conversationId], true)
    if (!shown) throw notFound('conversation')
    const id = uuidv7()
    await tables<InboxTables>(tx)
      .insertInto('conversation_note')
      .values({
        workspace_id: workspaceId,
        conversation_id: shown.id,
        home: shown.id === conversationId ? null : conversationId,
        id,
        at: note.now,
        member_id: note.memberId,
        text: note.text,
      })
      .execute()
    await sql`
      update conversation set notes = notes + 1
      where workspace_id = ${workspaceId} and id = ${shown.id}`.execute(tx)
    await notify(tx, { w: workspaceId, k: 'conversation', id: shown.id })
    return id
  })
}
