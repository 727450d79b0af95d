import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ELEMENTS, figureOf, MEASURES } from './lines.ts'

const bounded = (top: number) =>
  fc.option(
    fc
      .array(fc.double({ min: 0, max: top, noNaN: true }), { minLength: 3, maxLength: 3 })
      .map((list) => list.sort((a, b) => a - b))
      .map(([low = 0, value = 0, high = 0]) => ({ low, value, high })),
  )

test('every measure is drawn between 0 and 1 with its bounds in order, and what is not known is not drawn', () => {
  const line = fc.record({
    score: bounded(100),
    shares: fc.array(bounded(1), { minLength: 4, maxLength: 4 }),
  })
  fc.assert(
    fc.property(line, ({ score, shares }) => {
      const elements = ELEMENTS.map((element, i) => ({ element, asked: 1, share: shares[i] ?? null }))
      const one = { key: 'x', answers: 9, judged: 9, score, elements }
      for (const measure of MEASURES) {
        const figure = figureOf(one, measure)
        const known = measure === 'score' ? score : elements.find((each) => each.element === measure)?.share
        assert.equal(figure === null, known === null)
        if (!figure) continue
        assert.ok(
          figure.low >= 0 && figure.low <= figure.value && figure.value <= figure.high && figure.high <= 1,
        )
      }
    }),
  )
})

test('a measure that the line does not hold is not known', () => {
  const bare = { key: 'x', answers: 0, judged: 0, score: null, elements: [] }
  for (const measure of MEASURES) assert.equal(figureOf(bare, measure), null)
})
