import { sql } from 'kysely'
import { type Handle, inTransaction, notify } from '../../lib/db/index.ts'
import { type CounterDelta, count } from './counter.ts'
import { type EntryReading, hourOf, isToxic } from './entry.ts'
import { advanceHead } from './head.ts'
import { publishedOf } from './id.ts'
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

interface Row extends Marks {
  id: string
  channel: string
  verb: string
  lang: string
  ours: boolean
  actor_followers: number | null
  corrected: Marked[] | null
  why: unknown[] | null
}

export interface Remark {
  /** What is to stand from now on; what is absent stays. */
  marks: Partial<Marks> & Pick<Partial<EntryReading>, 'why'>
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
 * Sets what is understood of an activity, its counters with it, in one transaction. A re-reading (that names no mark as
 * answered for or given back) leaves alone what a person answers for. Null where there is no such activity, or its words
 * are gone.
 */
export function remark(
  db: Handle,
  workspaceId: string,
  id: string,
  change: Remark,
): Promise<Remarked | null> {
  return inTransaction(db, async (tx) => {
    // Before any row, as all do that count.
    await advanceHead(tx, workspaceId, 0)
    const row = await standing(tx, workspaceId, id)
    if (!row) return null
    const { marks, corrected, why } = settled(row, change)
    await sql`
      update activity set sentiment = ${marks.sentiment}, p_positive = ${marks.p_positive},
        p_negative = ${marks.p_negative}, toxicity = ${marks.toxicity}, intent = ${marks.intent},
        urgency = ${marks.urgency}, topics = ${marks.topics?.length ? marks.topics : null}::text[],
        why = ${why?.length ? JSON.stringify(why) : null}::jsonb,
        corrected = ${corrected.length > 0 ? corrected : null}::text[]
      where workspace_id = ${workspaceId} and published = ${publishedOf(id)} and id = ${id}`.execute(tx)
    await count(tx, workspaceId, await deltasOf(tx, workspaceId, row, marks))
    // A re-reading of thousands says how far it is, not each post.
    if (change.answered || change.givenBack) await notify(tx, { w: workspaceId, k: 'reading', id })
    return { was: marksOf(row), now: marks, corrected }
  })
}

async function standing(tx: Handle, workspaceId: string, id: string): Promise<Row | undefined> {
  const { rows } = await sql<Row>`
    select id, channel, verb, lang, ours, actor_followers, sentiment, p_positive, p_negative, toxicity, intent, urgency,
      topics, corrected, why
    from activity
    where workspace_id = ${workspaceId} and published = ${publishedOf(id)} and id = ${id} and deleted is null
      and (text is not null or title is not null)
    for update`.execute(tx)
  return rows[0]
}

function marksOf({ sentiment, p_positive, p_negative, toxicity, intent, urgency, topics }: Marks): Marks {
  return { sentiment, p_positive, p_negative, toxicity, intent, urgency, topics }
}

function settled(row: Row, { marks, answered, givenBack }: Remark) {
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

async function deltasOf(tx: Handle, workspaceId: string, row: Row, now: Marks): Promise<CounterDelta[]> {
  const toxic = isToxic(row) ? 1 : 0
  if (row.sentiment === now.sentiment && toxic === (isToxic(now) ? 1 : 0)) return []
  const { rows } = await sql<{ alert_id: string }>`
    select alert_id from activity_alert
    where workspace_id = ${workspaceId} and published = ${publishedOf(row.id)} and activity_id = ${row.id}`.execute(
    tx,
  )
  const { channel, verb, lang, ours } = row
  const same = { hour: hourOf(publishedOf(row.id)), channel, verb, lang, ours }
  const reach = row.actor_followers ?? 0
  return [ALL, ...rows.map((link) => link.alert_id)].flatMap((alertId) => [
    { ...same, alertId, sentiment: row.sentiment, count: -1, reach: -reach, toxic: -toxic },
    { ...same, alertId, sentiment: now.sentiment, count: 1, reach, toxic: isToxic(now) ? 1 : 0 },
  ])
}
