import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type Context, idParams, type Route, route } from '../../../access/index.ts'
import { getConversation } from '../store.ts'
import { type DraftPlace, type DraftRow, draftsFor, dropDraft, keepDraft, takeOver } from './store.ts'

const tag = 'inbox'
const can = 'outbox:write'

/** As much as the longest letter and all its files' words take. */
const MOST_BYTES = 1_000_000

const body = z.looseObject({
  text: z.string().max(200_000),
  media: z.array(z.looseObject({ attachmentId: z.uuid() })).max(20),
})

const draftReply = z.object({
  by: z.object({ id: z.string(), name: z.string() }),
  version: z.number(),
  shared: z.boolean(),
  takenFrom: z.string().nullable(),
  updated: z.string(),
  draft: z.looseObject({ text: z.string(), media: z.array(z.looseObject({ attachmentId: z.string() })) }),
})

export const draftRoutes: Route[] = [
  route({
    method: 'get',
    path: '/conversations/{id}/drafts',
    summary: 'Your draft of an answer, and those that colleagues share with you',
    tag,
    can,
    params: idParams,
    reply: z.object({ mine: draftReply.nullable(), shared: z.array(draftReply) }),
    handler: async (context, { params }) => {
      const rows = await draftsFor(context.db, await placeOf(context, params.id))
      const shown = await Promise.all(rows.map((row) => present(context, row)))
      const me = context.principal.memberId
      return {
        mine: shown.find((one) => one.by.id === me) ?? null,
        shared: shown.filter((one) => one.by.id !== me),
      }
    },
  }),
  route({
    method: 'put',
    path: '/conversations/{id}/draft',
    summary: 'Keeps what you have written so far, for yourself or shared with your colleagues',
    description:
      'Give the version that you have gone on from, 0 where there was none. 409 with the draft that is there where it \
has become another meanwhile.',
    tag,
    can,
    limit: 1200,
    maxBody: MOST_BYTES,
    params: idParams,
    body: z.strictObject({ version: z.int().min(0), shared: z.boolean().default(false), draft: body }),
    reply: draftReply,
    handler: async (context, { params, body: { version, shared, draft } }) => {
      const kept = { version, shared, body: draft }
      return present(
        context,
        await keepDraft(context.db, await placeOf(context, params.id), kept, context.clock.now()),
      )
    },
  }),
  route({
    method: 'delete',
    path: '/conversations/{id}/draft',
    summary: 'Gives your draft up',
    tag,
    can,
    params: idParams,
    status: 204,
    handler: async (context, { params }) => {
      const place = await placeOf(context, params.id)
      await inTransaction(context.db, (tx) => dropDraft(tx, place))
      return new Response(null, { status: 204 })
    },
  }),
  route({
    method: 'post',
    path: '/conversations/{id}/drafts/{memberId}/take',
    summary: 'Goes on with a draft that a colleague shares: it is yours from then on',
    description: '`replace` gives up what you had written yourself.',
    tag,
    can,
    params: z.strictObject({ id: z.uuid(), memberId: z.uuid() }),
    body: z.strictObject({ version: z.int().min(1), replace: z.boolean().default(false) }),
    reply: draftReply,
    status: 200,
    handler: async (context, { params, body: { version, replace } }) => {
      const from = { memberId: params.memberId, version, replace }
      return present(
        context,
        await takeOver(context.db, await placeOf(context, params.id), from, context.clock.now()),
      )
    },
  }),
]

/** In the conversation that shows the one that was asked for. @throws Problem `not_found` */
async function placeOf({ db, workspaceId, principal }: Context, asked: string): Promise<DraftPlace> {
  const { id: conversationId } = await getConversation(db, workspaceId, asked)
  return { workspaceId, conversationId, memberId: principal.memberId }
}

async function present({ memberNames }: Context, row: DraftRow): Promise<z.input<typeof draftReply>> {
  const names = await memberNames()
  const { member_id: id, version, shared, taken_from: takenFrom, updated, body: draft } = row
  return {
    by: { id, name: names.get(id) ?? '' },
    ...{ version, shared, takenFrom, draft },
    updated: updated.toISOString(),
  }
}
