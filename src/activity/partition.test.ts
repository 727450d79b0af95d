import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { connect } from '../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { entry, note } from '../../test/support/entries.ts'
import { append, ensureMonthsAhead, ensurePartitions } from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function months(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'activity'::regclass order by 1`.execute(
    database.db,
  )
  return rows.map((row) => row.name)
}

it('lets several processes meet the same new months at once', async () => {
  const processes = Array.from({ length: 6 }, () => connect(database.url, { max: 1 }))
  const dates = Array.from({ length: 8 }, (_, month) => new Date(Date.UTC(2003, month, 3)))
  await Promise.all(processes.map(({ db }) => ensurePartitions(db, dates)))
  await Promise.all(processes.map(({ close }) => close()))
  assert.equal((await months()).filter((name) => name.startsWith('activity_2003')).length, 8)
})

it('does not take for made what a rollback took away', async () => {
  const dates = [new Date('2001-05-05')]
  const cut = database.db.transaction().execute(async (tx) => {
    await ensurePartitions(tx as unknown as typeof database.db, dates)
    throw new Error('cut')
  })
  await assert.rejects(cut, /cut/)
  await ensurePartitions(database.db, dates)
  assert.ok((await months()).includes('activity_2001_05'))
})

it('keeps months ready, over the turn of the year', async () => {
  await ensureMonthsAhead(database.db, new Date('2031-11-30T23:59:59Z'), 3)
  const made = (await months()).filter((name) => /203[12]/.test(name))
  assert.deepEqual(made, ['activity_2031_11', 'activity_2031_12', 'activity_2032_01', 'activity_2032_02'])
})

it('puts the first and the last millisecond of a month in it', async () => {
  const entries = ['2004-02-01T00:00:00.000Z', '2004-02-29T23:59:59.999Z', '2004-03-01T00:00:00.000Z'].map(
    (at, i) => entry(note(`n${i}`, 'text', { at })),
  )
  const batch = { workspaceId: uuidv7(), channel: 'feed', accountId: null, entries, received: new Date() }
  await append(database.db, batch)
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from activity_2004_02`.execute(
    database.db,
  )
  assert.equal(rows[0]?.n, 2)
})
