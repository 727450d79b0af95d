import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { behind, comparedOf } from './figure.ts'
import { isReached } from './objective.ts'

describe('a figure beside its usual', () => {
  for (const [value, usual, word] of [
    [12, null, 'unknown'],
    [12, 0, 'none'],
    [0, 0, 'none'],
    [109, 100, 'usual'],
    [91, 100, 'usual'],
    [110, 100, 'up'],
    [90, 100, 'down'],
    [0, 3, 'down'],
  ] as const)
    it(`${value} where ${usual} is usual: ${word}`, () => assert.equal(comparedOf({ value, usual }), word))
})

describe('behind a figure', () => {
  it('is the list that it counts, for its day and no other', () => {
    const day = { from: '2026-11-21', to: '2026-11-21' }
    assert.deepEqual(behind('mentions', '2026-11-21'), { to: '/watch/posts', search: day })
    assert.deepEqual(behind('negative', '2026-11-21'), {
      to: '/watch/posts',
      search: { ...day, sentiment: 'negative' },
    })
    assert.deepEqual(behind('answered', '2026-11-21'), { to: '/inbox', search: { view: 'waiting' } })
  })

  it('is nothing where there is no list: an estimate of reach is no address', () => {
    for (const key of ['reach', 'orders', 'new-one']) assert.equal(behind(key, '2026-11-21'), null)
  })
})

describe('an objective', () => {
  it('is reached from its target on; a time to answer up to it', () => {
    const told = (
      indicator: 'reply-time' | 'answered-share' | 'sentiment',
      value: number | null,
      target: number,
    ) => isReached({ indicator, value, target })
    assert.equal(told('answered-share', 90, 90), true)
    assert.equal(told('answered-share', 89.9, 90), false)
    assert.equal(told('sentiment', -5, -10), true)
    assert.equal(told('reply-time', 4, 4), true)
    assert.equal(told('reply-time', 4.1, 4), false)
    assert.equal(told('reply-time', 0, 4), true)
  })

  it('is neither while nothing is measured', () => {
    assert.equal(isReached({ indicator: 'custom', value: null, target: 0 }), null)
  })
})
