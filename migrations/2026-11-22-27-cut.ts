import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** How far the words of a workspace's history were cut as they are cut today. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table history_cut (
      workspace_id uuid not null references workspace (id),
      version int not null,
      published timestamptz,
      activity_id uuid,
      done boolean not null,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'history_cut')
}
