import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { foldsOf } from './folds.ts'
import { measure, probabilities, temperatureFor } from './measure.ts'
import { twinGroups } from './twins.ts'

function near(a: number, b: number, within = 1e-9): void {
  assert.ok(Math.abs(a - b) <= within, `${a} is not ${b}`)
}

/** Truth, and probabilities of three labels a row. */
const told = fc
  .array(
    fc.tuple(
      fc.nat(2),
      fc.tuple(fc.double({ min: -4, max: 4, noNaN: true }), fc.double({ min: -4, max: 4, noNaN: true })),
    ),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((rows) => ({
    truth: rows.map(([label]) => label),
    p: probabilities(
      rows.flatMap(([, [a, b]]) => [0, a, b]),
      3,
    ),
  }))

describe('figures', () => {
  it('are those of a table that was reckoned by hand', () => {
    // Said: 0 0 1 2 0; true: 0 1 1 2 2.
    const p = [0.8, 0.1, 0.1, 0.6, 0.3, 0.1, 0.2, 0.7, 0.1, 0.05, 0.05, 0.9, 0.5, 0.1, 0.4]
    const { rows, accuracy, macroF1, surest, confusion, ece } = measure([0, 1, 1, 2, 2], p, 3)
    assert.equal(rows, 5)
    assert.deepEqual(confusion, [
      [1, 0, 0],
      [1, 1, 0],
      [1, 0, 1],
    ])
    near(accuracy, 0.6)
    near(macroF1, (0.5 + 2 / 3 + 2 / 3) / 3)
    assert.equal(surest, 1, 'of the two surest, 0.9 and 0.8, both are right')
    near(ece, (0.2 + 0.6 + 0.3 + 0.1 + 0.5) / 5)
  })

  it('leave out a label that is neither there nor said, and count one that is said in vain', () => {
    near(measure([0, 0, 1], [0.9, 0.1, 0, 0.9, 0.1, 0, 0.1, 0.9, 0], 3).macroF1, 1)
    near(measure([0, 0, 1], [0.9, 0.1, 0, 0.9, 0.1, 0, 0.1, 0, 0.9], 3).macroF1, 1 / 3)
  })

  it('hold together whatever was said', () => {
    fc.assert(
      fc.property(told, ({ truth, p }) => {
        const { confusion, accuracy, macroF1, ece, surest, calibration, rows } = measure(truth, p, 3)
        for (const figure of [accuracy, macroF1, ece]) assert.ok(figure >= 0 && figure <= 1, `${figure}`)
        if (rows > 1) assert.ok(surest >= 0 && surest <= 1)
        const sum = (list: number[]) => list.reduce((a, b) => a + b, 0)
        assert.equal(sum(confusion.flat()), truth.length)
        confusion.forEach((line, label) => {
          assert.equal(sum(line), truth.filter((one) => one === label).length)
        })
        near(sum(confusion.map((line, label) => line[label] ?? 0)) / truth.length, accuracy)
        assert.equal(sum(calibration.map((bin) => bin.rows)), truth.length)
        near(sum(calibration.map((bin) => bin.rows * bin.right)) / truth.length, accuracy)
      }),
    )
  })

  it('tell that nobody is surer than right where all is said as it falls out', () => {
    const truth = Array.from({ length: 100 }, (_, i) => (i % 10 < 7 ? 0 : 1))
    const p = truth.flatMap(() => [0.7, 0.3])
    near(measure(truth, p, 2).ece, 0)
    near(
      measure(
        truth,
        truth.flatMap(() => [1, 0]),
        2,
      ).ece,
      0.3,
    )
  })
})

describe('probabilities', () => {
  it('sum to one a row, keep the order of scores, and are flatter the warmer', () => {
    const scores = fc.array(fc.double({ min: -900, max: 900, noNaN: true }), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(scores, (row) => {
        const [cold, warm] = [probabilities(row, 3, 1), probabilities(row, 3, 5)]
        near(
          cold.reduce((a, b) => a + b, 0),
          1,
        )
        assert.ok(Math.max(...warm) <= Math.max(...cold) + 1e-9)
        for (let a = 0; a < 3; a++)
          for (let b = 0; b < 3; b++)
            if ((row[a] ?? 0) >= (row[b] ?? 0)) assert.ok((cold[a] ?? 0) >= (cold[b] ?? 0))
      }),
    )
  })

  it('are cooled to what is true: what was made too sure by a factor is brought back by it', () => {
    // Three in four are right: a score of log 3 says just that.
    const truth = Array.from({ length: 400 }, (_, i) => (i % 4 === 0 ? 1 : 0))
    const just = truth.flatMap(() => [Math.log(3), 0])
    near(temperatureFor(just, truth, 2), 1, 0.05)
    for (const factor of [0.5, 3, 8]) {
      const scores = just.map((score) => score * factor)
      near(temperatureFor(scores, truth, 2) / factor, 1, 0.05)
    }
  })
})

describe('folds', () => {
  it('keep twins together, are as even as groups go, and the same for the same seed', () => {
    const groups = fc.array(fc.nat(40), { minLength: 1, maxLength: 80 })
    fc.assert(
      fc.property(groups, fc.integer({ min: 2, max: 6 }), fc.nat(9), (of, count, seed) => {
        const fold = foldsOf(of, count, seed)
        assert.deepEqual(foldsOf(of, count, seed), fold)
        const foldOf = new Map(of.map((group, i) => [group, fold[i] ?? -1]))
        of.forEach((group, i) => {
          assert.equal(fold[i], foldOf.get(group))
        })
        const sizes = Array.from(
          { length: count },
          (_, f) => [...foldOf.values()].filter((one) => one === f).length,
        )
        assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, String(sizes))
      }),
    )
  })
})

