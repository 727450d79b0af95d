import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, tables } from '../../../lib/db/index.ts'
import { notFound } from '../../../lib/errors/index.ts'
import { audit, type Who } from '../../access/index.ts'
import {
  type Answering,
  answeredFor,
  getActivities,
  MARKED,
  type Marked,
  type Remark,
  remark,
  type StoredActivity,
} from '../../activity/index.ts'
import type { Delta } from '../delta/index.ts'
import { understandForStream } from '../understand.ts'
import { answeredIn, marksFrom, marksOfReading, saidOf, type Verdicts } from './correction.ts'
import type { CorrectionTables } from './tables.ts'

export interface By {
  workspaceId: string
  memberId: string
  who: Who
  now: Date
}

/** What reads the posts of a workspace: what it taught, and the alerts that its readings are asked by. */
export interface Reader {
  deltas: Delta[]
  answering: Answering
}

/** Sets what a person says of a post: columns, counters, the line of who did it and the journal, at once. */
export function correct(
  db: Handle,
  by: By,
  row: StoredActivity,
  said: Verdicts,
  reader: Reader,
): Promise<void> {
  return change(db, by, row, reader, { marks: marksFrom(said), answered: answeredIn(said) })
}

/** Gives a mark back to the models, which read the post anew. */
export function giveBack(
  db: Handle,
  by: By,
  row: StoredActivity,
  mark: Marked,
  reader: Reader,
): Promise<void> {
  const reading = marksOfReading(understandForStream(saidOf(row), reader.deltas))
  const { sentiment, p_positive, p_negative } = reading
  const marks = mark === 'sentiment' ? { sentiment, p_positive, p_negative } : { [mark]: reading[mark] }
  return change(db, by, row, reader, { marks, givenBack: [mark] })
}

function change(
  db: Handle,
  by: By,
  row: StoredActivity,
  { deltas, answering }: Reader,
  how: Omit<Remark, 'edited'>,
): Promise<void> {
  const marks = how.answered ?? how.givenBack ?? []
  return inTransaction(db, async (tx) => {
    const done = await remark(tx, by.workspaceId, row.id, { ...how, edited: row.edited }, answering)
    if (!done) throw notFound('activity')
    const model = understandForStream(saidOf(row), deltas).by
    await tables<CorrectionTables>(tx)
      .insertInto('correction')
      .values(
        marks.map((mark) => ({
          workspace_id: by.workspaceId,
          id: uuidv7(),
          activity_id: row.id,
          mark,
          was: JSON.stringify({ value: done.was[mark] }),
          now: how.answered ? JSON.stringify({ value: done.now[mark] }) : null,
          model,
          lang: row.lang,
          member_id: by.memberId,
          at: by.now,
        })),
      )
      .execute()
    await audit(tx, {
      workspaceId: by.workspaceId,
      who: by.who,
      action: how.answered ? 'reading.correct' : 'reading.return',
      target: row.id,
      detail: { marks },
    })
  })
}

export interface CorrectionLine {
  mark: Marked
  was: unknown
  /** Null: given back to the models. */
  now: unknown
  model: string
  memberId: string
  at: Date
}

/** Every change that people made to what is understood of a post, oldest first. */
export async function correctionsOf(
  db: Handle,
  workspaceId: string,
  activityId: string,
): Promise<CorrectionLine[]> {
  const rows = await tables<CorrectionTables>(db)
    .selectFrom('correction')
    .select(['mark', 'was', 'now', 'model', 'member_id', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('activity_id', '=', activityId)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    mark: MARKED.find((mark) => mark === row.mark) ?? 'sentiment',
    was: row.was.value,
    now: row.now?.value ?? null,
    model: row.model,
    memberId: row.member_id,
    at: row.at,
  }))
}

/** How many posts stand corrected, by mark and language; those edited since or gone do not. */
export async function countCorrected(
  db: Handle,
  workspaceId: string,
): Promise<{ mark: string; lang: string; count: number }[]> {
  const { rows } = await sql<{ activity_id: string; mark: Marked; lang: string }>`
    select activity_id, mark, lang from (
      select distinct on (activity_id, mark) activity_id, mark, lang, now from correction
      where workspace_id = ${workspaceId} order by activity_id, mark, id desc) as latest
    where now is not null order by mark, lang`.execute(db)
  const standing = await answeredFor(db, workspaceId, [...new Set(rows.map((row) => row.activity_id))])
  const kept = rows.filter(({ activity_id, mark }) => standing.get(activity_id)?.includes(mark))
  const groups = Map.groupBy(kept, ({ mark, lang }) => `${mark} ${lang}`)
  return [...groups.values()].flatMap(([one, ...others]) =>
    one ? [{ mark: one.mark, lang: one.lang, count: 1 + others.length }] : [],
  )
}

/** Learning reads so many, the newest: more would change little, and take long. */
const READ = 1000

/** Posts that a person answers for in a mark, newest first; those edited since or gone are left out. */
export async function correctedPosts(
  db: Handle,
  workspaceId: string,
  mark: Marked,
  lang: string,
): Promise<StoredActivity[]> {
  const { rows } = await sql<{ activity_id: string }>`
    select activity_id from (
      select distinct on (activity_id) activity_id, id, now from correction
      where workspace_id = ${workspaceId} and mark = ${mark} and lang = ${lang} order by activity_id, id desc) as latest
    where now is not null order by id desc limit ${READ}`.execute(db)
  const posts = await getActivities(
    db,
    workspaceId,
    rows.map((row) => row.activity_id),
  )
  return posts.filter((post) => post.corrected?.includes(mark) && (post.text || post.title))
}
