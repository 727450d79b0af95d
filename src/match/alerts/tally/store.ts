import { sql } from 'kysely'
import { type Handle, inTransaction, notify, tables } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { counterId, newGeneration, unlink } from '../../../activity/index.ts'
import { readingOptions } from '../../terms/store.ts'
import { MAX_TALLIES, NAME } from '../alert.ts'
import type { AlertTables } from '../tables.ts'
import type { TallyTables } from './tables.ts'
import { type Base, compose, queryOf, type Recipe } from './tally.ts'

type Tables = TallyTables & AlertTables

/** How far back a tally knows, when history has not been asked yet. */
const BACK = 90 * 86_400_000

export interface TallyState {
  id: string
  /** `counting`: history is being asked; `stopped`: it counts no more; `idle`: there is nothing to count in. */
  state: 'counted' | 'counting' | 'stopped' | 'idle'
  /** From when on all that answers is counted. */
  since: Date
}

/**
 * Makes a counter of what answers a recipe, kept as alerts are: by the stream from now on, and over the last 90 days.
 * Its id is that of its counters and links, and of a kind that no post is shown under (`isCounter`); lists, alarms and notices leave it out.
 * @throws Problem `alert_query_invalid` (422), `alerts_full` (422)
 */
export function createTally(db: Handle, workspaceId: string, recipe: Recipe): Promise<string> {
  return inTransaction(db, async (tx) => {
    await newGeneration(tx, workspaceId)
    await assertReads(tx, workspaceId, recipe)
    const id = await insertTally(tx, workspaceId, recipe)
    await rebuild(tx, workspaceId)
    return id
  })
}

/** @throws Problem `alert_query_invalid` (422) */
export function changeTally(
  db: Handle,
  workspaceId: string,
  id: string,
  change: { words?: string | null; without?: string | null; stopped?: boolean },
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await newGeneration(tx, workspaceId)
    const now = await tables<TallyTables>(tx)
      .updateTable('tally')
      .set(change)
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .returning(['base', 'words', 'without'])
      .executeTakeFirst()
    if (now) await assertReads(tx, workspaceId, now)
    await rebuild(tx, workspaceId)
  })
}

/**
 * Also while there is nothing to count in: it would else be refused on the day that there is, to whoever makes an alert.
 * @throws Problem `alert_query_invalid` (422)
 */
async function assertReads(tx: Handle, workspaceId: string, recipe: Recipe): Promise<void> {
  const { base, words, without } = recipe
  if (!words && !without) return
  const options = { ...(await readingOptions(tx, workspaceId)), alert: base === 'none' }
  if (queryOf({ kind: 'tally', query: compose([], recipe) }, options).ok) return
  throw invalid('alert_query_invalid', {}, { query: 'alert_query_invalid' })
}

export function deleteTally(db: Handle, workspaceId: string, id: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    await newGeneration(tx, workspaceId)
    await drop(tx, workspaceId, id)
    await notify(tx, { w: workspaceId, k: 'alert', id })
  })
}

