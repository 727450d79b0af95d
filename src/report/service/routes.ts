import { z } from 'zod'
import { csvLine } from '../../../lib/sheet/index.ts'
import { type Context, findWorkspace, type Route, route } from '../../access/index.ts'
import { listTiers } from '../../people/index.ts'
import { ratings, satisfactionSetting, spanFigures } from '../../relate/inbox/index.ts'
import { type Bucket, bucketsTo } from '../figure/bucket.ts'
import { type Line, lineOf, satisfactionOf } from './service.ts'

const KINDS = ['first', 'next', 'resolution'] as const
const SPANS = { '4w': 4, '13w': 13, '52w': 52 } as const
const spanName = z.enum(['4w', '13w', '52w'])

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable()
const times = z.object({ median: z.number(), p90: z.number() }).nullable()
const line = z.object({
  key: z.string(),
  ended: z.number(),
  unanswered: z.number(),
  judged: z.number(),
  within: interval,
  worked: times,
  elapsed: times,
})
const satisfaction = z.object({
  asked: z.number(),
  answered: z.number(),
  scores: z.array(z.number()),
  rate: interval,
  mean: interval,
  satisfied: interval,
})
const reply = z.object({
  from: z.string(),
  to: z.string(),
  timeZone: z.string(),
  kinds: z.array(
    z.object({
      kind: z.enum(KINDS),
      all: line.nullable(),
      channels: z.array(line),
      priorities: z.array(line),
      /** By tier of the customer; `none`: without one. */
      tiers: z.array(line.extend({ name: z.string().nullable() })),
      weeks: z.array(line),
    }),
  ),
  satisfaction: z.object({
    all: satisfaction,
    channels: z.array(satisfaction.extend({ key: z.string() })),
    /** Why others were not asked. */
    skipped: z.record(z.string(), z.number()),
    /** Of one’s own conversations, where the workspace shows it. */
    mine: satisfaction.nullable(),
    /** Whether people are asked at all. */
    enabled: z.boolean(),
  }),
})
type Reply = z.input<typeof reply>

export const serviceReportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/reports/service',
    summary:
      'Answers and closings against their targets, by channel, priority, tier and week; and what customers say of it',
    description:
      'Times are minutes: `worked` of the calendars, `elapsed` of the clock. Late and not ended yet counts as out of time; closed without an answer is told apart.',
    tag: 'reports',
    can: 'reports:read',
    query: z.strictObject({ span: spanName.default('13w') }),
    reply,
    handler: (context, { query }) => composed(context, SPANS[query.span]),
  }),
  route({
    method: 'get',
    path: '/reports/service.csv',
    summary: 'The same as a table',
    tag: 'reports',
    can: 'reports:read',
    query: z.strictObject({ span: spanName.default('13w') }),
    handler: async (context, { query }) => {
      const report = await composed(context, SPANS[query.span])
      return new Response(`\uFEFF${tableOf(report)}`, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="service.csv"',
        },
      })
    },
  }),
]

