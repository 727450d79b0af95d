import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { SealedColumn } from '../../../../lib/crypto/index.ts'
import { type Handle, tables } from '../../../../lib/db/index.ts'
import { invalid, notFound } from '../../../../lib/errors/index.ts'
import type { NoticeTables } from '../tables.ts'
import type { Keys } from './encrypt.ts'

/** Devices of one member. */
const MOST = 20

/** Seals where devices are; a purpose names whose. */
export interface Sealing {
  seal(text: string, purpose: string): string
  open(sealed: string, purpose: string): string
}

export interface Subscription extends Keys {
  endpoint: string
}

export interface Device {
  id: string
  member_id: string
  sealed: string
  server_key: string
  label: string
  created: Date
  last_told: Date | null
  refused: boolean
}

function purposeOf(workspaceId: string, id: string): string {
  return `device:${workspaceId}:${id}`
}

function hashOf(endpoint: string): string {
  return createHash('sha256').update(endpoint).digest('base64url')
}

/** Keeps a device of a member; the same browser again is the same device, and another member's no more. */
export async function keepDevice(
  tx: Handle,
  sealing: Sealing,
  owner: { workspaceId: string; memberId: string },
  given: { subscription: Subscription; serverKey: string; label: string },
): Promise<string> {
  const { workspaceId, memberId } = owner
  const hash = hashOf(given.subscription.endpoint)
  // Its id is known only then, where another request adds the same browser: it is sealed for that id and no other.
  const { rows } = await sql<{ id: string }>`
    insert into notice_device as device (workspace_id, id, member_id, endpoint_hash, sealed, server_key, label)
    values (${workspaceId}, ${uuidv7()}, ${memberId}, ${hash}, '', ${given.serverKey}, ${given.label})
    on conflict (workspace_id, endpoint_hash) do update set member_id = excluded.member_id,
      server_key = excluded.server_key, label = excluded.label, refused = false,
      last_told = case when device.member_id = excluded.member_id then device.last_told end
    returning id`.execute(tx)
  const id = rows[0]?.id ?? ''
  const mine = await devicesOf(tx, workspaceId, memberId)
  if (mine.length > MOST) throw invalid('devices_full', { max: MOST })
  const sealed = sealing.seal(JSON.stringify(given.subscription), purposeOf(workspaceId, id))
  await sql`
    update notice_device set sealed = ${sealed} where workspace_id = ${workspaceId} and id = ${id}`.execute(
    tx,
  )
  return id
}

export async function devicesOf(db: Handle, workspaceId: string, memberId: string): Promise<Device[]> {
  return await devices(db, workspaceId).where('member_id', '=', memberId).orderBy('id').execute()
}

/** @throws Problem `not_found`, also when it is somebody else's */
export async function getDevice(
  db: Handle,
  workspaceId: string,
  memberId: string,
  id: string,
): Promise<Device> {
  const device = await findDevice(db, workspaceId, id)
  if (device?.member_id !== memberId) throw notFound('device')
  return device
}

export async function findDevice(db: Handle, workspaceId: string, id: string): Promise<Device | undefined> {
  return await devices(db, workspaceId).where('id', '=', id).executeTakeFirst()
}

function devices(db: Handle, workspaceId: string) {
  return tables<NoticeTables>(db)
    .selectFrom('notice_device')
    .select(['id', 'member_id', 'sealed', 'server_key', 'label', 'created', 'last_told', 'refused'])
    .where('workspace_id', '=', workspaceId)
}

export async function removeDevice(tx: Handle, workspaceId: string, id: string): Promise<void> {
  await tables<NoticeTables>(tx)
    .deleteFrom('notice_device')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export async function noteDevice(
  tx: Handle,
  workspaceId: string,
  id: string,
  note: { last_told: Date } | { refused: true },
): Promise<void> {
  await tables<NoticeTables>(tx)
    .updateTable('notice_device')
    .set(note)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export function subscriptionOf(sealing: Sealing, workspaceId: string, device: Device): Subscription {
  return JSON.parse(sealing.open(device.sealed, purposeOf(workspaceId, device.id)))
}

/** What this module keeps sealed, for a change of the key. */
export const sealedNotices: readonly SealedColumn[] = [
  {
    name: 'notice_device.sealed',
    async read(db, limit) {
      const { rows } = await sql<{ workspace_id: string; id: string; sealed: string }>`
        select workspace_id, id, sealed from notice_device limit ${limit}`.execute(db)
      return rows.map(({ workspace_id, id, sealed }) => ({
        key: { workspace_id, id },
        sealed,
        purposes: [purposeOf(workspace_id, id)],
      }))
    },
    async write(tx, { workspace_id, id }, sealed) {
      await sql`
        update notice_device set sealed = ${sealed} where workspace_id = ${workspace_id} and id = ${id}`.execute(
        tx,
      )
    },
  },
]
