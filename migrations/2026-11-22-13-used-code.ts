import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** The codes of a second step that opened a session lately: none opens another. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table app_two_factor add column used_codes text[] not null default '{}'`.execute(db)
}
