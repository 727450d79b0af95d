import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Alarms, what people noted on them, and what each subject's hours have taught. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table alarm (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      kind text not null check (kind in ('crisis', 'surge', 'quiet', 'dead')),
      subject_kind text not null check (subject_kind in ('alert', 'channel', 'account')),
      subject text not null,
      level integer not null check (level between 1 and 3),
      opened timestamptz not null,
      updated timestamptz not null,
      calm timestamptz,
      ended timestamptz,
      how text check (how in ('calm', 'closed', 'gone')),
      acknowledged timestamptz,
      acknowledged_by uuid,
      ended_by uuid,
      evidence jsonb not null,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'alarm')
  await sql`create unique index alarm_open on alarm (workspace_id, subject_kind, subject) where ended is null`.execute(
    db,
  )
  await sql`create index alarm_newest on alarm (workspace_id, opened, id)`.execute(db)
  await sql`create index alarm_of on alarm (workspace_id, subject_kind, subject, opened)`.execute(db)
  await sql`
    create table alarm_note (
      workspace_id uuid not null,
      alarm_id uuid not null,
      id uuid not null,
      at timestamptz not null default now(),
      member_id uuid not null,
      text text not null check (text <> ''),
      primary key (workspace_id, alarm_id, id),
      foreign key (workspace_id, alarm_id) references alarm (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'alarm_note')
  await sql`
    create table alarm_watch (
      workspace_id uuid not null references workspace (id),
      subject_kind text not null check (subject_kind in ('alert', 'channel', 'account')),
      subject text not null,
      due timestamptz not null,
      query text,
      state jsonb,
      hushed integer,
      primary key (workspace_id, subject_kind, subject)
    )`.execute(db)
  await distribute(db, 'alarm_watch')
  await sql`create index alarm_watch_due on alarm_watch (workspace_id, due)`.execute(db)
  // What was said before there were alarms is history.
  await sql`
    insert into stream_cursor (workspace_id, consumer, position)
    select workspace_id, 'alarm', position from stream_head`.execute(db)
}
