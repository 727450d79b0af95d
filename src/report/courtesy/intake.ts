import { type Handle, inTransaction } from '../../../lib/db/index.ts'
import { type Consumer, getActivities, type StoredActivity } from '../../activity/index.ts'
import { concernedBy, isSpoken, SPOKEN, takenBy } from '../../relate/inbox/index.ts'
import { judged, rulesOf } from './judge.ts'
import { keepTold, noteTook, type Reply, removeTold, toldOtherwise } from './store.ts'

/** Judges each answer as it leaves, again when it is edited, and notes how it was taken. */
export const courtesyIntake: Consumer = {
  name: 'courtesy',
  verbs: [...SPOKEN, 'Update', 'Delete'],
  handle: async (tx, workspaceId, activities) => {
    const said = activities.filter(isSpoken)
    const revised = (await concernedBy(tx, workspaceId, activities)).filter((one) => one.ours)
    await removeTold(
      tx,
      workspaceId,
      revised.filter((one) => one.deleted).map(({ id }) => id),
    )
    const answers = [...new Map([...said, ...revised].map((one) => [one.id, one])).values()]
    await keepTold(tx, workspaceId, await judged(tx, workspaceId, answers))
    await noteTook(tx, workspaceId, said.filter((one) => !one.ours).map(replyOf))
  },
}

function replyOf(activity: StoredActivity): Reply {
  const { unhappy, thanked, ...reply } = takenBy(activity)
  return { ...reply, took: unhappy ? 'unhappy' : thanked ? 'thanked' : 'neutral' }
}

/** Answers older than this stay judged as they were. */
const AGAIN = 53 * 7 * 86_400_000
const AT_ONCE = 500
const ROUNDS = 10

/** Judges anew what was judged by rules or manners of before; the rest waits for the next turn. */
export async function recountCourtesy(db: Handle, workspaceId: string, now: Date): Promise<number> {
  let count = 0
  for (let round = 0; round < ROUNDS; round++) {
    const done = await inTransaction(db, async (tx) => {
      const rules = await rulesOf(tx, workspaceId)
      const since = new Date(now.getTime() - AGAIN)
      const ids = await toldOtherwise(tx, workspaceId, rules, since, AT_ONCE)
      const told = await judged(tx, workspaceId, await getActivities(tx, workspaceId, ids))
      const known = new Set(told.map((one) => one.activity_id))
      await removeTold(
        tx,
        workspaceId,
        ids.filter((id) => !known.has(id)),
      )
      await keepTold(tx, workspaceId, told)
      return ids.length
    })
    count += done
    if (done < AT_ONCE) break
  }
  return count
}
