import { sql } from 'kysely'
import { type Handle, tables } from '../../../../lib/db/index.ts'
import type { StoredActivity } from '../../../activity/index.ts'
import type { WaveTables } from './tables.ts'
import { authorOf, type Traced, traceOf, type Wave, WINDOW, waveOf } from './wave.ts'

/** Traces are kept so long behind the newest: twice what is compared. */
const KEPT = 2 * WINDOW
/** So many are compared with one post, the newest. */
const COMPARED = 500

/** Remembers posts, and answers the waves that they make with those before them: each with the posts that are of it. */
export async function traceWaves(
  tx: Handle,
  workspaceId: string,
  posts: readonly StoredActivity[],
): Promise<Wave[]> {
  const fresh = posts.flatMap((post): Traced[] => {
    const trace = traceOf(post.text)
    const { id, published: at, channel, actor_id } = post
    return trace ? [{ ...trace, id, at, author: authorOf(channel, actor_id) }] : []
  })
  if (fresh.length === 0) return []
  await sql`
    insert into moderation_trace (workspace_id, activity_id, at, author, bands, sketch)
    select ${workspaceId}::uuid, id, at, author, bands, sketch
    from json_to_recordset(${JSON.stringify(fresh)}::json)
      as row (id uuid, at timestamptz, author int, bands int[], sketch int[])
    on conflict do nothing`.execute(tx)
  const near = await nearOf(tx, workspaceId, fresh)
  const byBand = new Map<number, Traced[]>()
  for (const one of near) for (const band of one.bands) push(byBand, band, one)
  const waves = fresh.flatMap((one) => {
    const others = new Set(one.bands.flatMap((band) => (byBand.get(band) ?? []).slice(-COMPARED)))
    const wave = waveOf(
      one,
      [...others].filter(({ id }) => id !== one.id),
    )
    return wave ? [wave] : []
  })
  const newest = Math.max(...fresh.map(({ at }) => at.getTime()))
  await sql`
    delete from moderation_trace
    where workspace_id = ${workspaceId} and at < ${new Date(newest - KEPT)}`.execute(tx)
  return waves
}

function push(byBand: Map<number, Traced[]>, band: number, one: Traced): void {
  const some = byBand.get(band)
  if (some) some.push(one)
  else byBand.set(band, [one])
}

/** Those of the hours around some posts, in the order of their time. */
async function nearOf(tx: Handle, workspaceId: string, fresh: readonly Traced[]): Promise<Traced[]> {
  const times = fresh.map(({ at }) => at.getTime())
  const { rows } = await sql<Traced>`
    select activity_id as id, author, at, bands, sketch from moderation_trace
    where workspace_id = ${workspaceId}
      and at between ${new Date(Math.min(...times) - WINDOW)} and ${new Date(Math.max(...times) + WINDOW)}
    order by at, activity_id`.execute(tx)
  return rows
}

export async function forgetTraces(tx: Handle, workspaceId: string, activityIds: string[]): Promise<void> {
  if (activityIds.length === 0) return
  await tables<WaveTables>(tx)
    .deleteFrom('moderation_trace')
    .where('workspace_id', '=', workspaceId)
    .where('activity_id', 'in', activityIds)
    .execute()
}
