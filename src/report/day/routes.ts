import { z } from 'zod'
import {
  findWorkspace,
  objectiveStateSchema,
  objectiveStates,
  type Route,
  route,
} from '../../access/index.ts'
import { activityReply, presentActivity } from '../../activity/index.ts'
import { listAlerts } from '../../match/index.ts'
import {
  conversationReply,
  listConversations,
  presentConversation,
  waitingCounts,
} from '../../relate/inbox/index.ts'
import {
  alertsOfYesterday,
  alertTallies,
  channelHealth,
  lastHours,
  measureIndicators,
  shareOfVoice,
  whatMoved,
} from './compose.ts'
import { comparedDays, type DayFigures, figuresOf, usualOf } from './figures.ts'

const KEYS = [
  'mentions',
  'positive',
  'negative',
  'answered',
  'reach',
  'orders',
] as const satisfies (keyof DayFigures)[]
const UNITS: Record<keyof DayFigures, string> = {
  mentions: 'posts',
  positive: 'posts',
  negative: 'posts',
  answered: 'posts',
  reach: 'people',
  orders: 'orders',
}

const dayReply = z.object({
  date: z.string(),
  figures: z.array(
    z.object({ key: z.enum(KEYS), value: z.number(), usual: z.number().nullable(), unit: z.string() }),
  ),
  waiting: z.object({
    total: z.number(),
    over4h: z.number(),
    over24h: z.number(),
    oldest: z.array(conversationReply),
  }),
  moved: z.array(
    z.object({
      alertId: z.string(),
      name: z.string(),
      value: z.number(),
      usual: z.number(),
      direction: z.enum(['up', 'down']),
      sample: activityReply.nullable(),
    }),
  ),
  alerts: z.array(
    z.object({ id: z.string(), name: z.string(), count: z.number(), negative: z.number(), kind: z.string() }),
  ),
  competitors: z.array(
    z.object({ alertId: z.string(), name: z.string(), count: z.number(), share: z.number() }),
  ),
  objectives: z.array(objectiveStateSchema),
  channels: z.object({
    failing: z.number(),
    late: z.number(),
    /** Will need a person within a week. */
    expiring: z.number(),
    total: z.number(),
  }),
  hours: z.array(z.object({ at: z.string(), count: z.number(), negative: z.number() })),
})

export const dayRoutes: Route[] = [
  route({
    method: 'get',
    path: '/day',
    summary: 'My day: yesterday against its usual, what waits, what moved',
    tag: 'reports',
    can: 'reports:read',
    reply: dayReply,
    handler: async ({ db, workspaceId, clock, principal, memberNames }) => {
      const now = clock.now()
      const { timeZone } = await findWorkspace(db, workspaceId)
      const { yesterday, before } = comparedDays(now, timeZone)
      const alerts = await listAlerts(db, workspaceId)
      // A guest sees figures and no customer's words.
      const words = principal.permissions.has('inbox:read')
      const [value, past, tallies, moved, competitors, hours, channels, waiting, objectives] =
        await Promise.all([
          figuresOf(db, workspaceId, yesterday, timeZone),
          Promise.all(before.map((span) => figuresOf(db, workspaceId, span, timeZone))),
          alertTallies(db, workspaceId, alerts, yesterday, timeZone),
          whatMoved(db, workspaceId, alerts, now, timeZone),
          shareOfVoice(db, workspaceId, alerts, now, timeZone),
          lastHours(db, workspaceId, now, timeZone),
          channelHealth(db, workspaceId, now),
          waitingCounts(db, workspaceId, now),
          objectiveStates(db, workspaceId, measureIndicators, now),
        ])
      const usual = usualOf(past)
      const names = await memberNames()
      const oldest = words ? await listConversations(db, workspaceId, { sort: 'waiting' }, 5) : []
      return {
        date: yesterday.date,
        figures: KEYS.map((key) => ({ key, value: value[key], usual: usual[key], unit: UNITS[key] })),
        waiting: { ...waiting, oldest: oldest.map((row) => presentConversation(row, names)) },
        moved: moved.map((one) => ({
          ...one,
          sample: words && one.sample ? presentActivity(one.sample) : null,
        })),
        alerts: alertsOfYesterday(alerts, tallies, moved),
        competitors,
        objectives,
        channels,
        hours,
      }
    },
  }),
]