async function composed({ db, workspaceId, principal, clock }: Context, weeks: number): Promise<Reply> {
  const now = clock.now()
  const { timeZone } = await findWorkspace(db, workspaceId)
  const buckets = bucketsTo(now, timeZone, 'week', weeks)
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (!first || !last) throw new Error('a report has a week at least')
  const span = { from: first.from, to: last.to, now }
  const [all, channels, priorities, byTier, tiers, byWeek, rated, { setting }] = await Promise.all([
    spanFigures(db, workspaceId, { ...span, part: 'all' }),
    spanFigures(db, workspaceId, { ...span, part: 'channel' }),
    spanFigures(db, workspaceId, { ...span, part: 'priority' }),
    spanFigures(db, workspaceId, { ...span, part: 'tier' }),
    listTiers(db, workspaceId),
    weekly(db, workspaceId, buckets, now),
    ratings(db, workspaceId, span),
    satisfactionSetting(db, workspaceId),
  ])
  const own = setting.toMembers
    ? await ratings(db, workspaceId, { ...span, memberId: principal.memberId })
    : null
  const of = (rows: typeof all, kind: string): Line[] => rows.filter((row) => row.kind === kind).map(lineOf)
  return {
    from: first.day,
    to: last.day,
    timeZone,
    kinds: KINDS.map((kind) => ({
      kind,
      all: of(all, kind)[0] ?? null,
      channels: of(channels, kind),
      priorities: of(priorities, kind),
      tiers: tieredLines(of(byTier, kind), tiers),
      weeks: of(byWeek, kind),
    })),
    satisfaction: {
      all: satisfactionOf(rated.groups),
      channels: rated.groups.map((group) => ({ key: group.channel, ...satisfactionOf([group]) })),
      skipped: rated.skipped,
      mine: own && satisfactionOf(own.groups),
      enabled: setting.enabled,
    },
  }
}

/** The highest first, then tiers that are gone, and those who have none last; nothing where nobody has any. */
export function tieredLines(lines: readonly Line[], tiers: readonly { id: string; name: string }[]) {
  if (!lines.some(({ key }) => key !== 'none')) return []
  const place = (key: string) => {
    const at = tiers.findIndex(({ id }) => id === key)
    return at >= 0 ? at : key === 'none' ? tiers.length + 1 : tiers.length
  }
  return lines
    .map((line) => ({ ...line, name: tiers.find(({ id }) => id === line.key)?.name ?? null }))
    .sort((a, b) => place(a.key) - place(b.key) || (a.key < b.key ? -1 : 1))
}

/** Weeks in which nothing ended are left out: a gap is a gap. */
async function weekly(db: Context['db'], workspaceId: string, buckets: Bucket[], now: Date) {
  const rows: Awaited<ReturnType<typeof spanFigures>> = []
  for (const { day, from, to } of buckets) {
    for (const row of await spanFigures(db, workspaceId, { from, to, part: 'all', now }))
      rows.push({ ...row, key: day })
  }
  return rows
}

/** One line a figure: what, by what, and the numbers. */
function tableOf({ kinds, satisfaction: { all, channels } }: Reply): string {
  const head = [
    ...['what', 'by', 'key', 'ended', 'unanswered', 'judged', 'within', 'within_low', 'within_high'],
    ...['worked_median_min', 'worked_p90_min', 'elapsed_median_min', 'elapsed_p90_min'],
  ]
  const lines = kinds.flatMap(({ kind, all: whole, channels: some, priorities, tiers, weeks }) => [
    ...(whole ? [numbers(kind, 'all', whole)] : []),
    ...some.map((one) => numbers(kind, 'channel', one)),
    ...priorities.map((one) => numbers(kind, 'priority', one)),
    ...tiers.map((one) => numbers(kind, 'tier', { ...one, key: one.name ?? one.key })),
    ...weeks.map((one) => numbers(kind, 'week', one)),
  ])
  const rated = [{ key: 'all', ...all }, ...channels].map(({ key, asked, answered, satisfied }) => [
    ...['satisfaction', key === 'all' ? 'all' : 'channel', key, answered, asked - answered, answered],
    ...[share(satisfied?.value), share(satisfied?.low), share(satisfied?.high), '', '', '', ''],
  ])
  return [head, ...lines, ...rated].map((cells) => csvLine(cells.map(String))).join('')
}

function share(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(4)
}

function numbers(what: string, by: string, one: Line): (string | number)[] {
  const { key, ended, unanswered, judged, within, worked, elapsed } = one
  return [
    ...[
      what,
      by,
      key,
      ended,
      unanswered,
      judged,
      share(within?.value),
      share(within?.low),
      share(within?.high),
    ],
    ...[worked?.median ?? '', worked?.p90 ?? '', elapsed?.median ?? '', elapsed?.p90 ?? ''],
  ]
}
