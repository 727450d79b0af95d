import { z } from 'zod'
import { type Locale, translate } from '../../../lib/i18n/index.ts'
import { toPage } from '../../../lib/page/index.ts'
import type { Context } from '../../access/index.ts'
import { activityReply, getActivities, presentActivity } from '../../activity/index.ts'
import { listAccounts } from '../../ingest/index.ts'
import { TOPICS } from '../../interpret/index.ts'
import { listAlerts } from '../alerts/store.ts'
import { ALARM_ENDS, ALARM_KINDS, REASONS, SUBJECT_KINDS } from './alarm.ts'
import { SIGNS } from './evidence.ts'
import { type AlarmRow, findWatch, notesOf, type Subject } from './store.ts'
import { verdictOf } from './verdict.ts'
import { hoursOf } from './watch/hours.ts'
import { drawn, type Hour, hourOf, look, newWatch, seriesOf } from './watch/watch.ts'

const HOUR = 3_600_000
/** Notes that come with an alarm. */
const NOTES = 20
/** Hours of baseline that are drawn. */
const DRAWN = 7 * 24

const factor = z.number()
const figures = z.object({
  hour: z.string(),
  count: z.number(),
  negative: z.number(),
  toxic: z.number().default(0),
  reach: z.number(),
  expected: z.number(),
  high: z.number(),
  peak: z.number(),
  authors: z.number(),
  since: z.string().nullable(),
  missing: z.number(),
})

/** An alarm as the API shows it (`Alarm`). */
export const alarmReply = z.object({
  id: z.string(),
  kind: z.enum(ALARM_KINDS),
  subject: z.object({ kind: z.enum(SUBJECT_KINDS), id: z.string(), name: z.string() }),
  level: z.number(),
  index: z.number(),
  factors: z.object({
    volume: factor,
    negativity: factor,
    speed: factor,
    diversity: factor,
    influence: factor,
  }),
  signs: z.array(z.enum(SIGNS)),
  reasons: z.array(z.enum(REASONS)),
  verdict: z.array(z.string()),
  figures,
  opened: z.string(),
  updated: z.string(),
  calm: z.string().nullable(),
  ended: z.string().nullable(),
  how: z.enum(ALARM_ENDS).nullable(),
  acknowledged: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
  endedBy: z.string().nullable(),
})

/** Hour by hour, what came and what was expected; null where nothing was known yet. */
export const baselineReply = z.object({
  learning: z.boolean(),
  series: z.array(
    z.object({
      key: z.enum(REASONS),
      value: z.number(),
      expected: z.number(),
      high: z.number().nullable(),
      learning: z.boolean(),
      unusual: z.boolean(),
    }),
  ),
  hours: z.array(
    z.object({
      at: z.string(),
      count: z.number(),
      negative: z.number(),
      toxic: z.number(),
      reach: z.number(),
      authors: z.number().nullable(),
      expected: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  ),
})

export const noteReply = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string().nullable(),
  text: z.string(),
})

export const alarmDetailReply = alarmReply.extend({
  drivers: z.array(z.object({ told: z.number(), activity: activityReply })),
  amplifiers: z.array(
    z.object({
      posts: z.number(),
      reposts: z.number(),
      passedOn: z.number(),
      followers: z.number(),
      activity: activityReply,
    }),
  ),
  notes: z.array(noteReply),
  earlierNotes: z.string().nullable(),
})

/** Alarms as the API shows them, in the reader's language. */
export async function presentAlarms(
  context: Pick<Context, 'db' | 'workspaceId' | 'locale' | 'memberNames'>,
  rows: AlarmRow[],
): Promise<z.input<typeof alarmReply>[]> {
  if (rows.length === 0) return []
  const [names, members] = await Promise.all([namesOf(context), context.memberNames()])
  const member = (id: string | null) => (id === null ? null : (members.get(id) ?? null))
  return rows.map((row) => {
    const { evidence } = row
    const name = names(row.subject_kind, row.subject)
    return {
      id: row.id,
      kind: row.kind,
      subject: { kind: row.subject_kind, id: row.subject, name },
      level: row.level,
      index: evidence.index,
      factors: evidence.factors,
      signs: evidence.signs,
      reasons: evidence.reasons,
      verdict: verdictOf({ kind: row.kind, name, evidence }, context.locale),
      figures: figures.parse(evidence),
      opened: row.opened.toISOString(),
      updated: row.updated.toISOString(),
      calm: row.calm?.toISOString() ?? null,
      ended: row.ended?.toISOString() ?? null,
      how: row.how,
      acknowledged: row.acknowledged && {
        at: row.acknowledged.toISOString(),
        by: member(row.acknowledged_by),
      },
      endedBy: member(row.ended_by),
    }
  })
}

