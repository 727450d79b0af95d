import { sql } from 'kysely'
import { z } from 'zod'
import { within } from '../../../lib/db/index.ts'
import { type Context, findWorkspace } from '../../access/index.ts'
import { activityReply, dailyCounts, presentActivity, SAID, searchActivities } from '../../activity/index.ts'
import { compileQuery } from '../query/compile.ts'
import { requireQuery } from '../query/describe.ts'
import { lastDays } from './alert.ts'

const DAY = 86_400_000
const PREVIEW_DAYS = 30
const SAMPLE = 20

export const previewReply = z.object({
  total: z.number(),
  perDay: z.number(),
  days: z.array(z.object({ day: z.string(), count: z.number(), negative: z.number(), positive: z.number() })),
  sample: z.array(activityReply),
})

/** What a query would have found in the last 30 days. @throws Problem `search_invalid` (422), `preview_too_costly` (422) */
export async function preview(
  context: Context,
  query: string,
  seconds: number,
): Promise<z.input<typeof previewReply>> {
  const { db, workspaceId, clock, locale, principal } = context
  // As an alert: what we say ourselves concerns nobody.
  const where = sql<boolean>`not activity.ours and (${compileQuery(requireQuery(query, locale, { alert: true }))})`
  const publicOnly = !principal.permissions.has('inbox:read')
  const { timeZone } = await findWorkspace(db, workspaceId)
  const now = clock.now()
  const days = lastDays(now, PREVIEW_DAYS, timeZone)
  const span = { where, verbs: SAID, from: new Date(now.getTime() - PREVIEW_DAYS * DAY), to: now }
  const found = await within(db, seconds, 'preview_too_costly', async (tx) => ({
    counts: await dailyCounts(tx, workspaceId, { ...span, timeZone }),
    sample: await searchActivities(tx, workspaceId, { ...span, publicOnly, limit: SAMPLE }),
  }))
  const byDay = new Map(found.counts.map((count) => [count.day, count]))
  const total = found.counts.reduce((sum, { count }) => sum + count, 0)
  return {
    total,
    perDay: total / PREVIEW_DAYS,
    days: days.map((day) => byDay.get(day) ?? { day, count: 0, negative: 0, positive: 0 }),
    sample: found.sample.map(presentActivity),
  }
}
