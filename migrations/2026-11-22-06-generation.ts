import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** Counts the changes of a workspace's alerts, where every append comes by: it then knows what to be matched with. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table stream_head add column generation bigint not null default 0`.execute(db)
}
