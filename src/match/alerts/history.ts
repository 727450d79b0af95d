import { sql } from 'kysely'
import { type Handle, tables } from '../../../lib/db/index.ts'
import { relink } from '../../activity/index.ts'
import { compileQuery } from '../query/compile.ts'
import { parseQuery } from '../query/parse.ts'
import type { AlertTables } from './tables.ts'

/** How far back a new alert looks. */
const BACK = 90 * 86_400_000

/**
 * Links the last 90 days to each alert whose query has not been asked of them yet. Call it once the live matchers know
 * the alert, so that nothing falls between history and what comes next. Cut anywhere, it takes up where it was.
 * @returns how many alerts were linked
 */
export async function linkHistory(db: Handle, workspaceId: string, now: Date): Promise<number> {
  const due = await tables<AlertTables>(db)
    .selectFrom('alert')
    .select(['id', 'query'])
    .where('workspace_id', '=', workspaceId)
    .where('paused', '=', false)
    .where(sql<boolean>`linked_query is distinct from query`)
    .orderBy('position')
    .execute()
  for (const { id, query } of due) {
    const parsed = parseQuery(query)
    if (parsed.ok)
      await relink(db, workspaceId, id, compileQuery(parsed.query), new Date(now.getTime() - BACK))
    await tables<AlertTables>(db)
      .updateTable('alert')
      .set({ linked_query: query })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  }
  return due.length
}
