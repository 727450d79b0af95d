import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { append } from '../../../activity/index.ts'
import { readUnsaid, type UnsaidRequest } from './read.ts'

const WHOLE = '01900000-0000-7000-8000-000000000001'
const TRAIT = '01900000-0000-7000-8000-000000000002'
const OTHER = '01900000-0000-7000-8000-000000000003'
const RECEIVED = new Date('2026-11-20T09:00:00Z')

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

interface Batch {
  text: string
  times: number
  alerts?: string[]
  at?: string
  visibility?: 'public' | 'private'
  ours?: boolean
}

async function said(batches: Batch[]): Promise<string> {
  const workspaceId = await testWorkspace(database.db)
  const entries = batches.flatMap(({ text, times, alerts = [], at = '2026-11-18T10:00:00Z', ...more }, i) =>
    Array.from({ length: times }, (_, n) => entry(note(`at://${i}-${n}`, text, { at, ...more }), { alerts })),
  )
  await append(database.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: RECEIVED })
  return workspaceId
}

const REQUEST: UnsaidRequest = {
  wholeId: WHOLE,
  covered: new Set([TRAIT]),
  names: ['lumo'],
  from: new Date('2026-11-16T00:00:00Z'),
  to: new Date('2026-11-23T00:00:00Z'),
  publicOnly: false,
}

test('reads what is said of the brand and no trait covers, against all else', async () => {
  const workspaceId = await said([
    { text: 'lumo parfum de vanille', times: 20, alerts: [WHOLE] },
    { text: 'lumo est fiable', times: 30, alerts: [WHOLE, TRAIT] },
    { text: 'il pleut des cordes', times: 60 },
    { text: 'lumo odeur ancienne', times: 20, alerts: [WHOLE], at: '2026-11-01T10:00:00Z' },
    { text: 'notre nouvelle collection', times: 20, ours: true },
  ])
  const read = await readUnsaid(database.db, workspaceId, REQUEST)
  assert.deepEqual(
    [read.read, read.rest, read.partial],
    [20, 60, false],
    'neither covered, nor old, nor ours',
  )
  assert.deepEqual(
    read.phrases.map((one) => [one.phrase, one.count]),
    [['parfum de vanille', 20]],
  )
  const all = await readUnsaid(database.db, workspaceId, { ...REQUEST, covered: new Set([OTHER]) })
  assert.equal(all.read, 50)
})

test('reads nothing private for who may not', async () => {
  const workspaceId = await said([
    { text: 'lumo secret bien gardé', times: 20, alerts: [WHOLE], visibility: 'private' },
    { text: 'lumo vitrine éclairée', times: 20, alerts: [WHOLE] },
  ])
  const words = async (publicOnly: boolean) =>
    (await readUnsaid(database.db, workspaceId, { ...REQUEST, publicOnly })).phrases.map((one) => one.phrase)
  assert.deepEqual(await words(true), ['vitrine éclairée'])
  assert.equal((await words(false)).length, 2)
})
