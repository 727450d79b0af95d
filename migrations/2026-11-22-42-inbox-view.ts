import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** Views of the inbox that members keep, for themselves or for the team. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table inbox_view (
      workspace_id uuid not null references workspace on delete cascade,
      id uuid not null,
      owner_id uuid,
      name text not null,
      filter jsonb not null,
      sort text not null,
      place integer not null,
      deleted timestamptz,
      primary key (workspace_id, id),
      foreign key (workspace_id, owner_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'inbox_view')
}
