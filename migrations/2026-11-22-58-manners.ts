import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** How a workspace wants its answers: tone, emoji, address, signature, words and addresses of its own. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table courtesy_manners (
      workspace_id uuid not null references workspace (id),
      revision integer not null,
      manners jsonb not null,
      by_person boolean not null default false,
      changed timestamptz not null,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'courtesy_manners')
}