async function namesOf({ db, workspaceId, locale }: Pick<Context, 'db' | 'workspaceId' | 'locale'>) {
  const [alerts, accounts] = await Promise.all([listAlerts(db, workspaceId), listAccounts(db, workspaceId)])
  const names = new Map([...alerts, ...accounts].map(({ id, name }) => [id, name]))
  return (kind: AlarmRow['subject_kind'], id: string) =>
    kind === 'channel'
      ? channelName(locale, id)
      : kind === 'topic'
        ? topicName(locale, id)
        : (names.get(id) ?? '—')
}

export function topicName(locale: Locale, id: string): string {
  return TOPICS.find((topic) => topic.id === id)?.[locale] ?? id
}

export function channelName(locale: Locale, id: string): string {
  return translate(locale, `channel:${id}.name`)
}

/** One alarm with the posts that drive it, who carries it, and what people noted. Posts that were taken away are left out. */
export async function presentDetail(
  context: Context,
  row: AlarmRow,
): Promise<z.input<typeof alarmDetailReply>> {
  const { db, workspaceId } = context
  const { drivers, amplifiers } = row.evidence
  const ids = [...new Set([...drivers, ...amplifiers].map(({ activityId }) => activityId))]
  const [[alarm], posts, notes] = await Promise.all([
    presentAlarms(context, [row]),
    getActivities(db, workspaceId, ids),
    notesPage(context, row.id, NOTES),
  ])
  if (!alarm) throw new Error('one row gives one alarm')
  const byId = new Map(posts.filter((post) => !post.deleted).map((post) => [post.id, presentActivity(post)]))
  const shown = <T extends { activityId: string }>(ones: T[]) =>
    ones.flatMap(({ activityId, ...one }) => {
      const activity = byId.get(activityId)
      return activity ? [{ ...one, activity }] : []
    })
  return {
    ...alarm,
    drivers: shown(drivers),
    amplifiers: shown(amplifiers.map((one) => ({ reposts: 0, passedOn: 0, ...one }))),
    notes: notes.items,
    earlierNotes: notes.next,
  }
}

/** Notes of an alarm as the API shows them, newest first. */
export async function notesPage(
  context: Pick<Context, 'db' | 'workspaceId' | 'memberNames'>,
  alarmId: string,
  limit: number,
  before?: string,
) {
  const { db, workspaceId } = context
  const [rows, members] = await Promise.all([
    notesOf(db, workspaceId, alarmId, limit + 1, before),
    context.memberNames(),
  ])
  return toPage(
    rows,
    limit,
    ({ id }) => [id],
    ({ id, at, member_id, text }) => ({ id, at: at.toISOString(), by: members.get(member_id) ?? null, text }),
  )
}

/** The last seven days of a subject beside what was expected of them. */
export async function baselineOf(
  context: Pick<Context, 'db' | 'workspaceId'>,
  subject: Subject,
  now: Date,
): Promise<z.input<typeof baselineReply>> {
  const { db, workspaceId } = context
  const last = hourOf(now.getTime())
  const first = last - (DRAWN - 1) * HOUR
  const state = (await findWatch(db, workspaceId, subject)) ?? newWatch(last)
  const hours = await hoursOf(db, workspaceId, subject, Math.min(first, state.next), now)
  const { state: after, recent } = look(state, hours, now.getTime())
  const counts = new Map<number, Hour>(hours.map((hour) => [hour.at, hour]))
  const known = new Map([...after.baselines, ...recent.map(drawn)].map((one) => [one.at, one]))
  return {
    learning: recent.at(-1)?.volume.learning ?? true,
    series: recent.slice(-1).flatMap(seriesOf),
    hours: Array.from({ length: DRAWN }, (_, i) => {
      const at = first + i * HOUR
      const { expected = null, low = null, high = null } = known.get(at) ?? {}
      const { count = 0, negative = 0, toxic = 0, reach = 0, authors = null } = counts.get(at) ?? {}
      return { at: new Date(at).toISOString(), count, negative, toxic, reach, authors, expected, low, high }
    }),
  }
}
