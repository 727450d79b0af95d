import type { Contact } from '../../../access/index.ts'
import { contentsOf } from '../letter/content.ts'
import { pushOf } from '../letter/push.ts'
import type { NoticeRow } from '../letter/store.ts'
import { type Device, findDevice, noteDevice, removeDevice, subscriptionOf } from '../push/device.ts'
import { type Push, type Pushed, post } from '../push/post.ts'
import type { NoticeDeps, NoticeWays } from './deps.ts'
import { type Leg, putOff, settle } from './queue.ts'

/** Sends a notice to one device of its member. */
export async function sendPush(
  deps: NoticeDeps,
  leg: Leg,
  { notice, to }: { notice: NoticeRow; to: Contact },
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps
  const device = leg.device_id === null ? undefined : await findDevice(db, leg.workspace_id, leg.device_id)
  if (device?.member_id !== to.memberId) return settle(db, leg, 'dropped', 'no-device')
  const ask = { notices: [notice.id], most: 1, locale: to.locale }
  const items = (await contentsOf(db, leg.workspace_id, ask)).get(notice.id) ?? []
  const push = pushOf(notice, items, to)
  if (!push) return settle(db, leg, 'dropped', 'nothing-left')
  const pushed = await pushTo(
    deps,
    { workspaceId: leg.workspace_id, device, push },
    { now: deps.clock.now(), signal, db },
  )
  if (pushed.kind === 'later') return putOff(db, leg, pushed.wait, pushed.words)
  const state = pushed.kind === 'taken' ? 'sent' : pushed.kind === 'gone' ? 'dropped' : 'failed'
  await settle(db, leg, state, pushed.words)
}

/** Writes to a device; one that is gone is forgotten, one that takes our key no more is noted. */
export async function pushTo(
  ways: NoticeWays,
  { workspaceId, device, push }: { workspaceId: string; device: Device; push: Push },
  { db, now, signal }: { db: NoticeDeps['db']; now: Date; signal: AbortSignal },
): Promise<Pushed> {
  const to = subscriptionOf(ways.sealing, workspaceId, device)
  const pushed = await post(ways.http, ways.vapid, to, push, { now, signal })
  if (pushed.kind === 'gone') await removeDevice(db, workspaceId, device.id)
  if (pushed.kind === 'refused') await noteDevice(db, workspaceId, device.id, { refused: true })
  if (pushed.kind === 'taken') await noteDevice(db, workspaceId, device.id, { last_told: now })
  return pushed
}
