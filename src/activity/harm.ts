import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'
import { publishedOf } from './id.ts'
import type { StoredActivity } from './read.ts'

/** How likely a post offends, 0 to 1; null where that counts for nothing: it is ours, was taken away, or was not read. */
export function harmIn({ toxicity, ours, deleted }: Pick<StoredActivity, 'toxicity' | 'ours' | 'deleted'>) {
  return toxicity === null || ours || deleted ? null : toxicity / 1000
}

/**
 * How likely each of these posts of others offends, 0 to 1, as it is understood now; ours, those taken away and those
 * that were not read are left out. For lists that show some of their words.
 */
export async function harmOf(
  db: Handle,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; toxicity: number }>`
    select id, toxicity from activity
    where workspace_id = ${workspaceId} and published = any(${ids.map(publishedOf)}::timestamptz[])
      and id = any(${[...ids]}::uuid[]) and toxicity is not null and not ours and deleted is null`.execute(db)
  return new Map(rows.map(({ id, toxicity }) => [id, toxicity / 1000]))
}
