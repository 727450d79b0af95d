import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../lib/db/index.ts'
import type { Verb } from './activity.ts'
import { readStream, type StoredActivity } from './read.ts'

/**
 * A reader of the stream with a place of its own. `handle` works in the transaction that also moves the cursor, so
 * that a consumer killed anywhere neither loses an activity nor acts twice on one.
 */
export interface Consumer {
  name: string
  verbs: readonly Verb[]
  /** Nobody in the workspace asks for it now: its place moves to the head without reading what is between. */
  idle?(tx: Handle, workspaceId: string): Promise<boolean>
  handle(tx: Handle, workspaceId: string, activities: StoredActivity[]): Promise<void>
}

/**
 * Reads one batch for one workspace. Answers how many activities the cursor passed; 0 when caught up or when another
 * process is at it.
 */
export function consume(db: Handle, workspaceId: string, consumer: Consumer, limit = 500): Promise<number> {
  return inTransaction(db, async (tx) => {
    const after = await takeCursor(tx, workspaceId, consumer.name)
    if (after === undefined) return 0
    if (await consumer.idle?.(tx, workspaceId)) return passBy(tx, workspaceId, consumer.name)
    const activities = await readStream(tx, workspaceId, after, limit)
    const last = activities.at(-1)
    if (!last) return 0
    const mine = activities.filter((activity) => consumer.verbs.includes(activity.verb))
    if (mine.length > 0) await consumer.handle(tx, workspaceId, mine)
    await sql`
      update stream_cursor set position = ${last.position}, moved = now()
      where workspace_id = ${workspaceId} and consumer = ${consumer.name}`.execute(tx)
    return activities.length
  })
}

async function passBy(tx: Handle, workspaceId: string, name: string): Promise<number> {
  await sql`
    update stream_cursor as cursor set position = head.position, moved = now()
    from stream_head as head
    where head.workspace_id = ${workspaceId} and cursor.workspace_id = ${workspaceId} and cursor.consumer = ${name}
      and cursor.position < head.position`.execute(tx)
  return 0
}

/** Holds the cursor's row until commit; a second process finds it taken and leaves. */
async function takeCursor(tx: Handle, workspaceId: string, name: string): Promise<number | undefined> {
  await sql`
    insert into stream_cursor (workspace_id, consumer) values (${workspaceId}, ${name})
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ position: number }>`
    select position from stream_cursor where workspace_id = ${workspaceId} and consumer = ${name}
    for update skip locked`.execute(tx)
  return rows[0]?.position
}

/** How far each consumer of a workspace is behind the head of the stream. */
export async function consumerLags(db: Handle): Promise<{ consumer: string; behind: number }[]> {
  const { rows } = await sql<{ consumer: string; behind: number }>`
    select consumer, max(head.position - stream_cursor.position)::bigint as behind
    from stream_cursor join stream_head as head using (workspace_id)
    group by consumer`.execute(db)
  return rows
}
