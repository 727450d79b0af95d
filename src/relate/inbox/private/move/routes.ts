import { z } from 'zod'
import { decodeCursor, encodeCursor, pageOf, pageQuery } from '../../../../../lib/page/index.ts'
import { BOM } from '../../../../../lib/sheet/index.ts'
import { type Context, idParams, type Route, route, whoIs } from '../../../../access/index.ts'
import { filterOf } from '../../list/query.ts'
import { SORTS } from '../../store.ts'
import { filterSchema } from '../../view/filter.ts'
import { getView } from '../../view/store.ts'
import { linesSchema } from '../lines/lines.ts'
import { STATES } from '../state.ts'
import { WAYS } from '../tables.ts'
import { type Beginner, beginMove, isAlone, type Move } from './begin.ts'
import { MOST_PEOPLE } from './move.ts'
import { moveReply, personReply, presentMove, presentPeople, sheetOf } from './present.ts'
import { approveMove, cancelMove, getMove, listMoves, peopleOf, retryMove } from './store.ts'

const tag = 'private'
const path = '/private-moves'

const beginBody = z.strictObject({
  name: z.string().trim().min(1).max(100),
  way: z.enum([...WAYS, 'best']),
  lines: linesSchema,
  hours: z.int().min(1).max(720),
  /** Those that were chosen … */
  ids: z.array(z.uuid()).min(1).max(MOST_PEOPLE).optional(),
  /** … or all that a view shows, kept (`saved`) or by its filters, in its order. */
  view: z.strictObject({ saved: z.uuid().optional(), filter: filterSchema, sort: z.enum(SORTS) }).optional(),
})

export const moveRoutes: Route[] = [
  ...readRoutes(),
  route({
    method: 'post',
    path,
    summary: 'Asks many at once to go on in private, each by a line that is not the one before',
    description:
      'Of `ids` or of a `view`, those that stand in public. Three variants of a line at least in each language; at most 5,000 people. \
From twenty on, it leaves once a second person who may approve answers has agreed.',
    tag,
    can: 'outbox:write',
    limit: 10,
    maxBody: 512_000,
    body: beginBody,
    reply: moveReply,
    status: 201,
    handler: async (context, { body: { view, ids, ...rest } }) => {
      const { db, workspaceId } = context
      const among = ids ? { ids } : { filter: await viewOf(context, view) }
      return shown(context, await beginMove(db, workspaceId, { ...rest, ...among }, beginner(context)))
    },
  }),
  act('approve', 'answers:approve', 'A second person agrees to what is said, and to whom', approveMove),
  act('cancel', 'outbox:write', 'Asks nobody else; what has left stays as it is', cancelMove),
  act('retry', 'outbox:write', 'Asks those again who could not be', retryMove),
]

async function viewOf(context: Context, view: z.output<typeof beginBody>['view']) {
  const { db, workspaceId, principal } = context
  const kept = view?.saved ? await getView(db, workspaceId, principal.memberId, view.saved) : undefined
  return filterOf(context, { ...kept?.filter, ...view?.filter }, view?.sort ?? kept?.sort ?? 'recent')
}

function beginner({ principal, clock }: Context): Beginner {
  return { memberId: principal.memberId, who: whoIs(principal), now: clock.now() }
}

async function shown(context: Context, id: string) {
  const { db, workspaceId, clock } = context
  const move = await getMove(db, workspaceId, id)
  return presentMove(move, await peopleOf(db, workspaceId, id, clock.now()), await readerOf(context, move))
}

async function readerOf({ db, workspaceId, principal, memberNames }: Context, move: Move) {
  const { memberId, permissions } = principal
  const own = move.member_id === memberId
  const mayApprove =
    permissions.has('answers:approve') && (!own || (await isAlone(db, workspaceId, memberId)))
  return { names: await memberNames(), mayApprove }
}

function act(
  verb: string,
  can: 'answers:approve' | 'outbox:write',
  summary: string,
  work: (db: Context['db'], workspaceId: string, id: string, by: Beginner) => Promise<unknown>,
): Route {
  return route({
    ...{ method: 'post', path: `${path}/{id}/${verb}`, summary, tag, can, status: 200 },
    params: idParams,
    body: z.strictObject({}),
    reply: moveReply,
    handler: async (context, { params }) => {
      await work(context.db, context.workspaceId, params.id, beginner(context))
      return shown(context, params.id)
    },
  })
}

function readRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path,
      summary: 'Lists of many who were asked to go on in private, newest first',
      tag,
      can: 'inbox:read',
      reply: z.object({ items: z.array(moveReply) }),
      handler: async (context) => {
        const { db, workspaceId, clock } = context
        const items = []
        for (const move of await listMoves(db, workspaceId)) {
          const people = await peopleOf(db, workspaceId, move.id, clock.now())
          items.push(presentMove(move, people, await readerOf(context, move)))
        }
        return { items }
      },
    }),
    route({
      method: 'get',
      path: `${path}/{id}`,
      summary: 'One list: how many are in each state; together they are as many as at the start',
      tag,
      can: 'inbox:read',
      params: idParams,
      reply: moveReply,
      handler: (context, { params }) => shown(context, params.id),
    }),
    route({
      method: 'get',
      path: `${path}/{id}/people`,
      summary: 'Everybody of a list in their order, each in one state',
      tag,
      can: 'inbox:read',
      params: idParams,
      query: z.strictObject({ ...pageQuery({ limit: 100 }), state: z.enum(STATES).optional() }),
      reply: pageOf(personReply),
      handler: async ({ db, workspaceId, clock, locale }, { params, query }) => {
        await getMove(db, workspaceId, params.id)
        const [after = 0] = query.cursor ? decodeCursor(query.cursor, z.tuple([z.number()])) : []
        const people = (await peopleOf(db, workspaceId, params.id, clock.now())).filter(
          ({ row, state }) => row.place > after && (!query.state || state === query.state),
        )
        const page = people.slice(0, query.limit)
        const last = people.length > page.length ? page.at(-1) : undefined
        return {
          items: await presentPeople(db, workspaceId, page, locale),
          next: last ? encodeCursor([last.row.place]) : null,
        }
      },
    }),
    route({
      method: 'get',
      path: `${path}/{id}/people.csv`,
      summary: 'The same as a table, whole',
      tag,
      can: 'inbox:read',
      params: idParams,
      handler: async ({ db, workspaceId, clock, locale, publicUrl }, { params }) => {
        await getMove(db, workspaceId, params.id)
        const people = await peopleOf(db, workspaceId, params.id, clock.now())
        const rows = await presentPeople(db, workspaceId, people, locale)
        return new Response(`${BOM}${sheetOf(rows, locale, publicUrl)}`, {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="private.csv"',
          },
        })
      },
    }),
  ]
}