describe('twins', () => {
  const WORDS =
    'colis retard train client jamais encore voiture panne merci équipe magasin caisse prix hausse'.split(' ')
  const texts = fc.array(
    fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' ')),
    { minLength: 1, maxLength: 25 },
  )

  /** Every pair in turn, chains followed. */
  function slowly(list: string[]): boolean[][] {
    const sets = list.map((text) => new Set(text.split(' ').filter(Boolean)))
    const near = sets.map((a) =>
      sets.map((b) => {
        const shared = [...a].filter((word) => b.has(word)).length
        return (a.size === 0 && b.size === 0) || (a.size > 0 && shared >= 0.8 * (a.size + b.size - shared))
      }),
    )
    for (let k = 0; k < list.length; k++)
      for (const row of near)
        if (row[k]) for (let j = 0; j < list.length; j++) row[j] = Boolean(row[j] || near[k]?.[j])
    return near
  }

  it('are found as by trying every pair', () => {
    fc.assert(
      fc.property(texts, (list) => {
        const [groups, near] = [twinGroups(list), slowly(list)]
        list.forEach((_, i) => {
          list.forEach((_other, j) => {
            assert.equal(groups[i] === groups[j], near[i]?.[j], `${list[i]} | ${list[j]}`)
          })
        })
      }),
      { numRuns: 200 },
    )
  })

  it('are told apart by words alone: not by links, names, case, accents or marks', () => {
    const [first, ...others] = twinGroups([
      'RT @air_lignes: Vol annulé, aucune réponse https://t.co/abc !!!',
      'vol ANNULE aucune reponse',
      '@quelquun Vol annulé… aucune réponse http://exemple.fr',
      'vol annulé, une réponse',
      '',
      'https://t.co/seul',
    ])
    assert.deepEqual(
      others.map((one) => one === first),
      [true, true, false, false, false],
    )
    assert.equal(others[3], others[4], 'nothing but a link is as nothing')
    assert.deepEqual([...twinGroups([])], [])
  })
})
