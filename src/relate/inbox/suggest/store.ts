import { sql } from 'kysely'
import { type Handle, tables } from '../../../../lib/db/index.ts'
import { alike, type Corpus, rarest } from './rank.ts'
import type { SuggestTables } from './tables.ts'

/** A workspace remembers so many; the oldest go first. */
export const MOST_PAIRS = 100_000
/** So many are compared for one question. */
const COMPARED = 800
/** Where the sums stand among the terms, which begin at 4. */
const PAIRS = 0
const LENGTH = 1

export interface NewPair {
  answerId: string
  questionId: string
  channel: string
  asker: string
  lang: string
  visibility: 'public' | 'private'
  at: Date
  terms: number[]
  /** As it was taken, where that is known already. */
  unhappy?: boolean
  thanked?: boolean
}

/** Remembers pairs; one that is known already is as it is now. */
export async function addPairs(tx: Handle, workspaceId: string, pairs: readonly NewPair[]): Promise<void> {
  if (pairs.length === 0) return
  await removePairs(
    tx,
    workspaceId,
    pairs.map(({ answerId }) => answerId),
  )
  await sql`
    insert into answer_pair (workspace_id, answer_id, question_id, channel, asker, lang, visibility, at, terms, unhappy, thanked)
    select ${workspaceId}::uuid, "answerId", "questionId", channel, asker, lang, visibility, at, terms,
      coalesce(unhappy, false), coalesce(thanked, false)
    from json_to_recordset(${JSON.stringify(pairs)}::json) as row ("answerId" uuid, "questionId" uuid, channel text,
      asker text, lang text, visibility text, at timestamptz, terms int[], unhappy boolean, thanked boolean)`.execute(
    tx,
  )
  const count = await tally(tx, workspaceId, pairs, 1)
  if (count > MOST_PAIRS) await forgetOldest(tx, workspaceId, count - MOST_PAIRS)
}

async function forgetOldest(tx: Handle, workspaceId: string, many: number): Promise<void> {
  const { rows } = await sql<{ answer_id: string }>`
    select answer_id from answer_pair where workspace_id = ${workspaceId} order by at, answer_id limit ${many}`.execute(
    tx,
  )
  await removePairs(
    tx,
    workspaceId,
    rows.map((row) => row.answer_id),
  )
}

export interface Forgotten {
  answer_id: string
  unhappy: boolean
  thanked: boolean
}

/** Forgets all pairs that an activity has a part in, as question or as answer; answers which they were. */
export async function removePairs(
  tx: Handle,
  workspaceId: string,
  activityIds: readonly string[],
): Promise<Forgotten[]> {
  if (activityIds.length === 0) return []
  const ids = [...activityIds]
  const { rows } = await sql<Forgotten & { terms: number[] }>`
    delete from answer_pair where workspace_id = ${workspaceId}
      and (answer_id = any(${ids}::uuid[]) or question_id = any(${ids}::uuid[]))
    returning answer_id, unhappy, thanked, terms`.execute(tx)
  await tally(tx, workspaceId, rows, -1)
  return rows.map(({ terms: _, ...pair }) => pair)
}

/** Moves the sums, in the order of their terms, so that two writers lock them in the same one. Answers how many pairs there are. */
async function tally(
  tx: Handle,
  workspaceId: string,
  pairs: readonly { terms: readonly number[] }[],
  by: 1 | -1,
): Promise<number> {
  if (pairs.length === 0) return 0
  const sums = new Map<number, number>([[PAIRS, by * pairs.length]])
  for (const { terms } of pairs) {
    sums.set(LENGTH, (sums.get(LENGTH) ?? 0) + by * terms.length)
    for (const term of terms) sums.set(term, (sums.get(term) ?? 0) + by)
  }
  const sorted = [...sums].sort(([a], [b]) => a - b)
  const { rows } = await sql<{ pairs: number }>`
    insert into answer_term as sum (workspace_id, term, pairs)
    select ${workspaceId}::uuid, term, pairs
    from unnest(${sorted.map(([term]) => term)}::int[], ${sorted.map(([, n]) => n)}::int[]) as row (term, pairs)
    on conflict (workspace_id, term) do update set pairs = sum.pairs + excluded.pairs
    returning case when term = ${PAIRS} then pairs end as pairs`.execute(tx)
  if (by < 0) {
    await sql`
      delete from answer_term where workspace_id = ${workspaceId} and pairs <= 0
        and term = any(${sorted.map(([term]) => term)}::int[])`.execute(tx)
  }
  return rows.find((row) => row.pairs !== null)?.pairs ?? 0
}

