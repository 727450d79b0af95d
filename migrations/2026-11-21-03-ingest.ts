import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

export async function up(db: Handle): Promise<void> {
  await sql`
    create table channel_account (
      workspace_id uuid not null references workspace (id),
      id uuid not null,
      channel text not null,
      name text not null,
      config jsonb not null,
      sealed_secrets text,
      paused boolean not null default false,
      inbox boolean not null default false,
      connected boolean not null default true,
      cursor text,
      head timestamptz,
      failure jsonb,
      failures integer not null default 0,
      status jsonb,
      last_exchange timestamptz,
      last_activity timestamptz,
      next_pull timestamptz,
      created timestamptz not null default now(),
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'channel_account')
  await sql`create index channel_account_due on channel_account (workspace_id, next_pull)`.execute(db)
  await sql`
    create table ingest_counter (
      workspace_id uuid not null,
      account_id uuid not null,
      hour timestamptz not null,
      reason text not null,
      count bigint not null,
      primary key (workspace_id, account_id, hour, reason)
    )`.execute(db)
  await distribute(db, 'ingest_counter')
  await sql`
    create table hook_delivery (
      workspace_id uuid not null,
      account_id uuid not null,
      delivery_id text not null,
      received timestamptz not null default now(),
      primary key (workspace_id, account_id, delivery_id)
    )`.execute(db)
  await distribute(db, 'hook_delivery')
}
