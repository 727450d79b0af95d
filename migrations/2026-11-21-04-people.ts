import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

export async function up(db: Handle): Promise<void> {
  await sql`
    create table person (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      name text not null,
      email text,
      avatar text,
      created timestamptz not null,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'person')
  await sql`create index person_name on person (workspace_id, lower(name) text_pattern_ops)`.execute(db)
  await sql`create index person_email on person (workspace_id, lower(email)) where email is not null`.execute(
    db,
  )
  await sql`
    create table person_identity (
      workspace_id uuid not null,
      channel text not null,
      actor_id text not null,
      person_id uuid not null,
      handle text,
      url text,
      primary key (workspace_id, channel, actor_id),
      foreign key (workspace_id, person_id) references person (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'person_identity')
  await sql`create index person_identity_person on person_identity (workspace_id, person_id)`.execute(db)
  await sql`
    create index person_identity_handle on person_identity (workspace_id, lower(handle) text_pattern_ops)`.execute(
    db,
  )
}
