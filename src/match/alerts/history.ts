import { sql } from 'kysely'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { relink } from '../../activity/index.ts'
import { compileQuery } from '../query/compile.ts'
import { readingOptions } from '../terms/store.ts'
import type { AlertTables } from './tables.ts'
import { countWhole } from './tally/store.ts'
import { queryOf } from './tally/tally.ts'

/** How far back a new alert looks. */
const BACK = 90 * 86_400_000

/**
 * Links the last 90 days to each alert whose query has not been asked of them yet; what is appended since the alert was
 * made is matched with it then (see `newGeneration`). Appends go on meanwhile, and cut anywhere it takes up where it was.
 * @returns how many alerts were linked
 */
export async function linkHistory(db: Handle, workspaceId: string, now: Date): Promise<number> {
  await countWhole(db, workspaceId)
  const due = await tables<AlertTables>(db)
    .selectFrom('alert')
    .select(['id', 'kind', 'query', 'terms_version'])
    .where('workspace_id', '=', workspaceId)
    .where('paused', '=', false)
    .where(sql<boolean>`linked_query is distinct from query`)
    .orderBy('position')
    .execute()
  let linked = 0
  for (const alert of due) if (await linkOne(db, workspaceId, alert, now)) linked++
  return linked
}

type Due = { id: string; kind: string; query: string; terms_version: number }

/** Answers false when the alert was changed or taken away meanwhile: as it is now, it is another's turn. */
async function linkOne(db: Handle, workspaceId: string, due: Due, now: Date): Promise<boolean> {
  const { id, query, terms_version } = due
  const from = new Date(now.getTime() - BACK)
  const standing = (tx: Handle) =>
    tables<AlertTables>(tx)
      .selectFrom('alert')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where('query', '=', query)
      .where('terms_version', '=', terms_version)
      .where('paused', '=', false)
      .executeTakeFirst()
  const parsed = queryOf(due, await readingOptions(db, workspaceId))
  if (parsed.ok) {
    const whole = await relink(db, {
      workspaceId,
      alertId: id,
      where: compileQuery(parsed.query),
      from,
      stands: async (tx) => (await standing(tx)) !== undefined,
    })
    if (!whole) return false
  }
  const { numUpdatedRows } = await tables<AlertTables>(db)
    .updateTable('alert')
    .set({ linked_query: query, linked_from: from })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('query', '=', query)
    .where('terms_version', '=', terms_version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
