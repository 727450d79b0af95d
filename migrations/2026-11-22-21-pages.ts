import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Pages that are read for what changes in them, what they said, and what is to be read again. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table watched_page (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      url text not null,
      name text not null check (name <> ''),
      kind text not null check (kind in ('terms', 'page')),
      every text not null check (every in ('hour', 'day', 'week')),
      part_kind text check (part_kind in ('selector', 'heading')),
      part text,
      ignore text[] not null,
      robots boolean not null default true,
      assignee_id uuid,
      days integer not null default 7 check (days between 1 and 365),
      paused boolean not null default false,
      created timestamptz not null default now(),
      next_look timestamptz,
      lease timestamptz,
      accept boolean not null default false,
      anew boolean not null default false,
      etag text,
      modified text,
      looked timestamptz,
      trouble jsonb,
      troubles integer not null default 0,
      moved_to text,
      title text,
      primary key (workspace_id, id),
      check ((part_kind is null) = (part is null))
    )`.execute(db)
  await distribute(db, 'watched_page')
  await sql`create index watched_page_due on watched_page (workspace_id, next_look) where next_look is not null`.execute(
    db,
  )
  await sql`
    create table page_version (
      workspace_id uuid not null,
      page_id uuid not null,
      id uuid not null,
      seen timestamptz not null,
      title text not null,
      text text not null,
      words integer not null,
      added integer not null,
      removed integer not null,
      share double precision not null,
      primary key (workspace_id, page_id, id),
      foreign key (workspace_id, page_id) references watched_page (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'page_version')
  await sql`
    create table page_task (
      workspace_id uuid not null,
      id uuid not null,
      page_id uuid not null,
      from_id uuid not null,
      to_id uuid not null,
      created timestamptz not null,
      changed timestamptz not null,
      assignee_id uuid,
      due timestamptz,
      note text not null default '',
      done timestamptz,
      done_by uuid,
      primary key (workspace_id, id),
      foreign key (workspace_id, page_id) references watched_page (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'page_task')
  await sql`create unique index page_task_open on page_task (workspace_id, page_id) where done is null`.execute(
    db,
  )
  await sql`create index page_task_of on page_task (workspace_id, page_id, id)`.execute(db)
}