/** Ids that are counters and no alerts. */
export async function tallyIds(db: Handle, workspaceId: string): Promise<Set<string>> {
  const rows = await tables<TallyTables>(db)
    .selectFrom('tally')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** How each of these counts; those that are not there are left out. */
export async function tallyStates(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, TallyState>> {
  if (ids.length === 0) return new Map()
  const rows = await tables<Tables>(db)
    .selectFrom('alert')
    .leftJoin('tally', (join) =>
      join.onRef('tally.workspace_id', '=', 'alert.workspace_id').onRef('tally.id', '=', 'alert.id'),
    )
    .select(['alert.id', 'paused', 'query', 'linked_query', 'linked_from', 'created', 'tally.stopped'])
    .where('alert.workspace_id', '=', workspaceId)
    .where('alert.id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, stateOf(row)]))
}

function stateOf(row: {
  id: string
  paused: boolean
  query: string
  linked_query: string | null
  linked_from: Date | null
  created: Date
  stopped: boolean | null
}): TallyState {
  const { id, paused, stopped, query, linked_query } = row
  const since = row.linked_from ?? new Date(row.created.getTime() - BACK)
  const state = paused ? (stopped ? 'stopped' : 'idle') : linked_query === query ? 'counted' : 'counting'
  return { id, state, since }
}

/**
 * The counter of all that is said of the brand: the alert of its own where there is one, a tally of any of them where there
 * are several (one post is one, whichever find it), null where none listens.
 */
export async function brandTally(db: Handle, workspaceId: string): Promise<string | null> {
  const brands = await brandsOf(db, workspaceId)
  if (brands.length < 2) return brands[0]?.id ?? null
  return (await wholes(db, workspaceId))[0] ?? null
}

/**
 * Brings the queries of the tallies to what the alerts they count in say now, and keeps one for the whole of the brand while
 * several alerts are its own. In the transaction that changed an alert, under its generation.
 * @throws Problem `alert_query_invalid` (422)
 */
export async function rebuild(tx: Handle, workspaceId: string): Promise<void> {
  const brands = await brandsOf(tx, workspaceId)
  const whole = await wholes(tx, workspaceId)
  if (brands.length > 1 && whole.length === 0) await insertTally(tx, workspaceId, { base: 'brand' })
  if (brands.length < 2) for (const id of whole) await drop(tx, workspaceId, id)
  const rows = await tables<Tables>(tx)
    .selectFrom('tally')
    .innerJoin('alert', (join) =>
      join.onRef('alert.workspace_id', '=', 'tally.workspace_id').onRef('alert.id', '=', 'tally.id'),
    )
    .leftJoin('alert as of', (join) =>
      join.onRef('of.workspace_id', '=', 'tally.workspace_id').onRef('of.id', '=', 'tally.alert_id'),
    )
    .select([
      'tally.id',
      'base',
      'words',
      'without',
      'stopped',
      'tally.alert_id',
      'alert.query',
      'alert.paused',
    ])
    .select(['of.query as ofQuery', 'of.paused as ofPaused'])
    .where('tally.workspace_id', '=', workspaceId)
    .execute()
  for (const row of rows) {
    if (row.alert_id !== null && row.ofQuery === null) {
      await drop(tx, workspaceId, row.id)
      continue
    }
    const any =
      row.base === 'brand' ? brands.map((one) => one.query) : row.base === 'alert' ? [row.ofQuery ?? ''] : []
    const idle = row.stopped || (row.base === 'brand' && any.length === 0) || (row.ofPaused ?? false)
    await settle(tx, workspaceId, row, { query: idle ? row.query : compose(any, row), paused: idle })
  }
}

async function settle(
  tx: Handle,
  workspaceId: string,
  row: { id: string; base: Base; query: string; paused: boolean },
  { query, paused }: { query: string; paused: boolean },
): Promise<void> {
  if (row.query === query && row.paused === paused) return
  // Where nothing else does, its words alone must keep it from listening to whole networks.
  const options = { ...(await readingOptions(tx, workspaceId)), alert: row.base === 'none' }
  if (!paused && !queryOf({ kind: 'tally', query }, options).ok) {
    throw invalid('alert_query_invalid', {}, { query: 'alert_query_invalid' })
  }
  await tables<AlertTables>(tx)
    .updateTable('alert')
    // What came while it did not count is history to it.
    .set({ query, paused, ...(row.paused && !paused ? { linked_query: null } : {}) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', row.id)
    .execute()
  await notify(tx, { w: workspaceId, k: 'alert', id: row.id })
}

/** Not counting yet: `rebuild` gives it its query. */
async function insertTally(tx: Handle, workspaceId: string, recipe: Recipe): Promise<string> {
  const { size } = await tables<TallyTables>(tx)
    .selectFrom('tally')
    .select((e) => e.fn.countAll<number>().as('size'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  if (size >= MAX_TALLIES) throw invalid('alerts_full', { max: MAX_TALLIES })
  const id = counterId()
  const { base, alertId = null, words = null, without = null } = recipe
  await tables<AlertTables>(tx)
    .insertInto('alert')
    .values({
      workspace_id: workspaceId,
      id,
      name: NAME,
      query: compose([], recipe),
      kind: 'tally',
      paused: true,
      position: 0,
      created_by: null,
    })
    .execute()
  await tables<TallyTables>(tx)
    .insertInto('tally')
    .values({ workspace_id: workspaceId, id, base, alert_id: alertId, words, without })
    .execute()
  return id
}

async function drop(tx: Handle, workspaceId: string, id: string): Promise<void> {
  for (const table of ['tally', 'alert'] as const) {
    await tables<Tables>(tx)
      .deleteFrom(table)
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  }
  await unlink(tx, workspaceId, id)
}

async function brandsOf(db: Handle, workspaceId: string): Promise<{ id: string; query: string }[]> {
  return await tables<AlertTables>(db)
    .selectFrom('alert')
    .select(['id', 'query'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'brand')
    .where('paused', '=', false)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

async function wholes(db: Handle, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from tally where workspace_id = ${workspaceId} and base = 'brand' and words is null and without is null`.execute(
    db,
  )
  return rows.map((row) => row.id)
}

/** Workspaces that had several alerts of their brand before these were counted together come to be counted so. */
export async function countWhole(db: Handle, workspaceId: string): Promise<void> {
  if ((await brandsOf(db, workspaceId)).length < 2 || (await wholes(db, workspaceId)).length > 0) return
  await inTransaction(db, async (tx) => {
    await newGeneration(tx, workspaceId)
    await rebuild(tx, workspaceId)
  })
}
