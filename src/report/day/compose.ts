import type { Handle } from '../../../lib/db/index.ts'
import { alertCounters, searchActivities, series } from '../../activity/index.ts'
import { channelOf } from '../../channels/index.ts'
import { healthOf, listAccounts } from '../../ingest/index.ts'
import type { Alert } from '../../match/index.ts'
import { answerFigures } from '../../relate/inbox/index.ts'
import { distance, median, standsApart } from './day.ts'
import { comparedDays, figuresOf, type Span } from './figures.ts'

const DAY = 86_400_000

const MOST_MOVED = 5
const MOST_ALERTS = 20
const MOST_RIVALS = 20

interface Tally {
  count: number
  positive: number
  negative: number
}

const NOTHING: Tally = { count: 0, positive: 0, negative: 0 }

/** What one span brought to each alert. */
export async function alertTallies(
  db: Handle,
  workspaceId: string,
  alerts: Alert[],
  span: Span,
  timeZone: string,
) {
  const ids = alerts.map((alert) => alert.id)
  const rows = ids.length ? await alertCounters(db, workspaceId, ids, span.from, span.to, timeZone) : []
  const tallies = new Map<string, Tally>()
  for (const row of rows) {
    const sum = tallies.get(row.alertId) ?? { ...NOTHING }
    sum.count += row.count
    sum.positive += row.positive
    sum.negative += row.negative
    tallies.set(row.alertId, sum)
  }
  return tallies
}

/** Alerts whose yesterday stands apart from its usual, with the post that most people could see. */
export async function whatMoved(
  db: Handle,
  workspaceId: string,
  alerts: Alert[],
  now: Date,
  timeZone: string,
) {
  const { yesterday, before } = comparedDays(now, timeZone)
  const value = await alertTallies(db, workspaceId, alerts, yesterday, timeZone)
  const past = await Promise.all(before.map((span) => alertTallies(db, workspaceId, alerts, span, timeZone)))
  const moved = alerts.flatMap((alert) => {
    const count = value.get(alert.id)?.count ?? 0
    const usual = median(past.map((day) => day.get(alert.id)?.count ?? 0)) ?? 0
    const direction = standsApart(count, usual)
    return direction ? [{ alertId: alert.id, name: alert.name, value: count, usual, direction }] : []
  })
  moved.sort((a, b) => distance(b.value, b.usual) - distance(a.value, a.usual))
  return Promise.all(
    moved.slice(0, MOST_MOVED).map(async (one) => {
      const posts = await searchActivities(db, workspaceId, { alertId: one.alertId, ...yesterday, limit: 50 })
      const widest = posts
        .filter((post) => post.deleted === null)
        .toSorted((a, b) => (b.actor_followers ?? 0) - (a.actor_followers ?? 0))[0]
      return { ...one, sample: widest ?? null }
    }),
  )
}

/** Share of voice over the last seven days: each brand and competitor alert among all of them. */
export async function shareOfVoice(
  db: Handle,
  workspaceId: string,
  alerts: Alert[],
  now: Date,
  timeZone: string,
) {
  const rivals = alerts.filter((alert) => alert.kind !== 'topic')
  const week = { from: new Date(now.getTime() - 7 * DAY), to: now }
  const tallies = await alertTallies(db, workspaceId, rivals, week, timeZone)
  const counted = rivals.map((alert) => ({
    alertId: alert.id,
    name: alert.name,
    count: tallies.get(alert.id)?.count ?? 0,
  }))
  const all = counted.reduce((total, one) => total + one.count, 0)
  return counted
    .map((one) => ({ ...one, share: all ? one.count / all : 0 }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_RIVALS)
}

/** Alerts with what yesterday brought them: those that stand apart first, then those that brought the most. */
export function alertsOfYesterday(
  alerts: Alert[],
  tallies: ReadonlyMap<string, Tally>,
  moved: readonly { alertId: string }[],
) {
  const rank = new Map(moved.map(({ alertId }, i) => [alertId, i - moved.length]))
  return alerts
    .map(({ id, name, kind }) => ({ id, name, kind, ...(tallies.get(id) ?? NOTHING) }))
    .sort((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0) || b.count - a.count)
    .slice(0, MOST_ALERTS)
    .map(({ id, name, count, negative, kind }) => ({ id, name, count, negative, kind }))
}

/** Hour by hour over the last two days, hours without anything included. */
export async function lastHours(db: Handle, workspaceId: string, now: Date, timeZone: string) {
  const to = new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000 + 3_600_000)
  const from = new Date(to.getTime() - 2 * DAY)
  const points = await series(db, workspaceId, { by: 'sentiment', from, to, step: 'hour', timeZone })
  const byHour = Map.groupBy(points, (point) => point.at.getTime())
  return Array.from({ length: 48 }, (_, i) => {
    const at = new Date(from.getTime() + i * 3_600_000)
    const here = byHour.get(at.getTime()) ?? []
    const count = here.reduce((total, point) => total + point.count, 0)
    return {
      at: at.toISOString(),
      count,
      negative: here.find((point) => point.key === 'negative')?.count ?? 0,
    }
  })
}

export async function channelHealth(db: Handle, workspaceId: string, now: Date) {
  const accounts = await listAccounts(db, workspaceId)
  const health = accounts.map((row) => healthOf(row, channelOf(row.channel), now))
  const count = (what: string) => health.filter((one) => one === what).length
  return {
    failing: count('failing'),
    late: count('late'),
    expiring: count('expiring'),
    total: accounts.length,
  }
}

/** Present values of the indicators that objectives can name, over the last thirty days (a week for mentions). */
export async function measureIndicators(db: Handle, workspaceId: string, now: Date) {
  const month = { from: new Date(now.getTime() - 30 * DAY), to: now }
  const week = { from: new Date(now.getTime() - 7 * DAY), to: now }
  const [answers, said, lately] = await Promise.all([
    answerFigures(db, workspaceId, month.from, month.to),
    figuresOf(db, workspaceId, month, 'UTC'),
    figuresOf(db, workspaceId, week, 'UTC'),
  ])
  const values: Partial<Record<'reply-time' | 'answered-share' | 'sentiment' | 'mentions', number>> = {}
  if (answers.hours !== null) values['reply-time'] = round(answers.hours)
  if (answers.begun > 0) values['answered-share'] = round((100 * answers.answered) / answers.begun)
  if (said.mentions > 0) values.sentiment = round((100 * (said.positive - said.negative)) / said.mentions)
  if (lately.mentions > 0) values.mentions = lately.mentions
  return values
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
