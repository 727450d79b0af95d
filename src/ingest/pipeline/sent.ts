import type { Handle } from '../../../lib/db/index.ts'
import { type Activity, adopt, seenKeys } from '../../activity/index.ts'
import { normalise } from './normalise.ts'
import type { PipelineDeps } from './passage.ts'
import { commit, prepare } from './pipeline.ts'

export interface SentActivity {
  workspaceId: string
  /** The channel's name in the stream. */
  channel: string
  accountId: string
  activity: Activity
}

/**
 * Appends what accounts have just sent, through the pipeline and in the caller's transaction. What the network's own
 * echo brought before is made ours and the account's.
 * @returns ids of the activities in the order given; null for one that the pipeline does not let in
 */
export async function appendSent(
  tx: Handle,
  sent: readonly SentActivity[],
  deps: PipelineDeps,
): Promise<(string | null)[]> {
  const ids: (string | null)[] = sent.map(() => null)
  const numbered = sent.map((one, at) => ({ ...one, at }))
  for (const group of Map.groupBy(numbered, sourceKey).values()) {
    const [first] = group
    if (!first) continue
    const activities = group.map(({ activity }) => ({ ...activity, ours: true }))
    await appendGroup(tx, first, activities, deps)
    const names = activities.map((activity) => normalise(activity, deps.now()).externalId)
    const known = await seenKeys(tx, first.workspaceId, first.channel, names)
    group.forEach(({ at }, i) => {
      ids[at] = known.get(names[i] ?? '') ?? null
    })
  }
  return ids
}

function sourceKey({ workspaceId, channel, accountId }: SentActivity): string {
  return `${workspaceId} ${channel} ${accountId}`
}

async function appendGroup(
  tx: Handle,
  { workspaceId, channel, accountId }: SentActivity,
  activities: Activity[],
  deps: PipelineDeps,
): Promise<void> {
  const source = { workspaceId, channel, accountId, keep: 'all' as const }
  const { stored } = await commit(tx, await prepare(tx, source, { activities }, deps), deps, {
    progress: false,
  })
  const fresh = new Set(stored.map((one) => one.externalId))
  const now = deps.now()
  const seen = activities
    .map((activity) => ({ externalId: normalise(activity, now).externalId, ours: true }))
    .filter(({ externalId }) => !fresh.has(externalId))
  const [by] = activities.map((activity) => activity.actor)
  if (by) await adopt(tx, { workspaceId, channel, accountId, equals: [], by, seen, now })
}
