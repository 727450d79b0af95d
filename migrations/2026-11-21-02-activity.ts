import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** The stream. No foreign key on these: a check a row would cost more than the row, and only `append` writes them. */
export async function up(db: Handle): Promise<void> {
  await sql`create extension if not exists btree_gin`.execute(db)
  await activity(db)
  await beside(db)
  await counters(db)
}

async function activity(db: Handle): Promise<void> {
  await sql`
    create table activity (
      workspace_id uuid not null,
      id uuid not null,
      published timestamptz not null,
      position bigint not null,
      received timestamptz not null,
      channel text not null,
      account_id uuid,
      external_id text not null,
      verb text not null,
      visibility text not null check (visibility in ('public', 'private')),
      ours boolean not null default false,
      actor_id text not null,
      actor_name text,
      actor_handle text,
      actor_url text,
      actor_avatar text,
      actor_followers integer,
      person_id uuid,
      object_type text not null,
      object_id text not null,
      title text,
      text text,
      url text,
      in_reply_to text,
      thread text,
      rating real,
      amount bigint,
      currency text,
      media jsonb,
      extra jsonb,
      lang text not null,
      sentiment text not null check (sentiment in ('positive', 'neutral', 'negative')),
      p_positive real not null,
      p_negative real not null,
      why jsonb,
      tokens tsvector not null,
      edited timestamptz,
      deleted timestamptz,
      primary key (workspace_id, published, id)
    ) partition by range (published)`.execute(db)
  await distribute(db, 'activity')
  await sql`create index activity_position on activity (workspace_id, position)`.execute(db)
  await sql`
    create index activity_person on activity (workspace_id, person_id, published desc)
    where person_id is not null`.execute(db)
  await sql`create index activity_tokens on activity using gin (workspace_id, tokens)`.execute(db)
}

async function beside(db: Handle): Promise<void> {
  // What makes append() idempotent: a partitioned table cannot hold this constraint without its month.
  await sql`
    create table activity_key (
      workspace_id uuid not null,
      channel text not null,
      external_id text not null,
      activity_id uuid,
      deleted timestamptz,
      primary key (workspace_id, channel, external_id)
    )`.execute(db)
  await distribute(db, 'activity_key')
  await sql`
    create table activity_alert (
      workspace_id uuid not null,
      alert_id uuid not null,
      published timestamptz not null,
      activity_id uuid not null,
      primary key (workspace_id, alert_id, published, activity_id)
    )`.execute(db)
  await distribute(db, 'activity_alert')
  await sql`create index activity_alert_of on activity_alert (workspace_id, activity_id)`.execute(db)
  await sql`
    create table stream_head (
      workspace_id uuid primary key,
      position bigint not null
    )`.execute(db)
  await distribute(db, 'stream_head')
  await sql`
    create table stream_cursor (
      workspace_id uuid not null,
      consumer text not null,
      position bigint not null default 0,
      moved timestamptz not null default now(),
      primary key (workspace_id, consumer)
    )`.execute(db)
  await distribute(db, 'stream_cursor')
}

async function counters(db: Handle): Promise<void> {
  await sql`
    create table activity_counter (
      workspace_id uuid not null,
      alert_id uuid not null,
      hour timestamptz not null,
      channel text not null,
      verb text not null,
      lang text not null,
      sentiment text not null,
      ours boolean not null,
      count integer not null,
      reach bigint not null,
      primary key (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours)
    )`.execute(db)
  await distribute(db, 'activity_counter')
}
