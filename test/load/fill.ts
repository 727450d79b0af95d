import { type RawBuilder, sql } from 'kysely'
import { parseKey } from '../../lib/crypto/index.ts'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import { silentLog } from '../../lib/log/index.ts'
import { consume, ensurePartitions } from '../../src/activity/index.ts'
import { createShownAccount, ingest } from '../../src/ingest/index.ts'
import { readConfig } from '../../src/server/config.ts'
import { createEngine } from '../../src/server/engine.ts'
import { CONSUMERS } from '../../src/server/worker.ts'
import { randomOf, type Talk, talkOf } from './talk.ts'

export interface Size {
  conversations: number
  /** A conversation. */
  messages: number
  /** Conversations that go through the program's own doors; the others are copies of them, at other times. */
  real?: number
}

const REAL = 5_000
const BATCH = 500
const HOUR = 3_600_000

/**
 * Fills an inbox: the first conversations by the program's own append and consumers, the others as copies of their rows
 * (activities, keys, conversations, items) under other names and at earlier times. Two of a hundred are open.
 */
export async function fillInbox(
  db: Handle,
  workspaceId: string,
  size: Size,
  progress: (done: number) => void,
): Promise<void> {
  const real = Math.min(size.real ?? REAL, size.conversations)
  const now = new Date()
  const talks = Array.from({ length: real }, (_, i) => talkOf(randomOf(i), i, size.messages, now))
  await say(db, workspaceId, talks, now)
  await settle(db, workspaceId)
  await sql`analyze`.execute(db)
  const copies = Math.ceil(size.conversations / real) - 1
  const position = (await headOf(db, workspaceId)) + 1
  await keepReal(db, workspaceId)
  for (let copy = 1; copy <= copies; copy++) {
    await copyAll(db, { copy, back: copy * 3 * HOUR, position })
    progress(copy / copies)
  }
  await dropReal(db)
  await recount(db, workspaceId, position * (copies + 1))
  await sql`vacuum analyze`.execute(db)
}

async function say(db: Handle, workspaceId: string, talks: Talk[], now: Date): Promise<void> {
  const engine = await createEngine(db, parseKey('44'.repeat(32)), readConfig({}), silentLog())
  const accountId = await createShownAccount(db, {
    ...{ workspaceId, channel: 'forum', name: 'Forum', inbox: true, now },
  })
  const source = { workspaceId, channel: 'forum', accountId, keep: 'all' as const }
  const activities = talks
    .flatMap(({ messages }) => messages)
    .sort((a, b) => a.published.getTime() - b.published.getTime())
  for (let at = 0; at < activities.length; at += BATCH) {
    const some = activities.slice(at, at + BATCH)
    // Each batch came when it was said: what is old when it comes is filed, and waits for nobody.
    const received = some.at(-1)?.published ?? now
    await ingest(db, source, { activities: some }, { ...engine.pipeline, now: () => received })
  }
  for (const consumer of CONSUMERS) while ((await consume(db, workspaceId, consumer, BATCH)) > 0);
}

/** Two of a hundred stay on the desk, one is put off; the others are done. */
async function settle(db: Handle, workspaceId: string): Promise<void> {
  await sql`
    update conversation set
      status = case when n % 100 < 2 then 'open' when n % 100 = 2 then 'snoozed' else 'done' end,
      snoozed_until = case when n % 100 = 2 then now() + interval '3 days' end,
      waiting_since = case when n % 100 < 2 then coalesce(waiting_since, last_at) end
    from (select id as numbered, row_number() over (order by id) as n from conversation
      where workspace_id = ${workspaceId}) as numbers
    where workspace_id = ${workspaceId} and id = numbered`.execute(db)
}

async function headOf(db: Handle, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ position: number }>`
    select position from stream_head where workspace_id = ${workspaceId}`.execute(db)
  return rows[0]?.position ?? 0
}

interface Copy {
  copy: number
  /** Milliseconds. */
  back: number
  /** How many positions the real ones take. */
  position: number
}

const COPIED = ['activity', 'activity_key', 'conversation', 'conversation_item']

