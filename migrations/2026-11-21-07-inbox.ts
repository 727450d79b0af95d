import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

export async function up(db: Handle): Promise<void> {
  await conversation(db)
  await inside(db)
  await beside(db)
}

async function conversation(db: Handle): Promise<void> {
  await sql`
    create table conversation (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      channel text not null,
      account_id uuid,
      thread_key text not null,
      visibility text not null check (visibility in ('public', 'private')),
      author_id text not null,
      author_name text,
      author_handle text,
      author_avatar text,
      person_id uuid,
      title text,
      snippet text not null,
      status text not null check (status in ('open', 'snoozed', 'done')),
      assignee_id uuid,
      labels text[] not null default '{}',
      alerts uuid[] not null default '{}',
      priority smallint not null,
      priority_why text[] not null default '{}',
      sentiment text not null,
      lang text not null,
      messages integer not null default 0,
      notes integer not null default 0,
      first_at timestamptz not null,
      first_answer_at timestamptz,
      last_at timestamptz not null,
      last_activity_id uuid not null,
      waiting_since timestamptz,
      snoozed_until timestamptz,
      primary key (workspace_id, id),
      unique (workspace_id, channel, thread_key)
    )`.execute(db)
  await distribute(db, 'conversation')
  await sql`create index conversation_list on conversation (workspace_id, status, last_at desc, id desc)`.execute(
    db,
  )
  await sql`
    create index conversation_mine on conversation (workspace_id, assignee_id, status, last_at desc, id desc)`.execute(
    db,
  )
  await sql`
    create index conversation_waiting on conversation (workspace_id, waiting_since, id)
    where waiting_since is not null and status = 'open'`.execute(db)
  await sql`create index conversation_first on conversation (workspace_id, first_at)`.execute(db)
  await sql`
    create index conversation_snoozed on conversation (workspace_id, snoozed_until) where status = 'snoozed'`.execute(
    db,
  )
  await sql`
    create index conversation_person on conversation (workspace_id, person_id, last_at desc)
    where person_id is not null`.execute(db)
  await sql`create index conversation_sets on conversation using gin (workspace_id, alerts, labels)`.execute(
    db,
  )
}

async function inside(db: Handle): Promise<void> {
  await sql`
    create table conversation_item (
      workspace_id uuid not null,
      conversation_id uuid not null,
      published timestamptz not null,
      activity_id uuid not null,
      primary key (workspace_id, conversation_id, published, activity_id),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'conversation_item')
  await sql`create index conversation_item_of on conversation_item (workspace_id, activity_id)`.execute(db)
  await sql`
    create table conversation_note (
      workspace_id uuid not null,
      conversation_id uuid not null,
      id uuid not null,
      at timestamptz not null,
      member_id uuid not null,
      text text not null,
      primary key (workspace_id, conversation_id, at, id),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'conversation_note')
  await sql`
    create table conversation_event (
      workspace_id uuid not null,
      conversation_id uuid not null,
      id uuid not null,
      at timestamptz not null,
      member_id uuid,
      what text not null check (what in ('assigned', 'done', 'reopened', 'snoozed', 'labelled')),
      value text,
      primary key (workspace_id, conversation_id, at, id),
      foreign key (workspace_id, conversation_id) references conversation (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'conversation_event')
}

async function beside(db: Handle): Promise<void> {
  // Counted with each change: a count over a million rows would be read at every glance at the list.
  await sql`
    create table conversation_counter (
      workspace_id uuid not null,
      status text not null,
      assignee_id uuid not null,
      count bigint not null,
      primary key (workspace_id, status, assignee_id)
    )`.execute(db)
  await distribute(db, 'conversation_counter')
  await sql`
    create unlogged table conversation_viewer (
      workspace_id uuid not null,
      conversation_id uuid not null,
      member_id uuid not null,
      seen timestamptz not null,
      primary key (workspace_id, conversation_id, member_id)
    )`.execute(db)
  await distribute(db, 'conversation_viewer')
}
