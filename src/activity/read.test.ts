import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { activityId } from './id.ts'
import {
  activityReply,
  allKeys,
  append,
  type Consumer,
  consume,
  consumerLags,
  dailyCounts,
  type Entry,
  getActivities,
  getByExternalId,
  keysSince,
  presentActivity,
  publishedOf,
  readActivities,
  searchActivities,
  seenKeys,
  series,
  streamPosition,
} from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

function put(workspaceId: string, entries: Entry[], channel = 'net') {
  return append(database.db, { workspaceId, channel, accountId: null, entries, received: new Date() })
}

async function all<T>(some: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const one of some) list.push(one)
  return list
}

describe('an id', () => {
  it('says when the thing was published, to the millisecond, and no two are alike', () => {
    const date = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
    fc.assert(
      fc.property(date, (published) => {
        const [one, two] = [activityId(published), activityId(published)]
        assert.match(one, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
        assert.deepEqual(publishedOf(one), published)
        assert.notEqual(one, two)
      }),
    )
  })

  it('sorts as its time does', () => {
    const date = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(date, date, (a, b) => {
        if (a < b) assert.ok(activityId(a) < activityId(b))
      }),
    )
  })
})

/** Many at the same moment, at both ends of months, and far away: where a page might skip or repeat one. */
const MOMENTS = [
  '1999-12-31T23:59:59.999Z',
  '2000-01-01T00:00:00.000Z',
  '2024-02-29T23:59:59.999Z',
  '2024-03-01T00:00:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-10-25T01:30:00.000Z',
  '2031-12-31T23:59:59.999Z',
]

async function history(count: number): Promise<{ workspaceId: string; ids: string[] }> {
  const workspaceId = uuidv7()
  const entries = Array.from({ length: count }, (_, n) =>
    entry(
      note(`n${String(n).padStart(3, '0')}`, n % 3 ? 'lamp' : 'chair', {
        at: MOMENTS[n % MOMENTS.length] ?? '',
      }),
    ),
  )
  const { stored } = await put(workspaceId, entries)
  const inOrder = stored.toSorted(
    (a, b) => b.published.getTime() - a.published.getTime() || (a.id < b.id ? 1 : -1),
  )
  return { workspaceId, ids: inOrder.map(({ id }) => id) }
}

describe('reading page by page', () => {
  it('gives each once and in order, whatever the page, over months and within one moment', async () => {
    const { workspaceId, ids } = await history(40)
    for (const page of [1, 2, 7, 39, 40, 41]) {
      const read = await all(readActivities(database.db, workspaceId, {}, page))
      assert.deepEqual(
        read.map(({ id }) => id),
        ids,
        `pages of ${page}`,
      )
    }
  })

  it('is not disturbed by what comes meanwhile before its place, and sees what comes after', async () => {
    const { workspaceId, ids } = await history(20)
    const seen: string[] = []
    for await (const row of readActivities(database.db, workspaceId, {}, 5)) {
      seen.push(row.external_id)
      if (seen.length !== 7) continue
      await put(workspaceId, [
        entry(note('newer', 'x', { at: '2032-01-01T00:00:00Z' })),
        entry(note('older', 'x', { at: '1998-01-01T00:00:00Z' })),
      ])
    }
    assert.equal(seen.length, ids.length + 1)
    assert.equal(seen.at(-1), 'older')
  })

  it('keeps to its bounds: from is in, to is out', async () => {
    const { workspaceId } = await history(35)
    for (const from of MOMENTS)
      for (const to of MOMENTS) {
        const filter = { from: new Date(from), to: new Date(to) }
        const read = await all(readActivities(database.db, workspaceId, filter, 3))
        const expected = MOMENTS.filter((at) => at >= from && at < to).length * 5
        assert.equal(read.length, expected, `${from} to ${to}`)
      }
  })

  it('finds by id and by the network’s id whatever the month, and nothing of another workspace or channel', async () => {
    const { workspaceId, ids } = await history(14)
    assert.equal((await getActivities(database.db, workspaceId, [...ids, uuidv7()])).length, 14)
    assert.deepEqual(await getActivities(database.db, uuidv7(), ids), [])
    const names = ['n000', 'n013', 'unheard of']
    const found = await getByExternalId(database.db, workspaceId, 'net', names)
    assert.deepEqual(found.map((row) => row.external_id).sort(), ['n000', 'n013'])
    assert.deepEqual(await getByExternalId(database.db, workspaceId, 'other', names), [])
    assert.deepEqual([...(await seenKeys(database.db, workspaceId, 'net', names)).keys()].sort(), [
      'n000',
      'n013',
    ])
    assert.equal((await getActivities(database.db, workspaceId, [])).length, 0)
  })

  it('shows each in the shape that the API promises, the deleted ones too', async () => {
    const { workspaceId } = await history(6)
    await put(workspaceId, [
      entry(about('Delete', 'n000')),
      entry(about('Update', 'n001', { text: 'new', at: '2031-01-01T00:00:00Z' })),
    ])
    const shown = (await searchActivities(database.db, workspaceId, { limit: 50 })).map((row) =>
      activityReply.parse(presentActivity(row)),
    )
    assert.deepEqual(
      [shown.filter((one) => one.deleted).length, shown.filter((one) => one.edited).length],
      [1, 1],
    )
    assert.ok(shown.every(({ p }) => Math.abs(p.positive + p.neutral + p.negative - 1) < 1e-6))
    assert.equal(shown.find((one) => one.deleted)?.text, null)
  })
})

