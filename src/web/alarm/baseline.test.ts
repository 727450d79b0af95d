import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawingOf, findingOf, highestOf, lineOf, mostUsual, standingOf } from './baseline.ts'
import { newlyRaised } from './news.ts'

const hour = (count: number, negative = 0, usual: [number, number, number] | null = null) => ({
  at: `2026-11-20T${String(count).padStart(2, '0')}:00:00Z`,
  count,
  negative,
  toxic: 0,
  reach: 0,
  authors: null,
  expected: usual?.[1] ?? null,
  low: usual?.[0] ?? null,
  high: usual?.[2] ?? null,
})

test('hours are drawn to one scale, with the band where something was known', () => {
  const hours = [hour(2), hour(5, 1, [1, 4, 8]), hour(20, 15, [1, 4, 8]), hour(0, 0, [0, 2, 5])]
  assert.equal(highestOf(hours), 20)
  const { bars, band, expected } = drawingOf(hours, 20, 400, 100)
  assert.deepEqual(
    bars.map(({ x, all, negative, above }) => [x, all, negative, above]),
    [
      [0, 10, 0, false],
      [100, 25, 5, false],
      [200, 100, 75, true],
      [300, 0, 0, false],
    ],
  )
  assert.equal(expected, 'M150 80L250 80L350 90')
  assert.equal(band, 'M150 60L250 60L350 75L350 100L250 95L150 95Z')
})

test('nothing usual is drawn while nothing is known, and nothing leaves the drawing', () => {
  const { band, expected } = drawingOf([hour(1), hour(2)], 2, 100, 50)
  assert.deepEqual([band, expected], ['', ''])
  assert.equal(drawingOf([hour(3, 0, [0, 1, 900])], 5, 10, 50).bars[0]?.all, 30)
  assert.equal(highestOf([hour(0)]), 1)
  assert.equal(highestOf([hour(1, 0, [0, 2, 7])]), 7)
})

test('each series has its line; people have none before they were counted', () => {
  const hours = [
    { ...hour(4, 1), toxic: 2, reach: 900 },
    { ...hour(0), authors: 0 },
    { ...hour(6, 3), authors: 5 },
  ]
  const lines = (['volume', 'negative', 'share', 'toxic', 'authors', 'reach'] as const).map((key) =>
    lineOf(hours, key),
  )
  assert.deepEqual(lines, [
    [4, 0, 6],
    [1, 0, 3],
    [0.25, 0, 0.5],
    [2, 0, 0],
    [0, 5],
    [900, 0, 0],
  ])
})

test('news is what was raised or became graver while one looked', () => {
  const one = { id: 'a', level: 1 }
  const two = { id: 'b', level: 2 }
  assert.deepEqual(newlyRaised(undefined, [one, two]), [])
  assert.deepEqual(newlyRaised([one], [one, two]), [two])
  assert.deepEqual(newlyRaised([one], [{ id: 'a', level: 3 }]), [{ id: 'a', level: 3 }])
  assert.deepEqual(newlyRaised([two], [{ id: 'b', level: 1 }]), [])
  assert.deepEqual(newlyRaised([two], []), [])
})

test('the finding is the hour under way against the most that is usual, or that this is not known yet', () => {
  const finding = (...hours: Parameters<typeof findingOf>[0]) => findingOf(hours)
  assert.deepEqual(finding(hour(43, 0, [0, 0.4, 2.9])), { is: 'above', high: 2 })
  assert.deepEqual(finding(hour(43), hour(2, 0, [0, 0.4, 2.9])), { is: 'usual', high: 2 })
  assert.deepEqual(finding(hour(3, 0, [0, 2.2, 2.4])), { is: 'usual', high: 3 })
  assert.deepEqual(finding(hour(9, 0, [0, 1, 2]), hour(43)), { is: 'learning', high: 0 })
  assert.deepEqual(finding(), { is: 'learning', high: 0 })
})

test('no figure above what is shown as the most that is usual is said to be as usual', () => {
  const series = { learning: false, unusual: false, value: 19_332, expected: 269, high: 13_577.4 }
  assert.equal(standingOf(series), 'above')
  assert.equal(standingOf({ ...series, unusual: true }), 'unusual')
  assert.equal(standingOf({ ...series, unusual: true, learning: true }), 'learning')
  assert.equal(standingOf({ ...series, high: null }), 'usual')
  for (const value of [0, 269, 13_577]) assert.equal(standingOf({ ...series, value }), 'usual', String(value))
  for (const value of [0, 1, 2, 3, 4])
    for (const high of [0.2, 1.9, 2, 3.5]) {
      const state = standingOf({ learning: false, unusual: false, value, expected: 1.4, high })
      assert.equal(
        state,
        value > mostUsual({ expected: 1.4, high }) ? 'above' : 'usual',
        `${value} of ${high}`,
      )
    }
})
