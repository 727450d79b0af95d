import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../../lib/page/index.ts'
import { type Context, contactsOf, idParams, type Route, route } from '../../../access/index.ts'
import { activityReply, presentActivity } from '../../../activity/index.ts'
import { alarmReply } from '../../../match/index.ts'
import { WAYS } from '../choice/choice.ts'
import { paceOf } from '../decide/plan.ts'
import { MOST_ITEMS } from '../decide/tell.ts'
import { contentsOf, type Item, matchedIn } from './content.ts'
import type { Reader } from './line.ts'
import { matterWords } from './matter.ts'
import { countUnread, getTold, listTold, markRead, type Told } from './store.ts'

/** Subjects of a notice that the list shows. */
const SHOWN = 3

const itemReply = z.object({
  id: z.string(),
  alerts: z.array(z.object({ id: z.string(), name: z.string() })),
  posts: z.number(),
  hits: z.array(z.object({ start: z.number(), end: z.number() })),
  post: activityReply.nullable(),
  alarm: alarmReply.nullable(),
  matter: z
    .object({
      what: z.string(),
      title: z.string(),
      body: z.string(),
      conversationId: z.string().nullable(),
      callId: z.string().nullable(),
    })
    .nullable(),
})

const noticeReply = z.object({
  id: z.string(),
  at: z.string(),
  read: z.boolean(),
  pace: z.enum(['once', 'hourly', 'morning']),
  urgent: z.boolean(),
  capped: z.boolean(),
  subjects: z.number(),
  more: z.number(),
  ways: z.array(z.enum(WAYS)),
  mail: z.enum(['waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped']).nullable(),
  items: z.array(itemReply),
})

const can = 'alerts:read'
const tag = 'notices'

/** A member's own list; nobody reads another's. */
export const listRoutes: Route[] = [
  route({
    method: 'get',
    path: '/notices',
    summary: 'What you were told, newest first, with the first subjects of each',
    tag,
    can,
    query: z.strictObject({ ...pageQuery({ limit: 30, max: 100 }), unread: z.stringbool().optional() }),
    reply: pageOf(noticeReply),
    handler: async (context, { query }) => {
      const { db, workspaceId, principal } = context
      const after = query.cursor && decodeCursor(query.cursor, z.tuple([z.iso.datetime(), z.uuid()]))
      const rows = await listTold(db, workspaceId, principal.memberId, {
        limit: query.limit + 1,
        unread: query.unread,
        before: after ? { told: new Date(after[0]), id: after[1] } : undefined,
      })
      const shown = await present(context, rows.slice(0, query.limit), SHOWN)
      const page = toPage(
        rows,
        query.limit,
        (row) => [row.told.toISOString(), row.id],
        (row) => row.id,
      )
      return { items: page.items.flatMap((id) => shown.get(id) ?? []), next: page.next }
    },
  }),
  route({
    method: 'get',
    path: '/notices/unread',
    summary: 'How many you have not read, up to a hundred',
    tag,
    can,
    reply: z.object({ count: z.number() }),
    handler: async ({ db, workspaceId, principal }) => ({
      count: await countUnread(db, workspaceId, principal.memberId),
    }),
  }),
  route({
    method: 'get',
    path: '/notices/{id}',
    summary: 'A notice with all its subjects, up to two hundred',
    tag,
    can,
    params: idParams,
    reply: noticeReply,
    handler: async (context, { params }) => {
      const { db, workspaceId, principal } = context
      const row = await getTold(db, workspaceId, principal.memberId, params.id)
      const shown = (await present(context, [row], MOST_ITEMS)).get(row.id)
      if (!shown) throw new Error('one row gives one notice')
      return shown
    },
  }),
  route({
    method: 'post',
    path: '/notices/read',
    summary: 'Marks notices as read or unread: these, or all',
    tag,
    can,
    body: z.strictObject({
      ids: z.array(z.uuid()).min(1).max(500).optional(),
      read: z.boolean().default(true),
    }),
    status: 204,
    handler: async ({ db, workspaceId, principal, clock }, { body }) => {
      await inTransaction(db, (tx) =>
        markRead(tx, workspaceId, principal.memberId, { ...body, now: clock.now() }),
      )
      return new Response(null, { status: 204 })
    },
  }),
]

async function present(
  { db, workspaceId, locale, principal }: Context,
  rows: readonly Told[],
  most: number,
): Promise<ReadonlyMap<string, z.input<typeof noticeReply>>> {
  const contents = await contentsOf(db, workspaceId, { notices: rows.map((row) => row.id), most, locale })
  const me = (await contactsOf(db, workspaceId)).find((one) => one.memberId === principal.memberId)
  const reader = { locale, timeZone: me?.timeZone ?? 'UTC' }
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        at: row.told.toISOString(),
        read: row.read !== null,
        pace: paceOf(row.slot),
        urgent: row.urgent,
        capped: row.capped,
        subjects: row.items,
        more: row.more,
        ways: row.ways,
        mail: row.mail,
        items: (contents.get(row.id) ?? []).map((item) => presentItem(item, reader)),
      },
    ]),
  )
}

function presentItem(item: Item, reader: Reader): z.input<typeof itemReply> {
  const { id, alerts, posts, post, alarm, matter } = item
  return {
    id,
    alerts: alerts.map((alert) => ({ id: alert.id, name: alert.name })),
    posts,
    hits: post && !alarm ? matchedIn(post, alerts) : [],
    post: post ? presentActivity(post) : null,
    alarm: alarm ?? null,
    matter: matter
      ? {
          what: matter.what,
          ...matterWords(matter, { ...reader, names: matter.names }),
          conversationId: matter.conversationId,
          callId: matter.callId,
        }
      : null,
  }
}
