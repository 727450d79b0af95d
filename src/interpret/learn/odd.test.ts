import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { decodeModel } from '../model/index.ts'
import { tokenize } from '../token.ts'
import { classifyText, foldsOf, learnClassifier, measure, twinGroups } from './index.ts'

describe('texts that are near-copies', () => {
  /** Every two compared, chains joined: what the index must not miss. */
  function compared(texts: string[]): number[] {
    const sets = texts.map((text) => new Set(text.split(' ').filter(Boolean)))
    const group = texts.map((_, i) => i)
    for (const [i, a] of sets.entries())
      for (const [j, b] of sets.slice(0, i).entries()) {
        const shared = [...a].filter((word) => b.has(word)).length
        const all = a.size + b.size - shared
        if (all > 0 && shared * 10 < all * 8) continue
        const [from, to] = [group[i], group[j]]
        group.forEach((of, k) => {
          if (of === from) group[k] = to ?? 0
        })
      }
    return group
  }

  const parted = (groups: ArrayLike<number>) =>
    Array.from(groups, (of) => Array.from(groups).indexOf(of)).join()

  it('are one group however they are found', () => {
    const word = fc.integer({ min: 0, max: 14 }).map((n) => `mot${n}`)
    const text = fc.array(word, { maxLength: 14 })
    // One more, one less or one other word: just above and just below four in five.
    const near = text.chain((words) =>
      fc
        .array(fc.tuple(fc.nat(14), word, fc.constantFrom('add', 'drop', 'swap')), { maxLength: 3 })
        .map((changes) => {
          const copy = [...words]
          for (const [at, other, how] of changes)
            copy.splice(at, how === 'add' ? 0 : 1, ...(how === 'drop' ? [] : [other]))
          return [words, copy]
        }),
    )
    fc.assert(
      fc.property(fc.array(near, { maxLength: 8 }), (pairs) => {
        const texts = pairs.flat().map((words) => words.join(' '))
        assert.equal(parted(twinGroups(texts)), parted(compared(texts)))
      }),
      { numRuns: 1500 },
    )
  })

  it('stay in one fold, whatever their numbers, and every fold is in range', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1e9 })),
        fc.integer({ min: 1, max: 7 }),
        fc.nat(9),
        (groups, count, seed) => {
          const folds = foldsOf(groups, count, seed)
          const of = new Map<number, number>()
          for (const [i, group] of groups.entries()) {
            const fold = folds[i] ?? -1
            assert.ok(fold >= 0 && fold < count)
            assert.equal(of.get(group) ?? fold, fold)
            of.set(group, fold)
          }
          const sizes = Array.from(
            { length: count },
            (_, fold) => [...of.values()].filter((one) => one === fold).length,
          )
          assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1)
        },
      ),
    )
  })
})

describe('sets of labels as people have them', () => {
  const name = { name: 'odd', lang: 'fr', bits: 8 }
  const rowsOf = (labels: string[], text: (label: string, i: number) => string) =>
    labels.flatMap((label) => Array.from({ length: 3 }, (_, i) => ({ label, text: text(label, i) })))

  it('are learnt whatever they are called, and said again by their names', () => {
    const odd = ['__proto__', 'constructor', '0', '-1', ' ', 'É', 'e\u0301', '😡', 'a\nb', '\ud800', 'é']
    const labels = fc.uniqueArray(fc.constantFrom(...odd), { minLength: 2, maxLength: 5 })
    fc.assert(
      fc.property(labels, (list) => {
        const rows = rowsOf(list, (label, i) => `texte ${list.indexOf(label)} numéro ${i} ${'abc'[i]}`)
        const { labels: told, bytes, figures } = learnClassifier(rows, name)
        assert.deepEqual(told, [...list].sort())
        const { label, p } = classifyText(decodeModel(bytes), tokenize('texte 1'))
        const known = told.map((one) => one.toWellFormed())
        assert.ok(known.includes(label.toWellFormed()))
        assert.equal(Object.keys(p).length, list.length)
        assert.ok(Math.abs(Object.values(p).reduce((a, b) => a + b, 0) - 1) < 1e-9)
        assert.equal(figures.rows, rows.length)
      }),
      { numRuns: 8 },
    )
  })

  it('of texts that are all alike, or say nothing, teach nothing and still end in numbers', () => {
    for (const text of [
      () => 'le même',
      () => '@a http://b.c',
      () => '!!!',
      (label: string) => `seul ${label}`,
    ]) {
      const { bytes, figures, crossed } = learnClassifier(rowsOf(['a', 'b'], text), name)
      const told = [figures, crossed].flatMap(({ accuracy, macroF1, ece, surest }) => [
        accuracy,
        macroF1,
        ece,
        surest,
      ])
      assert.ok(
        told.every((figure) => figure >= 0 && figure <= 1),
        told.join(),
      )
      const { p } = classifyText(decodeModel(bytes), tokenize('le même'))
      assert.ok(Object.values(p).every((share) => share > 0 && share < 1))
    }
  })

  it('too few, or with too few texts, are refused by name', () => {
    const rows = rowsOf(['a', 'b'], (label, i) => `${label} ${i}`)
    assert.throws(() => learnClassifier([], name), RangeError)
    assert.throws(() => learnClassifier(rows.slice(0, 3), name), /fewer than two labels/)
    assert.throws(() => learnClassifier(rows.slice(0, 5), name), /fewer than three texts are labelled "b"/)
  })
})

describe('figures', () => {
  it('are those of a plain count, for any truth and any saying', () => {
    const row = fc.tuple(
      fc.nat(3),
      fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
    )
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 30 }), (rows) => {
        const truth = rows.map(([label]) => label)
        const shares = rows.map(([, p]) => p.map((one) => one / p.reduce((a, b) => a + b, 0)))
        const said = shares.map((p) => p.indexOf(Math.max(...p)))
        const { accuracy, macroF1, confusion, calibration, ece } = measure(truth, shares.flat(), 4)
        assert.ok(
          Math.abs(accuracy - truth.filter((label, i) => label === said[i]).length / rows.length) < 1e-9,
        )
        const f1 = [0, 1, 2, 3].flatMap((c) => {
          const [told, real] = [said, truth].map((list) => list.filter((one) => one === c).length)
          const hit = truth.filter((label, i) => label === c && said[i] === c).length
          assert.equal(confusion[c]?.[c], hit)
          const both = (told ?? 0) + (real ?? 0)
          return both === 0 ? [] : [(2 * hit) / both]
        })
        assert.ok(Math.abs(macroF1 - f1.reduce((a, b) => a + b, 0) / f1.length) < 1e-9)
        assert.equal(
          calibration.reduce((sum, bin) => sum + bin.rows, 0),
          rows.length,
        )
        assert.ok(ece >= 0 && ece <= 1)
      }),
      { numRuns: 300 },
    )
  })
})
