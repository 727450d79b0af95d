import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/** What stood aside is few among all that waits, and is asked for before each message. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create index webhook_delivery_aside on webhook_delivery (workspace_id, endpoint_id, id)
    where state = 'waiting' and aside`.execute(db)
}
