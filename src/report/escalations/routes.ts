import { z } from 'zod'
import { invalid } from '../../../lib/errors/index.ts'
import { csvLine } from '../../../lib/sheet/index.ts'
import { type Context, findWorkspace, type Route, route } from '../../access/index.ts'
import { MOST_MEASURED, measuredEscalations } from '../../relate/inbox/index.ts'
import { bucketsTo } from '../figure/bucket.ts'
import { byService, reasonsOverTime } from './escalations.ts'
import { type Line, lineOf, type Times } from './line.ts'

const SPANS = { '4w': 4, '13w': 13, '52w': 52 } as const
const query = z.strictObject({ span: z.enum(['4w', '13w', '52w']).default('13w') })

const interval = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable()
const times = z.object({ median: interval, p90: interval })
const words = z.object({ fr: z.string(), en: z.string() })
const line = z.object({
  count: z.number(),
  open: z.number(),
  refused: z.number(),
  toAnswer: times,
  toClosure: times,
  late: interval,
  again: interval,
})
const reply = z.object({
  from: z.string(),
  to: z.string(),
  timeZone: z.string(),
  all: line,
  services: z.array(
    line.extend({
      id: z.string(),
      name: z.string(),
      reasons: z.array(line.extend({ id: z.string(), words })),
    }),
  ),
  overTime: z.object({
    reasons: z.array(z.object({ id: z.string(), words })),
    weeks: z.array(z.object({ day: z.string(), counts: z.record(z.string(), z.number()) })),
  }),
})
type Reply = z.input<typeof reply>

export const escalationReportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/reports/escalations',
    summary:
      'What was raised to services: how much, how fast it was answered and over, and why, by service and reason',
    description:
      'Hours of the clock, of matters raised in the span; those without an answer yet are counted and have no time. Fewer than five: no middle.',
    tag: 'reports',
    can: 'reports:read',
    query,
    reply,
    handler: (context, { query: { span } }) => composed(context, SPANS[span]),
  }),
  route({
    method: 'get',
    path: '/reports/escalations.csv',
    summary: 'The same as a table',
    tag: 'reports',
    can: 'reports:read',
    query,
    handler: async (context, { query: { span } }) => {
      const table = tableOf(await composed(context, SPANS[span]), context.locale)
      return new Response(`\uFEFF${table}`, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="escalations.csv"',
        },
      })
    },
  }),
]

/** @throws Problem `report_too_large` (422) where there is more than is measured at once: never a part for the whole */
async function composed({ db, workspaceId, clock }: Context, count: number): Promise<Reply> {
  const now = clock.now()
  const { timeZone } = await findWorkspace(db, workspaceId)
  const weeks = bucketsTo(now, timeZone, 'week', count)
  const [first, last] = [weeks[0], weeks.at(-1)]
  if (!first || !last) throw new Error('a report has a week at least')
  const rows = await measuredEscalations(db, workspaceId, { from: first.from, to: last.to, now })
  if (rows.length > MOST_MEASURED) throw invalid('report_too_large', { max: MOST_MEASURED })
  return {
    ...{ from: first.day, to: last.day, timeZone, all: lineOf(rows), services: byService(rows) },
    overTime: reasonsOverTime(rows, weeks),
  }
}

const COLUMNS = ['median', 'median_low', 'median_high', 'p90', 'p90_low', 'p90_high']

function tableOf({ all, services }: Reply, locale: 'fr' | 'en'): string {
  const head = [
    ...['service', 'reason', 'count', 'open', 'refused'],
    ...COLUMNS.map((name) => `answer_${name}_h`),
    ...COLUMNS.map((name) => `closure_${name}_h`),
    ...['late', 'late_low', 'late_high', 'again', 'again_low', 'again_high'],
  ]
  const lines = services.flatMap((service) => [
    cells(service.name, '', service),
    ...service.reasons.map((one) =>
      cells(service.name, one.words[locale] || one.words.fr || one.words.en, one),
    ),
  ])
  return [head, cells('', '', all), ...lines].map((row) => csvLine(row)).join('')
}

function cells(service: string, reason: string, one: Line): string[] {
  const bounds = (value: Line['late'], digits: number) =>
    value ? [value.value, value.low, value.high].map((each) => each.toFixed(digits)) : ['', '', '']
  const hours = ({ median, p90 }: Times) => [...bounds(median, 2), ...bounds(p90, 2)]
  return [
    ...[service, reason, String(one.count), String(one.open), String(one.refused)],
    ...hours(one.toAnswer),
    ...hours(one.toClosure),
    ...bounds(one.late, 4),
    ...bounds(one.again, 4),
  ]
}
