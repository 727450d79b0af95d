import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Lists of terms that queries share, what was said to be beside the point of an alert, and folders of alerts. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table term_list (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      name text not null,
      folded text not null,
      terms text[] not null,
      created timestamptz not null default now(),
      changed timestamptz not null default now(),
      primary key (workspace_id, id),
      unique (workspace_id, folded)
    )`.execute(db)
  await distribute(db, 'term_list')
  await sql`
    create table alert_rejection (
      workspace_id uuid not null,
      alert_id uuid not null,
      activity_id uuid not null,
      at timestamptz not null default now(),
      by_user uuid,
      primary key (workspace_id, alert_id, activity_id),
      foreign key (workspace_id, alert_id) references alert (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'alert_rejection')
  await sql`alter table alert add column terms_version integer not null default 0`.execute(db)
  await sql`alter table alert add column folder text`.execute(db)
}
