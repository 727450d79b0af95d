import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Calls to who is on call: told to one after the other until somebody takes them; and what hours a roster is to cover. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table webhook_endpoint add column dues boolean not null default false`.execute(db)
  await sql`
    create table on_call_setting (
      workspace_id uuid not null references workspace (id),
      minutes integer not null check (minutes between 1 and 1440),
      cover text not null check (cover in ('none', 'outside', 'always')),
      hole_told timestamptz,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'on_call_setting')
  await sql`
    create table on_call_call (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      about text not null check (about in ('conversation', 'alarm')),
      subject_id uuid not null,
      facts jsonb not null,
      began timestamptz not null,
      state text not null check (state in ('calling', 'taken', 'unanswered')),
      taken_by uuid,
      ended timestamptz,
      next_at timestamptz,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'on_call_call')
  await sql`create index on_call_call_next on on_call_call (next_at) where state = 'calling'`.execute(db)
  await sql`
    create unique index on_call_call_one on on_call_call (workspace_id, about, subject_id) where state = 'calling'`.execute(
    db,
  )
  await sql`
    create table on_call_told (
      workspace_id uuid not null,
      call_id uuid not null,
      member_id uuid not null,
      at timestamptz not null,
      primary key (workspace_id, call_id, member_id),
      foreign key (workspace_id, call_id) references on_call_call (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'on_call_told')
}
