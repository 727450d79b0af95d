import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

const AREA = `check (area in ('writing', 'answering', 'watching', 'learning', 'reporting'))`

/** What members' own time goes to. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table time_choice (
      workspace_id uuid not null references workspace (id) on delete cascade,
      member_id uuid not null,
      counted boolean not null,
      shared_since date,
      primary key (workspace_id, member_id),
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'time_choice')
  await sql`
    create table time_given (
      workspace_id uuid not null references workspace (id) on delete cascade,
      member_id uuid not null,
      day date not null,
      area text not null ${sql.raw(AREA)},
      minutes integer not null default 0,
      seen bit(1560),
      primary key (workspace_id, member_id, day, area),
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'time_given')
  await sql`create index time_given_open on time_given (workspace_id, day) where seen is not null`.execute(db)
  await sql`
    create table time_entry (
      workspace_id uuid not null references workspace (id) on delete cascade,
      member_id uuid not null,
      id uuid not null,
      day date not null,
      area text not null ${sql.raw(AREA)},
      minutes integer not null check (minutes between 1 and 1440),
      note text,
      primary key (workspace_id, member_id, id),
      foreign key (workspace_id, member_id) references member (workspace_id, id) on delete cascade
    )`.execute(db)
  await distribute(db, 'time_entry')
  await sql`create index time_entry_day on time_entry (workspace_id, member_id, day)`.execute(db)
}
