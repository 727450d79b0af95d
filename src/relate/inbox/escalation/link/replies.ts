import { sql } from 'kysely'
import { type Handle, withSavepoint } from '../../../../../lib/db/index.ts'
import { Problem } from '../../../../../lib/errors/index.ts'
import { attachmentIdOf, type StoredActivity } from '../../../../activity/index.ts'
import { act } from '../matter/act.ts'
import { legOf } from '../sender/compose.ts'
import { same } from './link.ts'

interface Known {
  id: string
  escalation_id: string
  email: string | null
  /** Its link has been taken back. */
  shut: boolean
}

/** The legs that a mail answers, by the Message-IDs that it names: the nearest first. */
function answered({ channel, in_reply_to, thread, extra, verb, object_id }: StoredActivity): string[] {
  if (channel !== 'email') return []
  const mail = extra?.mail as { references?: unknown } | undefined
  const chain = Array.isArray(mail?.references)
    ? mail.references.filter((one) => typeof one === 'string')
    : []
  const named = [verb === 'Reject' ? object_id : null, in_reply_to, ...chain.reverse(), thread]
  return named.flatMap((one) => (one ? (legOf(one) ?? []) : []))
}

/**
 * Takes the mails by which services answer ours out of what has come in: an answer of an address that was asked stands in
 * its escalation. Answers the ids of all that is no customer's, and is to make no conversation.
 */
export async function takeReplies(
  tx: Handle,
  workspaceId: string,
  activities: readonly StoredActivity[],
): Promise<ReadonlySet<string>> {
  const wanted = new Map(activities.map((one) => [one, answered(one)]))
  const ids = [...new Set([...wanted.values()].flat())]
  const taken = new Set<string>()
  if (ids.length === 0) return taken
  const { rows } = await sql<Known>`
    select id, escalation_id, email, exists (
      select 1 from escalation_link as link
        join escalation on escalation.workspace_id = ${workspaceId} and escalation.id = link.escalation_id
      where link.workspace_id = ${workspaceId} and link.escalation_id = leg.escalation_id
        and lower(link.email) = lower(leg.email) and link.revoked is not null
        and escalation.state <> 'withdrawn') as shut
    from escalation_leg as leg
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(tx)
  const legs = new Map(rows.map((row) => [row.id, row]))
  for (const [activity, named] of wanted) {
    const leg = named.map((id) => legs.get(id)).find((one) => one !== undefined)
    if (!leg) continue
    if (activity.verb === 'Reject') await cameBack(tx, workspaceId, leg)
    // Whoever else answers a mail of ours is somebody new, and stays in the inbox for a person to see.
    else if (leg.email && !leg.shut && same(activity.actor_id, leg.email)) {
      if (await answer(tx, workspaceId, leg, activity)) taken.add(activity.id)
    }
  }
  return taken
}

async function cameBack(tx: Handle, workspaceId: string, { id }: Known): Promise<void> {
  await sql`
    update escalation_leg set state = 'failed', words = 'bounced'
    where workspace_id = ${workspaceId} and id = ${id} and state in ('sent', 'unknown')`.execute(tx)
}

/** An absence notice answers nothing. What cannot be taken stays in the inbox, where a person sees it: false. */
async function answer(
  tx: Handle,
  workspaceId: string,
  leg: Known,
  activity: StoredActivity,
): Promise<boolean> {
  if (activity.extra?.auto) return true
  const files = (activity.media ?? []).flatMap(({ url }) => attachmentIdOf(url) ?? [])
  const text = activity.text?.slice(0, 20_000) ?? ''
  if (text.trim() === '' && files.length === 0) return false
  const deed = { kind: 'answer', side: 'service', via: 'mail', now: activity.received, text, files } as const
  const entry = { entryId: activity.id, email: activity.actor_id }
  try {
    await withSavepoint(tx, () => act(tx, workspaceId, leg.escalation_id, { ...deed, ...entry }))
    return true
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return false
  }
}
