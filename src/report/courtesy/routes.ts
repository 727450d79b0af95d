import { z } from 'zod'
import { csvLine } from '../../../lib/sheet/index.ts'
import {
  type Context,
  findWorkspace,
  memberNames,
  permissionsOf,
  type Route,
  route,
} from '../../access/index.ts'
import { getActivities } from '../../activity/index.ts'
import { ADVICE, ELEMENTS, mannersOf } from '../../interpret/index.ts'
import { conversationsOf, labelsOf, listGroups } from '../../relate/inbox/index.ts'
import { type Bucket, bucketsTo } from '../figure/bucket.ts'
import { byGroup, byLabel, effectOf, GOOD, type Line, lineOf, nothing, type Sums } from './courtesy.ts'
import { answersBehind, mostAdvised, type Span, sumsBy } from './store.ts'

const SPANS = { '4w': 4, '13w': 13, '52w': 52 } as const
const span = z.enum(['4w', '13w', '52w']).default('13w')
const interval = z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable()
const line = z.object({
  key: z.string(),
  answers: z.number(),
  judged: z.number(),
  score: interval,
  elements: z.array(z.object({ element: z.enum(ELEMENTS), asked: z.number(), share: interval })),
})
const named = line.extend({ name: z.string() })
const reply = z.object({
  from: z.string(),
  to: z.string(),
  timeZone: z.string(),
  /** From where on a score is a good one. */
  good: z.number(),
  all: line,
  weeks: z.array(line),
  channels: z.array(line),
  labels: z.array(line),
  groups: z.array(named),
  advice: z.array(z.object({ id: z.string(), answers: z.number() })),
  effect: z.array(z.object({ good: z.boolean(), followed: z.number(), thanked: interval })),
  /** One’s own, which everyone sees; null for a key. */
  mine: z.object({ all: line, weeks: z.array(line) }).nullable(),
  /** By name; null unless the owner turned it on, and for who does not manage the team. */
  people: z.array(named).nullable(),
})
type Reply = z.input<typeof reply>

const behind = z.object({
  answers: z.array(
    z.object({
      id: z.string(),
      conversation: z.string().nullable(),
      channel: z.string(),
      at: z.string(),
      text: z.string(),
      score: z.number().nullable(),
      advice: z.array(z.string()),
    }),
  ),
})

const MOST_BEHIND = 30
const MOST_ADVICE = 8
/** Fewer answers of a person say nothing of them. */
const LEAST_OF_PERSON = 10
const SNIPPET = 280

export const courtesyReportRoutes: Route[] = [
  route({
    method: 'get',
    path: '/reports/courtesy',
    summary:
      'Courtesy of the answers that left: elements, score, what most often lacks, and how it was taken',
    description:
      'Shares are of the answers in which an element was asked for, with the bounds of what they stand for. How the next message took it is an association, not a cause. One’s own figures are in `mine`; those of others in `people` only where the owner turned it on, for who manages the team.',
    tag: 'reports',
    can: 'reports:read',
    query: z.strictObject({ span }),
    reply,
    handler: (context, { query }) => composed(context, SPANS[query.span]),
  }),
  route({
    method: 'get',
    path: '/reports/courtesy.csv',
    summary: 'The same as a table',
    tag: 'reports',
    can: 'reports:read',
    query: z.strictObject({ span }),
    handler: async (context, { query }) => {
      const report = await composed(context, SPANS[query.span])
      return new Response(`\uFEFF${tableOf(report)}`, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="courtesy.csv"',
        },
      })
    },
  }),
  route({
    method: 'get',
    path: '/reports/courtesy/answers',
    summary: 'The newest answers behind a figure of courtesy; nobody’s name is beside them',
    tag: 'reports',
    can: 'inbox:read',
    query: z.strictObject({
      span,
      /** Of this week only: its Monday. */
      week: z.iso.date().optional(),
      channel: z.string().max(40).optional(),
      advice: z.enum(ADVICE).optional(),
    }),
    reply: behind,
    handler: async (context, { query }) => ({ answers: await postsBehind(context, query) }),
  }),
]

async function bucketsOf({ db, workspaceId, clock }: Context, weeks: number) {
  const { timeZone } = await findWorkspace(db, workspaceId)
  const buckets = bucketsTo(clock.now(), timeZone, 'week', weeks)
  const [first, last] = [buckets[0], buckets.at(-1)]
  if (!first || !last) throw new Error('a report has a week at least')
  return { timeZone, buckets, first, last, whole: { from: first.from, to: last.to } }
}

