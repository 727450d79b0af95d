import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type Handle, within } from '../../../lib/db/index.ts'
import { type Context, findWorkspace } from '../../access/index.ts'
import {
  activityReply,
  dailyCounts,
  presentActivity,
  SAID,
  type StoredActivity,
  searchActivities,
} from '../../activity/index.ts'
import { docOfStored } from '../noise/stored.ts'
import { compileQuery } from '../query/compile.ts'
import { requireQuery } from '../query/describe.ts'
import { explainMatch } from '../query/explain.ts'
import type { Query } from '../query/query.ts'
import { readingOptions } from '../terms/store.ts'
import { lastDays } from './alert.ts'
import { narrowing, perDayInterval } from './estimate.ts'

const DAY = 86_400_000
const SAMPLE = 20
const DIFF_SAMPLE = 5

const span = z.object({ part: z.enum(['title', 'text', 'author']), start: z.number(), end: z.number() })

export const previewReply = z.object({
  total: z.number(),
  perDay: z.number(),
  /** Where the true rate of a day lies, nineteen times out of twenty. */
  interval: z.object({ low: z.number(), high: z.number() }),
  /** Days that were looked at; fewer than 30 where these would have taken too long. */
  span: z.number(),
  days: z.array(z.object({ day: z.string(), count: z.number(), negative: z.number(), positive: z.number() })),
  sample: z.array(activityReply),
  /** The words of each post of the sample that made it answer, by its id. */
  marks: z.record(z.string(), z.array(span)),
})

export const diffReply = z.object({
  span: z.number(),
  added: z.object({ count: z.number(), sample: z.array(activityReply) }),
  removed: z.object({ count: z.number(), sample: z.array(activityReply) }),
})

/** What a query would have found in the last 30 days. @throws Problem `search_invalid` (422), `preview_too_costly` (422) */
export async function preview(
  context: Context,
  source: string,
  seconds: number,
): Promise<z.input<typeof previewReply>> {
  const { db, workspaceId, clock } = context
  const query = await asked(context, source)
  const { timeZone } = await findWorkspace(db, workspaceId)
  const now = clock.now()
  const found = await inTime(context, seconds, async (tx, days) => {
    const filter = filterOf(context, compileQuery(query), days)
    return {
      counts: await dailyCounts(tx, workspaceId, { ...filter, timeZone }),
      sample: await searchActivities(tx, workspaceId, { ...filter, ...seenBy(context), limit: SAMPLE }),
    }
  })
  const byDay = new Map(found.counts.map((count) => [count.day, count]))
  const total = found.counts.reduce((sum, { count }) => sum + count, 0)
  const days = lastDays(now, found.span, timeZone)
  const filled = days.map((day) => byDay.get(day) ?? { day, count: 0, negative: 0, positive: 0 })
  return {
    total,
    perDay: total / found.span,
    interval: perDayInterval(filled.map(({ count }) => count)),
    span: found.span,
    days: filled,
    sample: found.sample.map(presentActivity),
    marks: Object.fromEntries(found.sample.map((row) => [row.id, marksOf(query, row)])),
  }
}

/** What an alert would find more, and what it would find no longer, with another query. @throws as `preview` */
export async function difference(
  context: Context,
  before: string,
  after: string,
  seconds: number,
): Promise<z.input<typeof diffReply>> {
  const { workspaceId } = context
  const [was, will] = [compileQuery(await asked(context, before)), compileQuery(await asked(context, after))]
  const side = async (tx: Handle, days: number, where: RawBuilder<boolean>) => {
    const filter = filterOf(context, where, days)
    const counts = await dailyCounts(tx, workspaceId, { ...filter, timeZone: 'UTC' })
    const sample = await searchActivities(tx, workspaceId, {
      ...filter,
      ...seenBy(context),
      limit: DIFF_SAMPLE,
    })
    return { count: counts.reduce((sum, { count }) => sum + count, 0), sample: sample.map(presentActivity) }
  }
  return await inTime(context, seconds, async (tx, days) => ({
    added: await side(tx, days, sql<boolean>`(${will}) and (${was}) is not true`),
    removed: await side(tx, days, sql<boolean>`(${was}) and (${will}) is not true`),
  }))
}

async function asked({ db, workspaceId, locale }: Context, source: string): Promise<Query> {
  return requireQuery(source, locale, { ...(await readingOptions(db, workspaceId)), alert: true })
}

/** As an alert: what we say ourselves concerns nobody. */
function filterOf({ clock }: Context, where: RawBuilder<boolean>, days: number) {
  const now = clock.now()
  return {
    where: sql<boolean>`not activity.ours and (${where})`,
    verbs: SAID,
    from: new Date(now.getTime() - days * DAY),
    to: now,
  }
}

function seenBy({ principal }: Context): { publicOnly: boolean } {
  return { publicOnly: !principal.permissions.has('inbox:read') }
}

async function inTime<R extends object>(
  { db }: Context,
  seconds: number,
  read: (tx: Handle, days: number) => Promise<R>,
): Promise<R & { span: number }> {
  return await narrowing(seconds, (share, days) =>
    within(db, share, 'preview_too_costly', (tx) => read(tx, days)),
  )
}

function marksOf(query: Query, row: StoredActivity) {
  return row.deleted === null ? explainMatch(query, docOfStored(row)).spans : []
}
