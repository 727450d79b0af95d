import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** What was written in the tool of a service may be written anew or taken away there: what it said before is kept. */
export async function up(db: Handle): Promise<void> {
  await sql`
    alter table escalation_entry
      add column edited timestamptz,
      add column gone timestamptz,
      add column earlier jsonb`.execute(db)
}
