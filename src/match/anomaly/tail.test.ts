import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { isYoung, judgeSurprise, newSurprises } from './surprise.ts'
import { newScale, newTail, rarityOf, sizeOf, surpriseOf, takeIn } from './tail.ts'

const HOUR = 3_600_000

/** -ln of the probability that a negative binomial brings `count` or more, summed term by term. */
function exactly(count: number, mean: number, size: number): number {
  let term = (size / (size + mean)) ** size
  let below = 0
  for (let k = 0; k < count; k++) {
    below += term
    term *= ((size + k) / (k + 1)) * (mean / (size + mean))
  }
  return -Math.log(Math.max(Number.MIN_VALUE, 1 - below))
}

const means = fc.double({ min: 0.01, max: 200, noNaN: true })
const sizes = fc.double({ min: 0.5, max: 1000, noNaN: true })

describe('how a count surprises', () => {
  it('is a bound: never said to be rarer than it is', () => {
    fc.assert(
      fc.property(means, sizes, fc.nat(200), (mean, size, beyond) => {
        const count = Math.ceil(mean) + beyond
        const exact = exactly(count, mean, size)
        // Beyond some 30 the sum of what is below leaves no digits.
        if (exact < 25) assert.ok(surpriseOf(count, mean, size) <= exact + 1e-6, `${count} ${mean} ${size}`)
      }),
      { numRuns: 500 },
    )
  })

  it('is nothing at the mean, grows with the count, and shrinks with the mean and with the scatter', () => {
    fc.assert(
      fc.property(means, sizes, fc.integer({ min: 1, max: 500 }), (mean, size, beyond) => {
        const count = mean + beyond
        assert.ok(Math.abs(surpriseOf(mean, mean, size)) < 1e-9)
        const here = surpriseOf(count, mean, size)
        assert.ok(here > 0)
        assert.ok(surpriseOf(count + 1, mean, size) > here)
        assert.ok(surpriseOf(count, mean * 1.01, size) <= here + 1e-9)
        assert.ok(surpriseOf(count, mean, size / 2) <= here + 1e-9)
      }),
    )
  })

  it('is said of millions as of ten, and of what never came', () => {
    const [few, many] = [surpriseOf(20, 10, 15), surpriseOf(2e9, 1e9, 15)]
    assert.ok(many > few && many < 15, `${few} ${many}`)
    assert.ok(Math.abs(surpriseOf(1e12 + 1, 1e12, 15)) < 1e-6, 'one more than a million million is nothing')
    assert.deepEqual([surpriseOf(3, 0, 15), surpriseOf(0, 0, 15)], [Number.POSITIVE_INFINITY, 0])
  })

  it('is by how counts scatter: as believed at first, less where they hardly move, never more', () => {
    const scale = newScale(1)
    assert.equal(sizeOf(scale), 15)
    const moment = (count: number) => ({ count, settling: 5, step: HOUR })
    for (let i = 0; i < 500; i++) takeIn(scale, 10, 10, i * HOUR, moment(i))
    const still = sizeOf(scale)
    for (let i = 500; i < 1000; i++) takeIn(scale, i % 2 ? 0 : 40, 10, i * HOUR, moment(i))
    assert.ok(still > 100 && still <= 1000, `${still}`)
    assert.ok(sizeOf(scale) >= 15 && sizeOf(scale) < still)
    assert.equal(sizeOf({ ...newScale(6) }), 6 * 15, 'of more points together, as many times that')
  })
})

