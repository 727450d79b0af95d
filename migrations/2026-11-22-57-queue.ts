import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** What a person should look at, what they said of it, and what tells waves of the like. */
export async function up(db: Handle): Promise<void> {
  await items(db)
  await sql`
    create table moderation_verdict (
      workspace_id uuid not null,
      activity_id uuid not null,
      revision integer not null,
      round integer not null,
      member_id uuid not null,
      at timestamptz not null,
      verdict text not null check (verdict in ('act', 'leave', 'answer', 'second')),
      rule_id text,
      blind boolean not null,
      was text not null check (was in ('waiting', 'second', 'split')),
      act_id uuid,
      named boolean not null default false,
      primary key (workspace_id, activity_id, revision, round),
      foreign key (workspace_id, activity_id) references moderation_item (workspace_id, activity_id) on delete cascade,
      check ((verdict = 'act') = (rule_id is not null))
    )`.execute(db)
  await distribute(db, 'moderation_verdict')
  await sql`
    create index moderation_verdict_blind on moderation_verdict (workspace_id, at) where blind`.execute(db)
  await sql`
    create table moderation_setting (
      workspace_id uuid not null references workspace (id),
      blind_share smallint not null check (blind_share between 0 and 100),
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'moderation_setting')
  await sql`
    create table moderation_trace (
      workspace_id uuid not null references workspace (id),
      activity_id uuid not null,
      at timestamptz not null,
      author integer not null,
      bands integer[] not null,
      sketch integer[] not null,
      primary key (workspace_id, activity_id)
    )`.execute(db)
  await distribute(db, 'moderation_trace')
  await sql`create index moderation_trace_at on moderation_trace (workspace_id, at)`.execute(db)
}

async function items(db: Handle): Promise<void> {
  await sql`
    create table moderation_item (
      workspace_id uuid not null references workspace (id),
      activity_id uuid not null,
      kind text not null check (kind in ('insult', 'hate', 'threat', 'sexual', 'spam', 'private')),
      severity smallint not null,
      doubt smallint not null check (doubt between 0 and 1000),
      wave uuid,
      blind boolean not null,
      revision integer not null default 1,
      words text not null,
      state text not null default 'waiting' check (state in ('waiting', 'second', 'split', 'settled')),
      came timestamptz not null,
      settled timestamptz,
      claimed_by uuid,
      claimed_until timestamptz,
      primary key (workspace_id, activity_id),
      check ((state = 'settled') = (settled is not null))
    )`.execute(db)
  await distribute(db, 'moderation_item')
  await sql`
    create index moderation_item_severity on moderation_item (workspace_id, (-severity), doubt, activity_id)
    where state in ('waiting', 'second')`.execute(db)
  await sql`
    create index moderation_item_doubt on moderation_item (workspace_id, (-doubt), (-severity), activity_id)
    where state in ('waiting', 'second')`.execute(db)
  await sql`
    create index moderation_item_split on moderation_item (workspace_id, activity_id) where state = 'split'`.execute(
    db,
  )
  await sql`
    create index moderation_item_wave on moderation_item (workspace_id, wave)
    where wave is not null and state in ('waiting', 'second')`.execute(db)
  await sql`
    create index moderation_item_claimed on moderation_item (workspace_id, claimed_by)
    where claimed_by is not null`.execute(db)
}
