import { z } from 'zod'
import { type Context, idParams, type Route, route } from '../../../../access/index.ts'
import { messageToAnswer } from '../../answer/answering.ts'
import { saidIn } from '../../merge/said-in.ts'
import { knownOf, languageOf } from '../../saved/offer.ts'
import { filledFor } from '../../saved/variables.ts'
import { type Conversation, getConversation } from '../../store.ts'
import { KINDS, type Lines, variantsIn } from '../lines/lines.ts'
import { privateSetting } from '../lines/setting.ts'
import { WAYS } from '../tables.ts'
import { invite } from './invite.ts'
import { invitationReply, presentInvitations } from './present.ts'
import {
  closeInPublic,
  getInvitation,
  invitationsFrom,
  invitationsTo,
  refuseArrival,
  withdrawInvitation,
} from './store.ts'
import { waysFor } from './ways.ts'

const tag = 'private'
const text = z.string().trim().min(1).max(20_000)
const ids = z.array(z.uuid()).max(200).optional()

const conversationPrivate = z.object({
  ways: z.object({
    /** A private message on the network itself. */
    direct: z.boolean(),
    /** The site of ours whose chat a link leads to. */
    link: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** The mailbox of ours that they can write to. */
    mail: z.object({ id: z.string(), name: z.string(), address: z.string() }).nullable(),
    /** Why there is none: no mailbox is connected, or what comes to it is not read now. */
    noMail: z.enum(['none', 'down']).nullable(),
  }),
  hours: z.number(),
  /** What can be said, filled as it would leave; in a line, the link is still a variable. */
  drafts: z.object(Object.fromEntries(KINDS.map((kind) => [kind, z.array(z.string())])) as Drafts),
  invitations: z.array(invitationReply),
  /** By which they came here. */
  from: z.array(invitationReply),
})
type Drafts = Record<(typeof KINDS)[number], z.ZodArray<z.ZodString>>

export const invitationRoutes: Route[] = [shownRoute(), inviteRoute(), ...afterRoutes()]

async function presented(context: Context, id: string) {
  const { db, workspaceId } = context
  const [one] = await presentInvitations(
    db,
    workspaceId,
    [await getInvitation(db, workspaceId, id)],
    await readerOf(context),
  )
  if (!one) throw new Error('an invitation that is there is shown')
  return one
}

async function readerOf({ clock, locale, memberNames }: Context) {
  return { now: clock.now(), locale, names: await memberNames() }
}

function shownRoute(): Route {
  return route({
    method: 'get',
    path: '/conversations/{id}/private',
    summary: 'How it can go on in private, and who was invited or came from where',
    tag,
    can: 'inbox:read',
    params: idParams,
    reply: conversationPrivate,
    handler: async (context, { params }) => {
      const { db, workspaceId, principal } = context
      const talk = await getConversation(db, workspaceId, params.id)
      const setting = await privateSetting(db, workspaceId)
      const to = await messageToAnswer(db, workspaceId, talk.id)
      const place = await saidIn(db, workspaceId, talk, to?.id)
      const ways =
        talk.visibility === 'public'
          ? await waysFor(db, { ...place, workspace_id: workspaceId }, setting)
          : undefined
      const reader = await readerOf(context)
      const from = await invitationsFrom(db, workspaceId, talk.id)
      const came = await invitationsTo(db, workspaceId, talk.id)
      return {
        ways: {
          direct: ways?.direct !== undefined,
          link: ways?.link?.site ?? null,
          mail: ways?.mail?.mailbox ?? null,
          noMail: ways?.noMail ?? null,
        },
        hours: setting.hours,
        drafts: await draftsFor(context, talk, setting.lines, principal.memberId),
        invitations: await presentInvitations(db, workspaceId, from, reader),
        from: await presentInvitations(db, workspaceId, came, reader),
      }
    },
  })
}

/** Each kind in the language of the conversation, filled with what is known of them. */
async function draftsFor(
  { db, workspaceId, locale }: Context,
  talk: Conversation,
  lines: Lines,
  memberId: string,
) {
  const known = await knownOf(db, workspaceId, talk, memberId)
  const wanted = [languageOf(talk.lang), locale]
  const entries = KINDS.map((kind) => [
    kind,
    variantsIn(lines, kind, wanted).map((line) => filledFor(line, known).text),
  ])
  return Object.fromEntries(entries) as Record<(typeof KINDS)[number], string[]>
}

function inviteRoute(): Route {
  return route({
    method: 'post',
    path: '/conversations/{id}/private',
    summary: 'Goes on in private: a line in public and the way, at once',
    description:
      'By `direct`, the line leaves in public and `opening` as a private message of the network; by `link`, `text` names the link \
as `{{link}}`, which leads to a page of ours until it expires; by `mail`, `text` names as `{{address}}` our mailbox with a \
reference, by which what is written to us is known. The conversation is put away until then and comes back by \
itself where nobody has come; once they have, both conversations show the other.',
    tag,
    can: 'outbox:write',
    params: idParams,
    body: z.strictObject({
      way: z.enum(WAYS),
      text,
      opening: text.optional(),
      hours: z.int().min(1).max(720).optional(),
      seen: ids,
      despite: ids,
    }),
    reply: invitationReply,
    status: 201,
    handler: async (context, { params, body }) => {
      const { db, workspaceId, principal, clock, publicUrl } = context
      const setting = await privateSetting(db, workspaceId)
      const by = { memberId: principal.memberId, now: clock.now(), publicUrl, setting }
      const given = { ...body, hours: body.hours ?? setting.hours }
      return presented(context, await invite(db, workspaceId, params.id, given, by))
    },
  })
}

function afterRoutes(): Route[] {
  return [
    route({
      method: 'post',
      path: '/private-invitations/{id}/withdraw',
      summary: 'Takes an invitation back: its link opens nothing, and what has not left stays',
      tag,
      can: 'outbox:write',
      params: idParams,
      body: z.strictObject({}),
      reply: invitationReply,
      status: 200,
      handler: async (context, { params }) => {
        const { db, workspaceId, principal, clock } = context
        const by = { memberId: principal.memberId, now: clock.now() }
        await withdrawInvitation(db, workspaceId, params.id, by)
        return presented(context, params.id)
      },
    }),
    route({
      method: 'post',
      path: '/private-invitations/{id}/not-them',
      summary: 'Says that who came is somebody else: the invitation stands',
      tag,
      can: 'inbox:write',
      params: idParams,
      body: z.strictObject({ conversationId: z.uuid() }),
      reply: invitationReply,
      status: 200,
      handler: async (context, { params: { id }, body: { conversationId } }) => {
        const { db, workspaceId, principal, clock } = context
        const by = { memberId: principal.memberId, now: clock.now() }
        await refuseArrival(db, workspaceId, { id, conversationId }, by)
        return presented(context, id)
      },
    }),
    route({
      method: 'post',
      path: '/private-invitations/{id}/closing',
      summary: 'Says in public that it is settled',
      description:
        'Where the text holds what belongs to private (an address, a number), it is held: 409 `private_data_public`, with the \
places. Send it again with `sure` where that is meant.',
      tag,
      can: 'outbox:write',
      params: idParams,
      body: z.strictObject({ text, sure: z.boolean().default(false), seen: ids, despite: ids }),
      reply: invitationReply,
      status: 201,
      handler: async (context, { params, body }) => {
        const { db, workspaceId, principal, clock } = context
        const by = { memberId: principal.memberId, now: clock.now() }
        await closeInPublic(db, workspaceId, params.id, body, by)
        return presented(context, params.id)
      },
    }),
  ]
}
