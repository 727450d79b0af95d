import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, tables } from '../../../../lib/db/index.ts'
import { invalid, notFound, Problem } from '../../../../lib/errors/index.ts'
import type { Activity } from '../../../activity/index.ts'
import { ingest, type PipelineDeps } from '../../../ingest/index.ts'
import { knowAs } from '../../../people/index.ts'
import type { CallTables, ExchangeRow } from './tables.ts'

export interface NewExchange {
  kind: 'phone' | 'letter'
  direction: 'in' | 'out'
  /** Who, where they are known; else their name. */
  personId?: string | undefined
  name: string
  contact: string
  at: Date
  minutes: number | null
  outcome: string
  note: string
  /** As a person heard it; else as the note reads. */
  sentiment?: 'positive' | 'neutral' | 'negative' | undefined
  next: Date | null
}

const open = (db: Handle) => tables<CallTables>(db)

/** Who a call was with, as an actor: of a known person always the same, of a number the number. */
function actorId({ personId, contact }: NewExchange, id: string): string {
  if (personId) return `person:${personId}`
  // The numbers in an address are nobody's: two who live at 12 are not one.
  const plain = /^\+?[\d\s()./-]+$/.test(contact) ? contact.replace(/[^+\d]/g, '') : ''
  return plain.length >= 5 ? plain : `exchange:${id}`
}

/** What a person heard goes before what the words read as. */
function hearing({ interpret, ...deps }: PipelineDeps, sentiment: NewExchange['sentiment']): PipelineDeps {
  if (!sentiment) return { interpret, ...deps }
  const p = { positive: 0, neutral: 0, negative: 0, [sentiment]: 1 }
  return {
    ...deps,
    interpret: (activity, workspaceId) => ({ ...interpret(activity, workspaceId), sentiment, p }),
  }
}

/**
 * Writes a call or a letter down: it stands in the stream, with its person and in the inbox as anything that was said, and
 * waits for nobody unless it is to be taken up again.
 */
export function logExchange(
  db: Handle,
  pipeline: PipelineDeps,
  workspaceId: string,
  given: NewExchange,
  by: { memberId: string; now: Date },
): Promise<ExchangeRow> {
  const id = uuidv7()
  const actor = { id: actorId(given, id), name: given.name, ...(given.contact && { handle: given.contact }) }
  const activity: Activity = {
    ...{ verb: 'Create', externalId: id, published: given.at, actor, visibility: 'private' },
    object: { type: 'Message', id, text: given.note || given.outcome, thread: actor.id },
    extra: {
      ...{ logged: true, direction: given.direction, outcome: given.outcome },
      ...(given.minutes === null ? {} : { minutes: given.minutes }),
      ...(given.next && { due: given.next.toISOString() }),
    },
  }
  const source = { workspaceId, channel: given.kind, accountId: null, keep: 'all' as const }
  return inTransaction(db, async (tx) => {
    if (given.personId) {
      await knowAs(tx, workspaceId, given.personId, {
        channel: given.kind,
        actorId: actor.id,
        handle: given.contact || null,
      })
    }
    const { stored } = await ingest(
      tx,
      source,
      { activities: [activity] },
      hearing(pipeline, given.sentiment),
    )
    const [fresh] = stored
    if (!fresh) throw new Problem('body_invalid', { status: 422 })
    const { kind, direction, name, contact, at, minutes, outcome, note, next } = given
    const row: ExchangeRow = {
      ...{
        workspace_id: workspaceId,
        id,
        activity_id: fresh.id,
        kind,
        direction,
        name,
        contact,
        at,
        minutes,
      },
      ...{ outcome, note, next_at: next, member_id: by.memberId, version: 1, changed: by.now },
    }
    await open(tx).insertInto('exchange').values(row).execute()
    return row
  })
}

/** @throws Problem `not_found` */
export async function getExchange(
  db: Handle,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<ExchangeRow> {
  const query = open(db)
    .selectFrom('exchange')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) throw notFound('call')
  return row
}