describe('what the stream has seen', () => {
  it('is told whole, page by page, with what was deleted unseen, and since any position', async () => {
    const { workspaceId } = await history(11)
    await put(workspaceId, [entry(about('Delete', 'never came'))])
    await put(workspaceId, [entry(note('elsewhere', 'x'))], 'other')
    for (const page of [1, 4, 13, 100]) {
      const keys = (await all(allKeys(database.db, workspaceId, 'net', page))).flat()
      assert.deepEqual([keys.length, new Set(keys).size], [13, 13], `pages of ${page}`)
      assert.ok(keys.includes('never came') && !keys.includes('elsewhere'))
    }
    let position = 0
    const told: string[] = []
    while (true) {
      const next = await keysSince(database.db, workspaceId, 'net', position)
      if (next.position === position) break
      told.push(...next.ids)
      position = next.position
    }
    assert.deepEqual([told.length, position], [12, await streamPosition(database.db, workspaceId)])
    assert.deepEqual((await keysSince(database.db, uuidv7(), 'net', 0)).position, 0)
  })

  it('is followed by a reader whom nobody asks for without being read, from where it is when somebody does', async () => {
    const { workspaceId } = await history(9)
    const read: string[] = []
    let idle = true
    const reader: Consumer = {
      name: 'sleeper',
      verbs: ['Create'],
      idle: async () => idle,
      handle: async (_tx, _workspace, some) => void read.push(...some.map((one) => one.external_id)),
    }
    const behind = async () =>
      (await consumerLags(database.db)).find(({ consumer }) => consumer === 'sleeper')?.behind
    assert.equal(await consume(database.db, workspaceId, reader), 0)
    assert.deepEqual([read, await behind()], [[], 0])
    await put(workspaceId, [entry(note('while asleep', 'x'))])
    assert.equal(await behind(), 1)
    await consume(database.db, workspaceId, reader)
    idle = false
    await put(workspaceId, [entry(note('awake', 'x'))])
    assert.equal(await consume(database.db, workspaceId, reader), 1)
    assert.deepEqual(read, ['awake'])
  })
})

describe('days', () => {
  it('are those of the zone, the same from the counters as from the posts, over both changes of the hour', async () => {
    const workspaceId = uuidv7()
    const hours = ['2026-03-28', '2026-10-24'].flatMap((day) =>
      Array.from({ length: 60 }, (_, n) => new Date(Date.parse(`${day}T00:00:00Z`) + n * 3_600_000)),
    )
    await put(
      workspaceId,
      hours.map((at, n) => entry(note(`h${n}`, 'x', { at: at.toISOString() }))),
    )
    const range = { from: new Date('2026-01-01'), to: new Date('2027-01-01') }
    for (const timeZone of ['Europe/Paris', 'America/New_York', 'Pacific/Apia', 'UTC']) {
      const days = await dailyCounts(database.db, workspaceId, { ...range, timeZone })
      const points = await series(database.db, workspaceId, { ...range, by: 'none', step: 'day', timeZone })
      const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone })
      assert.deepEqual(
        points.map(({ at, count }) => [dayOf.format(at), count]),
        days.map(({ day, count }) => [day, count]),
        timeZone,
      )
      assert.equal(
        days.reduce((sum, { count }) => sum + count, 0),
        hours.length,
      )
      if (timeZone === 'Europe/Paris')
        assert.deepEqual(
          days.filter(({ day }) => /-(29|25)$/.test(day)).map(({ day, count }) => [day, count]),
          [
            ['2026-03-29', 23],
            ['2026-10-25', 25],
          ],
        )
    }
  })

  it('of months that nobody foresaw have a table of their own when the first post comes', async () => {
    const workspaceId = uuidv7()
    const far = ['1990-01-01T00:00:00.000Z', '2099-12-31T23:59:59.999Z']
    await Promise.all(far.map((at) => put(workspaceId, [entry(note(at, 'x', { at }))])))
    const { rows } = await sql<{ table: string }>`
      select tableoid::regclass::text as table from activity where workspace_id = ${workspaceId} order by 1`.execute(
      database.db,
    )
    assert.deepEqual(
      rows.map(({ table }) => table),
      ['activity_1990_01', 'activity_2099_12'],
    )
  })
})
