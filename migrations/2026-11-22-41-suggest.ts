import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** What the team answered to whom, found again by what a question is made of. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table answer_pair (
      workspace_id uuid not null references workspace on delete cascade,
      answer_id uuid not null,
      question_id uuid not null,
      channel text not null,
      asker text not null,
      lang text not null,
      visibility text not null check (visibility in ('public', 'private')),
      at timestamptz not null,
      terms integer[] not null,
      unhappy boolean not null default false,
      thanked boolean not null default false,
      primary key (workspace_id, answer_id)
    )`.execute(db)
  await sql`create index answer_pair_question on answer_pair (workspace_id, question_id)`.execute(db)
  await sql`create index answer_pair_asker on answer_pair (workspace_id, channel, asker, at)`.execute(db)
  await sql`create index answer_pair_oldest on answer_pair (workspace_id, at, answer_id)`.execute(db)
  await sql`create index answer_pair_terms on answer_pair using gin (workspace_id, terms)`.execute(db)
  await distribute(db, 'answer_pair')
  await sql`
    create table answer_term (
      workspace_id uuid not null references workspace on delete cascade,
      term integer not null,
      pairs integer not null,
      primary key (workspace_id, term)
    )`.execute(db)
  await distribute(db, 'answer_term')
}
