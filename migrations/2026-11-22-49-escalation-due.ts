import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** What is due to leave for services is found workspace by workspace, as everything is. */
export async function up(db: Handle): Promise<void> {
  await sql`drop index escalation_leg_due`.execute(db)
  await sql`
    create index escalation_leg_due on escalation_leg (workspace_id, next_try)
    where state in ('waiting', 'sending')`.execute(db)
}
