import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { labelSteps, shared } from './labels.ts'

const NAMES = ['delivery', 'lamp', 'refund', 'urgent']
const labels = fc.uniqueArray(fc.constantFrom(...NAMES))
const talks = fc
  .array(labels, { minLength: 1, maxLength: 6 })
  .map((all) => all.map((one, n) => ({ id: String(n), labels: one })))

test('what several conversations share is what each of them bears', () => {
  assert.deepEqual(shared([]), [])
  assert.deepEqual(
    shared([
      { id: 'a', labels: ['lamp', 'refund'] },
      { id: 'b', labels: ['refund', 'urgent'] },
    ]),
    ['refund'],
  )
})

test('a label added to several takes from none of them what it bears besides', () => {
  const rows = [
    { id: 'a', labels: ['lamp', 'refund'] },
    { id: 'b', labels: ['refund'] },
    { id: 'c', labels: ['refund'] },
  ]
  assert.deepEqual(labelSteps(rows, ['refund'], ['delivery']), [
    { ids: ['a'], change: { labels: ['lamp', 'delivery'] } },
    { ids: ['b', 'c'], change: { labels: ['delivery'] } },
  ])
})

test('whatever is added and taken away, each ends with its own, less the one and with the other, and asked once', () => {
  fc.assert(
    fc.property(talks, labels, (rows, after) => {
      const before = shared(rows)
      const steps = labelSteps(rows, before, after)
      const told = steps.flatMap(({ ids }) => ids)
      assert.equal(new Set(told).size, told.length)
      for (const { id, labels: had } of rows) {
        const now = steps.find(({ ids }) => ids.includes(id))?.change.labels ?? had
        const due = new Set([...had.filter((one) => !before.includes(one) || after.includes(one)), ...after])
        assert.deepEqual(new Set(now), due)
        assert.equal(new Set(now).size, now.length)
      }
    }),
  )
})

test('nothing is asked where nothing changes', () => {
  fc.assert(fc.property(talks, (rows) => labelSteps(rows, shared(rows), shared(rows)).length === 0))
})
