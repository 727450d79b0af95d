import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import {
  type Device,
  devicesOf,
  findDevice,
  getDevice,
  keepDevice,
  noteDevice,
  removeDevice,
  sealedNotices,
  subscriptionOf,
} from './device.ts'

/** Opens only for the purpose that it was sealed for, as the vault does. */
const sealing = {
  seal: (text: string, purpose: string) => `${purpose}|${text}`,
  open(sealed: string, purpose: string) {
    assert.ok(sealed.startsWith(`${purpose}|`), `sealed for ${sealed.slice(0, 90)}`)
    return sealed.slice(purpose.length + 1)
  },
}
const NOW = new Date('2026-11-22T10:00:00Z')
let database: TestDatabase
let workspaceId: string
let lea: string
let tom: string

before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  lea = await member()
  tom = await member()
})

async function member(): Promise<string> {
  const user = { name: 'Léa', email: `${uuidv7()}@example.org`, passwordHash: 'x' }
  return insertMember(database.db, workspaceId, await insertUser(database.db, user), 'agent')
}
const subscription = (n: number, auth = 'a') => ({ endpoint: `https://push.example/${n}`, p256dh: 'p', auth })
const add = (memberId: string, n: number, more: { auth?: string; serverKey?: string; label?: string } = {}) =>
  inTransaction(database.db, (tx) =>
    keepDevice(
      tx,
      sealing,
      { workspaceId, memberId },
      {
        subscription: subscription(n, more.auth),
        serverKey: more.serverKey ?? 'key',
        label: more.label ?? 'Firefox',
      },
    ),
  )
const of = (memberId: string) => devicesOf(database.db, workspaceId, memberId)
const opened = (device: Device | undefined) => device && subscriptionOf(sealing, workspaceId, device)

test('the same browser again is the same device, with its new keys, and it is asked no more to subscribe', async () => {
  const id = await add(lea, 1)
  await noteDevice(database.db, workspaceId, id, { refused: true })
  await noteDevice(database.db, workspaceId, id, { last_told: NOW })
  assert.equal(await add(lea, 1, { auth: 'b', serverKey: 'other', label: 'Chrome' }), id)
  const [device, ...others] = await of(lea)
  assert.equal(others.length, 0)
  assert.deepEqual([device?.refused, device?.server_key, device?.label], [false, 'other', 'Chrome'])
  assert.deepEqual(device?.last_told, NOW)
  assert.deepEqual(opened(device), subscription(1, 'b'))
})

test('a browser that another member signs in with is theirs, and tells nothing of who had it', async () => {
  const id = await add(lea, 1)
  await noteDevice(database.db, workspaceId, id, { last_told: NOW })
  assert.equal(await add(tom, 1), id)
  assert.deepEqual(await of(lea), [])
  assert.equal((await getDevice(database.db, workspaceId, tom, id)).last_told, null)
  await assert.rejects(getDevice(database.db, workspaceId, lea, id), { id: 'not_found' })
  const elsewhere = await testWorkspace(database.db)
  assert.equal(await findDevice(database.db, elsewhere, id), undefined)
  await removeDevice(database.db, elsewhere, id)
  assert.equal((await of(tom)).length, 1, 'another workspace takes nothing of ours away')
})

test('one browser that is added by many requests at once is one device, and can be written to', async () => {
  const ids = await Promise.all(
    Array.from({ length: 6 }, (_, n) => add(n % 2 ? lea : tom, 1, { auth: `${n}` })),
  )
  assert.equal(new Set(ids).size, 1)
  const all = [...(await of(lea)), ...(await of(tom))]
  assert.equal(all.length, 1)
  assert.equal(opened(all[0])?.endpoint, 'https://push.example/1')
})

test('a member has twenty devices at most, also by taking over another’s, and what is refused changes nothing', async () => {
  for (let n = 0; n < 20; n++) await add(lea, n)
  await assert.rejects(add(lea, 20), { id: 'devices_full' })
  assert.equal(await add(lea, 3), (await of(lea))[3]?.id, 'one that is there is added again')
  const toms = await add(tom, 50)
  await assert.rejects(add(lea, 50), { id: 'devices_full' })
  assert.equal((await getDevice(database.db, workspaceId, tom, toms)).member_id, tom)
  assert.equal((await of(lea)).length, 20)
  await removeDevice(database.db, workspaceId, (await of(lea))[0]?.id ?? '')
  await add(lea, 20)
})

test('a change of the key reads and writes each device under its own purpose', async () => {
  await add(lea, 1)
  await add(tom, 2)
  const [column] = sealedNotices
  const rows = (await column?.read(database.db, 100)) ?? []
  const ours = rows.filter(({ key }) => key.workspace_id === workspaceId)
  assert.equal(ours.length, 2)
  for (const { key, sealed, purposes } of ours) {
    const [purpose = ''] = purposes
    await column?.write(database.db, key, sealing.seal(`${sealing.open(sealed, purpose)} `, purpose))
  }
  assert.deepEqual(
    [await of(lea), await of(tom)].map(([one]) => opened(one)),
    [subscription(1), subscription(2)],
  )
})
