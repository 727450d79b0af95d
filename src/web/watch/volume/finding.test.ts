import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findingOf, pointsOf } from './finding.ts'

const days = ['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z', '2026-11-03T00:00:00.000Z']
const series = {
  step: 'day' as const,
  from: days[0] ?? '',
  to: '2026-11-04T00:00:00Z',
  series: [
    { key: 'negative', points: [{ at: '2026-11-02T00:00:00Z', count: 30 }] },
    {
      key: 'neutral',
      points: days.map((at) => ({ at, count: 5 })),
    },
  ],
}

test('buckets without a counter are empty, and the forms of a date do not matter', () => {
  const points = pointsOf(series, days)
  assert.deepEqual(
    points.map((point) => [point.negative, point.neutral, point.total]),
    [
      [0, 5, 5],
      [30, 5, 35],
      [0, 5, 5],
    ],
  )
})

test('the finding names the peak and how far it stands from the usual', () => {
  const finding = findingOf(pointsOf(series, days))
  assert.equal(finding.total, 45)
  assert.equal(finding.peak?.at, days[1])
  assert.equal(finding.times, 7)
  assert.equal(Math.round((finding.negative ?? 0) * 100), 67)
})

test('nothing said is no finding', () => {
  assert.deepEqual(findingOf(pointsOf({ ...series, series: [] }, days)), {
    total: 0,
    negative: null,
    peak: null,
    times: null,
  })
})
