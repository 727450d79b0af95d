import type { Handle } from '../../../../lib/db/index.ts'
import {
  type Consumer,
  getActivities,
  getByExternalId,
  type StoredActivity,
} from '../../../activity/index.ts'
import { isSpoken, SPOKEN } from '../conversation.ts'
import { concernedBy } from '../revise.ts'
import { pairOf, takenBy } from './pair.ts'
import { addPairs, type NewPair, noteTaken, removePairs } from './store.ts'

/** Learns from what the team answers: what was sent and stood, was courteous, and left nobody angry. */
export function suggestIntake(): Consumer {
  return {
    name: 'suggest',
    verbs: [...SPOKEN, 'Update', 'Delete'],
    handle: async (tx, workspaceId, activities) => {
      const said = activities.filter(isSpoken)
      const revised = await concernedBy(tx, workspaceId, activities)
      const lost = await removePairs(
        tx,
        workspaceId,
        revised.map(({ id }) => id),
      )
      const ids = [
        ...lost.map((one) => one.answer_id),
        ...revised.filter((one) => one.ours).map(({ id }) => id),
      ]
      const again = await getActivities(tx, workspaceId, [...new Set(ids)])
      const pairs = await pairsAmong(tx, workspaceId, [...said, ...again])
      const known = new Map(lost.map(({ answer_id, ...took }) => [answer_id, took]))
      await addPairs(
        tx,
        workspaceId,
        pairs.map((pair) => ({ ...pair, ...known.get(pair.answerId) })),
      )
      const theirs = said.filter((one) => !one.ours).map(takenBy)
      const telling = theirs.filter(({ unhappy, thanked }) => unhappy || thanked)
      await noteTaken(tx, workspaceId, telling)
    },
  }
}

/** The pairs that answers of ours make with what they answer. */
async function pairsAmong(
  tx: Handle,
  workspaceId: string,
  activities: readonly StoredActivity[],
): Promise<NewPair[]> {
  const pairs = new Map<string, NewPair>()
  const answers = activities.filter((one) => one.ours && one.in_reply_to !== null)
  for (const [channel, some] of Map.groupBy(answers, (one) => one.channel)) {
    const ids = [...new Set(some.flatMap((one) => one.in_reply_to ?? []))]
    const asked = new Map(
      (await getByExternalId(tx, workspaceId, channel, ids)).map((one) => [one.object_id, one]),
    )
    for (const answer of some) {
      const question = asked.get(answer.in_reply_to ?? '')
      const pair = question && pairOf(question, answer)
      if (pair) pairs.set(pair.answerId, pair)
    }
  }
  return [...pairs.values()]
}
