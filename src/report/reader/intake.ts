import { sql } from 'kysely'
import type { Handle } from '../../../lib/db/index.ts'
import { type Consumer, getByExternalId, type StoredActivity } from '../../activity/index.ts'

export const FEEDS = 'feed'

/** Keeps beside the stream what feeds bring, in the transaction that moves its place. */
export const readerIntake: Consumer = {
  name: 'reader',
  verbs: ['Create', 'Delete'],
  async handle(tx, workspaceId, activities) {
    const mine = activities.filter((one) => one.channel === FEEDS)
    await add(
      tx,
      workspaceId,
      mine.filter((one) => one.verb === 'Create' && one.account_id),
    )
    await remove(
      tx,
      workspaceId,
      mine.filter((one) => one.verb === 'Delete'),
    )
  },
}

async function add(tx: Handle, workspaceId: string, created: StoredActivity[]): Promise<void> {
  if (created.length === 0) return
  const rows = created.map(({ id, account_id, published, position }) => ({
    id,
    account_id,
    published,
    position,
  }))
  await sql`
    insert into reader_item (workspace_id, activity_id, account_id, published, position)
    select ${workspaceId}::uuid, id, account_id, published, position
    from json_to_recordset(${JSON.stringify(rows)}::json) as item (
      id uuid, account_id uuid, published timestamptz, position bigint)
    on conflict do nothing`.execute(tx)
}

async function remove(tx: Handle, workspaceId: string, deleted: StoredActivity[]): Promise<void> {
  const names = deleted.map((one) => one.object_id)
  const gone = await getByExternalId(tx, workspaceId, FEEDS, names)
  const ids = gone.map((one) => one.id)
  if (ids.length === 0) return
  await sql`
    delete from reader_item where workspace_id = ${workspaceId} and activity_id = any(${ids}::uuid[])`.execute(
    tx,
  )
}
