import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Figure } from '../../../server/api.ts'
import { leaningOf, runsOf, topOf } from './scale.ts'

const figure = (low: number, high: number): Figure => ({ value: (low + high) / 2, low, high })

it('one top holds all the shares that are drawn side by side', () => {
  assert.deepEqual(
    [topOf([]), topOf([null, figure(0.01, 0.04)]), topOf([figure(0.2, 0.31), null])],
    [0.02, 0.05, 0.5],
  )
  assert.equal(topOf([figure(0.9, 1)]), 1)
})

it('what is not known is a gap', () => {
  const [a, b, c] = [figure(0, 1), figure(0, 1), figure(0, 1)]
  const runs = runsOf([null, a, b, null, c])
  assert.deepEqual(
    runs.map((run) => run.map(({ at }) => at)),
    [[1, 2], [4]],
  )
})

it('a tone leans where its interval leaves zero out', () => {
  const leanings = [figure(0.1, 0.2), figure(-0.2, -0.1), figure(-0.1, 0.1), null].map(leaningOf)
  assert.deepEqual(leanings, ['good', 'bad', 'mixed', 'unknown'])
})
