import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** An outside model that a workspace may ask for a second opinion, what it spent each month, and what it was answered. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table analyser (
      workspace_id uuid primary key references workspace on delete cascade,
      enabled boolean not null,
      url text not null,
      model text not null,
      sealed_key text,
      currency text not null,
      price_in double precision not null check (price_in >= 0),
      price_out double precision not null check (price_out >= 0),
      cap_micros bigint not null check (cap_micros >= 0),
      cap_tokens bigint not null check (cap_tokens >= 0),
      private boolean not null,
      changed timestamptz not null
    )`.execute(db)
  await distribute(db, 'analyser')
  await sql`
    create table analyser_month (
      workspace_id uuid not null references workspace on delete cascade,
      month date not null,
      currency text not null,
      micros bigint not null,
      tokens bigint not null,
      calls integer not null,
      primary key (workspace_id, month, currency)
    )`.execute(db)
  await distribute(db, 'analyser_month')
  await sql`
    create table opinion (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      activity_id uuid not null,
      model text not null,
      state text not null check (state in ('asked', 'told', 'failed')),
      failure text,
      answer jsonb,
      masked text,
      tokens integer not null,
      micros bigint not null,
      currency text not null,
      exact boolean not null,
      member_id uuid not null,
      at timestamptz not null,
      primary key (workspace_id, id)
    )`.execute(db)
  await sql`create index opinion_activity on opinion (workspace_id, activity_id, id)`.execute(db)
  await distribute(db, 'opinion')
}
