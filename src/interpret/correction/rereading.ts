import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { conflict, notFound } from '../../../lib/errors/index.ts'
import { audit } from '../../access/index.ts'
import {
  type Answering,
  countPosts,
  MARKED,
  type Marks,
  remark,
  type StoredActivity,
  searchActivities,
} from '../../activity/index.ts'
import { understandForStream } from '../understand.ts'
import { marksOfReading, saidOf } from './correction.ts'
import type { By, Reader } from './store.ts'
import type { CorrectionTables, RereadingTable } from './tables.ts'
import { deltasOf } from './teaching.ts'

const DAY = 86_400_000
/** Posts between two words of how far it is; a cancelled one ends there. */
const PAGE = 200
/** How long one look goes on; the next takes it up. */
const STRETCH = 4000

/** The one that goes on, or the last that ended. */
export async function lastRereading(db: Handle, workspaceId: string): Promise<RereadingTable | undefined> {
  return await tables<CorrectionTables>(db)
    .selectFrom('rereading')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Has the posts of the last days read anew, with the models of today and what the workspace taught. */
export async function startRereading(db: Handle, by: By, days: number): Promise<void> {
  const since = new Date(by.now.getTime() - days * DAY)
  const total = await countPosts(db, by.workspaceId, since)
  await inTransaction(db, async (tx) => {
    const { numInsertedOrUpdatedRows } = await tables<CorrectionTables>(tx)
      .insertInto('rereading')
      .values({
        workspace_id: by.workspaceId,
        id: uuidv7(),
        state: 'running',
        since,
        before_published: null,
        before_id: null,
        total,
        done: 0,
        changed: 0,
        member_id: by.memberId,
        at: by.now,
        ended: null,
      })
      .onConflict((clash) => clash.columns(['workspace_id']).where('state', '=', 'running').doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) throw conflict('rereading_running')
    await audit(tx, {
      workspaceId: by.workspaceId,
      who: by.who,
      action: 'understanding.reread',
      target: `${days}`,
    })
    await notify(tx, { w: by.workspaceId, k: 'rereading' })
  })
}

export async function cancelRereading(db: Handle, { workspaceId, now }: By): Promise<void> {
  const { numUpdatedRows } = await tables<CorrectionTables>(db)
    .updateTable('rereading')
    .set({ state: 'cancelled', ended: now })
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('rereading')
  await notify(db, { w: workspaceId, k: 'rereading' })
}

/** Goes on with the re-reading of a workspace for a while, page by page; cut anywhere, the next call takes it up. */
export async function goOnRereading(
  db: Handle,
  workspaceId: string,
  now: () => Date,
  answering: Answering,
): Promise<void> {
  const since = performance.now()
  const last = await lastRereading(db, workspaceId)
  if (last?.state !== 'running') return
  const reader = { deltas: await deltasOf(db, workspaceId), answering }
  while (performance.now() - since < STRETCH) {
    if (!(await readPage(db, workspaceId, reader, now()))) return
  }
}

/** Reads one page; the row is held meanwhile, so that no other process reads the same. Answers whether there is more. */
function readPage(db: Handle, workspaceId: string, reader: Reader, now: Date): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const { rows } = await sql<RereadingTable>`
      select * from rereading where workspace_id = ${workspaceId} and state = 'running' for update skip locked`.execute(
      tx,
    )
    const [one] = rows
    if (!one) return false
    const before = one.before_published &&
      one.before_id && { published: one.before_published, id: one.before_id }
    const posts = await searchActivities(tx, workspaceId, {
      from: one.since,
      ...(before && { before }),
      limit: PAGE,
    })
    let changed = 0
    for (const post of posts) if (await readAgain(tx, post, reader)) changed++
    const end = posts.at(-1)
    const more = posts.length === PAGE
    await sql`
      update rereading set done = done + ${posts.length}, total = greatest(total, done + ${posts.length}), changed = changed + ${changed},
        before_published = ${end?.published ?? one.before_published}, before_id = ${end?.id ?? one.before_id},
        state = ${more ? 'running' : 'done'}, ended = ${more ? null : now}
      where workspace_id = ${workspaceId} and id = ${one.id}`.execute(tx)
    await notify(tx, { w: workspaceId, k: 'rereading' })
    return more
  })
}

async function readAgain(tx: Handle, post: StoredActivity, reader: Reader): Promise<boolean> {
  if (post.deleted || !(post.text || post.title)) return false
  const reading = understandForStream(saidOf(post), reader.deltas)
  const marks = marksOfReading(reading)
  if (alike(post, marks)) return false
  const { workspace_id, id, edited } = post
  const again = { marks: { ...marks, why: reading.why }, edited }
  return (await remark(tx, workspace_id, id, again, reader.answering)) !== null
}

function alike(post: StoredActivity, marks: Marks): boolean {
  const near =
    Math.abs(post.p_positive - marks.p_positive) + Math.abs(post.p_negative - marks.p_negative) < 1e-3
  const held = new Set(post.corrected ?? [])
  return MARKED.every((mark) => {
    if (held.has(mark)) return true
    if (mark === 'topics') return String(post.topics ?? []) === String(marks.topics ?? [])
    return post[mark] === marks[mark] && (mark !== 'sentiment' || near)
  })
}
