import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import { getActivities } from '../../../activity/index.ts'
import { decide, propose, restore } from '../act/decide.ts'
import type { ModerationDeps } from '../act/deps.ts'
import { actsOn } from '../act/store.ts'
import { judge as judgeAppeal, say } from '../appeal/judge.ts'
import { appealOf } from '../appeal/link.ts'
import type { Sanction } from '../charter/charter.ts'
import { judge } from '../queue/judge.ts'
import { findItem } from '../queue/store.ts'

/** What somebody did about a post, or its author, in the moment in which they did. */
export type Turn = { activityId: string; at: Date } & (
  | {
      does: 'propose'
      by: string
      kind: Sanction
      ruleId: string
      /** Who judges it too, where the queue gave it to two. */
      second: string
    }
  | { does: 'approve' | 'refuse' | 'withdraw' | 'restore'; by: string; note?: string }
  | { does: 'grant' | 'dismiss'; by: string; answer: string }
  | { does: 'appeal'; text: string }
)

/**
 * Tells what a house did by its charter, through the same doors as its members, in the order given.
 * @throws Problem those of `propose`, `decide`, `restore`, `judge` and `say`
 */
export function tellActs(
  db: Handle,
  deps: ModerationDeps,
  workspaceId: string,
  turns: readonly Turn[],
): Promise<void> {
  return inTransaction(db, async (tx) => {
    for (const turn of turns) await take(tx, deps, workspaceId, turn)
  })
}

async function take(tx: Handle, deps: ModerationDeps, workspaceId: string, turn: Turn): Promise<void> {
  if (turn.does === 'propose') return proposed(tx, deps, workspaceId, turn)
  const act = (await actsOn(tx, workspaceId, [turn.activityId])).at(-1)
  if (!act) throw notFound('moderation_act')
  if (turn.does === 'appeal') {
    const appeal = await appealOf(tx, workspaceId, act.id, true)
    if (!appeal) throw notFound('appeal')
    return say(tx, deps, appeal, { text: turn.text, now: turn.at })
  }
  const by = { memberId: turn.by, now: turn.at }
  const one = { workspaceId, id: act.id }
  switch (turn.does) {
    case 'grant':
    case 'dismiss': {
      const decision = turn.does === 'grant' ? ('granted' as const) : ('dismissed' as const)
      return judgeAppeal(tx, deps, { ...one, decision, answer: turn.answer }, by)
    }
    case 'restore':
      await restore(tx, deps, { ...one, why: 'team', note: turn.note }, by)
      return
    default:
      await decide(tx, deps, { ...one, decision: turn.does, note: turn.note }, by)
  }
}

/** By the queue where the post waits in it, so that it waits no longer. */
async function proposed(
  tx: Handle,
  deps: ModerationDeps,
  workspaceId: string,
  { activityId, kind, ruleId, by, second, at: now }: Extract<Turn, { does: 'propose' }>,
): Promise<void> {
  const item = await findItem(tx, workspaceId, activityId)
  if (!item) {
    const [post] = await getActivities(tx, workspaceId, [activityId])
    if (!post) throw notFound('activity')
    const mark = { in: 'text' as const, start: 0, end: post.text?.length ?? 0 }
    await propose(tx, deps, { workspaceId, activityId, kind, ruleId, mark }, { memberId: by, now })
    return
  }
  const said = { workspaceId, activityId, revision: item.revision, ruleId, sanction: kind }
  // Of two who judge, the last one's verdict is what is done: the story says by whom.
  const judges = item.blind ? [second, by] : [by]
  for (const memberId of judges) await judge(tx, deps, { ...said, verdict: 'act' }, { memberId, now })
}