/** The real rows beside the tables that grow: a copy costs the same however many there are already. */
async function keepReal(db: Handle, workspaceId: string): Promise<void> {
  for (const table of COPIED)
    await sql`create unlogged table ${sql.table(`real_${table}`)} as
      select * from ${sql.table(table)} where workspace_id = ${workspaceId}`.execute(db)
  await sql`analyze real_activity, real_activity_key, real_conversation, real_conversation_item`.execute(db)
}

async function dropReal(db: Handle): Promise<void> {
  for (const table of COPIED) await sql`drop table ${sql.table(`real_${table}`)}`.execute(db)
}

async function copyAll(db: Handle, { copy, back, position }: Copy): Promise<void> {
  const name = `~${copy}`
  const span = sql`${back} * interval '1 millisecond'`
  const renamed = (column: string) => sql`${sql.ref(column)} || ${name}`
  const earlier = (column: string) => sql`${sql.ref(column)} - ${span}`
  await inTransaction(db, async (tx) => {
    await sql`create temp table said on commit drop as
      select id, uuidv7(published - ${span} - clock_timestamp()) as new, published as was, published - ${span} as at
      from real_activity`.execute(tx)
    await sql`create temp table held on commit drop as
      select id, gen_random_uuid() as new from real_conversation`.execute(tx)
    await sql`analyze said, held`.execute(tx)
    const months = await sql<{
      month: Date
    }>`select distinct date_trunc('month', at, 'UTC') as month from said`.execute(tx)
    await ensurePartitions(
      tx,
      months.rows.map(({ month }) => month),
    )
    await copyRows(tx, 'activity', sql`join said on said.id = real.id and was = published`, {
      ...{ id: sql`said.new`, published: sql`said.at`, received: sql`said.at` },
      position: sql`position + ${copy} * ${position}::bigint`,
      ...{ external_id: renamed('external_id'), object_id: renamed('object_id') },
      ...{ thread: renamed('thread'), in_reply_to: renamed('in_reply_to') },
    })
    await copyRows(tx, 'activity_key', sql`join said on said.id = activity_id`, {
      ...{ external_id: renamed('external_id'), activity_id: sql`said.new` },
    })
    await copyRows(
      tx,
      'conversation',
      sql`join held on held.id = real.id join said on said.id = last_activity_id`,
      {
        ...{ id: sql`held.new`, thread_key: renamed('thread_key'), last_activity_id: sql`said.new` },
        ...{ first_at: earlier('first_at'), last_at: earlier('last_at') },
        ...{ first_answer_at: earlier('first_answer_at'), waiting_since: earlier('waiting_since') },
      },
    )
    await copyRows(
      tx,
      'conversation_item',
      sql`join held on held.id = conversation_id join said on said.id = activity_id and was = published`,
      { conversation_id: sql`held.new`, published: sql`said.at`, activity_id: sql`said.new` },
    )
  })
}

/** Each real row again, with some of its columns replaced; what the database makes itself it makes again. */
async function copyRows(
  tx: Handle,
  table: string,
  joins: RawBuilder<unknown>,
  replaced: Record<string, RawBuilder<unknown>>,
): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(tx)
  const names = rows.map(({ name }) => sql.ref(name))
  const values = rows.map(({ name }) => replaced[name] ?? sql.ref(`real.${name}`))
  await sql`
    insert into ${sql.table(table)} (${sql.join(names)})
    select ${sql.join(values)} from ${sql.table(`real_${table}`)} as real ${joins}`.execute(tx)
}

/** Whatever counts conversations, and every reader's place, as if all had come one by one. */
async function recount(db: Handle, workspaceId: string, head: number): Promise<void> {
  await inTransaction(db, async (tx) => {
    await sql`delete from conversation_counter where workspace_id = ${workspaceId}`.execute(tx)
    await sql`
      insert into conversation_counter (workspace_id, status, assignee_id, count)
      select workspace_id, status, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000'), count(*)
      from conversation where workspace_id = ${workspaceId} group by 1, 2, 3`.execute(tx)
    await sql`update stream_head set position = ${head} where workspace_id = ${workspaceId}`.execute(tx)
    await sql`update stream_cursor set position = ${head} where workspace_id = ${workspaceId}`.execute(tx)
  })
}
