import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** What a server said of an answer that it could not hand over, or not yet, is told under that answer. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table conversation_event add column about uuid, add column detail jsonb`.execute(db)
  await sql`alter table conversation_event drop constraint conversation_event_what_check`.execute(db)
  await sql`
    alter table conversation_event add constraint conversation_event_what_check
      check (what in ('assigned', 'done', 'reopened', 'snoozed', 'labelled', 'undelivered', 'delayed'))`.execute(
    db,
  )
}
