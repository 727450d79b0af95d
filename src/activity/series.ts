import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'
import { ALL } from './tables.ts'

/** What counters can be told apart by; a closed list, since it becomes a column. */
export const DIMENSIONS = ['sentiment', 'channel', 'lang', 'verb', 'alert', 'none'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** What people say: neither reactions nor orders nor facts about facts. */
export const SAID = ['Create', 'Question', 'Review', 'Announce'] as const

export interface SeriesRequest {
  by: Dimension
  /** Only these alerts; without it everything counts, or by alert, those that have the most. */
  alertIds?: string[]
  /** By alert, without naming any: none of these. */
  except?: Iterable<string>
  channel?: string
  /** Said by us; default false: what others say. */
  ours?: boolean
  verbs?: readonly string[]
  from: Date
  to: Date
  step: 'hour' | 'day'
  /** IANA zone whose midnight begins a day. */
  timeZone: string
}

export interface SeriesPoint {
  key: string
  at: Date
  count: number
  reach: number
  /** Of them, those that likely offend. */
  toxic: number
}

const COLUMN: Record<Dimension, RawBuilder<unknown>> = {
  sentiment: sql`sentiment`,
  channel: sql`channel`,
  lang: sql`lang`,
  verb: sql`verb`,
  alert: sql`alert_id::text`,
  none: sql`''::text`,
}

/** Reads the counters, never the stream: its cost follows the hours asked for, not what was said in them. */
export async function series(
  db: Handle,
  workspaceId: string,
  request: SeriesRequest,
): Promise<SeriesPoint[]> {
  const { by, timeZone } = request
  const bucket =
    request.step === 'hour'
      ? sql`hour`
      : sql`date_trunc('day', hour at time zone ${timeZone}) at time zone ${timeZone}`
  const { rows } = await sql<SeriesPoint>`
    select ${COLUMN[by]} as key, ${bucket} as at, sum(count)::bigint as count, sum(reach)::bigint as reach,
      sum(toxic)::bigint as toxic
    from activity_counter
    where ${countedIn(workspaceId, request)} and ${alertsOf(workspaceId, request)}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

function countedIn(workspaceId: string, request: SeriesRequest): RawBuilder<boolean> {
  const { from, to, channel } = request
  return sql<boolean>`workspace_id = ${workspaceId} and hour >= ${from} and hour < ${to}
    and verb = any(${[...(request.verbs ?? SAID)]}::text[]) and ours = ${request.ours ?? false}
    ${channel ? sql`and channel = ${channel}` : sql``}`
}

/** More lines than these nobody tells apart. */
const MOST_ALERTS = 50

function alertsOf(workspaceId: string, request: SeriesRequest): RawBuilder<boolean> {
  if (request.alertIds || request.by !== 'alert')
    return sql<boolean>`alert_id = any(${request.alertIds ?? [ALL]}::uuid[])`
  return sql<boolean>`alert_id in (
    select alert_id from activity_counter where ${countedIn(workspaceId, request)} and alert_id <> all(${[ALL, ...(request.except ?? [])]}::uuid[])
    group by 1 order by sum(count) desc, 1 limit ${MOST_ALERTS})`
}

export interface AlertCount {
  alertId: string
  day: string
  count: number
  positive: number
  negative: number
}

/** Day by day and alert by alert, from the counters; days without any are absent. */
export async function alertCounters(
  db: Handle,
  workspaceId: string,
  alertIds: string[],
  from: Date,
  to: Date,
  timeZone = 'UTC',
): Promise<AlertCount[]> {
  const { rows } = await sql<AlertCount>`
    select alert_id as "alertId", to_char(hour at time zone ${timeZone}, 'YYYY-MM-DD') as day,
      sum(count)::bigint as count,
      coalesce(sum(count) filter (where sentiment = 'positive'), 0)::bigint as positive,
      coalesce(sum(count) filter (where sentiment = 'negative'), 0)::bigint as negative
    from activity_counter
    where workspace_id = ${workspaceId} and alert_id = any(${alertIds}::uuid[])
      and hour >= ${from} and hour < ${to} and verb = any(${[...SAID]}::text[]) and not ours
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
