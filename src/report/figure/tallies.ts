import type { Handle } from '../../../lib/db/index.ts'
import { alertCounters } from '../../activity/index.ts'
import { type Bucket, byBucket, type Tally } from './bucket.ts'

/** Counts of each alert, bucket by bucket. */
export async function talliesOf(
  db: Handle,
  workspaceId: string,
  ids: string[],
  buckets: readonly Bucket[],
  timeZone: string,
): Promise<Map<string, Tally[]>> {
  const [first, last] = [buckets.at(0), buckets.at(-1)]
  if (!first || !last || ids.length === 0) return new Map()
  const days = await alertCounters(db, workspaceId, ids, first.from, last.to, timeZone)
  return new Map([...Map.groupBy(days, (day) => day.alertId)].map(([id, of]) => [id, byBucket(of, buckets)]))
}
