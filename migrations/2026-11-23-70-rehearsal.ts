import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Accounts of a demonstration act as their networks would have it, and nothing leaves. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table channel_account add column rehearsal boolean not null default false`.execute(db)
  // Only what was made to show something has neither configuration nor connection.
  await sql`
    update channel_account set rehearsal = true
    from workspace where workspace.id = workspace_id and workspace.demo and not connected and config = '{}'::jsonb`.execute(
    db,
  )
}
