import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify } from '../../../../../lib/db/index.ts'
import { invalid } from '../../../../../lib/errors/index.ts'
import { enqueue, referenceOf, requireFit, writtenDraft } from '../../../../deliver/index.ts'
import { type Find, messageToAnswer } from '../../answer/answering.ts'
import { reply } from '../../answer/reply.ts'
import { requireFilled } from '../../answer/used.ts'
import { changeConversations } from '../../change.ts'
import { saidIn } from '../../merge/said-in.ts'
import { type Conversation, getConversation } from '../../store.ts'
import { tellConversation } from '../event.ts'
import type { Setting } from '../lines/lines.ts'
import { hasLink, withLink } from '../lines/link.ts'
import { wordsOf } from '../lines/turn.ts'
import { addressWith, hashOfReference, newReference } from '../mail/reference.ts'
import type { Way } from '../tables.ts'
import { newLink } from './token.ts'
import { type Ways, waysFor } from './ways.ts'

export interface Inviting {
  way: Way
  /** Said in public; for a link or a mail, with the place of either in it. */
  text: string
  /** For a private message: what it says. */
  opening?: string | undefined
  /** How long they can come. */
  hours: number
  seen?: string[] | undefined
  despite?: string[] | undefined
}

export interface Inviter {
  memberId: string
  now: Date
  publicUrl: string
  setting: Setting
  find?: Find | undefined
}

/** An invitation that stands in a list already; absent: a person's own act. */
export interface Listed {
  id: string
}

/**
 * Asks who wrote in public to go on in private: a line where everybody reads, and the way. Both are in the outbox, or
 * neither; the conversation comes back by itself where nobody has come in time.
 * @returns the id of the invitation
 * @throws Problem `not_found`, `private_already`, `private_invited`, `private_no_way`, `private_no_link`, `private_no_opening`, and those of `reply`
 */
export function invite(
  db: Handle,
  workspaceId: string,
  conversationId: string,
  given: Inviting,
  by: Inviter,
  listed?: Listed,
): Promise<string> {
  return inTransaction(db, async (tx) => {
    const talk = await getConversation(tx, workspaceId, conversationId)
    if (talk.visibility === 'private') throw invalid('private_already')
    await requireUninvited(tx, workspaceId, talk.id, listed?.id)
    const to = await messageToAnswer(tx, workspaceId, talk.id)
    const where = await saidIn(tx, workspaceId, talk, to?.id)
    const ways = await waysFor(tx, { ...where, workspace_id: workspaceId }, by.setting, by.find)
    const voice = given.way === 'direct' ? ways.direct : ways[given.way]?.voice
    if (!voice || !to) throw invalid('private_no_way')
    const id = listed?.id ?? uuidv7()
    const place = placeFor(given, ways, { workspaceId, id, publicUrl: by.publicUrl })
    const text = place ? withLink(given.text, place.says) : given.text
    const answer = { text, to: to.id, media: [], accountId: voice.row.id, done: false }
    const { seen, despite } = given
    const line = { ...answer, ...(seen && { seen }), ...(despite && { despite }) }
    const deliveryId = await reply(tx, workspaceId, talk.id, line, by, by.find)
    const directId =
      given.way === 'direct' ? await openInPrivate(tx, workspaceId, talk, { voice, to, given, by }) : null
    const expires = new Date(by.now.getTime() + given.hours * 3_600_000)
    await keep(tx, workspaceId, {
      ...{ id, conversation_id: listed ? conversationId : talk.id, channel: talk.channel, way: given.way },
      ...{ delivery_id: deliveryId, direct_id: directId, token_hash: place?.hash ?? null, expires },
      ...{ site_id: given.way === 'link' ? (ways.link?.site.id ?? null) : null, words: wordsOf(given.text) },
      ...{ member_id: by.memberId, created: by.now },
    })
    const later = { status: 'snoozed', snoozedUntil: expires } as const
    await changeConversations(tx, workspaceId, [talk.id], later, by)
    await tellConversation(tx, workspaceId, { id: talk.id, what: 'private-invited', value: given.way }, by)
    await notify(tx, { w: workspaceId, k: 'private', id })
    return id
  })
}

