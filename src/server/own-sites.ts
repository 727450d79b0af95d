import { systemClock } from '../../lib/clock/index.ts'
import { keyFor, type SecretKey } from '../../lib/crypto/index.ts'
import type { Handle } from '../../lib/db/index.ts'
import { createLimiter } from '../../lib/limit/index.ts'
import type { Live } from '../../lib/live/index.ts'
import { membersWho } from '../access/index.ts'
import { actorsOf, getActivities, unheard, withdraw } from '../activity/index.ts'
import { forgetSent } from '../deliver/index.ts'
import type { RunnerDeps } from '../ingest/index.ts'
import { forgetPeople } from '../people/index.ts'
import { conversationsOf, forgetActivities, getConversations } from '../relate/inbox/index.ts'
import { forgetModerated, forgetQueued } from '../relate/moderation/index.ts'
import { type NoticeWays, tellMembers } from '../relate/notice/index.ts'
import type { SiteDeps } from '../relate/site/index.ts'
import { forgetTold } from '../report/index.ts'

/** What our own sites are given of the rest; each kind of link is signed by a key of its own. */
export function siteDeps(parts: {
  runner: RunnerDeps
  notices: NoticeWays
  key: SecretKey
  publicUrl: string
  limits: boolean
  /** Absent where nobody waits: in a process that only works. */
  live?: Pick<Live, 'onNotice'>
}): SiteDeps {
  const { runner, notices, key, publicUrl, limits, live } = parts
  const { db, pipeline } = runner
  return {
    ...{ db, pipeline, publicUrl, limits, clock: systemClock },
    secretOf: (purpose) => keyFor(key, `site:${purpose}`),
    mailWay: notices.mailWay,
    onNotice: live ? live.onNotice : () => () => undefined,
    limiter: createLimiter(systemClock),
    erase: eraseActivities,
    conversationsOf: talksOf,
    tellNear,
  }
}

async function talksOf(db: Handle, workspaceId: string, activityIds: string[]): Promise<Map<string, string>> {
  const filed = await conversationsOf(db, workspaceId, await getActivities(db, workspaceId, activityIds))
  return new Map([...filed].flatMap(([id, [talk]]) => (talk ? [[id, talk] as const] : [])))
}

/**
 * Who has the conversation keeps the appointment, and is told at any hour; of one that nobody has, whoever may answer is told
 * as they chose.
 */
const tellNear: SiteDeps['tellNear'] = async (tx, workspaceId, { callId, activityId, starts, now }) => {
  const conversationId = (await talksOf(tx, workspaceId, [activityId])).get(activityId) ?? null
  const [talk] = conversationId ? await getConversations(tx, workspaceId, [conversationId]) : []
  const keeper = talk?.assignee_id ?? null
  const members = keeper ? [keeper] : await membersWho(tx, workspaceId, 'inbox:write')
  const telling = {
    key: `call-back:${callId}:${starts.getTime()}`,
    what: keeper ? 'call_back_own' : 'call_back_open',
    ...{ members, conversationId, calls: keeper !== null, facts: { startsAt: starts.toISOString() } },
  }
  await tellMembers(tx, workspaceId, [telling], now)
}

/** Out of the stream first, which holds its consumers; then out of what they made of it, and of what was sent. */
async function eraseActivities(tx: Handle, workspaceId: string, activityIds: string[]): Promise<void> {
  if (activityIds.length === 0) return
  const people = await actorsOf(tx, workspaceId, activityIds)
  await withdraw(tx, workspaceId, activityIds)
  await forgetActivities(tx, workspaceId, activityIds)
  await forgetTold(tx, workspaceId, activityIds)
  await forgetQueued(tx, workspaceId, activityIds)
  await forgetModerated(tx, workspaceId, activityIds)
  await forgetSent(tx, workspaceId, activityIds)
  await forgetPeople(tx, workspaceId, 'site', await unheard(tx, workspaceId, people))
}
