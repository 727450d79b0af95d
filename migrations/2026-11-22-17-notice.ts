import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** What people are told, how they want to be, and the stories that posts tell. */
export async function up(db: Handle): Promise<void> {
  await choices(db)
  await stories(db)
  await notices(db)
  await sql`
    alter table webhook_endpoint add column matches boolean not null default false,
      add column alarms boolean not null default false`.execute(db)
  // What was said before anybody could be told is history.
  await sql`
    insert into stream_cursor (workspace_id, consumer, position)
    select workspace_id, 'notice', position from stream_head`.execute(db)
  await sql`
    insert into notice_alarm (workspace_id, alarm_id, level)
    select workspace_id, id, level from alarm`.execute(db)
}

async function choices(db: Handle): Promise<void> {
  await sql`
    create table notice_choice (
      workspace_id uuid not null references workspace (id) on delete cascade,
      member_id uuid not null,
      quiet_from text,
      quiet_to text,
      digest_at text not null,
      alerts jsonb not null,
      alarms jsonb not null,
      primary key (workspace_id, member_id),
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'notice_choice')
  await sql`
    create table notice_alert (
      workspace_id uuid not null references workspace (id) on delete cascade,
      member_id uuid not null,
      alert_id uuid not null,
      ways text[] not null,
      pace text not null check (pace in ('once', 'hourly', 'morning')),
      primary key (workspace_id, member_id, alert_id),
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'notice_alert')
  await sql`
    create table notice_device (
      workspace_id uuid not null references workspace (id) on delete cascade,
      id uuid not null,
      member_id uuid not null,
      endpoint_hash text not null,
      sealed text not null,
      server_key text not null,
      label text not null,
      created timestamptz not null default now(),
      last_told timestamptz,
      refused boolean not null default false,
      primary key (workspace_id, id),
      unique (workspace_id, endpoint_hash),
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'notice_device')
}

async function stories(db: Handle): Promise<void> {
  await sql`
    create table notice_story (
      workspace_id uuid not null references workspace (id) on delete cascade,
      id uuid not null,
      activity_id uuid not null,
      sketch bigint[] not null,
      posts integer not null,
      opened timestamptz not null,
      updated timestamptz not null,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'notice_story')
  await sql`create index notice_story_opened on notice_story (workspace_id, opened)`.execute(db)
  await sql`create index notice_story_updated on notice_story (workspace_id, updated)`.execute(db)
  await sql`
    create table notice_story_key (
      workspace_id uuid not null references workspace (id) on delete cascade,
      key bigint not null,
      story_id uuid not null,
      at timestamptz not null,
      primary key (workspace_id, key)
    )`.execute(db)
  await distribute(db, 'notice_story_key')
  await sql`create index notice_story_key_at on notice_story_key (workspace_id, at)`.execute(db)
}

async function notices(db: Handle): Promise<void> {
  await sql`
    create table notice (
      workspace_id uuid not null references workspace (id) on delete cascade,
      member_id uuid not null,
      id uuid not null,
      slot text not null,
      ways text[] not null,
      urgent boolean not null default false,
      capped boolean not null default false,
      items integer not null default 0,
      more integer not null default 0,
      due timestamptz not null,
      told timestamptz,
      read timestamptz,
      primary key (workspace_id, id),
      unique (workspace_id, member_id, slot),
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'notice')
  await sql`create index notice_due on notice (workspace_id, due) where told is null`.execute(db)
  await sql`create index notice_told on notice (workspace_id, member_id, told, id) where told is not null`.execute(
    db,
  )
  await sql`
    create table notice_item (
      workspace_id uuid not null,
      member_id uuid not null,
      subject text not null,
      notice_id uuid not null,
      id uuid not null,
      story_id uuid,
      alarm_id uuid,
      activity_id uuid,
      alerts uuid[] not null,
      primary key (workspace_id, member_id, subject),
      foreign key (workspace_id, notice_id) references notice (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'notice_item')
  await sql`create index notice_item_of on notice_item (workspace_id, notice_id, id)`.execute(db)
  await sql`
    create table notice_leg (
      workspace_id uuid not null,
      notice_id uuid not null,
      id uuid not null,
      way text not null check (way in ('mail', 'push')),
      device_id uuid,
      state text not null default 'waiting'
        check (state in ('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped')),
      tries integer not null default 0,
      next_try timestamptz not null,
      lease timestamptz,
      handed timestamptz,
      words text,
      primary key (workspace_id, id),
      foreign key (workspace_id, notice_id) references notice (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'notice_leg')
  await sql`create index notice_leg_of on notice_leg (workspace_id, notice_id)`.execute(db)
  await sql`
    create index notice_leg_open on notice_leg (workspace_id, next_try) where state in ('waiting', 'sending')`.execute(
    db,
  )
  await sql`
    create table notice_alarm (
      workspace_id uuid not null references workspace (id) on delete cascade,
      alarm_id uuid not null,
      level integer not null,
      at timestamptz not null default now(),
      primary key (workspace_id, alarm_id, level)
    )`.execute(db)
  await distribute(db, 'notice_alarm')
}
