import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Texts that were passed on go when what they repeat is deleted; only these rows, which are few, need finding. */
export async function up(db: Handle): Promise<void> {
  await sql`create index activity_announce on activity (workspace_id, object_id) where verb = 'Announce' and text is not null`.execute(
    db,
  )
}
