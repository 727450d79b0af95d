import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'
import { publishedOf } from './id.ts'

/** The words of an activity as they are cut now, of the text that it had when it was `edited` last. */
export interface Cut {
  id: string
  tokens: string
  edited: Date | null
}

/** Puts words in the place of those there were; not where the activity was edited or deleted meanwhile. */
export async function recut(db: Handle, workspaceId: string, cuts: Cut[]): Promise<void> {
  if (cuts.length === 0) return
  const rows = cuts.map((cut) => ({ ...cut, published: publishedOf(cut.id) }))
  await sql`
    update activity set tokens = cut.tokens
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as cut (id uuid, tokens tsvector, edited timestamptz, published timestamptz)
    where activity.workspace_id = ${workspaceId} and activity.published = cut.published and activity.id = cut.id
      and activity.deleted is null and activity.edited is not distinct from cut.edited
      and activity.tokens <> cut.tokens`.execute(db)
}
