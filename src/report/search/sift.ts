import { setImmediate } from 'node:timers/promises'
import type { Handle } from '../../../lib/db/index.ts'
import { type Activity, getByExternalId, SAID, type StoredActivity, seenKeys } from '../../activity/index.ts'
import { normalise, type RunnerDeps } from '../../ingest/index.ts'
import { type Doc, docOf, docOfRow, explainMatch, type Query } from '../../match/index.ts'

/** Something found on a network that the stream has not. */
export interface Fresh {
  kept: false
  network: string
  activity: Activity
  reading: ReturnType<RunnerDeps['pipeline']['interpret']>
}

/** Something found that the stream has. */
export interface Kept {
  kept: true
  row: StoredActivity
}

export interface Sifting {
  db: Handle
  workspaceId: string
  query: Query
  /** Leaves out what was said in private. */
  publicOnly: boolean
  pipeline: RunnerDeps['pipeline']
  from?: Date | undefined
  /** Enough: the newest so many. Without it, all. */
  most?: number
}

/** Texts understood before others have their turn: a network's finds may be thousands. */
const AT_ONCE = 100

/**
 * What of a network's finds answers the query, newest first, asked of each as it is of what comes in. What the stream knows stands
 * as it is there: what was deleted stays deleted.
 */
export async function sift(
  activities: Activity[],
  network: string,
  sifting: Sifting,
): Promise<(Fresh | Kept)[]> {
  const { db, workspaceId, query, publicOnly, pipeline, from, most = Number.POSITIVE_INFINITY } = sifting
  const byId = new Map(
    activities.map((one) => normalise(one, pipeline.now())).map((one) => [one.externalId, one]),
  )
  const ids = [...byId.keys()]
  const seen = await seenKeys(db, workspaceId, network, ids)
  const stored = await getByExternalId(db, workspaceId, network, ids)
  const rows = new Map(stored.map((row) => [row.external_id, row]))
  const newestFirst = [...byId].sort(([, a], [, b]) => b.published.getTime() - a.published.getTime())
  const found: (Fresh | Kept)[] = []
  let judged = 0
  for (const [id, activity] of newestFirst) {
    if (found.length >= most) break
    if (++judged % AT_ONCE === 0) await setImmediate()
    const one = foundAs(id, activity)
    if (one && explainMatch(query, docOfFound(one)).matches) found.push(one)
  }
  return found

  function foundAs(id: string, activity: Activity): Fresh | Kept | undefined {
    if (publicOnly && activity.visibility !== 'public') return undefined
    if (from && activity.published < from) return undefined
    const row = rows.get(id)
    if (row)
      return row.deleted || (publicOnly && row.visibility !== 'public') ? undefined : { kept: true, row }
    if (seen.has(id) || !(SAID as readonly string[]).includes(activity.verb)) return undefined
    return { kept: false, network, activity, reading: pipeline.interpret(activity, workspaceId) }
  }
}

function docOfFound(found: Fresh | Kept): Doc {
  return found.kept ? docOfRow(found.row) : docOf(found.activity, found.reading, found.network)
}
