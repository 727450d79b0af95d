import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** What is understood of a text beside its tone, and where it was said from. What came before has none of it. */
export async function up(db: Handle): Promise<void> {
  await sql`
    alter table activity
      add column country text,
      add column toxicity smallint check (toxicity between 0 and 1000),
      add column intent text,
      add column urgency smallint check (urgency between 0 and 2),
      add column topics text[]`.execute(db)
  await sql`alter table activity_counter add column toxic integer not null default 0`.execute(db)
}
