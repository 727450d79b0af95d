import { z } from 'zod'
import { BOM, csvLine } from '../../../../lib/sheet/index.ts'
import { type Context, findWorkspace, type Route, route } from '../../../access/index.ts'
import { SANCTIONS } from '../charter/charter.ts'
import { type Line, linesOf, sumOf, sumsBy } from './report.ts'

const SPANS = { month: 31, quarter: 92, year: 366 } as const
const DAY = 86_400_000
const sums = {
  done: z.number(),
  critical: z.number(),
  restored: z.number(),
  appealed: z.number(),
  granted: z.number(),
  dismissed: z.number(),
}
const line = z.object({
  month: z.string(),
  rule: z.string(),
  channel: z.string(),
  kind: z.enum(SANCTIONS),
  ...sums,
})
const by = z.array(z.object({ key: z.string(), ...sums }))
const query = z.strictObject({ span: z.enum(['month', 'quarter', 'year']).default('quarter') })
const reply = z.object({
  from: z.string(),
  to: z.string(),
  all: z.object(sums),
  rules: by,
  channels: by,
  kinds: by,
  lines: z.array(line),
})
const COLUMNS = [
  ...(['month', 'rule', 'channel', 'kind', 'done', 'critical', 'restored'] as const),
  ...(['appealed', 'granted', 'dismissed'] as const),
]

/** What was taken away, and what became of it: figures of the house, of nobody in particular. */
export const removalRoutes: Route[] = [
  route({
    method: 'get',
    path: '/reports/removals',
    summary:
      'What was done by the charter, by rule, channel, kind and month, with appeals and their outcomes',
    tag: 'reports',
    can: 'reports:read',
    query,
    reply,
    handler: async (context, { query: { span } }) => {
      const { lines, from, to } = await measured(context, span)
      return {
        ...{ from: from.toISOString(), to: to.toISOString(), all: sumOf(lines), lines },
        rules: sumsBy(lines, 'rule'),
        channels: sumsBy(lines, 'channel'),
        kinds: sumsBy(lines, 'kind'),
      }
    },
  }),
  route({
    method: 'get',
    path: '/reports/removals.csv',
    summary: 'The same as a table',
    tag: 'reports',
    can: 'reports:read',
    query,
    handler: async (context, { query: { span } }) => {
      const { lines } = await measured(context, span)
      const table = [[...COLUMNS], ...lines.map((one) => COLUMNS.map((name) => String(one[name])))]
      return new Response(BOM + table.map((cells) => csvLine(cells)).join(''), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="removals.csv"',
        },
      })
    },
  }),
]

async function measured(
  { db, workspaceId, clock }: Context,
  span: keyof typeof SPANS,
): Promise<{ lines: Line[]; from: Date; to: Date }> {
  const { timeZone: zone } = await findWorkspace(db, workspaceId)
  const to = clock.now()
  const from = new Date(to.getTime() - SPANS[span] * DAY)
  // The very moment is in it.
  const lines = await linesOf(db, workspaceId, { from, to: new Date(to.getTime() + 1), zone })
  return { lines, from, to }
}
