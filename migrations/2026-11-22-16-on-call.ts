import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Who is on call, week after week, by the clocks of the workspace. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table on_call_shift (
      workspace_id uuid not null references workspace (id) on delete cascade,
      id uuid not null,
      member_id uuid not null,
      days integer[] not null check (days <> '{}'),
      starts text not null check (starts ~ '^[0-2][0-9]:[0-5][0-9]$'),
      ends text not null check (ends ~ '^[0-2][0-9]:[0-5][0-9]$'),
      primary key (workspace_id, id),
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'on_call_shift')
}
