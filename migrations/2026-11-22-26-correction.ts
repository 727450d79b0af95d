import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** What people correct of what is understood, what a workspace taught from it, and re-readings of what came before. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table activity add column corrected text[]`.execute(db)
  await sql`
    create table correction (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      activity_id uuid not null,
      mark text not null,
      was jsonb not null,
      now jsonb,
      model text not null,
      lang text not null,
      member_id uuid not null,
      at timestamptz not null,
      primary key (workspace_id, id)
    )`.execute(db)
  await sql`create index correction_activity on correction (workspace_id, activity_id, id)`.execute(db)
  await distribute(db, 'correction')
  await sql`
    create table teaching (
      workspace_id uuid not null references workspace on delete cascade,
      task text not null,
      lang text not null,
      version integer not null,
      state text not null check (state in ('used', 'kept', 'refused')),
      delta bytea,
      figures jsonb not null,
      learnt_on text not null,
      member_id uuid not null,
      at timestamptz not null,
      primary key (workspace_id, task, lang, version)
    )`.execute(db)
  await distribute(db, 'teaching')
  await sql`
    create table rereading (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      state text not null check (state in ('running', 'done', 'cancelled')),
      since timestamptz not null,
      before_published timestamptz,
      before_id uuid,
      total integer not null,
      done integer not null default 0,
      changed integer not null default 0,
      member_id uuid not null,
      at timestamptz not null,
      ended timestamptz,
      primary key (workspace_id, id)
    )`.execute(db)
  await sql`create unique index rereading_running on rereading (workspace_id) where state = 'running'`.execute(
    db,
  )
  await distribute(db, 'rereading')
}
