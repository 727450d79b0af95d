import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { entry, note } from '../../test/support/entries.ts'
import { append, series } from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

it('counts by alert those that have the most, and never all of it as though it were one', async () => {
  const workspaceId = uuidv7()
  const alerts = Array.from({ length: 60 }, () => uuidv7())
  const entries = alerts.map((_, i) => entry(note(`n-${i}`, 'lamp'), { alerts: alerts.slice(i) }))
  await append(database.db, { workspaceId, channel: 'feed', accountId: null, entries, received: new Date() })
  const range = {
    from: new Date('2026-11-01'),
    to: new Date('2026-12-01'),
    step: 'day',
    timeZone: 'UTC',
  } as const
  const points = await series(database.db, workspaceId, { ...range, by: 'alert' })
  assert.deepEqual(
    points.map(({ key, count }) => [key, count]).sort(([, a], [, b]) => Number(a) - Number(b)),
    alerts.slice(10).map((id, i) => [id, i + 11]),
  )
  const [two] = await series(database.db, workspaceId, {
    ...range,
    by: 'alert',
    alertIds: alerts.slice(1, 2),
  })
  assert.equal(two?.count, 2)
  const [all] = await series(database.db, workspaceId, { ...range, by: 'none' })
  assert.equal(all?.count, 60)
})
