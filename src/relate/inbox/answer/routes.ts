import { z } from 'zod'
import { type Context, type Route, route } from '../../../access/index.ts'
import { harmIn } from '../../../activity/index.ts'
import { ACTS, AUDIENCES } from '../../../channels/index.ts'
import { deliveryReply, draftFields } from '../../../deliver/index.ts'
import { limitsReply } from '../../../ingest/index.ts'
import { snippetOf } from '../conversation.ts'
import { type Choice, choicesOf, saidIn } from '../merge/said-in.ts'
import { getConversation } from '../store.ts'
import { answersOf } from '../together/held.ts'
import { messageToAnswer, type Voice, voicesFor } from './answering.ts'
import { courtesyIn, courtesyReply, presentCourtesy } from './courtesy.ts'
import { reply } from './reply.ts'
import { usedSchema } from './used.ts'

export interface AnswerRouteDeps {
  /** A delivery of the outbox as the API shows it. */
  shown(context: Context, deliveryId: string): Promise<z.input<typeof deliveryReply>>
}

/** With what, and by whom, a conversation can be answered (`Answering`). */
const answeringReply = z.object({
  accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      channel: z.string(),
      handle: z.string().nullable(),
      avatar: z.string().nullable(),
      can: z.array(z.enum(ACTS)),
      limits: limitsReply,
      blocked: z.enum(['paused', 'failing', 'stopped']).nullable(),
      /** Nothing leaves by it: what is written is shown as if its network had taken it. */
      rehearsal: z.boolean(),
    }),
  ),
  to: z.string().nullable(),
  title: z.string().nullable(),
  audience: z.enum(AUDIENCES).nullable(),
  /** Where several threads are shown as one: the last message of each, of which an answer names one. */
  choices: z.array(
    z.object({
      to: z.string(),
      channel: z.string(),
      visibility: z.enum(['public', 'private']),
      author: z.string().nullable(),
      text: z.string(),
      toxicity: z.number().nullable(),
      at: z.string(),
    }),
  ),
  answers: z.array(z.string()),
})

const id = z.strictObject({ id: z.uuid() })

export function answerRoutes({ shown }: AnswerRouteDeps): Route[] {
  return [
    answeringRoute(),
    route({
      method: 'post',
      path: '/conversations/{id}/courtesy',
      summary: 'How courteous a draft is in its conversation, with advice and mends; nothing is kept',
      tag: 'inbox',
      can: 'inbox:read',
      params: id,
      body: z.strictObject({
        text: z.string().max(20_000),
        to: z.uuid().optional(),
        visibility: z.enum(['public', 'private']).optional(),
        lang: z.string().max(35).optional(),
      }),
      reply: courtesyReply,
      status: 200,
      handler: async ({ db, workspaceId, clock, locale }, { params, body }) =>
        presentCourtesy(await courtesyIn(db, workspaceId, params.id, body, clock.now()), locale),
    }),
    route({
      method: 'post',
      path: '/conversations/{id}/replies',
      summary: 'Answers: it leaves once, or a person is asked',
      description:
        'The answer stands in the conversation as an activity once it has left; until then as a delivery. Where a colleague \
has answered and `seen` does not name it (see `answering`), it is held: 409 `answered_meanwhile`, with what they answered. \
Name those in `despite` to send it all the same.',
      tag: 'inbox',
      can: 'outbox:write',
      params: id,
      body: z.strictObject({
        ...draftFields,
        to: z.uuid().optional(),
        accountId: z.uuid().optional(),
        done: z.boolean().default(false),
        used: usedSchema.optional(),
        seen: z.array(z.uuid()).max(200).optional(),
        despite: z.array(z.uuid()).max(60).optional(),
      }),
      reply: deliveryReply,
      status: 201,
      handler: async (context, { params, body }) => {
        const { db, workspaceId, principal, clock } = context
        const by = { memberId: principal.memberId, now: clock.now(), key: principal.keyId }
        return shown(context, await reply(db, workspaceId, params.id, body, by))
      },
    }),
  ]
}

function presentChoice({ message }: Choice) {
  const { id: to, channel, visibility, actor_name, actor_handle, published } = message
  const author = actor_name ?? actor_handle
  const at = published.toISOString()
  return { to, channel, visibility, author, text: snippetOf(message), toxicity: harmIn(message), at }
}

function presentVoice({ row, can, limits, blocked }: Voice) {
  const { id, name, channel, profile } = row
  return {
    id,
    name,
    channel,
    handle: profile?.handle ?? null,
    avatar: profile?.avatar ?? null,
    can,
    limits,
    blocked,
    rehearsal: row.rehearsal,
  }
}

function answeringRoute(): Route {
  return route({
    method: 'get',
    path: '/conversations/{id}/answering',
    summary: 'By which accounts it can be answered, and within what limits',
    tag: 'inbox',
    can: 'inbox:read',
    params: id,
    query: z.strictObject({ to: z.uuid().optional() }),
    reply: answeringReply,
    handler: async ({ db, workspaceId }, { params, query }) => {
      const talk = await getConversation(db, workspaceId, params.id)
      const to = await messageToAnswer(db, workspaceId, talk.id, query.to)
      const place = await saidIn(db, workspaceId, talk, to?.id)
      const voices = await voicesFor(db, { ...place, workspace_id: workspaceId })
      const choices = await choicesOf(db, workspaceId, talk.id)
      const { answers } = await answersOf(db, workspaceId, talk.id)
      return {
        accounts: voices.map(presentVoice),
        to: to?.id ?? null,
        title: place.title,
        choices: choices.map(presentChoice),
        audience: place.visibility === 'private' ? ('direct' as const) : null,
        answers: answers.map((one) => one.id),
      }
    },
  })
}
