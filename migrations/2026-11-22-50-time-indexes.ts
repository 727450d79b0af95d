import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** What is to be done next leads with its workspace, as every index. */
export async function up(db: Handle): Promise<void> {
  await sql`drop index service_clock_step`.execute(db)
  await sql`drop index on_call_call_next`.execute(db)
  await sql`
    create index service_clock_step on service_clock (workspace_id, step_at) where step_at is not null`.execute(
    db,
  )
  await sql`
    create index on_call_call_next on on_call_call (workspace_id, next_at) where state = 'calling'`.execute(
    db,
  )
}
