import { sql } from 'kysely'
import { distribute, type Handle } from '../lib/db/index.ts'

/** The reader of feeds: what they brought, in which folders they stand, what each member has read and kept. */
export async function up(db: Handle): Promise<void> {
  await sql`
    create table reader_item (
      workspace_id uuid not null references workspace (id),
      activity_id uuid not null,
      account_id uuid not null,
      published timestamptz not null,
      position bigint not null,
      primary key (workspace_id, activity_id)
    )`.execute(db)
  await distribute(db, 'reader_item')
  await sql`create index reader_item_newest on reader_item (workspace_id, published, activity_id)`.execute(db)
  await sql`create index reader_item_of on reader_item (workspace_id, account_id, published)`.execute(db)
  await sql`
    create table reader_place (
      workspace_id uuid not null references workspace (id),
      account_id uuid not null,
      folder text[] not null check (cardinality(folder) between 1 and 5),
      primary key (workspace_id, account_id)
    )`.execute(db)
  await distribute(db, 'reader_place')
  await sql`
    create table reader_seen (
      workspace_id uuid not null references workspace (id),
      member_id uuid not null,
      account_id uuid not null,
      position bigint not null,
      primary key (workspace_id, member_id, account_id)
    )`.execute(db)
  await distribute(db, 'reader_seen')
  await sql`
    create table reader_mark (
      workspace_id uuid not null references workspace (id),
      member_id uuid not null,
      activity_id uuid not null,
      read boolean,
      starred timestamptz,
      primary key (workspace_id, member_id, activity_id)
    )`.execute(db)
  await distribute(db, 'reader_mark')
  await sql`
    create index reader_mark_starred on reader_mark (workspace_id, member_id, starred) where starred is not null`.execute(
    db,
  )
  await sql`
    insert into reader_item (workspace_id, activity_id, account_id, published, position)
    select workspace_id, id, account_id, published, position from activity
    where channel = 'feed' and verb = 'Create' and account_id is not null and deleted is null`.execute(db)
  await sql`
    insert into stream_cursor (workspace_id, consumer, position)
    select workspace_id, 'reader', position from stream_head`.execute(db)
}
