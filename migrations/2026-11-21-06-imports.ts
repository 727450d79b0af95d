import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Files that people bring: how each is read, how far it has come, what it brought and what it could not. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table import (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      file_name text not null,
      format text not null check (format in ('csv', 'xlsx', 'jsonl')),
      bytes bigint not null,
      encoding jsonb not null,
      columns jsonb not null,
      sheets jsonb not null,
      mapping jsonb not null,
      options jsonb not null,
      given jsonb not null default '{}',
      known text,
      doubts jsonb not null,
      preview jsonb not null,
      state text not null default 'ready' check (state in ('ready', 'running', 'cancelled', 'failed', 'done')),
      phase text check (phase in ('checking', 'importing', 'removing')),
      checked boolean not null default false,
      runner uuid,
      place bigint not null default 0,
      bytes_read bigint not null default 0,
      rows bigint not null default 0,
      imported bigint not null default 0,
      duplicates bigint not null default 0,
      errors bigint not null default 0,
      summary jsonb,
      seconds_left integer,
      failure jsonb,
      file_kept boolean not null default true,
      created_by uuid,
      created timestamptz not null default now(),
      touched timestamptz not null default now(),
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'import')
  await sql`create index import_unfinished on import (workspace_id, id) where phase is not null`.execute(db)
  await sql`
    create table import_error (
      workspace_id uuid not null,
      import_id uuid not null,
      place bigint not null,
      line bigint not null,
      column_name text,
      reason text not null,
      length integer not null,
      "values" jsonb,
      primary key (workspace_id, import_id, place),
      foreign key (workspace_id, import_id) references import (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'import_error')
  // One row a batch rather than one an activity: a million lines need a thousand rows to be taken back.
  await sql`
    create table import_batch (
      workspace_id uuid not null,
      import_id uuid not null,
      place bigint not null,
      activity_ids uuid[] not null,
      primary key (workspace_id, import_id, place),
      foreign key (workspace_id, import_id) references import (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'import_batch')
}
