import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { makeDice, makeUrn } from './dice.ts'

describe('dice', () => {
  it('gives the same draws for the same seed, and others for another', () => {
    const draw = (seed: number) => {
      const dice = makeDice(seed)
      return Array.from({ length: 20 }, () => dice.next())
    }
    assert.deepEqual(draw(42), draw(42))
    assert.notDeepEqual(draw(42), draw(43))
  })

  it('has the published values of mulberry32', () => {
    const dice = makeDice(0)
    const first = [dice.next(), dice.next()].map((value) => Math.floor(value * 2 ** 32))
    assert.deepEqual(first, [1144304738, 1416247])
  })

  it('keeps to its bounds', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 50 }),
        (seed, low, more) => {
          const dice = makeDice(seed)
          for (let i = 0; i < 50; i++) {
            const value = dice.int(low, low + more)
            assert.ok(Number.isInteger(value) && value >= low && value <= low + more)
            assert.ok(dice.around(10, 0.5) > 0)
            assert.match(dice.code(7), /^[a-z2-7]{7}$/)
          }
        },
      ),
    )
  })

  it('forks into sequences that do not disturb each other', () => {
    const one = makeDice(5)
    const two = makeDice(5)
    one.fork('mail').next()
    assert.equal(one.fork('forum').next(), two.fork('forum').next())
    assert.notEqual(one.fork('forum').next(), one.fork('mail').next())
  })

  it('draws by weight', () => {
    const dice = makeDice(1)
    const counts = { often: 0, seldom: 0, never: 0 }
    for (let i = 0; i < 3000; i++) counts[dice.among({ often: 9, seldom: 1, never: 0 })]++
    assert.equal(counts.never, 0)
    assert.ok(counts.often > counts.seldom * 6 && counts.seldom > 150)
  })

  it('has a median where it is asked to', () => {
    const dice = makeDice(2)
    const values = Array.from({ length: 4001 }, () => dice.around(60, 0.8)).sort((a, b) => a - b)
    const median = values[2000] ?? 0
    assert.ok(median > 54 && median < 66, String(median))
  })
})

describe('an urn', () => {
  it('gives members in proportion to their weight', () => {
    const urn = makeUrn(['a', 'b', 'c'], (_item, index) => [1, 0, 3][index] ?? 0)
    const dice = makeDice(3)
    const counts: Record<string, number> = { a: 0, b: 0, c: 0 }
    for (let i = 0; i < 4000; i++) {
      const item = urn(dice)
      counts[item] = (counts[item] ?? 0) + 1
    }
    assert.equal(counts.b, 0)
    assert.ok((counts.c ?? 0) > (counts.a ?? 0) * 2.3)
  })

  it('refuses to be drawn from when empty', () => {
    assert.throws(() => makeUrn([], () => 1)(makeDice(1)), RangeError)
    assert.throws(() => makeDice(1).pick([]), RangeError)
  })
})
