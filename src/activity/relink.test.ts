import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { eventually } from '../../test/support/eventually.ts'
import { append, type Entry, relink, searchActivities, series, unlink } from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const FROM = new Date('2026-08-01')
const RANGE = { from: FROM, to: new Date('2026-12-01'), step: 'day', timeZone: 'UTC', by: 'none' } as const

function put(workspaceId: string, entries: Entry[]) {
  return append(database.db, { workspaceId, channel: 'feed', accountId: null, entries, received: new Date() })
}

async function counted(workspaceId: string, alert: string): Promise<number> {
  const points = await series(database.db, workspaceId, { ...RANGE, alertIds: [alert] })
  return points.reduce((sum, point) => sum + point.count, 0)
}

it('links and counts history as the query stands, and only what others say since then', async () => {
  const [workspace, alert] = [uuidv7(), uuidv7()]
  await put(workspace, [
    entry(note('a', 'lamp')),
    entry(note('b', 'chair')),
    entry(note('c', 'lamp', { ours: true })),
    entry(note('d', 'lamp', { at: '2026-01-01T00:00:00Z' })),
    entry(note('e', 'lamp')),
    entry(about('Like', 'a')),
  ])
  await put(workspace, [entry(about('Delete', 'e'))])
  const lamp = sql<boolean>`activity.tokens @@ 'lamp'::tsquery`
  const under = async () =>
    (await searchActivities(database.db, workspace, { alertId: alert, limit: 9 })).map((row) => row.text)
  assert.ok(await relink(database.db, { workspaceId: workspace, alertId: alert, where: lamp, from: FROM }))
  assert.deepEqual([await under(), await counted(workspace, alert)], [['lamp'], 1])
  const both = sql<boolean>`activity.tokens @@ 'lamp | chair'::tsquery`
  await relink(database.db, { workspaceId: workspace, alertId: alert, where: both, from: FROM })
  assert.deepEqual([(await under()).sort(), await counted(workspace, alert)], [['chair', 'lamp'], 2])
  const chair = sql<boolean>`activity.tokens @@ 'chair'::tsquery`
  await relink(database.db, { workspaceId: workspace, alertId: alert, where: chair, from: FROM })
  assert.deepEqual([await under(), await counted(workspace, alert)], [['chair'], 1])
  await unlink(database.db, workspace, alert)
  assert.deepEqual(
    [
      await counted(workspace, alert),
      (await searchActivities(database.db, workspace, { alertId: alert, limit: 9 })).length,
    ],
    [0, 0],
  )
})

it('neither doubles nor loses what is appended while it works', async () => {
  const [workspace, alert] = [uuidv7(), uuidv7()]
  const batch = (n: number) =>
    Array.from({ length: 20 }, (_, i) => entry(note(`${n}-${i}`, 'lamp'), { alerts: [alert] }))
  await put(workspace, batch(0))
  const lamp = sql<boolean>`activity.tokens @@ 'lamp'::tsquery`
  await Promise.all([
    ...Array.from({ length: 6 }, (_, n) => put(workspace, batch(n + 1))),
    relink(database.db, { workspaceId: workspace, alertId: alert, where: lamp, from: FROM }),
    relink(database.db, { workspaceId: workspace, alertId: alert, where: lamp, from: FROM }),
  ])
  assert.equal(await counted(workspace, alert), 140)
  assert.equal((await searchActivities(database.db, workspace, { alertId: alert, limit: 200 })).length, 140)
})

it('counts once what it links by pages, and leaves off when the alert stands no more', async () => {
  const [workspaceId, alertId] = [uuidv7(), uuidv7()]
  const many = Array.from({ length: 1200 }, (_, i) => entry(note(`m-${i}`, i % 2 ? 'lamp' : 'lamp chair')))
  await put(workspaceId, many)
  const where = sql<boolean>`activity.tokens @@ 'lamp'::tsquery`
  assert.ok(await relink(database.db, { workspaceId, alertId, where, from: FROM }))
  assert.equal(await counted(workspaceId, alertId), 1200)
  let asked = 0
  const chair = sql<boolean>`activity.tokens @@ 'chair'::tsquery`
  const stands = async () => asked++ === 0
  const relinking = { workspaceId, alertId, where: chair, from: FROM }
  assert.equal(await relink(database.db, { ...relinking, stands }), false)
  assert.equal(await counted(workspaceId, alertId), 700, 'one page of those that are wrong')
  assert.ok(await relink(database.db, relinking))
  assert.equal(await counted(workspaceId, alertId), 600)
})

it('holds no append up while it looks for what to link, and sees no text that was edited meanwhile', async () => {
  const [workspaceId, alertId] = [uuidv7(), uuidv7()]
  await put(workspaceId, [entry(note('a', 'lamp')), entry(note('b', 'lamp'))])
  const gate = new pg.Client({ connectionString: database.url })
  await gate.connect()
  await gate.query('select pg_advisory_lock(7001)')
  // A query that takes as long as the gate is shut.
  const where = sql<boolean>`activity.tokens @@ 'lamp'::tsquery
    and (select pg_advisory_xact_lock_shared(7001)) is not null`
  const linking = relink(database.db, { workspaceId, alertId, where, from: FROM })
  const waiting = () =>
    gate.query(`select 1 from pg_locks where locktype = 'advisory' and objid = 7001 and not granted`)
  await eventually(waiting, ({ rows }) => rows.length > 0)
  await put(workspaceId, [entry(about('Update', 'a', { text: 'chair' })), entry(note('c', 'chair'))])
  await gate.end()
  assert.ok(await linking)
  const under = await searchActivities(database.db, workspaceId, { alertId, limit: 9 })
  assert.deepEqual([under.map((row) => row.external_id), await counted(workspaceId, alertId)], [['b'], 1])
})
