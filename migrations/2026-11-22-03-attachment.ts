import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

export async function up(db: Handle): Promise<void> {
  await sql`
    create table attachment (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      name text not null,
      media_type text not null,
      size integer not null,
      width integer,
      height integer,
      sha256 bytea not null,
      bytes bytea not null,
      touched timestamptz not null default now(),
      primary key (workspace_id, id),
      unique (workspace_id, sha256, name)
    )`.execute(db)
  await distribute(db, 'attachment')
  // Pictures and archives are compressed already.
  await sql`alter table attachment alter column bytes set storage external`.execute(db)
  await sql`
    create table attachment_use (
      workspace_id uuid not null,
      attachment_id uuid not null,
      used_by uuid not null,
      primary key (workspace_id, attachment_id, used_by),
      foreign key (workspace_id, attachment_id) references attachment (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'attachment_use')
  await sql`create index attachment_use_by on attachment_use (workspace_id, used_by)`.execute(db)
}
