import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import { getActivities, type StoredActivity } from '../../../activity/index.ts'
import { ACTS, type Act, type Channel, channelOf, type Limits, networkOf } from '../../../channels/index.ts'
import { findStop } from '../../../deliver/index.ts'
import { type AccountRow, actingChannel, listAccounts } from '../../../ingest/index.ts'
import { isSpoken } from '../conversation.ts'
import type { Conversation } from '../store.ts'

export type Find = (channelId: string) => Channel | undefined

/** Somebody who may answer on a network. */
export interface Voice {
  row: AccountRow
  channel: Channel
  can: Act[]
  limits: Limits
  /** Why what it is asked does not leave at once; it waits, and is not lost. */
  blocked: 'paused' | 'failing' | 'stopped' | null
}

/** How far back is looked for the message to answer. */
const RECENT = 200

/** What an account of this channel can be asked. */
export function actsOf(channel: Channel): Act[] {
  return ACTS.filter((act) => channel[act] !== undefined)
}

/** The connected accounts of a network that can be asked for something, as they stand. */
export async function voicesOn(
  db: Handle,
  workspaceId: string,
  network: string,
  find: Find = channelOf,
): Promise<Voice[]> {
  const [rows, stop] = await Promise.all([listAccounts(db, workspaceId), findStop(db, workspaceId)])
  return rows.flatMap((row) => {
    const channel = row.connected || row.rehearsal ? actingChannel(row, find) : undefined
    if (!channel || networkOf(channel) !== network) return []
    const can = actsOf(channel)
    if (can.length === 0) return []
    const limits = { ...channel.limits, ...row.profile?.limits }
    return [{ row, channel, can, limits, blocked: blockOf(row, stop !== undefined) }]
  })
}

function blockOf(row: AccountRow, stopped: boolean): Voice['blocked'] {
  if (stopped) return 'stopped'
  if (row.paused) return 'paused'
  const kind = row.failure?.kind
  return kind === 'token-dead' || kind === 'gone' ? 'failing' : null
}

/**
 * Who can answer a conversation, the account that it came to first. What is private is answered by that account alone:
 * nobody else was written to. Nor does an account of a demonstration answer what came to another.
 */
export async function voicesFor(
  db: Handle,
  talk: Conversation & { workspace_id: string },
  find?: Find,
): Promise<Voice[]> {
  const voices = await voicesOn(db, talk.workspace_id, talk.channel, find)
  const own = (voice: Voice) => voice.row.id === talk.account_id
  return voices
    .filter((voice) => voice.can.includes('reply'))
    .filter((voice) => own(voice) || (talk.visibility === 'public' && !voice.row.rehearsal))
    .sort((a, b) => Number(own(b)) - Number(own(a)))
}

/** The message that an answer goes to unless another is named: the last of theirs that still stands. */
export async function messageToAnswer(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  named?: string,
): Promise<StoredActivity | undefined> {
  const messages = await messagesOf(db, workspaceId, conversationId, named)
  return messages.find((one) => !one.ours) ?? messages[0]
}

/** What was said in a conversation and still stands, newest first, as far back as answers look. */
export async function messagesOf(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  named?: string,
): Promise<StoredActivity[]> {
  const { rows } = await sql<{ activity_id: string }>`
    select activity_id from conversation_item
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId}
      ${named ? sql`and activity_id = ${named}` : sql``}
    order by published desc, activity_id desc limit ${RECENT}`.execute(db)
  const ids = rows.map((row) => row.activity_id)
  const found = new Map((await getActivities(db, workspaceId, ids)).map((one) => [one.id, one]))
  return ids.flatMap((id) => found.get(id) ?? []).filter((one) => isSpoken(one) && !one.deleted)
}
