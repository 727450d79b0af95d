import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { phrasesOf } from './phrase.ts'
import { logOdds, type Post, unsaidIn } from './unsaid.ts'

const WORDS = ['lampe', 'vive', 'parfum', 'vanille', 'livraison', 'tardive', 'abîmée', 'boîte'] as const
const post: fc.Arbitrary<Post> = fc.record({
  text: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
  sentiment: fc.constantFrom('positive' as const, 'neutral' as const, 'negative' as const),
})
const times = (count: number, text: string): Post[] =>
  Array.from({ length: count }, () => ({ text, sentiment: 'neutral' }))
const rest = times(60, 'il pleut des cordes')

describe('what stands out and is not declared', () => {
  it('is counted post by post: how many say it, in which tone, of how many', () => {
    fc.assert(
      fc.property(fc.array(post, { minLength: 10, maxLength: 60 }), fc.boolean(), (talk, compared) => {
        for (const found of unsaidIn(talk, compared ? rest : [], ['boîte'])) {
          const key = [...phrasesOf(found.phrase).keys()].sort((a, b) => b.length - a.length)[0] ?? ''
          const posts = talk.filter(({ text }) => phrasesOf(text).has(key))
          const of = (tone: string) => posts.filter(({ sentiment }) => sentiment === tone).length
          assert.deepEqual(
            [found.count, found.positive, found.negative],
            [posts.length, of('positive'), of('negative')],
            found.phrase,
          )
          assert.equal(found.share?.value, posts.length / talk.length)
          assert.equal(found.tone === null, posts.length < 10)
          assert.ok(found.count >= 4, 'fewer are an accident')
          assert.ok(!key.split(' ').includes('boite'), 'the brand’s own name says nothing of it')
          assert.equal(found.distinct === null, !compared)
          if (found.distinct !== null) assert.ok(found.distinct >= 1.96)
        }
      }),
    )
  })

  it('comes with the most distinct first, no more than one reads', () => {
    const talk = Array.from({ length: 30 }, (_, i) =>
      times(4 + i, `objet${'abcdef'[i % 6]}${'uvwxy'[Math.floor(i / 6)]}`),
    ).flat()
    const found = unsaidIn(talk, times(3000, 'il pleut des cordes'), [])
    assert.equal(found.length, 16)
    const scores = found.map((one) => one.distinct ?? 0)
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => b - a),
    )
    assert.equal(unsaidIn(talk, [], [])[0]?.count, 33, 'without a rest the most said comes first')
  })

  it('tells what is always said together once, by its longest phrase, and what is said apart apart', () => {
    const together = unsaidIn(times(20, 'parfum de vanille'), rest, []).map((one) => one.phrase)
    assert.deepEqual(together, ['parfum de vanille'])
    const apart = unsaidIn([...times(20, 'parfum'), ...times(20, 'vanille')], rest, []).map(
      (one) => one.phrase,
    )
    assert.deepEqual(new Set(apart), new Set(['parfum', 'vanille']))
  })

  it('is written as most write it', () => {
    const talk = [...times(6, 'abimee'), ...times(9, 'Abîmée'), ...times(3, 'ABÎMEE')]
    assert.deepEqual(
      unsaidIn(talk, rest, []).map((one) => [one.phrase, one.count]),
      [['abîmée', 18]],
    )
  })

  it('is nothing where nothing was said, or where all else says it as much', () => {
    assert.deepEqual(unsaidIn([], rest, []), [])
    assert.deepEqual(unsaidIn(times(100, 'livraison tardive'), times(100, 'livraison tardive'), []), [])
    assert.deepEqual(unsaidIn(times(3, 'girafe'), [], []), [])
  })
})

it('log-odds rise with what is said here and fall with what is said there', () => {
  const count = fc.integer({ min: 0, max: 300 })
  fc.assert(
    fc.property(count, count, (a, b) => {
      const z = logOdds(a, 400, b, 400)
      assert.ok(Number.isFinite(z))
      assert.ok(logOdds(a + 20, 400, b, 400) > z)
      assert.ok(logOdds(a, 400, b + 20, 400) < z)
    }),
  )
  for (const [a, n, b, m] of [
    [0, 0, 0, 0],
    [5, 5, 0, 0],
    [3000, 3000, 3000, 3000],
  ] as const)
    assert.ok(Number.isFinite(logOdds(a, n, b, m)), `${a} of ${n}, ${b} of ${m}`)
})
