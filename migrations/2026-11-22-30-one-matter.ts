import { sql } from 'kysely'
import type { Handle } from '../lib/db/index.ts'

/**
 * What is pressing, each reason with its weight; conversations of one matter joined and parted. Where a line stands and
 * where it came from are two things, so that what was joined can be parted again.
 */
export async function up(db: Handle): Promise<void> {
  await sql`
    alter table conversation
      add column priority_reasons jsonb not null default '[]'::jsonb,
      add column review boolean not null default false,
      add column merged_into uuid,
      add column split_to uuid,
      add column merged jsonb`.execute(db)
  await sql`
    update conversation set priority_reasons = (
      select jsonb_agg(jsonb_build_object('reason', reason, 'weight', case reason
        when 'negative' then 15 when 'low-rating' then 15 when 'audience' then 18 when 'private' then 8 else 10 end))
      from unnest(priority_why) as reason)
    where cardinality(priority_why) > 0`.execute(db)
  await sql`alter table conversation drop column priority_why`.execute(db)
  await sql`alter table conversation drop constraint conversation_status_check`.execute(db)
  await sql`
    alter table conversation add constraint conversation_status_check
      check (status in ('open', 'snoozed', 'done', 'merged'))`.execute(db)
  // What can happen grows with every part of the inbox; the program knows the words.
  await sql`alter table conversation_event drop constraint if exists conversation_event_what_check`.execute(
    db,
  )
  for (const table of ['conversation_item', 'conversation_note', 'conversation_event'])
    await sql`alter table ${sql.table(table)} add column home uuid`.execute(db)
  await sql`
    create index conversation_merged on conversation (workspace_id, merged_into)
    where merged_into is not null`.execute(db)
  await pressingIndexes(db)
}

/** Immutable as an index asks: seconds since 1970, and never a time zone. The same words as in the store. */
const PRESSING = sql.raw(`(case
  when waiting_since is null then 100000000000::float8 - extract(epoch from (last_at - '1970-01-01 00:00:00+00'::timestamptz))::float8
  else extract(epoch from (waiting_since - '1970-01-01 00:00:00+00'::timestamptz))::float8 - priority * 720 end)`)

async function pressingIndexes(db: Handle): Promise<void> {
  const of = (name: string, where: string) =>
    sql`create index ${sql.ref(name)} on conversation (workspace_id, ${PRESSING}, id) where ${sql.raw(where)}`.execute(
      db,
    )
  await of('conversation_pressing', `status = 'open'`)
  await of('conversation_pressing_private', `status = 'open' and visibility = 'private'`)
  await of('conversation_pressing_review', `status = 'open' and review`)
}
