import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Drafts of answers that the outside model of a workspace wrote, where it may. */
export async function up(db: Handle): Promise<void> {
  await sql`alter table analyser add column drafts boolean not null default false`.execute(db)
  await sql`
    create table model_draft (
      workspace_id uuid not null,
      id uuid not null,
      conversation_id uuid not null,
      member_id uuid not null,
      model text not null,
      host text not null,
      shown uuid[] not null,
      wish text not null,
      state text not null check (state in ('asked', 'told', 'failed', 'stopped')),
      failure text,
      text text not null,
      masked text not null,
      tokens integer not null,
      micros bigint not null,
      currency text not null,
      exact boolean not null,
      at timestamptz not null,
      ended timestamptz,
      used timestamptz,
      primary key (workspace_id, id),
      foreign key (workspace_id, conversation_id) references conversation on delete cascade
    )`.execute(db)
  await sql`create index model_draft_conversation on model_draft (workspace_id, conversation_id, id)`.execute(
    db,
  )
  await distribute(db, 'model_draft')
}
