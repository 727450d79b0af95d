import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Answers that a team keeps to use again, with all their versions. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table saved_answer (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      content jsonb not null,
      name text not null,
      shortcut text,
      search text not null,
      version integer not null check (version > 0),
      approved_version integer,
      approved_by uuid,
      approved_at timestamptz,
      archived timestamptz,
      uses integer not null default 0,
      last_used timestamptz,
      created timestamptz not null,
      changed timestamptz not null,
      primary key (workspace_id, id)
    )`.execute(db)
  await sql`create unique index saved_answer_shortcut on saved_answer (workspace_id, shortcut)`.execute(db)
  await sql`create index saved_answer_name on saved_answer (workspace_id, name, id)`.execute(db)
  await distribute(db, 'saved_answer')
  await sql`
    create table saved_answer_version (
      workspace_id uuid not null,
      answer_id uuid not null,
      version integer not null,
      content jsonb not null,
      member_id uuid not null,
      at timestamptz not null,
      restored integer,
      primary key (workspace_id, answer_id, version),
      foreign key (workspace_id, answer_id) references saved_answer on delete cascade
    )`.execute(db)
  await distribute(db, 'saved_answer_version')
}
