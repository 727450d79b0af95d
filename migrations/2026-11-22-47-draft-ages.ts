import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Drafts that were left are found by workspace, as everything is. */
export async function up(db: Handle): Promise<void> {
  await sql`drop index answer_draft_updated`.execute(db)
  await sql`create index answer_draft_updated on answer_draft (workspace_id, updated)`.execute(db)
}
