import { z } from 'zod'
import { inTransaction } from '../../../lib/db/index.ts'
import { decodeCursor, pageOf, pageQuery, toPage } from '../../../lib/page/index.ts'
import { audit, type Context, idParams, type Route, route, whoIs } from '../../access/index.ts'
import { getAlert } from '../alerts/store.ts'
import {
  alarmDetailReply,
  alarmReply,
  baselineOf,
  baselineReply,
  noteReply,
  notesPage,
  presentAlarms,
  presentDetail,
} from './present.ts'
import { acknowledge, addNote, close, getAlarm, listAlarms } from './store.ts'
import { presentWatched, watchedReply } from './watched.ts'

const text = z.string().trim().min(1).max(5000)

/** Alarms are read by whoever reads alerts; whoever answers people may say that they are at it, note, and close. */
export const alarmRoutes: Route[] = [
  route({
    method: 'get',
    path: '/alarms',
    summary: 'Alarms, newest first',
    tag: 'alarms',
    can: 'alerts:read',
    query: z.strictObject({
      ...pageQuery({ limit: 50, max: 200 }),
      open: z.stringbool().optional(),
      alert: z.uuid().optional(),
    }),
    reply: pageOf(alarmReply),
    handler: async (context, { query }) => {
      const after = query.cursor && decodeCursor(query.cursor, z.tuple([z.iso.datetime(), z.uuid()]))
      const rows = await listAlarms(
        context.db,
        context.workspaceId,
        {
          open: query.open,
          alertId: query.alert,
          ...(after ? { before: { opened: new Date(after[0]), id: after[1] } } : {}),
        },
        query.limit + 1,
      )
      const shown = new Map((await presentAlarms(context, rows)).map((alarm) => [alarm.id, alarm]))
      const page = toPage(
        rows,
        query.limit,
        (row) => [row.opened.toISOString(), row.id],
        (row) => row.id,
      )
      return { items: page.items.flatMap((id) => shown.get(id) ?? []), next: page.next }
    },
  }),
  route({
    method: 'get',
    path: '/alarms/{id}',
    summary: 'An alarm, with the posts that drive it, who carries it, and what people noted',
    tag: 'alarms',
    can: 'alerts:read',
    params: idParams,
    reply: alarmDetailReply,
    handler: async (context, { params }) =>
      presentDetail(context, await getAlarm(context.db, context.workspaceId, params.id)),
  }),
  route({
    method: 'get',
    path: '/alarms/{id}/notes',
    summary: 'What people noted on an alarm, newest first',
    tag: 'alarms',
    can: 'alerts:read',
    params: idParams,
    query: z.strictObject(pageQuery({ limit: 20, max: 100 })),
    reply: pageOf(noteReply),
    handler: async (context, { params, query }) => {
      await getAlarm(context.db, context.workspaceId, params.id)
      const before = query.cursor && decodeCursor(query.cursor, z.tuple([z.uuid()]))
      return notesPage(context, params.id, query.limit, before ? before[0] : undefined)
    },
  }),
  route({
    method: 'get',
    path: '/watched',
    summary: 'Channels and topics that are watched, the loudest first, beside what was expected',
    tag: 'alarms',
    can: 'alerts:read',
    reply: z.object({ items: z.array(watchedReply) }),
    handler: async (context) => ({ items: await presentWatched(context) }),
  }),
  route({
    method: 'get',
    path: '/alerts/{id}/baseline',
    summary: 'The last seven days of an alert, hour by hour, beside what was expected',
    tag: 'alarms',
    can: 'alerts:read',
    params: idParams,
    reply: baselineReply,
    handler: async (context, { params }) => {
      const alert = await getAlert(context.db, context.workspaceId, params.id)
      return baselineOf(context, { kind: 'alert', id: alert.id }, context.clock.now())
    },
  }),
  route({
    method: 'post',
    path: '/alarms/{id}/acknowledge',
    summary: 'Says that somebody is at it; the first who does is shown',
    tag: 'alarms',
    can: 'inbox:write',
    params: idParams,
    reply: alarmDetailReply,
    status: 200,
    handler: (context, { params }) =>
      act(context, params.id, 'alarm.acknowledge', (tx) =>
        acknowledge(tx, context.workspaceId, params.id, context.principal.memberId, context.clock.now()),
      ),
  }),
  route({
    method: 'post',
    path: '/alarms/{id}/close',
    summary: 'Ends an alarm; it is not raised again before it has calmed down, or three times as many speak',
    tag: 'alarms',
    can: 'inbox:write',
    params: idParams,
    reply: alarmDetailReply,
    status: 200,
    handler: (context, { params }) =>
      act(context, params.id, 'alarm.close', (tx) =>
        close(tx, context.workspaceId, params.id, context.principal.memberId, context.clock.now()),
      ),
  }),
  route({
    method: 'post',
    path: '/alarms/{id}/notes',
    summary: 'Writes a note on an alarm, for the team',
    tag: 'alarms',
    can: 'inbox:write',
    params: idParams,
    body: z.strictObject({ text }),
    reply: alarmDetailReply,
    status: 201,
    handler: (context, { params, body }) =>
      act(context, params.id, 'alarm.note', (tx) =>
        addNote(tx, context.workspaceId, params.id, context.principal.memberId, body.text),
      ),
  }),
]

/** Does it, leaves a line in the journal, and answers the alarm as it is then. */
async function act(
  context: Context,
  id: string,
  action: string,
  work: (tx: Context['db']) => Promise<void>,
): Promise<z.input<typeof alarmDetailReply>> {
  const { db, workspaceId, principal } = context
  await inTransaction(db, async (tx) => {
    await work(tx)
    await audit(tx, { workspaceId, who: whoIs(principal), action, target: id, detail: {} })
  })
  return presentDetail(context, await getAlarm(db, workspaceId, id))
}
