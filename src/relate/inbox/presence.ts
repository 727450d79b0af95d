import { sql } from 'kysely'
import { type Handle, tables } from '../../../lib/db/index.ts'
import type { InboxTables } from './tables.ts'

/** Who looked before this moment is not looking any more. */
export async function forgetLooks(db: Handle, before: Date): Promise<void> {
  await tables<InboxTables>(db).deleteFrom('conversation_viewer').where('seen', '<', before).execute()
}

/** Notes that a member looks at a conversation, if they stay at it, and answers who else does. */
export async function look(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  { memberId, stays }: { memberId: string; stays: boolean },
  now: Date,
) {
  if (stays) {
    await sql`
      insert into conversation_viewer (workspace_id, conversation_id, member_id, seen)
      values (${workspaceId}, ${conversationId}, ${memberId}, ${now})
      on conflict (workspace_id, conversation_id, member_id) do update set seen = excluded.seen`.execute(db)
  }
  const since = new Date(now.getTime() - 60_000)
  const { rows } = await sql<{ member_id: string }>`
    select member_id from conversation_viewer
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and seen > ${since}
      and member_id <> ${memberId}`.execute(db)
  return rows.map((row) => row.member_id)
}
