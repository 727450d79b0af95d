import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** What was decided about the messages of a conversation is asked for each time that one is opened. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create index delivery_target on delivery (workspace_id, target_id, id) where target_id is not null`.execute(
    db,
  )
}
