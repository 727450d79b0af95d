import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Who spoke in the hours that alarms look at, and what was said of topics; drifts, and alarms of topics. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table alarm_hour (
      workspace_id uuid not null references workspace (id),
      subject_kind text not null check (subject_kind in ('alert', 'channel', 'topic')),
      subject text not null,
      hour timestamptz not null,
      count integer not null,
      negative integer not null,
      toxic integer not null,
      reach bigint not null,
      authors integer not null,
      sketch bytea,
      primary key (workspace_id, subject_kind, subject, hour)
    )`.execute(db)
  await distribute(db, 'alarm_hour')
  await sql`alter table alarm drop constraint alarm_kind_check, drop constraint alarm_subject_kind_check`.execute(
    db,
  )
  await sql`
    alter table alarm
      add constraint alarm_kind_check check (kind in ('crisis', 'surge', 'drift', 'quiet', 'dead')),
      add constraint alarm_subject_kind_check check (subject_kind in ('alert', 'channel', 'account', 'topic'))`.execute(
    db,
  )
  await sql`alter table alarm_watch drop constraint alarm_watch_subject_kind_check`.execute(db)
  await sql`
    alter table alarm_watch add constraint alarm_watch_subject_kind_check
      check (subject_kind in ('alert', 'channel', 'account', 'topic'))`.execute(db)
  await sql`create index alarm_updated on alarm (workspace_id, updated)`.execute(db)
}
