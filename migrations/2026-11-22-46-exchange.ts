import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Calls and letters as members write them down, what they said before they were changed, and the outcomes to choose from. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table exchange (
      workspace_id uuid not null references workspace (id) on delete cascade,
      id uuid not null,
      activity_id uuid not null,
      kind text not null check (kind in ('phone', 'letter')),
      direction text not null check (direction in ('in', 'out')),
      name text not null,
      contact text not null,
      at timestamptz not null,
      minutes integer check (minutes >= 0),
      outcome text not null,
      note text not null,
      next_at timestamptz,
      member_id uuid not null,
      version integer not null default 1,
      changed timestamptz not null,
      primary key (workspace_id, id),
      unique (workspace_id, activity_id)
    )`.execute(db)
  await distribute(db, 'exchange')
  await sql`
    create table exchange_version (
      workspace_id uuid not null,
      exchange_id uuid not null,
      version integer not null,
      at timestamptz not null,
      member_id uuid not null,
      was jsonb not null,
      primary key (workspace_id, exchange_id, version),
      foreign key (workspace_id, exchange_id) references exchange (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'exchange_version')
  await sql`
    create table exchange_outcome (
      workspace_id uuid not null references workspace (id) on delete cascade,
      outcomes text[] not null,
      primary key (workspace_id)
    )`.execute(db)
  await distribute(db, 'exchange_outcome')
}
