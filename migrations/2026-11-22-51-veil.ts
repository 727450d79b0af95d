import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Each person says from when on words that may hurt are blurred for them. */
export async function up(db: Handle): Promise<void> {
  await sql`
    alter table app_user add column veil text not null default 'harsh'
      check (veil in ('off', 'harsh', 'strict'))`.execute(db)
}
