import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** How courteous each answer that left was: what the report of courtesy adds up. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table courtesy_told (
      workspace_id uuid not null references workspace (id),
      activity_id uuid not null,
      at timestamptz not null,
      channel text not null,
      conversation_id uuid,
      member_id uuid,
      question_id uuid,
      asker text,
      score smallint,
      asked smallint not null,
      present smallint not null,
      advice text[] not null,
      took text check (took in ('thanked', 'neutral', 'unhappy')),
      took_at timestamptz,
      rules text not null,
      primary key (workspace_id, activity_id)
    )`.execute(db)
  await distribute(db, 'courtesy_told')
  await sql`create index courtesy_told_at on courtesy_told (workspace_id, at)`.execute(db)
  await sql`create index courtesy_told_asker on courtesy_told (workspace_id, asker, at)`.execute(db)
  await sql`create index courtesy_told_question on courtesy_told (workspace_id, question_id)`.execute(db)
  await sql`create index courtesy_told_rules on courtesy_told (workspace_id, rules, at)`.execute(db)
  await sql`
    create index delivery_reply on delivery (workspace_id, activity_id)
    where act = 'reply' and activity_id is not null`.execute(db)
}
