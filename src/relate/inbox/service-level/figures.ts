import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import type { Kind } from './clock.ts'

/** How spans of one kind ended; times in seconds, null where nothing was answered or closed. */
export interface SpanFigures {
  kind: Kind
  key: string
  /** Answered, or closed where the kind is `resolution`. */
  ended: number
  /** Closed without an answer: neither in time nor late. */
  unanswered: number
  /** Of what had a target: ended, or late and not ended yet. */
  judged: number
  within: number
  worked: { median: number; p90: number } | null
  elapsed: { median: number; p90: number } | null
}

const PARTS = {
  all: sql`'all'`,
  channel: sql`channel`,
  tier: sql`coalesce(tier_id::text, 'none')`,
  priority: sql`case when priority >= 60 then 'high' when priority >= 30 then 'middle' else 'low' end`,
}
export type Part = keyof typeof PARTS

interface Row {
  kind: Kind
  key: string
  ended: number
  unanswered: number
  judged: number
  within: number
  worked: number[] | null
  elapsed: number[] | null
}

const measured = (column: RawBuilder<unknown>) =>
  sql`percentile_cont(array[0.5, 0.9]) within group (order by ${column}) filter (where by <> 'unanswered')`

/**
 * What ended in a span, and what became late in it and has not ended, by channel, by how pressing it was, by the customer’s tier
 * of then (`none`: without one), or as a whole.
 * What had no target is timed, and judged by none.
 */
export async function spanFigures(
  db: Handle,
  workspaceId: string,
  { from, to, part, now }: { from: Date; to: Date; part: Part; now: Date },
): Promise<SpanFigures[]> {
  const running = (kind: Kind, began: string, due: string) => sql`
    select ${kind}::text as kind, channel, priority, tier_id, null::bigint as worked, null::bigint as elapsed, 'running' as by, false as within, true as judged
    from service_clock as clock join conversation
      on conversation.workspace_id = clock.workspace_id and conversation.id = clock.conversation_id
    where clock.workspace_id = ${workspaceId} and ${sql.ref(`clock.${began}`)} is not null
      and ${sql.ref(`clock.${due}`)} >= ${from} and ${sql.ref(`clock.${due}`)} < least(${to}::timestamptz, ${now}::timestamptz)`
  const { rows } = await sql<Row>`
    select kind, ${PARTS[part]} as key, (count(*) filter (where by in ('answer', 'done')))::int as ended,
      (count(*) filter (where by = 'unanswered'))::int as unanswered, (count(*) filter (where judged))::int as judged,
      (count(*) filter (where judged and within))::int as within,
      ${measured(sql`worked`)} as worked, ${measured(sql`elapsed`)} as elapsed
    from (
      select kind, channel, priority, tier_id, worked, elapsed, by, ended <= due as within, due is not null and by <> 'unanswered' as judged
      from service_span where workspace_id = ${workspaceId} and ended >= ${from} and ended < ${to}
      union all ${running('first', 'first_began', 'first_due')}
      union all ${running('next', 'next_began', 'next_due')}
      union all ${running('resolution', 'matter_began', 'matter_due')}) as span
    group by kind, key order by kind, array_position(array['high', 'middle', 'low'], ${PARTS[part]}), key`.execute(
    db,
  )
  const pair = (values: number[] | null) => {
    const [median, p90] = values ?? []
    return typeof median === 'number' && typeof p90 === 'number' ? { median, p90 } : null
  }
  return rows.map(({ worked, elapsed, ...row }) => ({ ...row, worked: pair(worked), elapsed: pair(elapsed) }))
}
