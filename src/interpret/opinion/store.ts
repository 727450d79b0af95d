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
 * Sets aside the most that a call can come to, before it is made; false where that would pass a cap. The caps and the sum are
 * read and written in one statement under the lock of its row, so that processes cannot pass it together.
 */
export async function setAside(
  tx: Handle,
  { workspace_id, currency, cap_micros, cap_tokens }: Analyser,
  { tokens, micros }: Asked['most'],
  now: Date,
): Promise<boolean> {
  const { rows } = await sql<{ calls: number }>`
    insert into analyser_month as spent (workspace_id, month, currency, micros, tokens, calls)
    select workspace_id, ${monthOf(now)}::date, currency, ${micros}::bigint, ${tokens}::bigint, 1 from analyser
    where workspace_id = ${workspace_id} and (enabled or drafts) and currency = ${currency}
      and cap_micros >= ${micros}::bigint and cap_tokens >= ${tokens}::bigint
    on conflict (workspace_id, month, currency) do update
      set micros = spent.micros + excluded.micros, tokens = spent.tokens + excluded.tokens, calls = spent.calls + 1
      where spent.micros + excluded.micros <= ${cap_micros}::bigint
        and spent.tokens + excluded.tokens <= ${cap_tokens}::bigint
    returning calls`.execute(tx)
  return rows.length > 0
}

/** Corrects what was set aside by the difference to what it came to, in the month in which it was. */
export async function putRight(
  tx: Handle,
  workspaceId: string,
  { at, currency }: { at: Date; currency: string },
  by: { tokens: number; micros: number },
): Promise<void> {
  await sql`
    update analyser_month set tokens = tokens + ${by.tokens}::bigint, micros = micros + ${by.micros}::bigint
    where workspace_id = ${workspaceId} and month = ${monthOf(at)}::date and currency = ${currency}`.execute(
    tx,
  )
}

/** A question and what it can come to at the most, or undefined where that would pass a cap. */
export function reserve(db: Handle, by: By, analyser: Analyser, asked: Asked): Promise<string | undefined> {
  const { tokens, micros } = asked.most
  return inTransaction(db, async (tx) => {
    const { workspaceId, now } = by
    if (!analyser.enabled || !(await setAside(tx, analyser, asked.most, now))) return undefined
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
    await putRight(
      tx,
      workspaceId,
      { at: now, currency: before.currency },
      { tokens: tokens - before.tokens, micros: micros - before.micros },
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
