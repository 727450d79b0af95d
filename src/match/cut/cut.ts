import { type Handle, tables } from '../../../lib/db/index.ts'
import { recut, type StoredActivity, searchActivities } from '../../activity/index.ts'
import { docOfRow } from '../doc.ts'
import { TOKENS_VERSION, toTokens } from '../words/document.ts'
import type { CutTables } from './tables.ts'

/** Posts cut in one turn: a second's work or two. */
const PAGE = 500

/**
 * Cuts a page of history again, where what a word is has changed since it was cut; newest first, and cut anywhere it goes on where it
 * was. What comes meanwhile, or is edited, is cut as it is written.
 * @returns how many posts were looked at
 */
export async function recutHistory(db: Handle, workspaceId: string): Promise<number> {
  const cuts = tables<CutTables>(db)
  const known = await cuts
    .selectFrom('history_cut')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  const standing = known?.version === TOKENS_VERSION ? known : undefined
  if (standing?.done) return 0
  const before =
    standing?.published && standing.activity_id
      ? { before: { published: standing.published, id: standing.activity_id } }
      : {}
  const page = await searchActivities(db, workspaceId, { ...before, limit: PAGE })
  await recut(db, workspaceId, page.map(cutOf))
  const last = page.at(-1)
  const done = page.length < PAGE
  const place = { published: last?.published ?? null, activity_id: last?.id ?? null, done }
  await cuts
    .insertInto('history_cut')
    .values({ workspace_id: workspaceId, version: TOKENS_VERSION, ...place })
    .onConflict((conflict) =>
      conflict.column('workspace_id').doUpdateSet({ version: TOKENS_VERSION, ...place }),
    )
    .execute()
  return page.length
}

function cutOf(row: StoredActivity) {
  return { id: row.id, tokens: toTokens(docOfRow(row)), edited: row.edited }
}
