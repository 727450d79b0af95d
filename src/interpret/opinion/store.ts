import { type Selectable, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, tables } from '../../../lib/db/index.ts'
import { audit, type Who } from '../../access/index.ts'
import type { Answer } from './opinion.ts'
import type { AnalyserTable, OpinionTable, OpinionTables } from './tables.ts'

export type Analyser = Selectable<AnalyserTable>
export type Opinion = Selectable<OpinionTable>

export interface By {
  workspaceId: string
  memberId: string
  who: Who
  now: Date
}

export function analyserOf(db: Handle, workspaceId: string): Promise<Analyser | undefined> {
  return tables<OpinionTables>(db)
    .selectFrom('analyser')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
}

export function saveAnalyser(
  db: Handle,
  by: By,
  row: Omit<Analyser, 'workspace_id' | 'changed'>,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const values = { ...row, changed: by.now }
    await tables<OpinionTables>(tx)
      .insertInto('analyser')
      .values({ workspace_id: by.workspaceId, ...values })
      .onConflict((on) => on.column('workspace_id').doUpdateSet(values))
      .execute()
    const { sealed_key, ...said } = row
    const detail = { ...said, key: sealed_key !== null }
    await audit(tx, {
      workspaceId: by.workspaceId,
      who: by.who,
      action: 'analyser.set',
      target: 'analyser',
      detail,
    })
  })
}

export function removeAnalyser(db: Handle, by: By): Promise<void> {
  return inTransaction(db, async (tx) => {
    await tables<OpinionTables>(tx)
      .deleteFrom('analyser')
      .where('workspace_id', '=', by.workspaceId)
      .execute()
    await audit(tx, {
      workspaceId: by.workspaceId,
      who: by.who,
      action: 'analyser.remove',
      target: 'analyser',
    })
  })
}

/** First day of a month of UTC. */
export function monthOf(now: Date): string {
  return `${now.toISOString().slice(0, 7)}-01`
}

export interface Spent {
  micros: number
  tokens: number
  calls: number
}

export async function spentIn(
  db: Handle,
  workspaceId: string,
  month: string,
  currency: string,
): Promise<Spent> {
  const row = await tables<OpinionTables>(db)
    .selectFrom('analyser_month')
    .select(['micros', 'tokens', 'calls'])
    .where('workspace_id', '=', workspaceId)
    .where('month', '=', month)
    .where('currency', '=', currency)
    .executeTakeFirst()
  return row ?? { micros: 0, tokens: 0, calls: 0 }
}

export interface Asked {
  activityId: string
  /** The most it can come to. */
  most: { tokens: number; micros: number }
  hash: string
}

/**
 * Sets aside the most that a question can come to, before it is asked; undefined where that would pass a cap. The caps and the
 * sum are read and written in one statement under the lock of its row, so that processes cannot pass it together.
 */
export function reserve(db: Handle, by: By, analyser: Analyser, asked: Asked): Promise<string | undefined> {
  const { tokens, micros } = asked.most
  return inTransaction(db, async (tx) => {
    const { workspaceId, now } = by
    const { rows } = await sql<{ calls: number }>`
      insert into analyser_month as spent (workspace_id, month, currency, micros, tokens, calls)
      select workspace_id, ${monthOf(now)}::date, currency, ${micros}::bigint, ${tokens}::bigint, 1 from analyser
      where workspace_id = ${workspaceId} and enabled and currency = ${analyser.currency}
        and cap_micros >= ${micros}::bigint and cap_tokens >= ${tokens}::bigint
      on conflict (workspace_id, month, currency) do update
        set micros = spent.micros + excluded.micros, tokens = spent.tokens + excluded.tokens, calls = spent.calls + 1
        where spent.micros + excluded.micros <= ${analyser.cap_micros}::bigint
          and spent.tokens + excluded.tokens <= ${analyser.cap_tokens}::bigint
      returning calls`.execute(tx)
    if (rows.length === 0) return undefined
    const id = uuidv7()
    await tables<OpinionTables>(tx)
      .insertInto('opinion')
      .values({
        workspace_id: workspaceId,
        id,
        activity_id: asked.activityId,
        model: analyser.model,
        state: 'asked',
        failure: null,
        answer: null,
        masked: asked.hash,
        tokens,
        micros,
        currency: analyser.currency,
        exact: false,
        member_id: by.memberId,
        at: now,
      })
      .execute()
    return id
  })
}

export interface Outcome {
  /** What it came to; absent: nobody knows, and what was set aside stays counted. */
  used?: { tokens: number; micros: number }
  answer?: Answer
  failure?: string
}

/** Puts what a question came to in the place of what was set aside, in the month in which it was. */
export function settle(
  db: Handle,
  by: By,
  id: string,
  { used, answer, failure }: Outcome,
  detail: Record<string, unknown>,
): Promise<void> {
  const { workspaceId, who, now } = by
  return inTransaction(db, async (tx) => {
    const mine = tables<OpinionTables>(tx)
    const opinion = () =>
      mine.selectFrom('opinion').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', id)
    const before = await opinion().executeTakeFirstOrThrow()
    const { tokens, micros } = used ?? before
    await mine
      .updateTable('opinion')
      .set({
        state: failure ? 'failed' : 'told',
        failure: failure ?? null,
        answer: answer ? JSON.stringify(answer) : null,
        ...{ tokens, micros, exact: used !== undefined },
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    await sql`
      update analyser_month set tokens = tokens + ${tokens - before.tokens}::bigint, micros = micros + ${micros - before.micros}::bigint
      where workspace_id = ${workspaceId} and month = ${monthOf(now)}::date and currency = ${before.currency}`.execute(
      tx,
    )
    await audit(tx, {
      workspaceId,
      who,
      action: 'opinion.ask',
      target: before.activity_id,
      detail: {
        model: before.model,
        tokens,
        micros,
        currency: before.currency,
        ...detail,
        ...(failure && { failure }),
      },
    })
  })
}

/** What was answered of a post, newest first. */
export function opinionsOf(db: Handle, workspaceId: string, activityId: string): Promise<Opinion[]> {
  return tables<OpinionTables>(db)
    .selectFrom('opinion')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('activity_id', '=', activityId)
    .where('state', '=', 'told')
    .orderBy('id', 'desc')
    .limit(5)
    .execute()
}
