import { z } from 'zod'
import { type Context, leftAt, type Route, route } from '../../../access/index.ts'
import { harmOf } from '../../../activity/index.ts'
import { listAlarms, presentAlarms } from '../../../match/index.ts'
import { mentionReply, presentMentions } from '../mention/routes.ts'
import { getConversations } from '../store.ts'
import { type Absence, type Happened, happenedSince, MOST_COUNTED } from './away.ts'

const DAY = 86_400_000
/** Further back nobody reads what happened meanwhile line by line. */
const LONGEST = 62 * DAY
const MOST_ALARMS = 50

const talk = z.object({
  id: z.string(),
  author: z.string().nullable(),
  channel: z.string(),
  snippet: z.string(),
  toxicity: z.number().nullable(),
})
const member = z.object({ id: z.string(), name: z.string() }).nullable()
const happened = z.object({ conversation: talk, at: z.string(), by: member, rule: z.string().nullable() })
const some = <T extends z.ZodType>(item: T) => z.object({ count: z.number(), items: z.array(item) })

const awayReply = z.object({
  since: z.string(),
  /** When the visit before this one ended. */
  left: z.string().nullable(),
  /** Counts stop here. */
  most: z.number(),
  came: some(talk),
  stillOpen: z.number(),
  answered: some(z.object({ conversation: talk, at: z.string(), by: member, text: z.string() })),
  assigned: some(happened),
  closed: some(happened),
  mentions: z.array(mentionReply),
  late: some(talk),
  alarms: z.array(z.object({ id: z.string(), level: z.number(), verdict: z.string(), opened: z.string() })),
})

export const awayRoutes: Route[] = [
  route({
    method: 'get',
    path: '/away',
    summary: 'What has happened since your last visit ended, or since a moment',
    description:
      'What came in, what colleagues answered and closed, what was given to you, mentions, what is late, alarms.',
    tag: 'inbox',
    can: 'inbox:read',
    query: z.strictObject({ since: z.iso.datetime().optional() }),
    reply: awayReply,
    async handler(context, { query }) {
      const { db, workspaceId, principal, clock } = context
      const now = clock.now()
      const left = await leftAt(db, workspaceId, principal.memberId)
      const asked = query.since ? new Date(query.since) : (left ?? new Date(now.getTime() - DAY))
      const since = new Date(Math.max(asked.getTime(), now.getTime() - LONGEST))
      const absence = await happenedSince(db, workspaceId, principal.memberId, { since, now })
      return {
        ...{ since: since.toISOString(), left: left?.toISOString() ?? null, most: MOST_COUNTED },
        ...(await present(context, absence)),
        mentions: await presentMentions(context, absence.mentions),
        alarms: await alarmsSince(context, since),
      }
    },
  }),
]

async function present({ db, workspaceId, memberNames }: Context, absence: Absence) {
  const { came, answered, assigned, closed, late, stillOpen } = absence
  const events = [...answered.items, ...assigned.items, ...closed.items]
  const ids = new Set([...came.items, ...late.items, ...events.map((one) => one.conversationId)])
  const [rows, names] = await Promise.all([
    ids.size > 0 ? getConversations(db, workspaceId, [...ids]) : [],
    memberNames(),
  ])
  const harms = await harmOf(
    db,
    workspaceId,
    rows.map((row) => row.last_activity_id),
  )
  const talks = new Map(
    rows.map(({ id, author_name, author_handle, channel, snippet, last_activity_id }) => [
      id,
      {
        ...{ id, author: author_name ?? author_handle, channel, snippet },
        toxicity: harms.get(last_activity_id) ?? null,
      },
    ]),
  )
  const by = (id: string | null) => (id ? { id, name: names.get(id) ?? '' } : null)
  const shown = (list: string[]) => list.flatMap((id) => talks.get(id) ?? [])
  const line = ({ conversationId, at, by: who, rule }: Happened) => {
    const conversation = talks.get(conversationId)
    return conversation ? [{ conversation, at: at.toISOString(), by: by(who), rule }] : []
  }
  return {
    came: { count: came.count, items: shown(came.items) },
    stillOpen,
    late: { count: late.count, items: shown(late.items) },
    assigned: { count: assigned.count, items: assigned.items.flatMap(line) },
    closed: { count: closed.count, items: closed.items.flatMap(line) },
    answered: {
      count: answered.count,
      items: answered.items.flatMap(({ conversationId, at, by: who, text }) => {
        const conversation = talks.get(conversationId)
        return conversation
          ? [{ conversation, at: at.toISOString(), by: by(who), text: text.slice(0, 280) }]
          : []
      }),
    },
  }
}

/** For those who may read alarms: what was raised meanwhile. */
async function alarmsSince(context: Context, since: Date) {
  const { db, workspaceId, principal } = context
  if (!principal.permissions.has('alerts:read')) return []
  const rows = (await listAlarms(db, workspaceId, {}, MOST_ALARMS)).filter((one) => one.opened >= since)
  const alarms = await presentAlarms(context, rows)
  return alarms.map(({ id, level, verdict, opened }) => ({ id, level, verdict: verdict[0] ?? '', opened }))
}
