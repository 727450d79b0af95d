import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, tables } from '../../../lib/db/index.ts'
import type { StoredActivity } from '../../activity/index.ts'
import { changeConversations } from './change.ts'
import type { InboxTables } from './tables.ts'

/** What a server said of a message of ours that it could not hand over, or not yet. */
export interface Bounce {
  recipient: string
  permanent: boolean
  /** Enhanced status (RFC 3463), as `5.1.1`. */
  status?: string
  /** The server's own. */
  words?: string
}

function bounceOf({ verb, extra }: StoredActivity): Bounce | undefined {
  const bounce = extra?.bounce as Partial<Bounce> | undefined
  if (verb !== 'Reject' || typeof bounce !== 'object' || bounce === null) return undefined
  const { recipient, status, words, permanent } = bounce
  return {
    recipient: typeof recipient === 'string' ? recipient : '',
    permanent: permanent === true,
    ...(typeof status === 'string' && { status }),
    ...(typeof words === 'string' && { words }),
  }
}

/**
 * An answer that came back was read by nobody: its conversation says so, opens, and somebody waits again. Of one that
 * is only late it says so and changes nothing else, since its server goes on trying.
 */
export async function reopenUndelivered(
  tx: Handle,
  workspaceId: string,
  activities: StoredActivity[],
  concerned: StoredActivity[],
  filed: ReadonlyMap<string, string[]>,
): Promise<void> {
  const answers = new Map(
    concerned.filter((one) => one.ours).map((one) => [`${one.channel}\n${one.object_id}`, one]),
  )
  for (const activity of activities) {
    const bounce = bounceOf(activity)
    const answer = answers.get(`${activity.channel}\n${activity.object_id}`)
    if (!bounce || !answer) continue
    for (const id of filed.get(answer.id) ?? []) {
      await tell(tx, workspaceId, { id, about: answer.id, bounce, at: activity.published })
      if (bounce.permanent) await reopen(tx, workspaceId, id, activity.published)
    }
  }
}

async function tell(
  tx: Handle,
  workspaceId: string,
  { id, about, bounce, at }: { id: string; about: string; bounce: Bounce; at: Date },
): Promise<void> {
  const { recipient, permanent, status = null, words = null } = bounce
  await tables<InboxTables>(tx)
    .insertInto('conversation_event')
    .values({
      workspace_id: workspaceId,
      conversation_id: id,
      id: uuidv7(),
      at,
      member_id: null,
      what: permanent ? 'undelivered' : 'delayed',
      value: recipient,
      about,
      detail: JSON.stringify({ status, words }),
    })
    .execute()
}

async function reopen(tx: Handle, workspaceId: string, id: string, at: Date): Promise<void> {
  await changeConversations(tx, workspaceId, [id], { status: 'open' }, { memberId: null, now: at })
  await sql`
    update conversation set waiting_since = coalesce(waiting_since, ${at})
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
}
