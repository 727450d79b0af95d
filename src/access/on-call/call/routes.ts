import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../../lib/page/index.ts'
import { audit } from '../../audit/store.ts'
import { idParams, whoIs } from '../../fields.ts'
import { type Route, route } from '../../route.ts'
import { COVERS } from './call.ts'
import { callSetting, keepCallSetting, listCalls, takeCall } from './store.ts'

const tag = 'Team'

const person = z.object({ id: z.string(), name: z.string() })
const callReply = z
  .object({
    id: z.string(),
    about: z.enum(['conversation', 'alarm']),
    subjectId: z.string(),
    began: z.string(),
    state: z.enum(['calling', 'taken', 'unanswered']),
    takenBy: person.nullable(),
    ended: z.string().nullable(),
    told: z.array(person.extend({ at: z.string() })),
  })
  .meta({ id: 'Call' })
const settingShape = z.strictObject({ minutes: z.int().min(1).max(1440), cover: z.enum(COVERS) })

export const callRoutes: Route[] = [
  route({
    method: 'get',
    path: '/on-call/calls',
    summary: 'Calls to who is on call, newest first: who was told, and who took them',
    tag,
    can: 'alerts:read',
    query: z.strictObject({
      ...pageQuery({ limit: 30, max: 100 }),
      open: z.enum(['yes', 'no']).default('no'),
    }),
    reply: pageOf(callReply),
    handler: async ({ db, workspaceId, memberNames }, { query }) => {
      const [before] = query.cursor ? decodeCursor(query.cursor, z.tuple([z.uuid()])) : []
      const rows = await listCalls(db, workspaceId, {
        open: query.open === 'yes',
        limit: query.limit + 1,
        before,
      })
      const names = await memberNames()
      const named = (id: string) => ({ id, name: names.get(id) ?? '' })
      return toPage(
        rows,
        query.limit,
        (row) => [row.id],
        (row) => ({
          id: row.id,
          about: row.about,
          subjectId: row.subject_id,
          began: row.began.toISOString(),
          state: row.state,
          takenBy: row.taken_by ? named(row.taken_by) : null,
          ended: row.ended?.toISOString() ?? null,
          told: row.told.map(({ memberId, at }) => ({ ...named(memberId), at: at.toISOString() })),
        }),
      )
    },
  }),
  route({
    method: 'post',
    path: '/on-call/calls/{id}/acknowledge',
    summary: 'Takes in hand what is called for: nobody else is called; answers who has it',
    tag,
    can: 'alerts:read',
    params: idParams,
    reply: z.object({ takenBy: person, first: z.boolean() }),
    status: 200,
    handler: async ({ db, workspaceId, principal: { memberId }, clock, memberNames }, { params }) => {
      const { takenBy, first } = await takeCall(db, workspaceId, params.id, { memberId, now: clock.now() })
      return { takenBy: { id: takenBy, name: (await memberNames()).get(takenBy) ?? '' }, first }
    },
  }),
  route({
    method: 'get',
    path: '/on-call/setting',
    summary: 'How long one is waited for before the next is called, and what hours the roster is to cover',
    tag,
    can: 'inbox:read',
    reply: settingShape,
    handler: ({ db, workspaceId }) => callSetting(db, workspaceId),
  }),
  route({
    method: 'put',
    path: '/on-call/setting',
    summary: 'Changes how long one is waited for, and what hours the roster is to cover',
    tag,
    can: 'team:manage',
    body: settingShape,
    reply: settingShape,
    handler: ({ db, workspaceId, principal }, { body }) =>
      inTransaction(db, async (tx) => {
        await keepCallSetting(tx, workspaceId, body)
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'on_call.setting', target: workspaceId, detail: body })
        return body
      }),
  }),
]
