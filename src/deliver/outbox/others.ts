import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import type { Errand } from '../../channels/index.ts'

/** Clocks of the database and of those who send differ by less. */
const BEFORE_MS = 10 * 60_000
/** Of the latest deliveries of an account, so that looking costs the same however many it has sent. */
const MOST = 2_000

/** What the other deliveries of an account are known to have left on the network since shortly before the first try. */
export async function othersOf(
  db: Handle,
  { workspaceId, id }: { workspaceId: string; id: string },
  { key, firstTry }: Errand,
): Promise<ReadonlySet<string>> {
  if (!firstTry) return new Set()
  const since = new Date(firstTry.getTime() - BEFORE_MS)
  const { rows } = await sql<{ external_id: string }>`
    select external_id from (
      select external_id, sent_at from delivery
      where workspace_id = ${workspaceId} and account_id = ${id} and id <> ${key}
      order by id desc limit ${MOST}) as latest
    where external_id is not null and sent_at >= ${since}`.execute(db)
  return new Set(rows.map((row) => row.external_id))
}