/** What stands in a line for a link or for an address, and what is kept of it. */
function placeFor(
  { way, text }: Inviting,
  { mail }: Ways,
  { workspaceId, id, publicUrl }: { workspaceId: string; id: string; publicUrl: string },
): { says: string; hash: string } | undefined {
  if (way === 'direct') return undefined
  if (!hasLink(text)) throw invalid('private_no_link', {}, { text: 'private_no_link' })
  if (way === 'link') {
    const { url, hash } = newLink(publicUrl, workspaceId, id)
    return { says: url, hash }
  }
  const reference = newReference()
  return { says: addressWith(mail?.mailbox.address ?? '', reference), hash: hashOfReference(reference) }
}

/** One at a time: who is invited twice by two colleagues does not know whom to believe. */
async function requireUninvited(tx: Handle, workspaceId: string, conversationId: string, but?: string) {
  await sql`
    select 1 from conversation where workspace_id = ${workspaceId} and id = ${conversationId} for update`.execute(
    tx,
  )
  const { rows } = await sql`
    select 1 from private_invitation
    where workspace_id = ${workspaceId} and conversation_id = ${conversationId} and stage = 'decided'
      and revoked is null and told is null and closing_id is null and id is distinct from ${but ?? null}::uuid
      and not exists (
        select 1 from private_arrival as came
        where came.workspace_id = ${workspaceId} and came.invitation_id = private_invitation.id
          and came.refused is null)
    limit 1`.execute(tx)
  if (rows.length > 0) throw invalid('private_invited')
}

type Meeting = {
  voice: NonNullable<Awaited<ReturnType<typeof waysFor>>['direct']>
  to: NonNullable<Awaited<ReturnType<typeof messageToAnswer>>>
  given: Inviting
  by: Inviter
}

/** The first private message, which leaves after the line that tells of it. */
async function openInPrivate(
  tx: Handle,
  workspaceId: string,
  talk: Conversation,
  { voice, to, given, by }: Meeting,
): Promise<string> {
  const opening = given.opening?.trim()
  if (!opening) throw invalid('private_no_opening', {}, { opening: 'private_no_opening' })
  requireFilled(opening)
  const draft = await writtenDraft(tx, workspaceId, { text: opening, audience: 'direct', media: [] })
  requireFit(draft, voice.limits)
  return enqueue(tx, {
    ...{
      workspaceId,
      accountId: voice.row.id,
      channel: voice.row.channel,
      act: 'publish',
      at: by.now,
      draft,
    },
    to: { activityId: to.id, reference: referenceOf(to) },
    conversationId: talk.id,
    by: by.memberId,
  })
}

interface Kept {
  id: string
  conversation_id: string
  channel: string
  way: Way
  delivery_id: string
  direct_id: string | null
  token_hash: string | null
  site_id: string | null
  expires: Date
  words: string
  member_id: string
  created: Date
}

async function keep(tx: Handle, workspaceId: string, one: Kept): Promise<void> {
  await sql`
    insert into private_invitation (workspace_id, id, place, conversation_id, channel, member_id, created, stage, way,
      words, delivery_id, direct_id, site_id, token_hash, expires)
    values (${workspaceId}, ${one.id}, 1, ${one.conversation_id}, ${one.channel}, ${one.member_id}, ${one.created},
      'decided', ${one.way}, ${one.words}, ${one.delivery_id}, ${one.direct_id}, ${one.site_id}, ${one.token_hash},
      ${one.expires})
    on conflict (workspace_id, id) do update set stage = 'decided', reason = null, way = excluded.way,
      words = excluded.words, delivery_id = excluded.delivery_id, direct_id = excluded.direct_id,
      site_id = excluded.site_id, token_hash = excluded.token_hash, expires = excluded.expires, settled = null,
      revoked = null, told = null`.execute(tx)
}
