import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import { ELEMENTS } from '../../interpret/index.ts'
import { GOOD, type Sums } from './courtesy.ts'
import type { CourtesyTables } from './tables.ts'

export type Told = Omit<CourtesyTables['courtesy_told'], 'workspace_id' | 'took' | 'took_at'>
export type Took = NonNullable<CourtesyTables['courtesy_told']['took']>

/** Keeps judgements; one that is known already is as it is now, and was taken as it was. */
export async function keepTold(tx: Handle, workspaceId: string, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return
  await sql`
    insert into courtesy_told as known (workspace_id, activity_id, at, channel, conversation_id, member_id, question_id,
      asker, score, asked, present, advice, rules)
    select ${workspaceId}::uuid, activity_id, at, channel, conversation_id, member_id, question_id, asker, score, asked,
      present, advice, rules
    from json_to_recordset(${JSON.stringify(told)}::json) as row (activity_id uuid, at timestamptz, channel text,
      conversation_id uuid, member_id uuid, question_id uuid, asker text, score smallint, asked smallint, present smallint,
      advice text[], rules text)
    order by activity_id
    on conflict (workspace_id, activity_id) do update set score = excluded.score, asked = excluded.asked,
      present = excluded.present, advice = excluded.advice, rules = excluded.rules,
      conversation_id = coalesce(excluded.conversation_id, known.conversation_id),
      member_id = coalesce(excluded.member_id, known.member_id)`.execute(tx)
}