async function composed(context: Context, count: number): Promise<Reply> {
  const { db, workspaceId, principal } = context
  const { timeZone, buckets, first, last, whole } = await bucketsOf(context, count)
  const [all, channels, talks, members] = await Promise.all(
    (['all', 'channel', 'conversation', 'member'] as const).map((by) => sumsBy(db, workspaceId, whole, by)),
  )
  const sums = all?.get('') ?? nothing()
  const [weeks, advice, groups, labels] = await Promise.all([
    weekly(context, whole, buckets),
    mostAdvised(db, workspaceId, whole, MOST_ADVICE),
    listGroups(db, workspaceId),
    labelsOf(db, workspaceId, [...(talks?.keys() ?? [])]),
  ])
  return {
    ...{ from: first.day, to: last.day, timeZone, good: GOOD, advice, weeks },
    all: lineOf('all', sums),
    channels: linesOf(channels ?? new Map()),
    labels: linesOf(byLabel(talks ?? new Map(), labels)).sort((a, b) => a.key.localeCompare(b.key)),
    groups: byGroup(members ?? new Map(), groups).map((one) => ({
      ...lineOf(one.id, one.sums),
      name: one.name,
    })),
    effect: effectOf(sums),
    mine: principal.keyId === undefined ? await mineOf(context, whole, buckets) : null,
    people: await peopleOf(context, members ?? new Map()),
  }
}

function linesOf(by: ReadonlyMap<string, Sums>): Line[] {
  return [...by].map(([key, sums]) => lineOf(key, sums))
}

/** Weeks without an answer are left out: a gap is a gap. */
async function weekly(
  { db, workspaceId }: Context,
  whole: Span,
  buckets: readonly Bucket[],
  only?: { memberId: string },
): Promise<Line[]> {
  const begins = buckets.map((one) => one.from)
  const by = await sumsBy(db, workspaceId, whole, begins, only)
  return buckets.flatMap(({ day }, i) => {
    const sums = by.get(String(i + 1))
    return sums ? [lineOf(day, sums)] : []
  })
}

async function mineOf(context: Context, whole: Span, buckets: readonly Bucket[]) {
  const only = { memberId: context.principal.memberId }
  const all = await sumsBy(context.db, context.workspaceId, whole, 'all', only)
  return { all: lineOf('mine', all.get('') ?? nothing()), weeks: await weekly(context, whole, buckets, only) }
}

/** In the order of their names: a list of figures by person is no ranking of them. */
async function peopleOf({ db, workspaceId, principal }: Context, members: ReadonlyMap<string, Sums>) {
  const may = permissionsOf(principal.role).has('team:manage')
  if (!may || principal.keyId !== undefined || !(await mannersOf(db, workspaceId)).byPerson) return null
  const names = await memberNames(db, workspaceId)
  return [...members]
    .flatMap(([id, sums]) => {
      const name = names.get(id)
      return name === undefined || sums.judged < LEAST_OF_PERSON ? [] : [{ ...lineOf(id, sums), name }]
    })
    .sort((a, b) => a.name.localeCompare(b.name))
}

interface Asked {
  span: keyof typeof SPANS
  week?: string | undefined
  channel?: string | undefined
  advice?: string | undefined
}

async function postsBehind(context: Context, { span: name, week, channel, advice }: Asked) {
  const { db, workspaceId } = context
  const { buckets, whole } = await bucketsOf(context, SPANS[name])
  const bucket = week === undefined ? whole : buckets.find(({ day }) => day === week)
  if (!bucket) return []
  const { from, to } = bucket
  const rows = await answersBehind(db, workspaceId, { from, to, channel, advice }, MOST_BEHIND)
  const posts = new Map(
    (
      await getActivities(
        db,
        workspaceId,
        rows.map(({ id }) => id),
      )
    ).map((post) => [post.id, post]),
  )
  const filed = await conversationsOf(db, workspaceId, [...posts.values()])
  return rows.flatMap(({ id, conversation: noted, score, advice: given }) => {
    const post = posts.get(id)
    if (!post || post.deleted) return []
    const conversation = filed.get(id)?.[0] ?? noted
    const text = [...(post.text ?? '')].slice(0, SNIPPET).join('')
    return [
      {
        id,
        conversation,
        score,
        advice: given,
        channel: post.channel,
        at: post.published.toISOString(),
        text,
      },
    ]
  })
}

/** One line a figure: by what, of what, and the numbers. Persons are not in it. */
function tableOf({ all, weeks, channels, labels, groups }: Reply): string {
  const head = ['by', 'key', 'answers', 'judged', 'score', 'score_low', 'score_high']
  const columns = ELEMENTS.flatMap((element) => [
    `${element}_asked`,
    element,
    `${element}_low`,
    `${element}_high`,
  ])
  const lines = [
    cellsOf('all', 'all', all),
    ...weeks.map((one) => cellsOf('week', one.key, one)),
    ...channels.map((one) => cellsOf('channel', one.key, one)),
    ...labels.map((one) => cellsOf('label', one.key, one)),
    ...groups.map((one) => cellsOf('group', one.name, one)),
  ]
  return [[...head, ...columns], ...lines].map((cells) => csvLine(cells.map(String))).join('')
}

function cellsOf(by: string, key: string, { answers, judged, score, elements }: z.input<typeof line>) {
  const bounds = (one: z.input<typeof interval>, digits: number) =>
    one ? [one.value, one.low, one.high].map((n) => n.toFixed(digits)) : ['', '', '']
  return [
    ...[by, key, answers, judged],
    ...bounds(score, 1),
    ...elements.flatMap(({ asked, share }) => [asked, ...bounds(share, 4)]),
  ]
}
