import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Counters kept by the matcher for others, and from when on the links of an alert are whole. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table alert drop constraint alert_kind_check`.execute(db)
  await sql`
    alter table alert add constraint alert_kind_check check (kind in ('brand', 'competitor', 'topic', 'tally'))`.execute(
    db,
  )
  await sql`alter table alert add column linked_from timestamptz`.execute(db)
  await sql`
    create table tally (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      base text not null check (base in ('brand', 'alert', 'none')),
      alert_id uuid,
      words text,
      without text,
      stopped boolean not null default false,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'tally')
}
