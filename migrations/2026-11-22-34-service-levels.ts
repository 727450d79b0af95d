import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Targets of service, what runs in each conversation, and how what has ended stood against them. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table service_setting (
      workspace_id uuid not null references workspace (id),
      revision integer not null,
      calendars jsonb not null,
      policies jsonb not null,
      changed timestamptz not null,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'service_setting')
  await clocks(db)
  await sql`
    create table service_span (
      workspace_id uuid not null,
      conversation_id uuid not null,
      kind text not null check (kind in ('first', 'next', 'resolution')),
      began timestamptz not null,
      ended timestamptz not null,
      by text not null check (by in ('answer', 'done', 'unanswered')),
      due timestamptz,
      target integer,
      elapsed bigint not null,
      worked bigint not null,
      policy_id uuid,
      channel text not null,
      visibility text not null,
      lang text not null,
      priority smallint not null,
      primary key (workspace_id, conversation_id, kind, began),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'service_span')
  await sql`create index service_span_ended on service_span (workspace_id, ended)`.execute(db)
  // What was answered before had no target; how long it took is known all the same.
  await sql`
    insert into service_span (workspace_id, conversation_id, kind, began, ended, by, elapsed, worked, channel, visibility,
      lang, priority)
    select workspace_id, id, 'first', first_at, first_answer_at, 'answer',
      extract(epoch from first_answer_at - first_at)::bigint, extract(epoch from first_answer_at - first_at)::bigint,
      channel, visibility, lang, priority
    from conversation where first_answer_at >= first_at`.execute(db)
}

async function clocks(db: Handle): Promise<void> {
  await sql`
    create table service_clock (
      workspace_id uuid not null,
      conversation_id uuid not null,
      status text not null,
      waiting_since timestamptz,
      revision integer not null,
      policy_id uuid,
      first_began timestamptz,
      next_began timestamptz,
      matter_began timestamptz,
      matter_closed timestamptz,
      pauses jsonb not null,
      left_kind text,
      left_began timestamptz,
      first_due timestamptz,
      next_due timestamptz,
      matter_due timestamptz,
      due timestamptz,
      due_kind text check (due_kind in ('first', 'next', 'resolution')),
      step_at timestamptz,
      steps_done text[] not null,
      primary key (workspace_id, conversation_id),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'service_clock')
  await sql`
    create index service_clock_due on service_clock (workspace_id, due, conversation_id) where due is not null`.execute(
    db,
  )
  await sql`
    create index service_clock_step on service_clock (step_at) where step_at is not null`.execute(db)
  await sql`
    create index service_clock_live on service_clock (workspace_id, revision) where status in ('open', 'snoozed')`.execute(
    db,
  )
}
