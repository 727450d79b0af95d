import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { emptyDatabase } from '../../test/support/database.ts'
import { eventually } from '../../test/support/eventually.ts'
import { type Connection, connect } from '../db/index.ts'
import { type Jobs, startJobs } from './index.ts'

let empty: { url: string; close(): Promise<void> }
let connection: Connection
let jobs: Jobs
const errors: unknown[] = []
before(async () => {
  empty = await emptyDatabase()
  connection = connect(empty.url, { max: 3 })
  jobs = await startJobs(empty.url, (error) => errors.push(error))
})
after(async () => {
  await jobs.stop()
  await connection.close()
  await empty.close()
})

interface Row {
  state: string
  retry_count: number
  expire: number
  late: boolean
}

async function rows(name: string): Promise<Row[]> {
  const found = await sql<Row>`
    select state::text, retry_count, expire_seconds as expire, start_after > now() as late from jobs.job
    where name = ${name} order by created_on, id`.execute(connection.db)
  return found.rows
}

/** Makes what waits for its next try due now, so that no test waits for the pause of a queue. */
const hurry = (name: string) =>
  sql`update jobs.job set start_after = now() where name = ${name} and state = 'retry'`.execute(connection.db)

describe('a job', () => {
  it('is done once, with what it was sent with', async () => {
    const seen: object[] = []
    await jobs.work<{ n: number }>('once', async (data) => void seen.push(data))
    await jobs.send('once', { n: 7 })
    await eventually(
      () => rows('once'),
      ([row]) => row?.state === 'completed',
    )
    assert.deepEqual(seen, [{ n: 7 }])
  })

  it('that fails is told of, waits, and is tried again; after the last try it rests as failed', async () => {
    let tries = 0
    await jobs.work('failing', async () => {
      tries++
      throw new Error(`try ${tries}`)
    })
    errors.length = 0
    await jobs.send('failing', {})
    const [first] = await eventually(
      () => rows('failing'),
      ([row]) => row?.state === 'retry',
    )
    assert.equal(first?.late, true, 'it does not come back at once')
    const [last] = await eventually(
      async () => {
        await hurry('failing')
        return rows('failing')
      },
      ([row]) => row?.state === 'failed',
    )
    assert.deepEqual([tries, last?.retry_count], [4, 3])
    const told = errors.filter((error) => /a job of failing failed/.test(String(error)))
    assert.equal(told.length, 4)
    assert.equal(((told[0] as Error).cause as Error).message, 'try 1')
  })

  it('that fails once and then goes well is completed', async () => {
    let tries = 0
    await jobs.work('stumbling', async () => {
      tries++
      if (tries === 1) throw new Error('once')
    })
    await jobs.send('stumbling', {})
    await eventually(
      async () => {
        await hurry('stumbling')
        return rows('stumbling')
      },
      ([row]) => row?.state === 'completed',
    )
    assert.equal(tries, 2)
  })

  it('waits for its moment', async () => {
    await jobs.send('later', {}, { after: 3600 })
    assert.deepEqual(
      (await rows('later')).map(({ state, late }) => [state, late]),
      [['created', true]],
    )
  })

  it('lasts at most as long as its worker says, also where whoever sends made the queue', async () => {
    await jobs.send('long', {}, { after: 3600 })
    await jobs.work('long', async () => undefined, { expireIn: 7200 })
    await jobs.send('long', {}, { key: 'second', after: 3600 })
    assert.deepEqual((await rows('long')).at(-1)?.expire, 7200)
  })
})

describe('a key', () => {
  it('lets one wait, and one be done meanwhile', async () => {
    const gate = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    let runs = 0
    const handle = async () => {
      runs++
      begun.resolve()
      await gate.promise
    }
    for (let n = 0; n < 3; n++) await jobs.send('keyed', {}, { key: 'k' })
    assert.equal((await rows('keyed')).length, 1)
    await jobs.work('keyed', handle, { concurrency: 2 })
    await begun.promise
    // What is being done may have begun before what asks now: that one waits, and only one.
    for (let n = 0; n < 3; n++) await jobs.send('keyed', {}, { key: 'k' })
    assert.deepEqual(
      (await rows('keyed')).map((row) => row.state),
      ['active', 'created'],
    )
    await jobs.send('keyed', {}, { key: 'other', after: 3600 })
    assert.equal((await rows('keyed')).length, 3)
    gate.resolve()
    await eventually(
      () => rows('keyed'),
      (all) => all.filter((row) => row.state === 'completed').length === 2,
    )
    assert.equal(runs, 2)
  })
})

describe('stopping', () => {
  it('tells who is working, waits for them, and leaves what they did not end to another', async () => {
    const second = await startJobs(empty.url, () => undefined)
    const begun = Promise.withResolvers<void>()
    let told = false
    await second.work('cut', async (_data, signal) => {
      begun.resolve()
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      told = true
      throw new Error('not ended')
    })
    await jobs.send('cut', { left: true })
    await begun.promise
    await second.stop()
    assert.equal(told, true)
    const [row] = await rows('cut')
    assert.equal(row?.state, 'retry', 'it is not lost')
    const seen: object[] = []
    await jobs.work('cut', async (data) => void seen.push(data))
    await eventually(
      async () => {
        await hurry('cut')
        return seen
      },
      ({ length }) => length === 1,
    )
    assert.deepEqual(seen, [{ left: true }])
  })
})
