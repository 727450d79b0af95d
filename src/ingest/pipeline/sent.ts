import type { Handle } from '../../../lib/db/index.ts'
import { type Activity, adopt, seenKeys } from '../../activity/index.ts'
import { normalise } from './normalise.ts'
import type { PipelineDeps } from './passage.ts'
import { commit, prepare } from './pipeline.ts'

export interface SentActivity {
  accountId: string
  activity: Activity
}

/**
 * Appends what accounts of one workspace have just sent to one network, through the pipeline and in the caller's
 * transaction, which must append nothing else: whoever holds the head of a stream waits for no key. What the network's
 * own echo brought before is made ours and the account's.
 * @param channel the channel's name in the stream
 * @returns ids of the activities in the order given; null for one that the pipeline does not let in
 */
export async function appendSent(
  tx: Handle,
  { workspaceId, channel }: { workspaceId: string; channel: string },
  sent: readonly SentActivity[],
  deps: PipelineDeps,
): Promise<(string | null)[]> {
  const now = deps.now()
  const ours = sent.map(({ accountId, activity }) => {
    const { externalId } = normalise(activity, now)
    return { accountId, externalId, activity: { ...activity, ours: true } }
  })
  const accounts = new Map(ours.map(({ externalId, accountId }) => [externalId, accountId]))
  const activities = ours.map(({ activity }) => activity)
  const source = { workspaceId, channel, accountId: null, keep: 'all' as const }
  const passage = await prepare(tx, source, { activities }, deps)
  for (const item of passage.items) {
    const accountId = accounts.get(item.activity.externalId)
    if (accountId) item.accountId = accountId
  }
  const { stored } = await commit(tx, passage, deps, { progress: false })
  const fresh = new Map(stored.map((one) => [one.externalId, one.id]))
  const echoed = ours.filter(({ externalId }) => !fresh.has(externalId))
  for (const [accountId, group] of Map.groupBy(echoed, (one) => one.accountId)) {
    const by = group[0]?.activity.actor
    const seen = group.map(({ externalId }) => ({ externalId, ours: true }))
    if (by) await adopt(tx, { workspaceId, channel, accountId, equals: [], by, seen, now })
  }
  const names = echoed.map((one) => one.externalId)
  const known = await seenKeys(tx, workspaceId, channel, names)
  return ours.map(({ externalId }) => fresh.get(externalId) ?? known.get(externalId) ?? null)
}
