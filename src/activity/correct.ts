import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../lib/db/index.ts'
import { type CounterDelta, count } from './counter.ts'
import { type EntryReading, hourOf, isToxic } from './entry.ts'
import { advanceHead } from './head.ts'
import { publishedOf } from './id.ts'
import { getActivities, type StoredActivity } from './read.ts'
import { SAID } from './series.ts'
import { ALL } from './tables.ts'

/** What is understood of an activity and may be set otherwise. */
export const MARKED = ['sentiment', 'toxicity', 'intent', 'urgency', 'topics'] as const
export type Marked = (typeof MARKED)[number]

/** What stands, as the stream keeps it. */
export interface Marks {
  sentiment: 'positive' | 'neutral' | 'negative'
  p_positive: number
  p_negative: number
  toxicity: number | null
  intent: string | null
  urgency: number | null
  topics: string[] | null
}

/** Which alerts an activity answers, by those of a generation at least; `tx` holds the head meanwhile. */
export type Answering = (
  tx: Handle,
  workspaceId: string,
  generation: number,
) => Promise<(row: StoredActivity) => string[]>

export interface Remark {
  /** What is to stand from now on; what is absent stays. */
  marks: Partial<Marks> & Pick<Partial<EntryReading>, 'why'>
  /** When the text that was judged was edited last: of another text it would be no judgement. */
  edited: Date | null
  /** Those that a person now answers for, and those given back to the models; a re-reading names neither. */
  answered?: Marked[]
  givenBack?: Marked[]
}

export interface Remarked {
  was: Marks
  now: Marks
  /** Those that a person answers for. */
  corrected: Marked[]
}

/**
 * Sets what is understood of an activity, its alerts and counters with it, in one transaction. A re-reading (that names no
 * mark as answered for or given back) leaves alone what a person answers for. Alerts that are paused stay as they are. Null
 * where there is no such activity, its words are gone, or they are not those that were judged.
 */
export function remark(
  db: Handle,
  workspaceId: string,
  id: string,
  change: Remark,
  answering: Answering,
): Promise<Remarked | null> {
  return inTransaction(db, async (tx) => {
    // Before any row, as all do that count.
    const { generation } = await advanceHead(tx, workspaceId, 0)
    const row = await standing(tx, workspaceId, id)
    if (!row || row.edited?.getTime() !== change.edited?.getTime()) return null
    const { marks, corrected, why } = settled(row, change)
    await sql`
      update activity set sentiment = ${marks.sentiment}, p_positive = ${marks.p_positive},
        p_negative = ${marks.p_negative}, toxicity = ${marks.toxicity}, intent = ${marks.intent},
        urgency = ${marks.urgency}, topics = ${marks.topics?.length ? marks.topics : null}::text[],
        why = ${why?.length ? JSON.stringify(why) : null}::jsonb,
        corrected = ${corrected.length > 0 ? corrected : null}::text[]
      where workspace_id = ${workspaceId} and published = ${publishedOf(id)} and id = ${id}`.execute(tx)
    const now = { ...row, ...marks, topics: marks.topics?.length ? marks.topics : null }
    now.alerts = await alertsOf(row, now, () => answering(tx, workspaceId, generation))
    await relabel(tx, row, now)
    // A re-reading of thousands says how far it is, not each post.
    if (change.answered || change.givenBack) await notify(tx, { w: workspaceId, k: 'reading', id })
    return { was: marksOf(row), now: marks, corrected }
  })
}

async function standing(tx: Handle, workspaceId: string, id: string): Promise<StoredActivity | undefined> {
  const { rows } = await sql`
    select id from activity
    where workspace_id = ${workspaceId} and published = ${publishedOf(id)} and id = ${id} and deleted is null
      and (text is not null or title is not null)
    for update`.execute(tx)
  return rows.length > 0 ? (await getActivities(tx, workspaceId, [id]))[0] : undefined
}

/** The alerts it stood under, but for those that it answers otherwise now: these alone are touched. */
async function alertsOf(
  was: StoredActivity,
  now: StoredActivity,
  answering: () => ReturnType<Answering>,
): Promise<string[]> {
  if (was.ours || !(SAID as readonly string[]).includes(was.verb)) return was.alerts
  const answers = await answering()
  const [before, after] = [answers(was), answers(now)]
  const lost = without(before, after)
  return [...new Set([...without(was.alerts, lost), ...without(after, before)])]
}

function marksOf({
  sentiment,
  p_positive,
  p_negative,
  toxicity,
  intent,
  urgency,
  topics,
}: StoredActivity): Marks {
  return { sentiment, p_positive, p_negative, toxicity, intent, urgency, topics }
}

function settled(row: StoredActivity, { marks, answered, givenBack }: Remark) {
  const before = row.corrected ?? []
  const free = answered || givenBack ? [] : before
  const { why, ...said } = marks
  const held: Partial<Marks> = {}
  if (free.includes('sentiment'))
    Object.assign(held, { sentiment: row.sentiment, p_positive: row.p_positive, p_negative: row.p_negative })
  for (const mark of ['toxicity', 'intent', 'urgency', 'topics'] as const)
    if (free.includes(mark)) Object.assign(held, { [mark]: row[mark] })
  const corrected = MARKED.filter(
    (mark) => answered?.includes(mark) || (before.includes(mark) && !givenBack?.includes(mark)),
  )
  return { marks: { ...marksOf(row), ...said, ...held }, corrected, why: why ?? row.why }
}

function without(ids: string[], others: string[]): string[] {
  return ids.filter((id) => !others.includes(id))
}

async function relabel(tx: Handle, was: StoredActivity, now: StoredActivity): Promise<void> {
  const { workspace_id, id } = was
  const [lost, gained] = [without(was.alerts, now.alerts), without(now.alerts, was.alerts)]
  if (lost.length > 0)
    await sql`
      delete from activity_alert where workspace_id = ${workspace_id} and published = ${publishedOf(id)}
        and activity_id = ${id} and alert_id = any(${lost}::uuid[])`.execute(tx)
  if (gained.length > 0)
    await sql`
      insert into activity_alert (workspace_id, alert_id, published, activity_id)
      select ${workspace_id}::uuid, alert, ${publishedOf(id)}::timestamptz, ${id}::uuid
      from unnest(${gained}::uuid[]) as alert on conflict do nothing`.execute(tx)
  await count(tx, workspace_id, [...deltasOf(was, -1), ...deltasOf(now, 1)])
}

function deltasOf(row: StoredActivity, sign: 1 | -1): CounterDelta[] {
  const { channel, verb, lang, ours, sentiment } = row
  const toxic = isToxic(row) ? sign : 0
  const one = { channel, verb, lang, ours, sentiment, toxic, count: sign }
  const reach = sign * (row.actor_followers ?? 0)
  return [ALL, ...row.alerts].map((alertId) => ({
    ...one,
    alertId,
    hour: hourOf(publishedOf(row.id)),
    reach,
  }))
}

/** What a person answers for, by activity; of what was edited since or is gone, nothing. */
export async function answeredFor(
  db: Handle,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, Marked[]>> {
  const { rows } = await sql<{ id: string; corrected: Marked[] }>`
    select id, corrected from activity
    where workspace_id = ${workspaceId} and published = any(${ids.map(publishedOf)}::timestamptz[])
      and id = any(${ids}::uuid[]) and corrected is not null and deleted is null
      and (text is not null or title is not null)`.execute(db)
  return new Map(rows.map(({ id, corrected }) => [id, corrected]))
}
