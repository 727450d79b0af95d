import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Alert } from '../../match/index.ts'
import { alertsOfYesterday } from './compose.ts'
import { dayBounds, distance, median, standsApart } from './day.ts'

function hours({ from, to }: { from: Date; to: Date }): number {
  return (to.getTime() - from.getTime()) / 3_600_000
}

describe('a civil day', () => {
  it('begins at midnight of the zone', () => {
    const day = dayBounds(new Date('2026-11-21T09:00:00Z'), 'Europe/Paris', 1)
    assert.deepEqual(
      [day.date, day.from.toISOString(), day.to.toISOString()],
      ['2026-11-20', '2026-11-19T23:00:00.000Z', '2026-11-20T23:00:00.000Z'],
    )
  })

  it('has 23 or 25 hours when clocks change', () => {
    assert.equal(hours(dayBounds(new Date('2026-03-29T12:00:00Z'), 'Europe/Paris', 0)), 23)
    assert.equal(hours(dayBounds(new Date('2026-10-25T12:00:00Z'), 'Europe/Paris', 0)), 25)
  })

  it('is found where midnight itself is skipped, and far from Greenwich', () => {
    const skipped = dayBounds(new Date('2023-04-28T12:00:00Z'), 'Africa/Cairo', 0)
    assert.equal(skipped.from.toISOString(), '2023-04-27T22:00:00.000Z')
    assert.equal(dayBounds(new Date('2026-11-21T11:00:00Z'), 'Pacific/Kiritimati', 0).date, '2026-11-22')
    assert.equal(dayBounds(new Date('2026-11-21T05:00:00Z'), 'Pacific/Pago_Pago', 0).date, '2026-11-20')
  })

  it('follows the one before without gap or overlap through a year', () => {
    for (let back = 0; back < 366; back++) {
      const [day, next] = [back + 1, back].map((n) =>
        dayBounds(new Date('2026-12-31T12:00:00Z'), 'America/Sao_Paulo', n),
      )
      assert.equal(day?.to.getTime(), next?.from.getTime())
    }
  })
})

it('takes the middle', () => {
  assert.deepEqual([median([]), median([3]), median([1, 9]), median([5, 1, 9])], [null, 3, 5, 5])
})

it('cries neither for small numbers nor for what chance explains', () => {
  assert.equal(standsApart(4, 0), null)
  assert.equal(standsApart(130, 100), null)
  assert.equal(standsApart(131, 100), 'up')
  assert.equal(standsApart(60, 100), 'down')
  assert.equal(standsApart(9, 1), 'up')
})

it('tells of many alerts those that moved, the most moved first, then those that brought the most', () => {
  const alerts: Alert[] = Array.from({ length: 100 }, (_, i) => ({
    id: `a${i}`,
    name: `Alert ${i}`,
    query: 'x',
    inbox: false,
    kind: 'topic',
    paused: false,
    folder: null,
    position: i,
    created: new Date(0),
    createdBy: null,
  }))
  const tallies = new Map(alerts.map(({ id }, i) => [id, { count: i, positive: 0, negative: 1 }]))
  const told = alertsOfYesterday(alerts, tallies, [{ alertId: 'a3' }, { alertId: 'a50' }])
  assert.equal(told.length, 20)
  assert.deepEqual(
    told.slice(0, 4).map(({ id }) => id),
    ['a3', 'a50', 'a99', 'a98'],
  )
  assert.ok(distance(130, 100) < distance(30, 10), 'three times ten weighs more than a third above a hundred')
})
