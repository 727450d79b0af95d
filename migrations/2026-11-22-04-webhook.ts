import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

export async function up(db: Handle): Promise<void> {
  await sql`
    create table webhook_endpoint (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      url text not null,
      verbs text[] not null,
      channels text[] not null,
      alerts uuid[] not null,
      deliveries boolean not null,
      sealed_secret text not null,
      sealed_secret_before text,
      secret_before_until timestamptz,
      enabled boolean not null default true,
      disabled_why text,
      failures integer not null default 0,
      failing_since timestamptz,
      last_success timestamptz,
      resume_at timestamptz,
      lease timestamptz,
      created timestamptz not null default now(),
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'webhook_endpoint')
  await sql`
    create table webhook_delivery (
      workspace_id uuid not null,
      endpoint_id uuid not null,
      id uuid not null,
      event text not null,
      subject_id uuid,
      state text not null default 'waiting',
      aside boolean not null default false,
      at timestamptz not null default now(),
      next_try timestamptz,
      first_try timestamptz,
      last_try timestamptz,
      tries integer not null default 0,
      status integer,
      duration integer,
      answer text,
      primary key (workspace_id, endpoint_id, id),
      foreign key (workspace_id, endpoint_id) references webhook_endpoint (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'webhook_delivery')
  await sql`
    create index webhook_delivery_waiting on webhook_delivery (workspace_id, endpoint_id, id)
    where state = 'waiting'`.execute(db)
  // What was there before anybody asked to be told is not news.
  await sql`
    insert into stream_cursor (workspace_id, consumer, position)
    select workspace_id, 'webhook', position from stream_head`.execute(db)
  await sql`create index webhook_delivery_at on webhook_delivery (workspace_id, at)`.execute(db)
}
