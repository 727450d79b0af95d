import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** An answer that came back is something that happened in its conversation. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table conversation_event drop constraint conversation_event_what_check`.execute(db)
  await sql`
    alter table conversation_event add constraint conversation_event_what_check
      check (what in ('assigned', 'done', 'reopened', 'snoozed', 'labelled', 'undelivered'))`.execute(db)
}
