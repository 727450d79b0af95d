import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { invalid, notFound } from '../../../lib/errors/index.ts'
import { audit, type Who } from '../../access/index.ts'
import { newGeneration, unlink } from '../../activity/index.ts'
import { parseQuery } from '../query/parse.ts'
import { readingOptions } from '../terms/store.ts'
import { type Alert, type AlertChange, type AlertKind, MAX_ALERTS, type NewAlert } from './alert.ts'
import type { AlertTables } from './tables.ts'
import { rebuild } from './tally/store.ts'

/** Every alert of a workspace in its order, at most 10,000. */
export async function listAlerts(db: Handle, workspaceId: string): Promise<Alert[]> {
  return await alerts(db, workspaceId).orderBy('position').orderBy('id').execute()
}

/** All that listens, alerts and tallies: what the matcher holds. */
export async function listListening(
  db: Handle,
  workspaceId: string,
): Promise<{ id: string; kind: string; query: string }[]> {
  return await tables<AlertTables>(db)
    .selectFrom('alert')
    .select(['id', 'kind', 'query'])
    .where('workspace_id', '=', workspaceId)
    .where('paused', '=', false)
    .execute()
}

/** Those whose finds are to be answered: ids alone, as it is asked with every batch of the stream. */
export async function inboxAlertIds(db: Handle, workspaceId: string): Promise<Set<string>> {
  const rows = await tables<AlertTables>(db)
    .selectFrom('alert')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('inbox', '=', true)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** @throws Problem `not_found` */
export async function getAlert(db: Handle, workspaceId: string, id: string): Promise<Alert> {
  const row = await findAlert(db, workspaceId, id)
  if (!row) throw notFound('alert')
  return row
}

export async function findAlert(db: Handle, workspaceId: string, id: string): Promise<Alert | undefined> {
  return await alerts(db, workspaceId).where('id', '=', id).executeTakeFirst()
}

/** Those of `ids` that are alerts of people: what is only counted by the way is none. */
export async function alertsAmong(db: Handle, workspaceId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tables<AlertTables>(db)
    .selectFrom('alert')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('kind', '<>', 'tally')
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute()
  return rows.map((row) => row.id)
}

export async function hasAlerts(db: Handle, workspaceId: string): Promise<boolean> {
  return (await alerts(db, workspaceId).limit(1).executeTakeFirst()) !== undefined
}

/** One page of alerts, those after `after` in their order. */
export async function pageOfAlerts(
  db: Handle,
  workspaceId: string,
  limit: number,
  after?: { position: number; id: string },
): Promise<Alert[]> {
  let query = alerts(db, workspaceId).orderBy('position').orderBy('id').limit(limit)
  if (after) query = query.where(sql<boolean>`(position, id) > (${after.position}::int, ${after.id}::uuid)`)
  return await query.execute()
}

/**
 * Makes an alert, in the journal, and wakes those who match.
 * @throws Problem `alert_query_invalid` (422), `alerts_full` (422)
 */
export function createAlert(db: Handle, workspaceId: string, alert: NewAlert, who: Who): Promise<Alert> {
  return inTransaction(db, async (tx) => {
    await assertQuery(tx, workspaceId, alert.query)
    // Also keeps two who add at once from both finding room for one.
    await newGeneration(tx, workspaceId)
    const { count, last } = await tables<AlertTables>(tx)
      .selectFrom('alert')
      .select((e) => [e.fn.countAll<number>().as('count'), e.fn.max('position').as('last')])
      .where('workspace_id', '=', workspaceId)
      .where('kind', '<>', 'tally')
      .executeTakeFirstOrThrow()
    if (count >= MAX_ALERTS) throw invalid('alerts_full', { max: MAX_ALERTS })
    const id = uuidv7()
    await tables<AlertTables>(tx)
      .insertInto('alert')
      .values({
        workspace_id: workspaceId,
        id,
        name: alert.name,
        query: alert.query,
        inbox: alert.inbox ?? false,
        kind: alert.kind ?? 'topic',
        paused: alert.paused ?? false,
        folder: alert.folder ?? null,
        position: (last ?? 0) + 1,
        created_by: alert.createdBy ?? null,
        ...(alert.created ? { created: alert.created } : {}),
      })
      .execute()
    if (alert.kind === 'brand') await rebuild(tx, workspaceId)
    await record(tx, workspaceId, who, 'alert.create', id, { name: alert.name, query: alert.query })
    return await getAlert(tx, workspaceId, id)
  })
}

/** @throws Problem `not_found`, `alert_query_invalid` (422) */
export function changeAlert(
  db: Handle,
  workspaceId: string,
  id: string,
  change: AlertChange,
  who: Who,
): Promise<Alert> {
  return inTransaction(db, async (tx) => {
    const { query, paused, kind } = change
    const listens = query !== undefined || paused !== undefined || kind !== undefined
    if (listens) await newGeneration(tx, workspaceId)
    const was = await getAlert(tx, workspaceId, id)
    if (change.query !== undefined && change.query !== was.query)
      await assertQuery(tx, workspaceId, change.query)
    const set: AlertChange = Object.fromEntries(
      Object.entries(change).filter(([, value]) => value !== undefined),
    )
    if (Object.keys(set).length === 0) return was
    await tables<AlertTables>(tx)
      .updateTable('alert')
      .set(set)
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    if (listens) await rebuild(tx, workspaceId)
    await record(tx, workspaceId, who, 'alert.change', id, set)
    return { ...was, ...set }
  })
}

/** What it found stays in the stream. @throws Problem `not_found` */
export function deleteAlert(db: Handle, workspaceId: string, id: string, who: Who): Promise<void> {
  return inTransaction(db, async (tx) => {
    await newGeneration(tx, workspaceId)
    const { name, query } = await getAlert(tx, workspaceId, id)
    await tables<AlertTables>(tx)
      .deleteFrom('alert')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    await unlink(tx, workspaceId, id)
    await rebuild(tx, workspaceId)
    await record(tx, workspaceId, who, 'alert.delete', id, { name, query })
  })
}

function alerts(db: Handle, workspaceId: string) {
  return tables<AlertTables>(db)
    .selectFrom('alert')
    .select([
      'id',
      'name',
      'query',
      'inbox',
      'kind',
      'paused',
      'position',
      'folder',
      'created',
      'created_by as createdBy',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '<>', 'tally')
    .$narrowType<{ kind: AlertKind }>()
}

async function assertQuery(db: Handle, workspaceId: string, query: string): Promise<void> {
  if (!parseQuery(query, { ...(await readingOptions(db, workspaceId)), alert: true }).ok)
    throw invalid('alert_query_invalid', {}, { query: 'alert_query_invalid' })
}

async function record(
  tx: Handle,
  workspaceId: string,
  who: Who,
  action: string,
  id: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await audit(tx, { workspaceId, who, action, target: id, detail })
  await notify(tx, { w: workspaceId, k: 'alert', id })
}
