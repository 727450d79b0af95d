import { z } from 'zod'
import { inTransaction } from '../../../../lib/db/index.ts'
import { csvLine } from '../../../../lib/sheet/index.ts'
import {
  audit,
  type Context,
  findWorkspace,
  idParams,
  type Route,
  route,
  whoIs,
} from '../../../access/index.ts'
import { activityReply, getActivities, presentActivity } from '../../../activity/index.ts'
import { publishedCharter } from '../charter/store.ts'
import { type Double, doublesSince, pairOf, type Said, setNamed } from '../queue/doubles.ts'
import { blindShare, setBlindShare } from '../queue/store.ts'
import { agreementOf, agreementOn } from './kappa.ts'

const DAY = 86_400_000
const SPANS = { '13w': 91, '52w': 364 } as const
const span = z.strictObject({ span: z.enum(['13w', '52w']).default('13w') })
/** As many disagreements are listed, the newest. */
const LISTED = 50

const agreement = z.object({
  n: z.number(),
  same: z.number(),
  kappa: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
const words = z.object({ fr: z.string(), en: z.string() })
const rule = z.object({ id: z.string(), title: words.nullable() })
const said = z.object({
  verdict: z.enum(['act', 'leave', 'answer', 'second']),
  rule: rule.nullable(),
  /** Null unless both let it be seen. */
  by: z.string().nullable(),
  mine: z.boolean(),
})
const reply = z.object({
  share: z.number(),
  overall: agreement,
  rules: z.array(agreement.extend({ rule })),
  months: z.array(agreement.extend({ month: z.string() })),
  disagreements: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      activity: activityReply.nullable(),
      said: z.array(said),
      settled: said.omit({ by: true, mine: true }).nullable(),
      /** Whether who asks lets their name be seen; null: they did not judge it. */
      named: z.boolean().nullable(),
    }),
  ),
})

export const agreementRoutes: Route[] = [
  route({
    method: 'get',
    path: '/moderation/agreement',
    summary:
      'How far two who judge the same without knowing of each other agree, and what they do not agree on',
    description:
      'Cohen’s kappa with its interval, in all, by rule and by month. Nobody is compared with anybody: names are shown beside a disagreement only where both let them.',
    tag: 'moderation',
    can: 'moderation:act',
    query: span,
    reply,
    handler: async (context, { query }) => presented(context, await doubles(context, query.span)),
  }),
  route({
    method: 'get',
    path: '/moderation/agreement.csv',
    summary: 'The same figures as a sheet',
    tag: 'moderation',
    can: 'moderation:act',
    query: span,
    handler: async (context, { query }) => {
      const all = await doubles(context, query.span)
      return new Response(`\ufeff${sheetOf(all)}`, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="agreement.csv"',
        },
      })
    },
  }),
  route({
    method: 'put',
    path: '/moderation/agreement/share',
    summary: 'How many of a hundred items are given to two',
    tag: 'moderation',
    can: 'moderation:charter',
    body: z.strictObject({ share: z.number().int().min(0).max(100) }),
    reply: z.object({ share: z.number() }),
    handler: ({ db, workspaceId, principal }, { body }) =>
      inTransaction(db, async (tx) => {
        await setBlindShare(tx, workspaceId, body.share)
        const who = whoIs(principal)
        await audit(tx, { workspaceId, who, action: 'moderation.share', target: workspaceId, detail: body })
        return { share: body.share }
      }),
  }),
  route({
    method: 'put',
    path: '/moderation/agreement/{id}/name',
    summary: 'Lets who judged the same see one’s name beside a disagreement, where they let it too',
    tag: 'moderation',
    can: 'moderation:act',
    params: idParams,
    body: z.strictObject({ named: z.boolean() }),
    handler: async ({ db, workspaceId, principal }, { params, body }) => {
      const { memberId } = principal
      await setNamed(db, workspaceId, { activityId: params.id, memberId, named: body.named })
    },
  }),
]

async function doubles({ db, workspaceId, clock }: Context, asked: keyof typeof SPANS): Promise<Double[]> {
  const { timeZone } = await findWorkspace(db, workspaceId)
  const since = new Date(clock.now().getTime() - SPANS[asked] * DAY)
  return doublesSince(db, workspaceId, { since, timeZone })
}

function figuresOf(all: readonly Double[]) {
  const pairs = all.map(pairOf)
  const rules = [...new Set(pairs.flat())].filter((label) => label !== 'none').sort()
  const months = [...Map.groupBy(all, ({ month }) => month)].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    overall: agreementOf(pairs),
    rules: rules.map((id) => ({ id, ...agreementOn(id, pairs) })),
    months: months.map(([month, some]) => ({ month, ...agreementOf(some.map(pairOf)) })),
  }
}

async function presented(context: Context, all: readonly Double[]): Promise<z.input<typeof reply>> {
  const { db, workspaceId, principal, memberNames } = context
  const { overall, rules, months } = figuresOf(all)
  const split = all
    .filter((one) => new Set(pairOf(one)).size > 1)
    .slice(-LISTED)
    .reverse()
  const ids = split.map((one) => one.activity_id)
  const [posts, charter, names, share] = await Promise.all([
    getActivities(db, workspaceId, ids),
    publishedCharter(db, workspaceId),
    memberNames(),
    blindShare(db, workspaceId),
  ])
  const titles = new Map(charter?.charter.rules.map(({ id, title }) => [id, title]))
  const ruleOf = (id: string) => ({ id, title: titles.get(id) ?? null })
  const byId = new Map(posts.map((post) => [post.id, post]))
  return {
    ...{ share, overall, months },
    rules: rules.map(({ id, ...figures }) => ({ rule: ruleOf(id), ...figures })),
    disagreements: split.map(({ activity_id, at, first, second, last }) => {
      const open = first.named && second.named
      const told = ({ member, verdict, rule: id }: Said) => ({
        ...{ verdict, rule: id === null ? null : ruleOf(id), mine: member === principal.memberId },
        by: open ? (names.get(member) ?? null) : null,
      })
      const post = byId.get(activity_id)
      const own = [first, second].find(({ member }) => member === principal.memberId)
      return {
        ...{ id: activity_id, at: at.toISOString(), activity: post ? presentActivity(post) : null },
        // In no order that would tell who was first.
        said: [first, second].sort((a, b) => (a.verdict < b.verdict ? -1 : 1)).map(told),
        settled: last && { verdict: last.verdict, rule: last.rule === null ? null : ruleOf(last.rule) },
        named: own?.named ?? null,
      }
    }),
  }
}

function sheetOf(all: readonly Double[]): string {
  const { overall, rules, months } = figuresOf(all)
  const cells = ({ n, same, kappa, low, high }: z.input<typeof agreement>) => [
    ...[String(n), n > 0 ? same.toFixed(4) : ''],
    ...[kappa, low, high].map((value) => value?.toFixed(4) ?? ''),
  ]
  return [
    ['of', 'name', 'judged_twice', 'same', 'kappa', 'kappa_low', 'kappa_high'],
    ['all', '', ...cells(overall)],
    ...rules.map((one) => ['rule', one.id, ...cells(one)]),
    ...months.map((one) => ['month', one.month, ...cells(one)]),
  ]
    .map((row) => csvLine(row))
    .join('')
}
