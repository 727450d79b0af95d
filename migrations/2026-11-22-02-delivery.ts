import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

export async function up(db: Handle): Promise<void> {
  await delivery(db)
  await sql`
    create table delivery_log (
      workspace_id uuid not null,
      delivery_id uuid not null,
      id uuid not null,
      at timestamptz not null default clock_timestamp(),
      what text not null,
      detail text,
      member_id uuid,
      primary key (workspace_id, delivery_id, id)
    )`.execute(db)
  await distribute(db, 'delivery_log')
  await sql`
    create table outbox_account (
      workspace_id uuid not null,
      account_id uuid not null,
      blocked text,
      wait_until timestamptz,
      failures integer not null default 0,
      served timestamptz not null default '-infinity',
      primary key (workspace_id, account_id)
    )`.execute(db)
  await distribute(db, 'outbox_account')
  await sql`
    create table outbox_stop (
      workspace_id uuid not null,
      at timestamptz not null default now(),
      by_member uuid,
      reason text not null,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'outbox_stop')
}

/** What is over is in no partial index: what is still to do costs the same however much was sent. */
async function delivery(db: Handle): Promise<void> {
  await sql`
    create table delivery (
      workspace_id uuid not null,
      id uuid not null,
      account_id uuid not null,
      channel text not null,
      act text not null,
      lane text not null,
      turn integer not null,
      state text not null,
      at timestamptz not null,
      due timestamptz not null,
      next_try timestamptz,
      tries integer not null default 0,
      first_try timestamptz,
      last_try timestamptz,
      begun boolean not null default false,
      in_doubt boolean not null default false,
      claim integer,
      lease timestamptz,
      draft jsonb,
      target jsonb,
      target_id uuid,
      conversation_id uuid,
      by_member uuid,
      failure jsonb,
      url text,
      external_id text,
      activity_id uuid,
      sent_at timestamptz,
      primary key (workspace_id, id)
    )`.execute(db)
  await distribute(db, 'delivery')
  await sql`
    create index delivery_due on delivery (workspace_id, account_id, next_try, id) where state = 'waiting'`.execute(
    db,
  )
  await sql`
    create index delivery_leaving on delivery (workspace_id, account_id, lease) where state = 'sending'`.execute(
    db,
  )
  await sql`
    create index delivery_open on delivery (workspace_id, account_id, lane, turn)
      where state in ('waiting', 'sending', 'unknown')`.execute(db)
  await sql`
    create index delivery_attention on delivery (workspace_id, state, id)
      where state <> 'sent'`.execute(db)
  await sql`
    create index delivery_conversation on delivery (workspace_id, conversation_id, id)
      where conversation_id is not null`.execute(db)
  await sql`create index delivery_account on delivery (workspace_id, account_id, id)`.execute(db)
}
