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
      await getConversation(context.db, context.workspaceId, params.id)
      const rows = await draftsFor(context.db, placeOf(context, params.id))
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
        await keepDraft(context.db, placeOf(context, params.id), kept, context.clock.now()),
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
      await getConversation(context.db, context.workspaceId, params.id)
      await inTransaction(context.db, (tx) => dropDraft(tx, placeOf(context, params.id)))
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
      await getConversation(context.db, context.workspaceId, params.id)
      return present(
        context,
        await takeOver(context.db, placeOf(context, params.id), from, context.clock.now()),
      )
    },
  }),
]

function placeOf({ workspaceId, principal }: Context, conversationId: string): DraftPlace {
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
