import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Day } from '../../server/api.ts'
import { isBare } from './bare.ts'
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

describe('a day', () => {
  const empty = {
    channels: { total: 0 },
    waiting: { total: 0 },
    figures: [{ key: 'mentions', value: 0 }],
    hours: [{ at: '2026-11-22T08:00:00Z', count: 0, negative: 0 }],
    alerts: [{ id: 'a', name: 'Maison Tisane', count: 0, negative: 0 }],
  } as unknown as Day

  it('leads to the first source while nothing has come, though the set-up has made an alert', () => {
    assert.ok(isBare(empty))
  })

  it('is shown as soon as there is a source, somebody who waits, or anything that came', () => {
    for (const more of [
      { channels: { ...empty.channels, total: 1 } },
      { waiting: { ...empty.waiting, total: 1 } },
      { figures: empty.figures.map((figure) => ({ ...figure, value: 3 })) },
      { hours: empty.hours.map((hour) => ({ ...hour, count: 1 })) },
    ])
      assert.equal(isBare({ ...empty, ...more }), false, JSON.stringify(more))
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
