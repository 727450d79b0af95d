import type { Handle } from '../../../../lib/db/index.ts'
import type { StoredActivity } from '../../../activity/index.ts'
import { enqueue, referenceOf } from '../../../deliver/index.ts'
import { openAppeal } from '../appeal/link.ts'
import { archivePurpose, sealTaken, takenOf } from '../archive/archive.ts'
import { keepArchive } from '../archive/store.ts'
import type { Charter } from '../charter/charter.ts'
import { isNetworkAct, UNDO } from './act.ts'
import type { ModerationDeps } from './deps.ts'
import { noticeDraft } from './notice.ts'
import { type Act, changeAct } from './store.ts'
import { type Way, waysFor } from './way.ts'

const DAY = 86_400_000

/**
 * Does what was decided, in the transaction that decides it: what is taken away is sealed, the way to appeal opened, the
 * author told, the network asked. Killed anywhere, all of it stands or nothing.
 */
export async function carryOut(
  tx: Handle,
  deps: ModerationDeps,
  {
    act,
    activity,
    charter,
    by,
  }: {
    act: Act
    activity: StoredActivity
    charter: Charter
    by: { memberId: string; now: Date }
  },
): Promise<void> {
  const { workspace_id: workspaceId, id: actId, kind } = act
  const { now } = by
  const after = (days: number) => new Date(now.getTime() + days * DAY)
  const mark = { in: act.mark_in, start: act.mark_start, end: act.mark_end }
  const { rule_id: rule, charter_version: charterVersion } = act
  const taken = takenOf(activity, { mark, rule, charterVersion, now })
  const sealed = sealTaken(deps.sealing, archivePurpose(workspaceId, actId), taken)
  await keepArchive(tx, { workspaceId, actId, sealed, now, until: after(charter.archiveDays) })
  const token = await openAppeal(tx, { workspaceId, actId, expires: after(charter.appealDays) })
  const ways = await waysFor(tx, activity, deps.find)
  const errand: Errand = {
    act,
    activity,
    by,
    to: { activityId: activity.id, reference: referenceOf(activity) },
  }
  const told = await tell(tx, errand, ways.tell, `${deps.publicUrl}/appeal/${token}`)
  const way = ways.act(kind)
  const asked = way && isNetworkAct(kind) ? await ask(tx, errand, way, kind) : null
  await changeAct(tx, act, {
    ...{
      state: 'done',
      done: now,
      scope: asked ? 'network' : 'here',
      account_id: asked ? (way?.row.id ?? null) : null,
    },
    ...{ act_delivery: asked, notice_delivery: told, notice_state: told ? 'sent' : 'unreachable' },
  })
}

interface Errand {
  act: Act
  activity: StoredActivity
  by: { memberId: string; now: Date }
  to: { activityId: string; reference: ReturnType<typeof referenceOf> }
}

async function tell(tx: Handle, { act, by, to }: Errand, way: Way | undefined, url: string) {
  if (!way || act.notice_text === null) return null
  const { workspace_id: workspaceId, notice_text: text, notice_lang: lang } = act
  const draft = await noticeDraft(tx, workspaceId, { text, lang, way, url })
  return enqueue(tx, {
    ...{ workspaceId, accountId: way.row.id, channel: way.row.channel, act: 'reply', at: by.now, draft, to },
    ...(act.conversation_id ? { conversationId: act.conversation_id } : {}),
    by: by.memberId,
  })
}

/**
 * Who is blocked can be told nothing any more: that leaves after the notice. To hide waits for nothing, least of all for a
 * notice that did not get through.
 */
function laneOf(act: Pick<Act, 'kind' | 'conversation_id' | 'activity_id'>): string {
  return act.kind === 'block' ? (act.conversation_id ?? act.activity_id) : `moderation:${act.activity_id}`
}

function ask(
  tx: Handle,
  { act, by, to }: Omit<Errand, 'activity'>,
  { row }: Way,
  what: keyof typeof UNDO | (typeof UNDO)[keyof typeof UNDO],
): Promise<string> {
  return enqueue(tx, {
    ...{ workspaceId: act.workspace_id, accountId: row.id, channel: row.channel, act: what },
    ...{ at: by.now, to, by: by.memberId, lane: laneOf(act) },
    ...(act.conversation_id ? { conversationId: act.conversation_id } : {}),
  })
}

/** Asks the network to take back what it was asked for, in the same order; null where it was asked for nothing. */
export async function takeBack(
  tx: Handle,
  deps: ModerationDeps,
  { act, activity, by }: { act: Act; activity: StoredActivity; by: { memberId: string; now: Date } },
): Promise<string | null> {
  if (!act.act_delivery || !isNetworkAct(act.kind)) return null
  const way = (await waysFor(tx, activity, deps.find)).act(act.kind)
  if (!way) return null
  const to = { activityId: activity.id, reference: referenceOf(activity) }
  return ask(tx, { act, by, to }, way, UNDO[act.kind])
}
