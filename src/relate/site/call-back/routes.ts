import { z } from 'zod'
import { spokenAt, zoneWords } from '../../../../lib/clock/index.ts'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type Context, type Route, route } from '../../../access/index.ts'
import type { SiteDeps } from '../deps.ts'
import { answering, type Call, jsonOf, MOST_JSON } from '../door/answer.ts'
import { bookBody, bookCall, slotsNow } from './booking.ts'
import { type CallBack, getCallBack, listCallBacks, nearCallBacks, setState } from './store.ts'

const params = z.strictObject({ site: z.string().length(43) })

export const callBackReply = z.object({
  id: z.string(),
  accountId: z.string(),
  visitorId: z.string(),
  conversationId: z.string().nullable(),
  starts: z.string(),
  /** In words of the reader’s language, by the clocks of the site. */
  when: z.string(),
  /** What the clocks of the site show: `YYYY-MM-DD HH:MM`. */
  wall: z.string(),
  zone: z.string(),
  minutes: z.number(),
  name: z.string(),
  phone: z.string(),
  about: z.string(),
  state: z.enum(['booked', 'cancelled', 'done', 'missed']),
  outcome: z.string().nullable(),
  memberId: z.string().nullable(),
  /** Whether the mail that reminds them left; null while it has not, or where none is to. */
  reminder: z.enum(['sent', 'failed', 'unknown']).nullable(),
})

export function callBackRoutes(deps: SiteDeps): Route[] {
  const shown = async ({ db, workspaceId, locale, clock }: Context, rows: CallBack[]) => {
    const reader = { locale, now: clock.now() }
    const ids = rows.map((row) => row.activity_id)
    const talks =
      ids.length > 0 ? await deps.conversationsOf(db, workspaceId, ids) : new Map<string, string>()
    return rows.map((row) => presentCall(row, reader, talks.get(row.activity_id)))
  }
  return [
    ...doorRoutes(deps),
    route({
      method: 'get',
      path: '/call-backs',
      summary: 'Calls that were asked for, from one instant to another',
      tag: 'site',
      can: 'inbox:read',
      query: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
      reply: z.array(callBackReply),
      handler: async (context, { query }) => {
        const span = { from: new Date(query.from), to: new Date(query.to) }
        return shown(context, await listCallBacks(context.db, context.workspaceId, span))
      },
    }),
    route({
      method: 'get',
      path: '/call-backs/near',
      summary: 'The calls nearest to a span of time: the last before it, and the first after',
      tag: 'site',
      can: 'inbox:read',
      query: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
      reply: z.object({ before: z.string().nullable(), after: z.string().nullable() }),
      handler: async ({ db, workspaceId }, { query }) => {
        const { before, after } = await nearCallBacks(
          db,
          workspaceId,
          new Date(query.from),
          new Date(query.to),
        )
        return { before: before?.toISOString() ?? null, after: after?.toISOString() ?? null }
      },
    }),
    route({
      method: 'patch',
      path: '/call-backs/{id}',
      summary: 'Says how a call went, or that it is to be made again',
      tag: 'site',
      can: 'inbox:write',
      params: z.strictObject({ id: z.uuid() }),
      body: z.strictObject({
        state: z.enum(['booked', 'done', 'missed']),
        outcome: z.string().trim().max(500).nullable().optional(),
      }),
      reply: callBackReply,
      handler: async (context, { params: { id }, body }) => {
        const { db, workspaceId, principal, locale, clock } = context
        const row = await inTransaction(db, async (tx) => {
          const was = await getCallBack(tx, workspaceId, id, true)
          await setState(tx, was, { ...body, memberId: principal.memberId, now: clock.now() })
          return getCallBack(tx, workspaceId, id)
        })
        const [one] = await shown(context, [row])
        return one ?? presentCall(row, { locale, now: clock.now() })
      },
    }),
  ]
}

function doorRoutes(deps: SiteDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/site/{site}/slots',
      summary: 'Times at which one can be called back',
      tag: 'site',
      can: 'public',
      raw: true,
      limit: 0,
      params,
      query: z.strictObject({ lang: z.enum(['fr', 'en']).optional() }),
      handler: (context, given) =>
        answering(deps, context, { publicId: given.params.site, cap: 'look' }, (call) =>
          slots(call, given.query.lang ?? call.locale),
        ),
    }),
    route({
      method: 'post',
      path: '/site/{site}/call-backs',
      summary: 'Asks to be called back at a time, once',
      tag: 'site',
      can: 'public',
      raw: true,
      limit: 0,
      maxBody: MOST_JSON,
      params,
      handler: (context, given) =>
        answering(deps, context, { publicId: given.params.site, cap: 'book' }, async (call) =>
          bookCall(call, await jsonOf(call.request, bookBody)),
        ),
    }),
  ]
}

async function slots(call: Call, lang: 'fr' | 'en') {
  const free = await slotsNow(call)
  const { zone, callBack } = call.site.config
  const days = [...Map.groupBy(free, ({ wall }) => wall.slice(0, 10))].map(([day, some]) => ({
    day,
    slots: some.map(({ start, wall }) => ({ start: start.toISOString(), wall: wall.slice(11) })),
  }))
  return { zone, clock: zoneWords(lang, zone), minutes: callBack.minutes, days }
}

export function presentCall(
  row: CallBack,
  { locale, now }: { locale: 'fr' | 'en'; now: Date },
  conversationId?: string,
): z.input<typeof callBackReply> {
  const { id, wall, zone, minutes, name, phone, about, state, outcome, reminder } = row
  return {
    ...{ id, wall, zone, minutes, name, phone, about, state, outcome, reminder },
    accountId: row.account_id,
    visitorId: row.visitor_id,
    conversationId: conversationId ?? null,
    starts: row.starts.toISOString(),
    when: spokenAt(locale, row.starts, { zone, now }),
    memberId: row.member_id,
  }
}
