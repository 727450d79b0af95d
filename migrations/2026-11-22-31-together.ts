import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Who looks and who writes, drafts and mentions, rules that assign and the people they assign to, hand-overs. */
export async function up(db: Handle): Promise<void> {
  await sql`create index conversation_event_at on conversation_event (workspace_id, at)`.execute(db)
  await sql`create index delivery_at on delivery (workspace_id, at) where act = 'reply'`.execute(db)
  await presence(db)
  await writing(db)
  await assignment(db)
  await people(db)
}

async function presence(db: Handle): Promise<void> {
  await sql`drop table conversation_viewer`.execute(db)
  await sql`
    create unlogged table conversation_viewer (
      workspace_id uuid not null,
      conversation_id uuid not null,
      member_id uuid not null,
      tab uuid not null,
      until timestamptz not null,
      writing_until timestamptz,
      primary key (workspace_id, conversation_id, member_id, tab)
    )`.execute(db)
  await sql`create index conversation_viewer_until on conversation_viewer (workspace_id, until)`.execute(db)
  await distribute(db, 'conversation_viewer')
}

async function writing(db: Handle): Promise<void> {
  await sql`
    create table answer_draft (
      workspace_id uuid not null,
      conversation_id uuid not null,
      member_id uuid not null,
      id uuid not null,
      version integer not null,
      body jsonb not null,
      shared boolean not null,
      taken_from uuid,
      updated timestamptz not null,
      primary key (workspace_id, conversation_id, member_id),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade,
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await sql`create index answer_draft_updated on answer_draft (updated)`.execute(db)
  await distribute(db, 'answer_draft')
  await sql`
    create table conversation_mention (
      workspace_id uuid not null,
      member_id uuid not null,
      id uuid not null,
      conversation_id uuid not null,
      note_id uuid not null,
      by_member uuid not null,
      at timestamptz not null,
      read timestamptz,
      primary key (workspace_id, member_id, id),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade,
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await sql`create index conversation_mention_of on conversation_mention (workspace_id, conversation_id)`.execute(
    db,
  )
  await sql`
    create index conversation_mention_unread on conversation_mention (workspace_id, member_id) where read is null`.execute(
    db,
  )
  await distribute(db, 'conversation_mention')
}

async function assignment(db: Handle): Promise<void> {
  await sql`
    create table assignment_rule (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      place integer not null,
      name text not null,
      enabled boolean not null,
      "when" jsonb not null,
      "give" jsonb not null,
      changed timestamptz not null,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'assignment_rule')
  await sql`
    create table assignment_turn (
      workspace_id uuid not null references workspace on delete cascade,
      rule_id uuid not null,
      member_id uuid not null,
      turn bigint not null,
      primary key (workspace_id, rule_id, member_id)
    )`.execute(db)
  await distribute(db, 'assignment_turn')
  await sql`
    create table assignment_wait (
      workspace_id uuid not null,
      conversation_id uuid not null,
      since timestamptz not null,
      primary key (workspace_id, conversation_id),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'assignment_wait')
  await sql`
    create table hand_over (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      at timestamptz not null,
      from_member uuid not null,
      by_member uuid,
      moved jsonb not null,
      undone timestamptz,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'hand_over')
}

async function people(db: Handle): Promise<void> {
  await sql`
    create table assignee (
      workspace_id uuid not null,
      member_id uuid not null,
      skills text[] not null,
      langs text[] not null,
      capacity integer check (capacity > 0),
      hours jsonb not null,
      away_from timestamptz,
      away_until timestamptz,
      primary key (workspace_id, member_id),
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'assignee')
  await sql`
    create table assignee_group (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      name text not null,
      members uuid[] not null,
      primary key (workspace_id, id),
      unique (workspace_id, name)
    )`.execute(db)
  await distribute(db, 'assignee_group')
  await sql`
    create table customer_owner (
      workspace_id uuid not null,
      person_id uuid not null,
      member_id uuid not null,
      primary key (workspace_id, person_id),
      foreign key (workspace_id, person_id) references person (workspace_id, id) on delete cascade,
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'customer_owner')
  // The end of the visit before this one: what has happened since is what one was away for.
  await sql`alter table member add column left_at timestamptz`.execute(db)
}
