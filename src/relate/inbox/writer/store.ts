import { type Selectable, sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, tables } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import { audit, type Who } from '../../../access/index.ts'
import type { OutsideModel, Written } from '../../../interpret/index.ts'
import type { InboxTables } from '../tables.ts'
import type { ModelDraftTable, WriterTables } from './tables.ts'

export type ModelDraft = Selectable<ModelDraftTable>

const open = (db: Handle) => tables<WriterTables>(db)

export async function insertDraft(
  tx: Handle,
  row: Pick<
    ModelDraftTable,
    | 'workspace_id'
    | 'conversation_id'
    | 'member_id'
    | 'model'
    | 'host'
    | 'shown'
    | 'wish'
    | 'masked'
    | 'tokens'
    | 'micros'
    | 'currency'
    | 'at'
  >,
): Promise<string> {
  const id = uuidv7()
  const fresh = { state: 'asked' as const, failure: null, text: '', exact: false, ended: null, used: null }
  await open(tx)
    .insertInto('model_draft')
    .values({ ...row, ...fresh, id })
    .execute()
  return id
}

/** @throws Problem `not_found`, also when it is of another conversation. */
export async function getDraft(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  id: string,
): Promise<ModelDraft> {
  const row = await open(db)
    .selectFrom('model_draft')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('model_draft')
  return row
}

/** Without what no column keeps: a model may write NUL, or half a sign. */
function keepable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** Keeps what there is so far; false where it was stopped meanwhile. */
export async function keepText(db: Handle, workspaceId: string, id: string, text: string): Promise<boolean> {
  const { rows } = await sql`
    update model_draft set text = ${keepable(text)}
    where workspace_id = ${workspaceId} and id = ${id} and state = 'asked' returning id`.execute(db)
  return rows.length > 0
}

/** A person wants no more of it. */
export async function stopDraft(db: Handle, workspaceId: string, id: string, now: Date): Promise<void> {
  await sql`
    update model_draft set state = 'stopped', ended = ${now}
    where workspace_id = ${workspaceId} and id = ${id} and state = 'asked'`.execute(db)
}

/** What came of it: the text, and what it came to in the place of what was set aside. */
export function endDraft(
  db: Handle,
  model: OutsideModel,
  { workspaceId, id, who, now }: { workspaceId: string; id: string; who: Who; now: Date },
  { text, failure, owed, usage }: Written,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<ModelDraft>`
      select * from model_draft where workspace_id = ${workspaceId} and id = ${id} for update`.execute(tx)
    const [row] = rows
    // The conversation was erased meanwhile, and the draft with it: what was set aside stays counted.
    if (!row) return
    const cost = usage ? model.cost(usage) : owed ? row : { tokens: 0, micros: 0 }
    const { tokens, micros } = cost
    const stopped = row.state === 'stopped' || failure === 'stopped'
    await open(tx)
      .updateTable('model_draft')
      .set({
        text: keepable(text),
        state: stopped ? 'stopped' : failure ? 'failed' : 'told',
        failure: stopped ? null : failure,
        ended: now,
        ...{ tokens, micros, exact: usage !== undefined || !owed },
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    await model.putRight(tx, row.at, { tokens: tokens - row.tokens, micros: micros - row.micros })
    const detail = {
      ...{ model: row.model, host: row.host, tokens, micros, currency: row.currency },
      ...(failure && { failure }),
    }
    await audit(tx, { workspaceId, who, action: 'model_draft.write', target: row.conversation_id, detail })
  })
}

/** An answer that was made of it leaves: the conversation says so. */
export async function noteDraftUsed(
  tx: Handle,
  {
    workspaceId,
    conversationId,
    memberId,
    now,
  }: { workspaceId: string; conversationId: string; memberId: string; now: Date },
  id: string,
): Promise<void> {
  const { rows } = await sql<{ model: string }>`
    update model_draft set used = ${now}
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and id = ${id} and used is null
    returning model`.execute(tx)
  const [row] = rows
  if (!row) return
  await tables<InboxTables>(tx)
    .insertInto('conversation_event')
    .values({
      ...{ workspace_id: workspaceId, conversation_id: conversationId, id: uuidv7(), at: now },
      ...{ member_id: memberId, what: 'model-draft', value: row.model },
    })
    .execute()
}

/** A draft may be in an answer for so long, in milliseconds. */
const FRESH = 24 * 3_600_000

/** Whether a model has drafted something for a conversation that an answer given at `at` may hold. */
export async function draftedIn(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  at: Date,
): Promise<boolean> {
  const row = await open(db)
    .selectFrom('model_draft')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'told')
    .where('at', '<=', at)
    .where('at', '>', new Date(at.getTime() - FRESH))
    .where((that) => that.or([that('used', 'is', null), that('used', '>=', at)]))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
