import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { ELEMENTS } from '../../interpret/index.ts'
import {
  byGroup,
  byLabel,
  effectOf,
  GOOD,
  lineOf,
  meanScore,
  nothing,
  type Sums,
  together,
} from './courtesy.ts'

interface Answer {
  score: number | null
  asked: boolean[]
  present: boolean[]
  took: 'thanked' | 'neutral' | null
}
const four = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 })
const answer: fc.Arbitrary<Answer> = fc.record({
  score: fc.option(fc.integer({ min: 0, max: 100 })),
  ...{ asked: four, present: four },
  took: fc.constantFrom('thanked' as const, 'neutral' as const, null),
})
const answers = fc.array(answer, { maxLength: 40 })

/** The sums of one answer, by what they are. */
function sumsOf({ score, asked, present, took }: Answer): Sums {
  const read = score !== null
  const good = (score ?? 0) >= GOOD
  const count = (yes: boolean) => (yes ? 1 : 0)
  return {
    ...{ answers: 1, judged: count(read), score: score ?? 0, squares: (score ?? 0) ** 2 },
    asked: asked.map((one) => count(read && one)),
    present: asked.map((one, i) => count(read && one && present[i] === true)),
    followed: [count(read && !good && took !== null), count(read && good && took !== null)],
    thanked: [count(read && !good && took === 'thanked'), count(read && good && took === 'thanked')],
  }
}
const all = (list: readonly Answer[]) => together(list.map(sumsOf))

describe('courtesy of many answers', () => {
  it('adds up in any order and in any parts', () => {
    fc.assert(
      fc.property(answers, fc.nat(40), (list, cut) => {
        assert.deepEqual(all(list.toReversed()), all(list))
        assert.deepEqual(together([all(list.slice(0, cut)), all(list.slice(cut))]), all(list))
        assert.deepEqual(together([]), nothing())
      }),
    )
  })

  it('has a mean of five scores or more, within its bounds, and they within the scale', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const scores = list.flatMap(({ score }) => score ?? [])
        const mean = meanScore(all(list))
        assert.equal(mean === null, scores.length < 5)
        if (!mean) return
        assert.ok(Math.abs(mean.value - scores.reduce((a, b) => a + b, 0) / scores.length) < 1e-9)
        assert.ok(
          mean.low >= 0 &&
            mean.low <= mean.value + 1e-9 &&
            mean.value <= mean.high + 1e-9 &&
            mean.high <= 100,
        )
        const ten = meanScore(together(Array.from({ length: 10 }, () => all(list))))
        assert.ok(ten && ten.high - ten.low <= mean.high - mean.low + 1e-9)
      }),
    )
  })

  it('tells shares of the answers in which an element was asked for', () => {
    fc.assert(
      fc.property(answers, (list) => {
        const line = lineOf('all', all(list))
        for (const [i, { element, asked, share }] of line.elements.entries()) {
          assert.equal(element, ELEMENTS[i])
          const those = list.filter((one) => one.score !== null && one.asked[i])
          assert.equal(asked, those.length)
          const part = those.filter((one) => one.present[i]).length
          assert.equal(share?.value ?? null, those.length === 0 ? null : part / those.length)
          if (share) assert.ok(share.low <= share.value && share.value <= share.high)
        }
      }),
    )
  })

  it('says how it was taken only of twenty that wrote again, good scores and others apart', () => {
    const of = (n: number, score: number, took: Answer['took']): Answer[] =>
      Array.from({ length: n }, () => ({ score, asked: [], present: [], took }))
    const [good, other] = effectOf(
      all([
        ...of(15, 90, 'thanked'),
        ...of(5, GOOD, 'neutral'),
        ...of(19, 74, 'thanked'),
        ...of(9, 10, null),
      ]),
    )
    assert.deepEqual([good?.good, good?.followed, good?.thanked?.value], [true, 20, 0.75])
    assert.deepEqual([other?.good, other?.followed, other?.thanked], [false, 19, null])
  })

  it('tells a group of which two or more wrote, and never one person under its name', () => {
    const one = all([{ score: 80, asked: [], present: [], took: null }])
    const members = new Map([
      ['a', one],
      ['b', one],
    ])
    const groups = [
      { id: 'g', name: 'Soir', members: ['a', 'b', 'c'] },
      { id: 'h', name: 'Nuit', members: ['a', 'c'] },
      { id: 'i', name: 'Jour', members: [] },
    ]
    assert.deepEqual(byGroup(members, groups), [{ id: 'g', name: 'Soir', sums: together([one, one]) }])
  })

  it('counts an answer once under each label of its conversation', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('x', 'y', 'z'), answers),
        fc.dictionary(fc.constantFrom('x', 'y'), fc.array(fc.constantFrom('L', 'M'))),
        (talks, labels) => {
          const sums = new Map(Object.entries(talks).map(([id, list]) => [id, all(list)]))
          const by = byLabel(sums, new Map<string, string[]>(Object.entries(labels)))
          for (const label of ['L', 'M'] as const) {
            const under = Object.entries(talks).filter(([id]) => labels[id]?.includes(label))
            const expected = under.length === 0 ? undefined : all(under.flatMap(([, list]) => list))
            assert.deepEqual(by.get(label), expected)
          }
        },
      ),
    )
  })
})
