import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Alerts: the queries that a workspace listens for. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table alert (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      name text not null check (name <> ''),
      query text not null check (query <> ''),
      inbox boolean not null default false,
      kind text not null check (kind in ('brand', 'competitor', 'topic')),
      paused boolean not null default false,
      position integer not null,
      created timestamptz not null default now(),
      created_by uuid,
      linked_query text,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'alert')
  await sql`create unique index alert_order on alert (workspace_id, position, id)`.execute(db)
}
