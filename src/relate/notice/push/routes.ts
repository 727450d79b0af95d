import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { invalid, Problem } from '../../../../lib/errors/index.ts'
import { HttpFailure, type SafeHttp } from '../../../../lib/http/index.ts'
import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import { audit, idParams, type Route, route, whoIs } from '../../../access/index.ts'
import type { NoticeWays } from '../sender/deps.ts'
import { pushTo } from '../sender/push-leg.ts'
import { type Device, devicesOf, getDevice, keepDevice, removeDevice } from './device.ts'
import { areKeys } from './encrypt.ts'

const tag = 'notices'
const can = 'alerts:read'

const deviceReply = z.object({
  id: z.string(),
  label: z.string(),
  created: z.string(),
  lastTold: z.string().nullable(),
  stale: z.boolean(),
})

const subscription = z.strictObject({
  endpoint: z.url().max(2000),
  p256dh: z.string().max(200),
  auth: z.string().max(50),
  label: z.string().trim().max(100).default(''),
})

/** The browsers that a member asked to be told on. */
export function deviceRoutes(ways: NoticeWays): Route[] {
  return [
    route({
      method: 'get',
      path: '/notices/devices',
      summary: 'Your browsers and telephones that are told',
      tag,
      can,
      reply: z.array(deviceReply),
      handler: async ({ db, workspaceId, principal }) =>
        (await devicesOf(db, workspaceId, principal.memberId)).map((one) => presentDevice(one, ways)),
    }),
    route({
      method: 'post',
      path: '/notices/devices',
      summary: 'Adds the browser that made this push subscription; the same one again changes it',
      tag,
      can,
      limit: 30,
      body: subscription,
      reply: deviceReply,
      status: 201,
      handler: async ({ db, workspaceId, principal, locale }, { body: { label, ...given } }) => {
        if (!areKeys(given)) throw invalid('push_keys')
        await requireReachable(ways.http, given.endpoint, locale)
        const owner = { workspaceId, memberId: principal.memberId }
        const serverKey = ways.vapid.publicKey
        const id = await inTransaction(db, async (tx) => {
          const id = await keepDevice(tx, ways.sealing, owner, { subscription: given, serverKey, label })
          await audit(tx, {
            workspaceId,
            who: whoIs(principal),
            action: 'device.added',
            target: id,
            detail: {},
          })
          return id
        })
        return presentDevice(await getDevice(db, workspaceId, principal.memberId, id), ways)
      },
    }),
    route({
      method: 'delete',
      path: '/notices/devices/{id}',
      summary: 'Tells a browser nothing any more',
      tag,
      can,
      params: idParams,
      status: 204,
      handler: async ({ db, workspaceId, principal }, { params }) => {
        const { id } = await getDevice(db, workspaceId, principal.memberId, params.id)
        await removeDevice(db, workspaceId, id)
        return new Response(null, { status: 204 })
      },
    }),
    testRoute(ways),
  ]
}

function testRoute(ways: NoticeWays): Route {
  return route({
    method: 'post',
    path: '/notices/devices/{id}/test',
    summary: 'Tells a browser something without meaning, now',
    tag,
    can,
    limit: 20,
    params: idParams,
    status: 204,
    handler: async ({ db, workspaceId, principal, locale, clock, request }, { params }) => {
      const device = await getDevice(db, workspaceId, principal.memberId, params.id)
      const push = {
        title: translate(locale, 'notice:test.title'),
        body: translate(locale, 'notice:test.body'),
        ...{ path: '/settings/notices', tag: 'test', urgent: true },
      }
      const asked = { db, now: clock.now(), signal: request.signal }
      const pushed = await pushTo(ways, { workspaceId, device, push }, asked)
      if (pushed.kind === 'gone' || pushed.kind === 'refused') throw new Problem('push_gone', { status: 409 })
      if (pushed.kind !== 'taken') {
        throw new Problem('push_failed', { status: 502, ours: false, values: { words: pushed.words } })
      }
      return new Response(null, { status: 204 })
    },
  })
}

/** The same rules as when it is written to: an address inside a private network is refused at once, in words. */
async function requireReachable(http: SafeHttp, endpoint: string, locale: Locale): Promise<void> {
  try {
    await http.check(endpoint)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    throw invalid('push_address', { reason: translate(locale, `channel:http.${error.kind}`) })
  }
}

function presentDevice(device: Device, { vapid }: NoticeWays): z.input<typeof deviceReply> {
  return {
    id: device.id,
    label: device.label,
    created: device.created.toISOString(),
    lastTold: device.last_told?.toISOString() ?? null,
    stale: device.refused || device.server_key !== vapid.publicKey,
  }
}