export async function removeTold(tx: Handle, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    delete from courtesy_told where workspace_id = ${workspaceId} and activity_id = any(${[...ids]}::uuid[])`.execute(
    tx,
  )
}

/** Our answers go with what is withdrawn; of theirs, nothing stays that leads to who wrote it or says how they took it. */
export async function forgetTold(tx: Handle, workspaceId: string, ids: readonly string[]): Promise<void> {
  await removeTold(tx, workspaceId, ids)
  await sql`
    update courtesy_told set question_id = null, asker = null, took = null, took_at = null
    where workspace_id = ${workspaceId} and question_id = any(${[...ids]}::uuid[])`.execute(tx)
}

export interface Reply {
  channel: string
  asker: string
  at: Date
  took: Took
}

/** Their next message tells how they took the last answer before it, of a week at most. */
export async function noteTook(tx: Handle, workspaceId: string, replies: readonly Reply[]): Promise<void> {
  for (const { channel, asker, at, took } of replies)
    await sql`
      update courtesy_told set took = ${took}, took_at = ${at}
      where workspace_id = ${workspaceId} and (took_at is null or took_at > ${at}) and activity_id = (
        select activity_id from courtesy_told
        where workspace_id = ${workspaceId} and channel = ${channel} and asker = ${asker}
          and at < ${at} and at > ${at}::timestamptz - interval '7 days'
        order by at desc, activity_id desc limit 1)`.execute(tx)
}

/** When we last greeted each of these people before a time, by channel and person. */
export async function lastGreeted(
  tx: Handle,
  workspaceId: string,
  askers: readonly string[],
  from: Date,
): Promise<{ id: string; channel: string; asker: string; at: Date }[]> {
  if (askers.length === 0) return []
  const bit = 1 << ELEMENTS.indexOf('greeting')
  const { rows } = await sql<{ id: string; channel: string; asker: string; at: Date }>`
    select activity_id as id, channel, asker, at from courtesy_told
    where workspace_id = ${workspaceId} and asker = any(${[...askers]}::text[]) and at >= ${from}
      and present & ${bit} <> 0`.execute(tx)
  return rows
}

/** Answers judged by other rules than these, oldest first. */
export async function toldOtherwise(
  tx: Handle,
  workspaceId: string,
  rules: string,
  since: Date,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select activity_id as id from courtesy_told
    where workspace_id = ${workspaceId} and (rules < ${rules} or rules > ${rules}) and at >= ${since}
    order by at, activity_id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

const KEYS = {
  all: sql`''`,
  channel: sql`channel`,
  conversation: sql`conversation_id::text`,
  member: sql`member_id::text`,
} as const

export interface Span {
  from: Date
  /** Exclusive. */
  to: Date
}

/** What adds up in a span, by a key, or by the buckets that some times begin; what has no key is left out. */
export async function sumsBy(
  db: Handle,
  workspaceId: string,
  { from, to }: Span,
  by: keyof typeof KEYS | Date[],
  only?: { memberId: string },
): Promise<Map<string, Sums>> {
  const key = Array.isArray(by) ? sql`width_bucket(at, ${by}::timestamptz[])::text` : KEYS[by]
  const { rows } = await sql<{ key: string } & Record<string, number>>`
    select ${key} as key, count(*)::int as answers, count(score)::int as judged,
      coalesce(sum(score), 0)::float8 as score, coalesce(sum(score::int * score), 0)::float8 as squares,
      ${sql.join(COUNTS)}
    from courtesy_told
    where workspace_id = ${workspaceId} and at >= ${from} and at < ${to} and ${key} is not null
      ${only ? sql`and member_id = ${only.memberId}` : sql``}
    group by 1 order by 1`.execute(db)
  return new Map(rows.map((row) => [String(row.key), sumsOf(row)]))
}

const count = (where: RawBuilder<unknown>, name: string) =>
  sql`(count(*) filter (where ${where}))::int as ${sql.ref(name)}`
const COUNTS = [
  ...ELEMENTS.flatMap((_, i) => [
    count(sql`score is not null and asked & ${1 << i} <> 0`, `asked${i}`),
    count(sql`score is not null and asked & ${1 << i} <> 0 and present & ${1 << i} <> 0`, `present${i}`),
  ]),
  count(sql`score < ${GOOD} and took is not null`, 'followed0'),
  count(sql`score >= ${GOOD} and took is not null`, 'followed1'),
  count(sql`score < ${GOOD} and took = 'thanked'`, 'thanked0'),
  count(sql`score >= ${GOOD} and took = 'thanked'`, 'thanked1'),
]

function sumsOf(row: Record<string, number>): Sums {
  const of = (name: string) => Number(row[name] ?? 0)
  return {
    ...{ answers: of('answers'), judged: of('judged'), score: of('score'), squares: of('squares') },
    asked: ELEMENTS.map((_, i) => of(`asked${i}`)),
    present: ELEMENTS.map((_, i) => of(`present${i}`)),
    followed: [of('followed0'), of('followed1')],
    thanked: [of('thanked0'), of('thanked1')],
  }
}

/** What was most often advised, and in how many answers. */
export async function mostAdvised(
  db: Handle,
  workspaceId: string,
  { from, to }: Span,
  limit: number,
): Promise<{ id: string; answers: number }[]> {
  const { rows } = await sql<{ id: string; answers: number }>`
    select id, count(*)::int as answers from courtesy_told, unnest(advice) as id
    where workspace_id = ${workspaceId} and at >= ${from} and at < ${to}
    group by id order by answers desc, id limit ${limit}`.execute(db)
  return rows
}

export interface Behind extends Span {
  channel?: string | undefined
  /** Which piece of advice they were given. */
  advice?: string | undefined
}

/** The newest answers behind a figure. */
export async function answersBehind(
  db: Handle,
  workspaceId: string,
  { from, to, channel, advice }: Behind,
  limit: number,
): Promise<{ id: string; conversation: string | null; score: number | null; advice: string[] }[]> {
  const { rows } = await sql<{
    id: string
    conversation: string | null
    score: number | null
    advice: string[]
  }>`
    select activity_id as id, conversation_id as conversation, score, advice from courtesy_told
    where workspace_id = ${workspaceId} and at >= ${from} and at < ${to}
      ${channel === undefined ? sql`` : sql`and channel = ${channel}`}
      ${advice === undefined ? sql`` : sql`and advice @> array[${advice}]::text[]`}
    order by at desc, activity_id desc limit ${limit}`.execute(db)
  return rows
}
