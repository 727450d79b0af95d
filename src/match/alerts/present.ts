import { z } from 'zod'
import { type Context, findWorkspace } from '../../access/index.ts'
import { alertCounters } from '../../activity/index.ts'
import { ALERT_KINDS, type Alert, figuresOf, lastDays } from './alert.ts'

const DAY = 86_400_000

/** An alert as the API shows it. */
export const alertReply = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  inbox: z.boolean(),
  kind: z.enum(ALERT_KINDS),
  paused: z.boolean(),
  folder: z.string().nullable(),
  created: z.string(),
  week: z.object({ count: z.number(), before: z.number(), net: z.number() }),
  spark: z.array(z.number()),
})

/** One alert as the API shows it. */
export async function presentOne(context: Context, alert: Alert) {
  const [presented] = await presentAll(context, [alert])
  if (!presented) throw new Error('one alert gives one')
  return presented
}

/** Alerts as the API shows them, their figures read together. */
export async function presentAll(context: Context, alerts: Alert[]): Promise<z.input<typeof alertReply>[]> {
  if (alerts.length === 0) return []
  const { db, workspaceId, clock } = context
  const { timeZone } = await findWorkspace(db, workspaceId)
  const now = clock.now()
  const days = lastDays(now, 14, timeZone)
  const from = new Date(now.getTime() - 15 * DAY)
  const ids = alerts.map((alert) => alert.id)
  const counts = await alertCounters(db, workspaceId, ids, from, new Date(now.getTime() + DAY), timeZone)
  const byAlert = Map.groupBy(counts, (count) => count.alertId)
  return alerts.map((alert) => ({
    id: alert.id,
    name: alert.name,
    query: alert.query,
    inbox: alert.inbox,
    kind: alert.kind,
    paused: alert.paused,
    folder: alert.folder,
    created: alert.created.toISOString(),
    ...figuresOf(byAlert.get(alert.id) ?? [], days),
  }))
}
