import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { notFound } from '../../../../lib/errors/index.ts'
import {
  type Context,
  contactsOf,
  idParams,
  onCallNow,
  type Route,
  route,
  timeOfDay,
} from '../../../access/index.ts'
import { alertsAmong, getAlert } from '../../../match/index.ts'
import { readLeave } from '../mail/unsubscribe.ts'
import type { NoticeWays } from '../sender/deps.ts'
import { DEFAULTS, PACES, WAYS } from './choice.ts'
import { chosenBy, keepAlertRule, keepChoice, withoutMail } from './store.ts'

const tag = 'notices'
const can = 'alerts:read'

const rule = z.strictObject({
  ways: z.array(z.enum(WAYS)).max(WAYS.length),
  pace: z.enum(PACES),
})
const choice = z.strictObject({
  quiet: z.strictObject({ from: timeOfDay, to: timeOfDay }).nullable(),
  digestAt: timeOfDay,
  alerts: rule,
  alarms: z.strictObject({ 1: rule, 2: rule, 3: rule }),
  mine: rule.default(DEFAULTS.mine),
})

const choiceReply = choice.extend({
  own: z.array(rule.extend({ alertId: z.string() })),
  timeZone: z.string(),
  onCall: z.boolean(),
  mail: z.object({ to: z.string(), from: z.string().nullable() }),
  pushKey: z.string(),
})

export function choiceRoutes(ways: NoticeWays): Route[] {
  return [
    route({
      method: 'get',
      path: '/notices/settings',
      summary: 'How you are told, whether mail can leave, and the key that a browser subscribes with',
      tag,
      can,
      reply: choiceReply,
      handler: (context) => present(ways, context),
    }),
    route({
      method: 'put',
      path: '/notices/settings',
      summary: 'Changes how you are told: for alerts, for each level of alarm, quiet hours, and your morning',
      tag,
      can,
      body: choice,
      reply: choiceReply,
      handler: async (context, { body }) => {
        const { db, workspaceId, principal } = context
        await inTransaction(db, (tx) => keepChoice(tx, workspaceId, principal.memberId, body))
        return present(ways, context)
      },
    }),
    route({
      method: 'put',
      path: '/notices/settings/alerts/{id}',
      summary: 'Chooses how you are told of one alert; without a way you are not',
      tag,
      can,
      params: idParams,
      body: rule,
      reply: choiceReply,
      handler: (context, { params, body }) => setRule(ways, context, params.id, body),
    }),
    route({
      method: 'delete',
      path: '/notices/settings/alerts/{id}',
      summary: 'Lets one alert be told as all others are',
      tag,
      can,
      params: idParams,
      reply: choiceReply,
      handler: (context, { params }) => setRule(ways, context, params.id, undefined),
    }),
    leaveRoute(ways),
  ]
}

/** Called by mail programs without a session (RFC 8058), and by our own page: a link that is only looked at does nothing. */
function leaveRoute({ leaveSecret }: NoticeWays): Route {
  return route({
    method: 'post',
    path: '/notices/unsubscribe/{token}',
    summary: 'Takes away the mails that a link of theirs names; done twice it is done once',
    tag,
    can: 'public',
    raw: true,
    maxBody: 1024,
    limit: 60,
    params: z.strictObject({ token: z.string().max(200) }),
    reply: z.object({ scope: z.enum(['all', 'alarms', 'alert']) }),
    status: 200,
    handler: async ({ db }, { params }) => {
      const leave = readLeave(leaveSecret, params.token)
      if (!leave) throw notFound('link')
      const { workspaceId, memberId, scope } = leave
      const there = (await contactsOf(db, workspaceId)).some((one) => one.memberId === memberId)
      // Who has left the workspace is written to no more anyway.
      if (there) await inTransaction(db, (tx) => withoutMail(tx, workspaceId, memberId, scope))
      return { scope: typeof scope === 'object' ? ('alert' as const) : scope }
    },
  })
}

async function setRule(
  ways: NoticeWays,
  context: Context,
  alertId: string,
  chosen: z.output<typeof rule> | undefined,
) {
  const { db, workspaceId, principal } = context
  await getAlert(db, workspaceId, alertId)
  await inTransaction(db, (tx) => keepAlertRule(tx, workspaceId, principal.memberId, alertId, chosen))
  return present(ways, context)
}

async function present(
  ways: NoticeWays,
  { db, workspaceId, principal: { memberId }, clock }: Context,
): Promise<z.input<typeof choiceReply>> {
  const [{ choice: chosen, alerts }, contacts, onCall, way] = await Promise.all([
    chosenBy(db, workspaceId, memberId),
    contactsOf(db, workspaceId),
    onCallNow(db, workspaceId, clock.now()),
    ways.mailWay(db, workspaceId),
  ])
  // What was chosen for an alert that is gone is nothing any more.
  const known = new Set(await alertsAmong(db, workspaceId, [...alerts.keys()]))
  const me = contacts.find((one) => one.memberId === memberId)
  if (!me) throw notFound('member')
  return {
    ...chosen,
    own: [...alerts].flatMap(([alertId, own]) => (known.has(alertId) ? [{ alertId, ...own }] : [])),
    timeZone: me.timeZone,
    onCall: onCall.has(memberId),
    mail: { to: me.email, from: way?.from.address ?? null },
    pushKey: ways.vapid.publicKey,
  }
}
