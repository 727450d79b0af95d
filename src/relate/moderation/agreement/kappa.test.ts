import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { agreementOf, agreementOn, FEWEST, type Pair } from './kappa.ts'

function table(rows: number[][]): Pair[] {
  return rows.flatMap((row, i) =>
    row.flatMap((n, j) => Array.from({ length: n }, (): Pair => [`label ${i}`, `label ${j}`])),
  )
}

const pair = fc.tuple(fc.constantFrom('a', 'b', 'c', 'none'), fc.constantFrom('a', 'b', 'c', 'none'))

/** A generator of our own, so that the same seed gives the same sample. */
function randomFrom(seed: number) {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

describe('agreement', () => {
  it('is what the tables of the books give', () => {
    // J. L. Fleiss, Statistical Methods for Rates and Proportions, table 18.1: kappa 0.68; by the formula, with a standard error of 0.088.
    const fleiss = agreementOf(
      table([
        [75, 1, 4],
        [5, 4, 1],
        [0, 0, 10],
      ]),
    )
    assert.equal(fleiss.kappa?.toFixed(2), '0.68')
    assert.equal((((fleiss.high ?? 0) - (fleiss.kappa ?? 0)) / 1.959964).toFixed(3), '0.088')
    // Cohen 1960's kind of a fourfold table: 20, 5, 10, 15 gives 0.4.
    const four = agreementOf(
      table([
        [20, 5],
        [10, 15],
      ]),
    )
    assert.equal(four.kappa?.toFixed(2), '0.40')
    assert.equal(four.same, 0.7)
  })

  it('is not known of none, of few, and where chance alone would agree', () => {
    assert.deepEqual(agreementOf([]), { n: 0, same: 0, kappa: null, low: null, high: null })
    const few = agreementOf(
      table([
        [2, 1],
        [1, 2],
      ]),
    )
    assert.equal(few.low, null)
    assert.notEqual(few.kappa, null)
    assert.deepEqual(agreementOf(table([[30]])), { n: 30, same: 1, kappa: null, low: null, high: null })
  })

  it('knows an error where all agree, the smaller the more were judged', () => {
    const of = (n: number) =>
      agreementOf(
        table([
          [n, 0],
          [0, n],
        ]),
      )
    assert.equal(of(10).kappa, 1)
    assert.equal(of(10).high, 1)
    const [small, large] = [of(10).low ?? 1, of(200).low ?? 1]
    assert.ok(small < large && large < 1 && small > 0.5, `${small} ${large}`)
  })

  it('lies within its bounds and −1 to 1, is the same from either side, and whatever labels are called', () => {
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 60 }), (pairs) => {
        const found = agreementOf(pairs)
        const turned = agreementOf(pairs.map(([a, b]) => [b, a]))
        const renamed = agreementOf(pairs.map(([a, b]) => [`x${a}`, `x${b}`]))
        for (const other of [turned, renamed]) {
          for (const key of ['same', 'kappa', 'low', 'high'] as const)
            assert.ok(Math.abs((found[key] ?? 9) - (other[key] ?? 9)) < 1e-9)
        }
        if (found.kappa === null) return
        assert.ok(found.kappa >= -1 - 1e-9 && found.kappa <= 1 + 1e-9)
        assert.equal(found.low === null, pairs.length < FEWEST)
        if (found.low === null || found.high === null) return
        assert.ok(found.low <= found.kappa + 1e-9 && found.kappa <= found.high + 1e-9)
        assert.ok(found.low >= -1 && found.high <= 1)
      }),
    )
  })

  it('is nothing where each says what they say whatever the other does', () => {
    const random = randomFrom(11)
    const pairs = Array.from({ length: 4_000 }, (): Pair => {
      const say = () => (random() < 0.3 ? 'rule' : 'none')
      return [say(), say()]
    })
    const { kappa, low, high } = agreementOf(pairs)
    assert.ok(Math.abs(kappa ?? 1) < 0.05)
    assert.ok((low ?? 1) < 0 && (high ?? -1) > 0)
  })

  it('holds what it stands for about as often as it says', () => {
    const random = randomFrom(5)
    // Each sees the truth and errs one time in ten, apart: kappa is then 0.64.
    const draw = (): Pair => {
      const truth = random() < 0.5
      const say = () => ((random() < 0.1 ? !truth : truth) ? 'rule' : 'none')
      return [say(), say()]
    }
    let held = 0
    for (let n = 0; n < 300; n++) {
      const { low, high } = agreementOf(Array.from({ length: 80 }, draw))
      if ((low ?? 1) <= 0.64 && 0.64 <= (high ?? 0)) held++
    }
    assert.ok(held / 300 > 0.9 && held / 300 < 0.99, `${held / 300}`)
  })

  it('on one rule is that rule against all else', () => {
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 40 }), (pairs) => {
        const on = agreementOn('a', pairs)
        const same = pairs.filter(([a, b]) => (a === 'a') === (b === 'a')).length
        assert.ok(Math.abs(on.same - same / pairs.length) < 1e-9)
        assert.equal(on.n, pairs.length)
      }),
    )
  })
})
