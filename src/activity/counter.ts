import { sql } from 'kysely'
import type { Handle } from '../../lib/db/index.ts'

export interface CounterDelta {
  alertId: string
  hour: Date
  channel: string
  verb: string
  lang: string
  sentiment: string
  /** Said by us. */
  ours: boolean
  count: number
  reach: number
  /** Of them, those that likely offend. */
  toxic: number
}

/** Adds deltas to the hourly counters, summed and in the order of their key so that writers never deadlock. */
export async function count(tx: Handle, workspaceId: string, deltas: CounterDelta[]): Promise<void> {
  const rows = summed(deltas)
  if (rows.length === 0) return
  await sql`
    insert into activity_counter as counter
      (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours, count, reach, toxic)
    select ${workspaceId}::uuid, "alertId", hour, channel, verb, lang, sentiment, ours, count, reach, toxic
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (
      "alertId" uuid, hour timestamptz, channel text, verb text, lang text, sentiment text, ours boolean, count integer, reach bigint, toxic integer)
    on conflict (workspace_id, alert_id, hour, channel, verb, lang, sentiment, ours)
    do update set count = counter.count + excluded.count, reach = counter.reach + excluded.reach,
      toxic = counter.toxic + excluded.toxic`.execute(tx)
}

function summed(deltas: CounterDelta[]): CounterDelta[] {
  const byKey = new Map<string, CounterDelta>()
  for (const delta of deltas) {
    const key = `${delta.alertId}|${delta.hour.getTime()}|${delta.channel}|${delta.verb}|${delta.lang}|${delta.sentiment}|${delta.ours}`
    const sum = byKey.get(key)
    if (sum) {
      sum.count += delta.count
      sum.reach += delta.reach
      sum.toxic += delta.toxic
    } else byKey.set(key, { ...delta })
  }
  return [...byKey]
    .filter(([, delta]) => delta.count !== 0 || delta.reach !== 0 || delta.toxic !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, delta]) => delta)
}
