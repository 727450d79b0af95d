import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Services that answer without an account, what is raised to them, their links, and what leaves for them. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table service (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      name text not null,
      emails text[] not null check (cardinality(emails) between 1 and 20),
      manager text,
      locale text not null check (locale in ('fr', 'en')),
      reasons jsonb not null,
      fields jsonb not null,
      timing jsonb not null,
      tool jsonb,
      sealed_token text,
      created timestamptz not null,
      archived timestamptz,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'service')
  await escalation(db)
  await conversation(db)
  await sending(db)
  await sql`alter table webhook_endpoint add column escalations boolean not null default false`.execute(db)
}

async function escalation(db: Handle): Promise<void> {
  await sql`
    create table escalation (
      workspace_id uuid not null,
      id uuid not null,
      conversation_id uuid not null,
      service_id uuid not null,
      reason_id uuid not null,
      state text not null
        check (state in ('sent', 'seen', 'answered', 'asked_back', 'solved', 'refused', 'withdrawn', 'expired')),
      round integer not null,
      member_id uuid not null,
      timing jsonb not null,
      question text not null,
      values jsonb not null,
      customer text,
      shared uuid[] not null,
      masked boolean not null,
      files uuid[] not null,
      snoozes boolean not null,
      again boolean not null,
      created timestamptz not null,
      due timestamptz not null,
      expires timestamptz not null,
      step integer not null,
      next_step timestamptz,
      first_answer timestamptz,
      closed timestamptz,
      closed_by text check (closed_by in ('service', 'member', 'tool')),
      told timestamptz,
      issue jsonb,
      issue_look timestamptz,
      primary key (workspace_id, id),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade,
      foreign key (workspace_id, service_id) references service (workspace_id, id) on delete cascade
    )`.execute(db)
  await sql`create index escalation_conversation on escalation (workspace_id, conversation_id)`.execute(db)
  await sql`create index escalation_service on escalation (workspace_id, service_id, created)`.execute(db)
  await sql`create index escalation_created on escalation (workspace_id, created)`.execute(db)
  await sql`
    create index escalation_step on escalation (workspace_id, next_step) where next_step is not null`.execute(
    db,
  )
  await sql`
    create index escalation_issue on escalation (workspace_id, issue_look) where issue_look is not null`.execute(
    db,
  )
  await distribute(db, 'escalation')
}

async function conversation(db: Handle): Promise<void> {
  await sql`
    create table escalation_entry (
      workspace_id uuid not null,
      escalation_id uuid not null,
      id uuid not null,
      at timestamptz not null,
      kind text not null,
      member_id uuid,
      email text,
      text text,
      files uuid[] not null,
      via text not null check (via in ('app', 'page', 'mail', 'tool', 'clock')),
      primary key (workspace_id, escalation_id, id),
      foreign key (workspace_id, escalation_id) references escalation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'escalation_entry')
  await sql`
    create table escalation_link (
      workspace_id uuid not null,
      id uuid not null,
      escalation_id uuid not null,
      email text not null,
      tokens text[] not null,
      expires timestamptz not null,
      revoked timestamptz,
      used timestamptz,
      asked timestamptz,
      primary key (workspace_id, id),
      foreign key (workspace_id, escalation_id) references escalation (workspace_id, id) on delete cascade
    )`.execute(db)
  await sql`create index escalation_link_of on escalation_link (workspace_id, escalation_id)`.execute(db)
  await distribute(db, 'escalation_link')
}

async function sending(db: Handle): Promise<void> {
  await sql`
    create table escalation_leg (
      workspace_id uuid not null,
      id uuid not null,
      escalation_id uuid not null,
      subject text not null,
      kind text not null check (kind in ('mail', 'issue')),
      what text not null,
      email text,
      entry_id uuid,
      created timestamptz not null,
      state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')),
      tries integer not null default 0,
      next_try timestamptz not null,
      lease timestamptz,
      handed timestamptz,
      words text,
      primary key (workspace_id, id),
      unique (workspace_id, escalation_id, subject),
      foreign key (workspace_id, escalation_id) references escalation (workspace_id, id) on delete cascade
    )`.execute(db)
  await sql`
    create index escalation_leg_due on escalation_leg (next_try) where state in ('waiting', 'sending')`.execute(
    db,
  )
  await distribute(db, 'escalation_leg')
}
