import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Whether a rule named somebody: where nobody of them is there any more, it is said that others stand in. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table approval add column named boolean not null default false`.execute(db)
  await sql`update approval set named = true where cardinality(approvers) > 0`.execute(db)
}