export interface Like {
  answerId: string
  questionId: string
  channel: string
  lang: string
  at: Date
  thanked: boolean
  /** 0 to 1. */
  alike: number
}

export interface Question {
  terms: readonly number[]
  lang: string
  /** A private answer is not offered where everybody reads. */
  visibility: 'public' | 'private'
  /** Pairs of these activities are this very conversation. */
  except: readonly string[]
}

type Found = Omit<Like, 'alike'> & { shared: number[]; length: number }

/** The pairs whose question is most alike, same language first; at most `most`. */
export async function likesOf(
  db: Handle,
  workspaceId: string,
  { terms, lang, visibility, except }: Question,
  most: number,
): Promise<Like[]> {
  const corpus = await corpusOf(db, workspaceId, terms)
  const by = rarest(terms, corpus, COMPARED)
  if (by.length === 0) return []
  const { rows } = await sql<Found>`
    select answer_id as "answerId", question_id as "questionId", channel, lang, at, thanked,
      cardinality(terms) as length, array(select term from unnest(terms) as term where term = any(${[...terms]}::int[])) as shared
    from answer_pair
    where workspace_id = ${workspaceId} and terms && ${by}::int[] and not unhappy
      and (${visibility} = 'private' or visibility = 'public')
      and answer_id <> all(${[...except]}::uuid[]) and question_id <> all(${[...except]}::uuid[])
    limit ${COMPARED}`.execute(db)
  return rows
    .map(({ shared, length, ...row }) => ({ ...row, alike: alike(terms, shared, corpus, length) }))
    .sort(
      (a, b) =>
        Number(b.lang === lang) - Number(a.lang === lang) ||
        b.alike - a.alike ||
        Number(b.thanked) - Number(a.thanked) ||
        b.at.getTime() - a.at.getTime(),
    )
    .slice(0, most)
}

async function corpusOf(db: Handle, workspaceId: string, terms: readonly number[]): Promise<Corpus> {
  const rows = await tables<SuggestTables>(db)
    .selectFrom('answer_term')
    .select(['term', 'pairs'])
    .where('workspace_id', '=', workspaceId)
    .where(sql<boolean>`term = any(${[PAIRS, LENGTH, ...terms]}::int[])`)
    .execute()
  const having = new Map(rows.map(({ term, pairs }) => [term, pairs]))
  return { count: having.get(PAIRS) ?? 0, length: having.get(LENGTH) ?? 0, having }
}

/** How those who asked took what they were answered: by the answer they wrote to, else the last one they had in that channel. */
export async function noteTaken(tx: Handle, workspaceId: string, replies: readonly Reply[]): Promise<void> {
  if (replies.length === 0) return
  await sql`
    update answer_pair as pair set unhappy = pair.unhappy or took.unhappy, thanked = pair.thanked or took.thanked
    from (
      select last.answer_id, bool_or(reply.unhappy) as unhappy, bool_or(reply.thanked) as thanked
      from json_to_recordset(${JSON.stringify(replies)}::json) as reply (channel text, asker text, at timestamptz, unhappy boolean, thanked boolean)
      cross join lateral (
        select answer_id from answer_pair
        where workspace_id = ${workspaceId} and channel = reply.channel and asker = reply.asker
          and at < reply.at and at > reply.at - interval '7 days'
        order by at desc limit 1
      ) as last
      group by last.answer_id
    ) as took
    where pair.workspace_id = ${workspaceId} and pair.answer_id = took.answer_id`.execute(tx)
}

export interface Reply {
  channel: string
  asker: string
  at: Date
  unhappy: boolean
  thanked: boolean
}
