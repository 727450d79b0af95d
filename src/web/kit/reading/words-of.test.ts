import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PostReading } from '../../../server/api.ts'
import { cutAtWhy } from '../why.ts'
import { type Asked, wordsFor } from './words-of.ts'

const TEXT = 'Livraison en retard, quelle bande de nuls'

const READING: PostReading = {
  ...{ lang: 'fr', by: 'common', urgency: null, differs: [], corrections: [] },
  sentiment: {
    ...{ label: 'negative', p: { negative: 1 } },
    why: [{ start: 13, end: 19, effect: 'negative', weight: 0.8 }],
  },
  toxicity: {
    ...{ p: 0.9, kinds: { insult: 0.9 } },
    why: [{ start: 28, end: 41, kind: 'insult', weight: 0.7 }],
  },
  intent: {
    ...{ label: 'complaint', p: { complaint: 1 } },
    why: [{ start: 0, end: 19, weight: 0.6 }],
  },
  topics: [
    { id: 'delivery', why: [{ start: 0, end: 9 }] },
    { id: 'delay', why: [{ start: 13, end: 19 }] },
  ],
}

/** The words that stand out for a verdict, each with what it did. */
function marked(asked: Asked, reading = READING): [string, string][] {
  return cutAtWhy(TEXT, wordsFor(reading, asked)).flatMap(({ text, why }) =>
    why ? [[text, why.effect] as [string, string]] : [],
  )
}

test('each verdict shows its own words, with what they did', () => {
  assert.deepEqual(marked('sentiment'), [['retard', 'negative']])
  assert.deepEqual(marked('toxicity'), [['bande de nuls', 'insult']])
  assert.deepEqual(marked('intent'), [['Livraison en retard', 'intent']])
  assert.deepEqual(marked('topics'), [
    ['Livraison', 'topic'],
    ['retard', 'topic'],
  ])
})

test('words of the title are not looked for in the text', () => {
  const place = { start: 0, end: 9, in: 'title' as const }
  const titled: PostReading = {
    ...READING,
    intent: { label: 'complaint', p: {}, why: [{ ...place, weight: 0.6 }] },
    topics: [{ id: 'delivery', why: [place] }],
  }
  assert.deepEqual(wordsFor(titled, 'intent'), [{ ...place, effect: 'intent', weight: 0.6 }])
  assert.deepEqual(wordsFor(titled, 'topics'), [{ ...place, effect: 'topic', weight: 1 }])
  assert.ok(!('in' in (wordsFor(titled, 'sentiment')[0] ?? {})))
})

test('what was not read in this language has no words, and neither has what has no topic', () => {
  const none: PostReading = { ...READING, toxicity: null, intent: null, topics: [] }
  for (const asked of ['toxicity', 'intent', 'topics'] as const) assert.deepEqual(wordsFor(none, asked), [])
  assert.equal(wordsFor(none, 'sentiment').length, 1)
})

test('as many words stand out as the verdict has, at their places, and none of another verdict', () => {
  const place = fc.record({ start: fc.nat(40), end: fc.nat(40) })
  const weighed = fc.record({ start: fc.nat(40), end: fc.nat(40), weight: fc.double({ noNaN: true }) })
  fc.assert(
    fc.property(fc.array(weighed), fc.array(weighed), fc.array(fc.array(place)), (felt, meant, topics) => {
      const reading: PostReading = {
        ...READING,
        sentiment: { ...READING.sentiment, why: felt.map((one) => ({ ...one, effect: 'positive' })) },
        intent: { label: 'praise', p: {}, why: meant },
        topics: topics.map((why, n) => ({ id: `${n}`, why })),
      }
      const places = (all: { start: number; end: number }[]) => all.map(({ start, end }) => [start, end])
      assert.deepEqual(places(wordsFor(reading, 'sentiment')), places(felt))
      assert.deepEqual(places(wordsFor(reading, 'intent')), places(meant))
      assert.deepEqual(places(wordsFor(reading, 'topics')), places(topics.flat()))
      assert.deepEqual(
        wordsFor(reading, 'intent').map(({ weight }) => weight),
        meant.map(({ weight }) => weight),
      )
    }),
  )
})
