import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { invalid } from '../../../../lib/errors/index.ts'
import { fits, lengthOf } from '../../../../lib/measure/index.ts'
import { attachmentsOf, getActivities } from '../../../activity/index.ts'
import type { Act, Audience, Limits } from '../../../channels/index.ts'
import { enqueue, referenceOf, type WrittenDraft } from '../../../deliver/index.ts'
import { changeConversations } from '../change.ts'
import { getConversation } from '../store.ts'
import { type Find, messageToAnswer, voicesFor, voicesOn } from './answering.ts'

export interface Written {
  text: string
  title?: string
  lang?: string
  warning?: string
  audience?: Audience
  quote?: boolean
  media: { attachmentId: string; alt: string }[]
}

export interface Reply extends Written {
  /** Activity to answer; default: the last of theirs. */
  to?: string
  accountId?: string
  /** Close the conversation with it. */
  done: boolean
}

export interface Author {
  memberId: string
  now: Date
}

/**
 * Decides an answer: it is in the outbox, and the conversation closed where that was asked, or neither.
 * @returns the id of the delivery
 * @throws Problem `not_found`, `cannot_answer`, `nothing_to_answer`, `nothing_to_send`, `too_long`, `too_many_files`,
 *   `file_not_taken`
 */
export function reply(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  written: Reply,
  by: Author,
  find?: Find,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const talk = await getConversation(tx, workspaceId, conversationId)
    const voices = await voicesFor(tx, { ...talk, workspace_id: workspaceId }, find)
    const voice = written.accountId ? voices.find(({ row }) => row.id === written.accountId) : voices[0]
    if (!voice) throw invalid('cannot_answer')
    const to = await messageToAnswer(tx, workspaceId, conversationId, written.to)
    if (!to) throw invalid('nothing_to_answer')
    const id = await enqueue(tx, {
      workspaceId,
      accountId: voice.row.id,
      channel: voice.row.channel,
      act: 'reply',
      at: by.now,
      draft: await draftOf(tx, workspaceId, written, voice.limits),
      to: { activityId: to.id, reference: referenceOf(to) },
      conversationId,
      by: by.memberId,
    })
    if (written.done) await changeConversations(tx, workspaceId, [conversationId], { status: 'done' }, by)
    return id
  })
}

/**
 * Likes or shares somebody's message, or takes back one of ours.
 * @throws Problem `not_found`, `cannot_mark`
 */
export function mark(
  db: Handle,
  workspaceId: string,
  activityId: string,
  asked: { act: Exclude<Act, 'publish' | 'reply'>; accountId?: string },
  by: Author,
  find?: Find,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const [to] = await getActivities(tx, workspaceId, [activityId])
    const { act } = asked
    if (!to || to.deleted || (act === 'remove') !== to.ours) throw invalid('cannot_mark')
    const accountId = asked.accountId ?? (act === 'remove' ? to.account_id : undefined) ?? undefined
    const voices = (await voicesOn(tx, workspaceId, to.channel, find)).filter(({ can }) => can.includes(act))
    const voice =
      voices.find(({ row }) => row.id === (accountId ?? to.account_id)) ?? (accountId ? undefined : voices[0])
    if (!voice || (act === 'repost' && to.visibility === 'private')) throw invalid('cannot_mark')
    return enqueue(tx, {
      workspaceId,
      accountId: voice.row.id,
      channel: voice.row.channel,
      act,
      at: by.now,
      to: { activityId: to.id, reference: referenceOf(to) },
      by: by.memberId,
    })
  })
}

/** What was written, checked against what the network takes. */
export async function draftOf(
  db: Handle,
  workspaceId: string,
  written: Written,
  limits: Limits,
): Promise<WrittenDraft> {
  const { media, text, title, lang, warning, audience, quote } = written
  if (!text.trim() && media.length === 0) throw invalid('nothing_to_send')
  if (media.length > limits.media) throw invalid('too_many_files', { most: limits.media })
  const counted = warning && limits.warning ? `${warning}${text}` : text
  if (!fits(counted, limits.text, limits.measure))
    throw invalid(
      'too_long',
      { most: limits.text, length: lengthOf(counted, limits.measure) },
      { text: 'too_long' },
    )
  return {
    text,
    ...(title && limits.title ? { title } : {}),
    ...(lang ? { lang } : {}),
    ...(warning && limits.warning ? { warning } : {}),
    ...(audience && limits.audiences?.includes(audience) ? { audience } : {}),
    ...(quote !== undefined && limits.quote ? { quote } : {}),
    media: await filesOf(db, workspaceId, media, limits),
  }
}

async function filesOf(db: Handle, workspaceId: string, media: Written['media'], limits: Limits) {
  const kept = await attachmentsOf(
    db,
    workspaceId,
    media.map((one) => one.attachmentId),
  )
  const byId = new Map(kept.map((one) => [one.id, one]))
  return media.map(({ attachmentId, alt }) => {
    const file = byId.get(attachmentId)
    if (!file || !isTaken(file, limits)) throw invalid('file_not_taken', { name: file?.name ?? '' })
    const { name, mediaType, size } = file
    return { attachmentId, name, mediaType, size, alt: alt.slice(0, limits.alt ?? 2_000) }
  })
}

/** As an `accept` attribute reads: `image/*`, `image/png`. */
function isTaken({ mediaType, size }: { mediaType: string; size: number }, limits: Limits): boolean {
  if (limits.mediaBytes && size > limits.mediaBytes) return false
  return (
    limits.mediaTypes?.some((one) =>
      one.endsWith('/*') ? mediaType.startsWith(one.slice(0, -1)) : one === mediaType,
    ) ?? true
  )
}
