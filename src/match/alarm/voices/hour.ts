import { sql } from 'kysely'
import type { Handle } from '../../../../lib/db/index.ts'
import type { Subject } from '../store.ts'
import { countOf, joined, sketchOf } from './sketch.ts'

const HOUR = 3_600_000
/** Who spoke is kept as long as more may come of the hour; how many they were, as long as it is drawn. */
const VOICES_FOR = 4 * HOUR
const HOURS_FOR = 8 * 24 * HOUR

/** What came of one subject in one hour, or in a part of it. */
export interface Heard {
  subject: Subject
  /** Start of the hour. */
  hour: number
  count: number
  negative: number
  toxic: number
  reach: number
  /** Whoever said it, by any name that tells people apart. */
  names: Set<string>
}

/** Adds what came to the hours, with who said it. One at a time in a workspace: a consumer's transaction. */
export async function addHeard(tx: Handle, workspaceId: string, heard: readonly Heard[]): Promise<void> {
  if (heard.length === 0) return
  const known = await sketchesOf(tx, workspaceId, heard)
  const rows = heard.map(({ subject, hour, names, ...counts }) => {
    const sketch = joined(
      known.get(keyOf(subject.kind, subject.id, hour)) ?? Buffer.alloc(0),
      sketchOf(names, hour),
    )
    const at = new Date(hour)
    return { ...subject, at, ...counts, authors: countOf(sketch), sketch: sketch.toString('hex') }
  })
  await sql`
    insert into alarm_hour as known
      (workspace_id, subject_kind, subject, hour, count, negative, toxic, reach, authors, sketch)
    select ${workspaceId}::uuid, kind, id, at, count, negative, toxic, reach, authors, decode(sketch, 'hex')
    from json_to_recordset(${JSON.stringify(rows)}::json) as one (kind text, id text, at timestamptz,
      count integer, negative integer, toxic integer, reach bigint, authors integer, sketch text)
    order by kind, id, at
    on conflict (workspace_id, subject_kind, subject, hour) do update set
      count = known.count + excluded.count, negative = known.negative + excluded.negative,
      toxic = known.toxic + excluded.toxic, reach = known.reach + excluded.reach,
      authors = greatest(known.authors, excluded.authors), sketch = excluded.sketch`.execute(tx)
}

async function sketchesOf(
  tx: Handle,
  workspaceId: string,
  heard: readonly Heard[],
): Promise<Map<string, Buffer>> {
  const wanted = heard.map(({ subject, hour }) => ({ ...subject, at: new Date(hour) }))
  const { rows } = await sql<{ kind: string; id: string; hour: Date; sketch: Buffer }>`
    select subject_kind as kind, subject as id, hour, sketch from alarm_hour
    join json_to_recordset(${JSON.stringify(wanted)}::json) as one (kind text, id text, at timestamptz)
      on subject_kind = kind and subject = id and hour = at
    where workspace_id = ${workspaceId} and sketch is not null`.execute(tx)
  return new Map(rows.map(({ kind, id, hour, sketch }) => [keyOf(kind, id, hour.getTime()), sketch]))
}

function keyOf(kind: string, id: string, hour: number): string {
  return `${kind}|${id}|${hour}`
}

export interface HeardHour extends Omit<Heard, 'subject' | 'hour' | 'names'> {
  at: number
  authors: number
}

/** The hours of one subject in which something came, from `from` on, oldest first. */
export async function heardOf(
  db: Handle,
  workspaceId: string,
  { kind, id }: Subject,
  from: number,
): Promise<HeardHour[]> {
  const { rows } = await sql<Omit<HeardHour, 'at'> & { hour: Date }>`
    select hour, count, negative, toxic, reach, authors from alarm_hour
    where workspace_id = ${workspaceId} and subject_kind = ${kind} and subject = ${id} and hour >= ${new Date(from)}
    order by hour`.execute(db)
  return rows.map(({ hour, ...counts }) => ({ ...counts, at: hour.getTime() }))
}

/** Forgets who spoke in hours that are over, and hours that are drawn no more. */
export async function forgetVoices(db: Handle, now: Date): Promise<void> {
  await sql`delete from alarm_hour where hour < ${new Date(now.getTime() - HOURS_FOR)}`.execute(db)
  await sql`update alarm_hour set sketch = null
    where sketch is not null and hour < ${new Date(now.getTime() - VOICES_FOR)}`.execute(db)
}