/** Those that activities of a conversation are. */
export function exchangesOf(
  db: Handle,
  workspaceId: string,
  activityIds: readonly string[],
): Promise<ExchangeRow[]> {
  if (activityIds.length === 0) return Promise.resolve([])
  return open(db)
    .selectFrom('exchange')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('activity_id', 'in', [...activityIds])
    .orderBy('at')
    .execute()
}

export function versionsOf(db: Handle, workspaceId: string, id: string) {
  return open(db)
    .selectFrom('exchange_version')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('exchange_id', '=', id)
    .orderBy('version')
    .execute()
}

/**
 * Changes what was written down; what it said before is kept.
 * @throws Problem `exchange_author` (403) for anybody but who wrote it, `body_invalid` (422) where nothing is left
 */
export function changeExchange(
  db: Handle,
  pipeline: PipelineDeps,
  workspaceId: string,
  id: string,
  to: { outcome?: string | undefined; note?: string | undefined; minutes?: number | null | undefined },
  by: { memberId: string; now: Date },
): Promise<ExchangeRow> {
  return inTransaction(db, async (tx) => {
    const row = await getExchange(tx, workspaceId, id, true)
    if (row.member_id !== by.memberId) throw new Problem('exchange_author', { status: 403 })
    const { outcome, note, minutes } = row
    const next = {
      outcome: to.outcome ?? outcome,
      note: to.note ?? note,
      minutes: to.minutes === undefined ? minutes : to.minutes,
    }
    if (next.note === '' && next.outcome === '') throw invalid('body_invalid', {}, { note: 'field_required' })
    if (JSON.stringify(next) === JSON.stringify({ outcome, note, minutes })) return row
    await keepVersion(tx, row, by)
    await tellChange(tx, pipeline, row, next.note || next.outcome, by.now)
    await open(tx)
      .updateTable('exchange')
      .set({ ...next, version: row.version + 1, changed: by.now })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    return getExchange(tx, workspaceId, id)
  })
}

async function keepVersion(tx: Handle, row: ExchangeRow, by: { memberId: string; now: Date }): Promise<void> {
  const { workspace_id, id, version, outcome, note, minutes } = row
  await open(tx)
    .insertInto('exchange_version')
    .values({
      ...{ workspace_id, exchange_id: id, version, at: by.now, member_id: by.memberId },
      was: JSON.stringify({ outcome, note, minutes }),
    })
    .execute()
}

async function tellChange(
  tx: Handle,
  pipeline: PipelineDeps,
  row: ExchangeRow,
  text: string,
  now: Date,
): Promise<void> {
  const { workspace_id: workspaceId, kind, id, name, version } = row
  const activity: Activity = {
    ...{ verb: 'Update', externalId: `${id}#${version + 1}`, published: now, visibility: 'private' },
    actor: { id: `exchange:${id}`, name },
    object: { type: 'Message', id, text },
  }
  const source = { workspaceId, channel: kind, accountId: null, keep: 'all' as const }
  await ingest(tx, source, { activities: [activity] }, { ...pipeline, attribute: async () => [null] })
}

/** What calls may come to, as the team words it; none where it has not said. */
export async function outcomesOf(db: Handle, workspaceId: string): Promise<string[] | undefined> {
  const row = await open(db)
    .selectFrom('exchange_outcome')
    .select('outcomes')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row?.outcomes
}

export async function keepOutcomes(db: Handle, workspaceId: string, outcomes: string[]): Promise<void> {
  await sql`
    insert into exchange_outcome (workspace_id, outcomes) values (${workspaceId}, ${outcomes})
    on conflict (workspace_id) do update set outcomes = excluded.outcomes`.execute(db)
}

/** With activities that are erased goes what was written of them. */
export async function forgetExchanges(tx: Handle, workspaceId: string, activityIds: string[]): Promise<void> {
  await sql`
    delete from exchange where workspace_id = ${workspaceId} and activity_id = any(${activityIds}::uuid[])`.execute(
    tx,
  )
}
