import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { wallOf } from '../../lib/clock/index.ts'
import { inTransaction } from '../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { entry, note } from '../../test/support/entries.ts'
import { append } from './append.ts'
import { type CounterDelta, count } from './counter.ts'
import { getActivities } from './read.ts'
import { recut } from './recut.ts'
import { alertCounters, series } from './series.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const HOUR = 3_600_000
/** Half hours and quarters, a midnight that is skipped, one that comes twice, and days at both ends of the Earth. */
const ZONES = [
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Havana',
  'Atlantic/Azores',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Europe/Paris',
]
const dayOf = (at: Date, zone: string) => {
  const { year, month, day } = wallOf(at, zone)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function delta(alertId: string, hour: Date, more: Partial<CounterDelta> = {}): CounterDelta {
  const of = { channel: 'feed', verb: 'Create', lang: 'fr', sentiment: 'neutral', ours: false }
  return { alertId, hour, ...of, count: 1, reach: 10, toxic: 0, ...more }
}
const add = (workspaceId: string, deltas: CounterDelta[]) =>
  inTransaction(database.db, (tx) => count(tx, workspaceId, deltas))

describe('the days of a zone', () => {
  it('hold each hour once, in the day that its beginning shows on the clocks, over every change of these', async () => {
    const [workspaceId, alertId] = [uuidv7(), uuidv7()]
    // The Azores and Cairo change in these weeks, then Lord Howe, Paris and Havana.
    const spans = ['2026-03-26', '2026-04-22', '2026-10-22', '2026-10-30'].map((day) => Date.parse(day))
    const hours = spans.flatMap((from) => Array.from({ length: 96 }, (_, i) => new Date(from + i * HOUR)))
    await add(
      workspaceId,
      hours.map((hour) => delta(alertId, hour)),
    )
    const [from, to] = [new Date('2026-01-01'), new Date('2027-01-01')]
    for (const timeZone of ZONES) {
      const expected = Map.groupBy(hours, (hour) => dayOf(hour, timeZone))
      const rows = await alertCounters(database.db, workspaceId, [alertId], from, to, timeZone)
      assert.deepEqual(
        rows.map(({ day, count: n }) => [day, n]),
        [...expected].map(([day, own]) => [day, own.length]).toSorted(),
        timeZone,
      )
      const request = { by: 'none', step: 'day' } as const
      const points = await series(database.db, workspaceId, {
        ...request,
        alertIds: [alertId],
        from,
        to,
        timeZone,
      })
      assert.deepEqual(
        points.map(({ at, count: n, reach }) => [dayOf(at, timeZone), n, reach]),
        rows.map(({ day, count: n }) => [day, n, 10 * n]),
        timeZone,
      )
    }
  })

  it('by the hour are the hours themselves, whatever the zone; from is in, to is out', async () => {
    const [workspaceId, alertId] = [uuidv7(), uuidv7()]
    const at = Date.parse('2026-11-22T00:00:00Z')
    await add(
      workspaceId,
      [-1, 0, 1, 2, 3].map((i) => delta(alertId, new Date(at + i * HOUR), { count: i + 5 })),
    )
    const points = await series(database.db, workspaceId, {
      by: 'none',
      alertIds: [alertId],
      from: new Date(at),
      to: new Date(at + 3 * HOUR),
      step: 'hour',
      timeZone: 'Asia/Kathmandu',
    })
    assert.deepEqual(
      points.map((point) => [(point.at.getTime() - at) / HOUR, point.count]),
      [
        [0, 5],
        [1, 6],
        [2, 7],
      ],
    )
  })
})

describe('counters', () => {
  it('hold the sum of what was added, in whatever parts, and nothing where it comes to nothing', async () => {
    const alerts = [uuidv7(), uuidv7()]
    const hours = ['2026-11-22T10:00:00Z', '2026-11-22T11:00:00Z'].map((at) => new Date(at))
    const one = fc.record({
      alert: fc.nat(1),
      hour: fc.nat(1),
      ours: fc.boolean(),
      sentiment: fc.constantFrom('positive', 'negative'),
      count: fc.integer({ min: -3, max: 5 }),
      toxic: fc.integer({ min: -1, max: 1 }),
      reach: fc.integer({ min: -5, max: 4_000_000_000 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(one, { maxLength: 6 }), { maxLength: 4 }), async (parts) => {
        const workspaceId = uuidv7()
        const sums = new Map<string, [number, number, number]>()
        for (const part of parts) {
          await add(
            workspaceId,
            part.map(({ alert, hour, ...more }) =>
              delta(alerts[alert] ?? '', hours[hour] ?? new Date(0), more),
            ),
          )
          for (const { alert, hour, ours, sentiment, ...own } of part) {
            const key = `${alert}|${hour}|${ours}|${sentiment}`
            const [n, reach, toxic] = sums.get(key) ?? [0, 0, 0]
            sums.set(key, [n + own.count, reach + own.reach, toxic + own.toxic])
          }
        }
        const { rows } = await sql<{ key: string; sums: number[] }>`
          select (array_position(${alerts}::uuid[], alert_id) - 1) || '|' || (extract(hour from hour at time zone 'UTC') - 10)::int
            || '|' || ours || '|' || sentiment as key, json_build_array(count, reach, toxic) as sums
          from activity_counter where workspace_id = ${workspaceId}`.execute(database.db)
        const zero = (all: readonly number[]) => all.every((sum) => sum === 0)
        assert.deepEqual(
          rows
            .filter((row) => !zero(row.sums))
            .map((row) => [row.key, row.sums])
            .toSorted(),
          [...sums].filter(([, own]) => !zero(own)).toSorted(),
        )
      }),
      { numRuns: 25 },
    )
  })

  it('of many writers at once, each in another order, wait for one another in no ring', async () => {
    const workspaceId = uuidv7()
    const alerts = Array.from({ length: 12 }, uuidv7)
    const hour = new Date('2026-11-22T10:00:00Z')
    const writers = Array.from({ length: 8 }, (_, i) => (i % 2 ? alerts : alerts.toReversed()))
    await Promise.all(
      writers.map((order) =>
        add(
          workspaceId,
          order.map((id) => delta(id, hour)),
        ),
      ),
    )
    const { rows } = await sql<{ n: number }>`
      select distinct count as n from activity_counter where workspace_id = ${workspaceId}`.execute(
      database.db,
    )
    assert.deepEqual(rows, [{ n: writers.length }])
  })
})

describe('an activity', () => {
  const keep = async (workspaceId: string, at: string) => {
    const entries = [entry(note(`at://${at}`, 'vieux mots', { at }), { tokens: "'vieux':1" })]
    const { stored } = await append(database.db, {
      workspaceId,
      channel: 'feed',
      accountId: null,
      entries,
      received: new Date(),
    })
    return stored[0]?.id ?? assert.fail('it was not kept')
  }

  it('is found by its id, be it of before 1970 or of after all time, and then of the nearest moment', async () => {
    const workspaceId = uuidv7()
    for (const [at, kept] of [
      ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.000Z'],
      ['1969-07-20T20:17:40.000Z', '1970-01-01T00:00:00.000Z'],
      ['-000044-03-15T12:00:00.000Z', '1970-01-01T00:00:00.000Z'],
      ['2026-02-28T23:59:59.999Z', '2026-02-28T23:59:59.999Z'],
      ['9999-12-31T23:59:59.999Z', '9999-11-30T23:59:59.999Z'],
      ['+250000-01-01T00:00:00.000Z', '9999-11-30T23:59:59.999Z'],
    ] as const) {
      const [row] = await getActivities(database.db, workspaceId, [await keep(workspaceId, at)])
      assert.equal(row?.published.toISOString(), kept, at)
    }
  })

  it('is cut again where it is as it was, and not where it was edited, deleted, or is another workspace’s', async () => {
    const workspaceId = uuidv7()
    const id = await keep(workspaceId, '2026-11-20T10:00:00.123Z')
    const tokens = async () => {
      const { rows } = await sql<{ tokens: string }>`
        select tokens::text from activity where workspace_id = ${workspaceId} and id = ${id}`.execute(
        database.db,
      )
      return rows[0]?.tokens
    }
    const fresh = { id, tokens: "'neuf':1A", edited: null }
    await recut(database.db, uuidv7(), [fresh])
    await recut(database.db, workspaceId, [{ ...fresh, edited: new Date() }])
    await recut(database.db, workspaceId, [])
    assert.equal(await tokens(), "'vieux':1")
    await recut(database.db, workspaceId, [fresh])
    assert.equal(await tokens(), "'neuf':1A")
    const edited = new Date('2026-11-21T10:00:00Z')
    await sql`update activity set edited = ${edited} where workspace_id = ${workspaceId}`.execute(database.db)
    await recut(database.db, workspaceId, [{ ...fresh, tokens: "'tard':1" }])
    assert.equal(await tokens(), "'neuf':1A", 'edited meanwhile')
    await recut(database.db, workspaceId, [{ id, tokens: "'encore':1", edited }])
    assert.equal(await tokens(), "'encore':1")
    await sql`update activity set deleted = now(), tokens = '' where workspace_id = ${workspaceId}`.execute(
      database.db,
    )
    await recut(database.db, workspaceId, [{ id, tokens: "'revenu':1", edited }])
    assert.equal(await tokens(), '', 'deleted meanwhile')
  })
})