describe('how rare a window is', () => {
  it('is nothing before it is full and settled, and where less came than was expected', () => {
    const scale = newScale(3)
    const rarities = [50, 50, 50, 50].map((value, i) =>
      takeIn(scale, value, 1, i * HOUR, { count: i, settling: 3, step: HOUR }),
    )
    assert.deepEqual(rarities.slice(0, 3), [0, 0, 0])
    assert.ok((rarities[3] ?? 0) > 2)
    assert.deepEqual([scale.values.length, scale.expected.length], [3, 3], 'no more is kept than it is long')
    assert.equal(takeIn(newScale(1), 0, 30, 0, { count: 99, settling: 3, step: HOUR }), 0)
  })

  it('is less the second time, once the first is an hour past', () => {
    const tail = newTail()
    const moment = { count: 200, settling: 10, step: HOUR }
    const first = rarityOf(tail, 30, 0, moment)
    rarityOf(tail, 0, 2 * HOUR, moment)
    const second = rarityOf(tail, 30, 4 * HOUR, moment)
    assert.ok(second < first && second > 0, `${first} ${second}`)
  })

  it('is learnt of an extreme by its height, however many points it lasted', () => {
    const after = (points: number[]) => {
      const tail = newTail()
      const moment = { count: 10_000, settling: 10, step: 1 }
      points.forEach((height, i) => {
        rarityOf(tail, height, i, moment)
      })
      rarityOf(tail, 0, 3 * HOUR, moment)
      return tail
    }
    const [short, long] = [after([20]), after([5, 20, 19, 18, 17])]
    assert.equal(short.peak, 0)
    assert.ok(Math.abs(short.excess - long.excess) < 0.1 && Math.abs(short.extremes - long.extremes) < 1e-9)
  })

  it('keeps a finite picture whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { maxLength: 80 }), (heights) => {
        const tail = newTail()
        heights.forEach((height, i) => {
          const rarity = rarityOf(tail, height, i * HOUR, { count: i, settling: 1, step: HOUR })
          assert.ok(rarity >= 0 && Number.isFinite(rarity))
        })
        assert.ok(tail.usual >= 1 && tail.extremes <= 20 + 40 && tail.excess >= 10 - 1e-9)
      }),
    )
  })
})

describe('a judgement', () => {
  it('is withheld for twelve points and a day, and of a moment without anything to judge', () => {
    const known = newSurprises(0)
    const judged = Array.from({ length: 30 }, (_, i) => judgeSurprise(known, i * HOUR, 40))
    assert.equal(
      judged.findIndex(({ learning }) => !learning),
      24,
    )
    assert.ok(judged.slice(0, 24).every(({ score, strength }) => score === 0 && strength === 0))
    const slow = newSurprises(0)
    const days = Array.from({ length: 14 }, (_, i) => judgeSurprise(slow, i * 24 * HOUR, 1).learning)
    assert.equal(days.indexOf(false), 12)
    assert.ok(isYoung(newSurprises(0)) && !isYoung(slow))
    const before = structuredClone(slow)
    assert.deepEqual(judgeSurprise(slow, 14 * 24 * HOUR, undefined), {
      score: 0,
      strength: 0,
      learning: false,
    })
    assert.deepEqual([slow.points, slow.tail], [before.points, before.tail], 'and it teaches nothing')
  })

  it('counts what was told just now half as much, and all of it again once that is forgotten', () => {
    const known = newSurprises(0)
    for (let i = 0; i < 60; i++) judgeSurprise(known, i * HOUR, 0.2)
    const first = judgeSurprise(known, 60 * HOUR, 60)
    const next = judgeSurprise(known, 60 * HOUR + 60_000, 60)
    const month = judgeSurprise(structuredClone(known), 60 * HOUR + 30 * 24 * HOUR, 60)
    assert.equal(first.score, first.strength)
    const rarity = (score: number) => (3.3 * score) / (1 - score)
    const left = rarity(next.strength) - rarity(first.strength) / 2
    assert.ok(Math.abs(rarity(next.score) - left) < 0.01 && next.score < next.strength)
    assert.ok(month.score > 0.99 * month.strength)
  })

  it('takes a clock that goes back for one that stands', () => {
    const known = newSurprises(10 * HOUR)
    for (const at of [12, 11, 3, 40, 39]) {
      const { score, strength } = judgeSurprise(known, at * HOUR, 5)
      assert.ok(score >= 0 && strength <= 1 && Number.isFinite(known.told))
    }
  })
})
