import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
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
  assert.equal(await relink(database.db, workspace, alert, lamp, FROM), 1)
  assert.equal(await counted(workspace, alert), 1)
  assert.equal(
    await relink(
      database.db,
      workspace,
      alert,
      sql<boolean>`activity.tokens @@ 'lamp | chair'::tsquery`,
      FROM,
    ),
    2,
  )
  assert.equal(await counted(workspace, alert), 2)
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
    relink(database.db, workspace, alert, lamp, FROM),
    relink(database.db, workspace, alert, lamp, FROM),
  ])
  assert.equal(await counted(workspace, alert), 140)
  assert.equal((await searchActivities(database.db, workspace, { alertId: alert, limit: 200 })).length, 140)
})
