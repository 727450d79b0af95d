import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { append, type Entry, publishedOf, searchActivities, series } from './index.ts'
import { ALL } from './tables.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

function put(workspaceId: string, entries: Entry[], channel = 'bluesky') {
  return append(database.db, { workspaceId, channel, accountId: null, entries, received: new Date() })
}

async function texts(workspaceId: string): Promise<(string | null)[]> {
  return (await searchActivities(database.db, workspaceId, { limit: 100 })).map((row) => row.text)
}

async function counted(workspaceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select coalesce(sum(count), 0)::int as n from activity_counter
    where workspace_id = ${workspaceId} and alert_id = ${ALL}`.execute(database.db)
  return rows[0]?.n ?? -1
}

describe('append', () => {
  it('keeps an activity once, however often it comes', async () => {
    const workspace = uuidv7()
    const one = entry(note('at://1', 'hello'))
    assert.equal((await put(workspace, [one, one])).stored.length, 1)
    const again = await put(workspace, [one, entry(note('at://2', 'world'))])
    assert.deepEqual([again.stored.length, again.duplicates], [1, 1])
    assert.equal(await counted(workspace), 2)
    assert.equal((await put(workspace, [one], 'feed')).stored.length, 1, 'another channel has ids of its own')
  })

  it('gives positions without gap in commit order under concurrent writers', async () => {
    const workspace = uuidv7()
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, batch) =>
        put(
          workspace,
          Array.from({ length: 20 }, (_, i) => entry(note(`at://${(batch * 13 + i) % 150}`, `text ${i}`))),
        ),
      ),
    )
    const positions = results
      .flatMap((result) => result.stored.map((stored) => stored.position))
      .sort((a, b) => a - b)
    assert.deepEqual(
      positions,
      Array.from({ length: positions.length }, (_, i) => i + 1),
    )
    assert.equal(positions.length, await counted(workspace))
  })

  it('makes the id from the time of publication, and the month its partition', async () => {
    const workspace = uuidv7()
    const { stored } = await put(workspace, [entry(note('old', 'hello', { at: '2014-02-03T04:05:06.789Z' }))])
    assert.equal(publishedOf(stored[0]!.id).toISOString(), '2014-02-03T04:05:06.789Z')
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from activity_2014_02`.execute(
      database.db,
    )
    assert.equal(rows[0]?.n, 1)
  })

  it('rolls everything back with the transaction it is given', async () => {
    const workspace = uuidv7()
    await assert.rejects(
      database.db.transaction().execute(async (tx) => {
        await append(tx as unknown as typeof database.db, {
          workspaceId: workspace,
          channel: 'bluesky',
          accountId: null,
          received: new Date(),
          entries: [entry(note('x', 'hello', { at: '2012-01-01T00:00:00Z' }))],
        })
        throw new Error('cut')
      }),
    )
    assert.equal(await counted(workspace), 0)
    assert.equal(
      (await put(workspace, [entry(note('x', 'hello', { at: '2012-01-01T00:00:00Z' }))])).stored.length,
      1,
    )
  })
})

describe('revise', () => {
  it('takes a deleted text from whoever repeated it, and nobody else', async () => {
    const workspace = uuidv7()
    const passedOn = (id: string, object: string) =>
      entry({
        ...about('Announce', object, { externalId: id, at: '2026-11-10T10:30:00Z' }),
        object: { type: 'Note', id: object, text: 'private matters' },
      })
    await put(workspace, [
      passedOn('r1', 'gone'),
      passedOn('r2', 'stays'),
      entry(note('gone', 'private matters')),
    ])
    await put(workspace, [entry(about('Delete', 'gone'))])
    const rows = await searchActivities(database.db, workspace, { limit: 10 })
    assert.deepEqual(rows.map((row) => [row.external_id, row.text]).sort(), [
      ['gone', null],
      ['r1', null],
      ['r2', 'private matters'],
    ])
  })

  it('replaces the text everywhere, keeps the fact, and moves counters and alerts with the reading', async () => {
    const workspace = uuidv7()
    const [before, after] = [uuidv7(), uuidv7()]
    await put(workspace, [entry(note('p', 'awful'), { alerts: [before] })])
    const reading = {
      lang: 'fr',
      sentiment: 'positive' as const,
      p: { positive: 1, neutral: 0, negative: 0 },
      why: [],
    }
    await put(workspace, [entry(about('Update', 'p', { text: 'lovely' }), { alerts: [after], reading })])
    const [row, ...others] = await searchActivities(database.db, workspace, { limit: 10 })
    assert.deepEqual([row?.text, row?.lang, row?.alerts, others.length], ['lovely', 'fr', [after], 0])
    const range = {
      from: new Date('2026-11-10'),
      to: new Date('2026-11-11'),
      step: 'day',
      timeZone: 'UTC',
    } as const
    assert.deepEqual(await series(database.db, workspace, { ...range, by: 'sentiment', alertIds: [after] }), [
      { key: 'positive', at: new Date('2026-11-10'), count: 1, reach: 10, toxic: 0 },
    ])
    const gone = await series(database.db, workspace, { ...range, by: 'none', alertIds: [before] })
    assert.equal(
      gone.reduce((sum, point) => sum + point.count, 0),
      0,
    )
    assert.equal(await leftovers(workspace, 'awful'), 0)
  })

  it('erases the text of what was deleted, and never lets it back', async () => {
    const workspace = uuidv7()
    await put(workspace, [entry(note('p', 'secret'))])
    await put(workspace, [entry(about('Update', 'p', { text: 'secret again' }))])
    await put(workspace, [entry(about('Delete', 'p'))])
    assert.deepEqual(await texts(workspace), [null])
    assert.equal(await leftovers(workspace, 'secret'), 0)
    await put(workspace, [
      entry(note('p', 'secret')),
      entry(about('Update', 'p', { text: 'secret', externalId: 'late' })),
    ])
    assert.deepEqual(await texts(workspace), [null])
    assert.equal(await leftovers(workspace, 'secret'), 0)
  })

  it('refuses what was deleted before it came', async () => {
    const workspace = uuidv7()
    await put(workspace, [entry(about('Delete', 'p'))])
    const late = await put(workspace, [entry(note('p', 'secret'))])
    assert.deepEqual([late.stored.length, late.tombstoned, late.duplicates], [0, 1, 0])
    assert.deepEqual(await texts(workspace), [])
  })

  it('takes an update of something unknown for the thing itself, and an older update for nothing', async () => {
    const workspace = uuidv7()
    await put(workspace, [entry(about('Update', 'p', { text: 'third', at: '2026-11-10T13:00:00Z' }))])
    await put(workspace, [entry(note('p', 'first'))])
    assert.deepEqual(await texts(workspace), ['third'])
    const at = (hour: string, text: string) =>
      entry(about('Update', 'p', { text, at: `2026-11-10T${hour}:00:00Z`, externalId: hour }))
    await put(workspace, [at('15', 'fifth')])
    await put(workspace, [at('14', 'fourth')])
    assert.deepEqual(await texts(workspace), ['fifth'])
  })

  it('ends the same whatever the order of arrival and the number of repeats', async () => {
    const events = [
      note('a', 'one'),
      about('Update', 'a', { text: 'two', at: '2026-11-10T12:00:00Z' }),
      about('Update', 'a', { text: 'three', at: '2026-11-10T13:00:00Z', externalId: 'a#3' }),
      note('b', 'kept'),
      note('c', 'gone'),
      about('Delete', 'c'),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.array(fc.nat(events.length - 1), { maxLength: 6 }),
        async (order, repeats) => {
          const workspace = uuidv7()
          for (const event of [...order, ...repeats.map((i) => order[i]!)])
            await put(workspace, [entry(event)])
          const left = (await texts(workspace)).filter((text) => text !== null).sort()
          assert.deepEqual(left, ['kept', 'three'])
        },
      ),
      { numRuns: 40 },
    )
  })
})

async function leftovers(workspaceId: string, word: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from activity
    where workspace_id = ${workspaceId} and activity::text ilike ${`%${word}%`}`.execute(database.db)
  return rows[0]?.n ?? -1
}
