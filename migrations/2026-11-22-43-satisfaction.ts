import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** How customers found it, asked once a conversation is closed; and who does not want to be asked. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table satisfaction_setting (
      workspace_id uuid not null references workspace (id),
      setting jsonb not null,
      since timestamptz not null,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'satisfaction_setting')
  await sql`
    create table satisfaction_ask (
      workspace_id uuid not null,
      id uuid not null,
      conversation_id uuid not null,
      -- What was answered by asking: who wrote it is who is asked.
      activity_id uuid,
      person_id uuid,
      author_hash text not null,
      assignee_id uuid,
      channel text not null,
      lang text not null,
      closed timestamptz not null,
      decided timestamptz not null,
      skipped text,
      delivery_id uuid,
      token_hash text,
      expires timestamptz,
      score smallint check (score between 1 and 5),
      comment text,
      answered timestamptz,
      primary key (workspace_id, id),
      unique (workspace_id, conversation_id, closed),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'satisfaction_ask')
  await sql`create index satisfaction_ask_decided on satisfaction_ask (workspace_id, decided)`.execute(db)
  await sql`
    create index satisfaction_ask_author on satisfaction_ask (workspace_id, author_hash, decided)
    where skipped is null`.execute(db)
  await sql`
    create index satisfaction_ask_person on satisfaction_ask (workspace_id, person_id, decided)
    where skipped is null and person_id is not null`.execute(db)
  // No more of them than is needed to leave them in peace, also once they have been erased.
  await sql`
    create table satisfaction_objection (
      workspace_id uuid not null references workspace (id),
      author_hash text not null,
      at timestamptz not null,
      primary key (workspace_id, author_hash)
    )`.execute(db)
  await distribute(db, 'satisfaction_objection')
}
