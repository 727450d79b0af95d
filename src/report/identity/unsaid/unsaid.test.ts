import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { phrasesOf } from './phrase.ts'
import { logOdds, type Post, unsaidIn } from './unsaid.ts'

const post = (text: string, sentiment: Post['sentiment'] = 'neutral'): Post => ({ text, sentiment })
const times = (count: number, one: Post): Post[] => Array.from({ length: count }, () => one)

describe('phrases of a text', () => {
  it('begin and end with a word that says something, in one sentence', () => {
    assert.deepEqual(
      [...phrasesOf('Le service client répond. Très vite !').keys()],
      ['service', 'service client', 'service client repond', 'client', 'client repond', 'repond', 'vite'],
    )
    assert.deepEqual([...phrasesOf('Réparation à vie').values()], ['réparation', 'réparation à vie'])
  })

  it('leave out addresses, handles, tags and figures', () => {
    assert.deepEqual([...phrasesOf('@ana https://lumo.example/a #lumo 2026 ana@lumo.example').keys()], [])
  })

  it('are bounded whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        for (const key of phrasesOf(text).keys()) assert.ok(key.split(' ').length <= 3)
      }),
      { numRuns: 200 },
    )
    assert.ok(phrasesOf('mot '.repeat(200_000)).size < 2000)
  })
})

describe('what people say and the brand does not declare', () => {
  const rest = times(400, post('la livraison du colis est en retard'))

  it('is what stands out of its talk, with the tone of the posts that say it', () => {
    const talk = [
      ...times(40, post('un emballage sans plastique avec la livraison', 'positive')),
      ...times(12, post('encore une odeur de brûlé', 'negative')),
      ...times(60, post('la livraison du colis')),
    ]
    const found = unsaidIn(talk, rest, ['Lumo'])
    const [first, second] = found
    assert.equal(first?.phrase, 'emballage sans plastique', 'the longest of what is always said together')
    assert.deepEqual([first?.count, first?.tone?.value, first?.share?.value], [40, 1, 40 / 112])
    assert.equal(second?.phrase, 'odeur de brûlé')
    assert.ok((second?.tone?.high ?? 1) < 0)
    assert.ok(!found.some((one) => one.phrase.includes('colis')), 'what everybody says is not its own')
  })

  it('is neither the name of the brand nor an accident', () => {
    const talk = [...times(50, post('Lumo Lumière tamise')), ...times(3, post('girafe'))]
    const words = unsaidIn(talk, rest, ['lumo', 'Lumière']).map((one) => one.phrase)
    assert.deepEqual(words, ['tamise'])
  })

  it('is told by how often it is said where there is nothing to compare with', () => {
    const talk = [...times(30, post('lampe tamisée')), ...times(9, post('ampoule grillée'))]
    const found = unsaidIn(talk, [], [])
    assert.deepEqual(
      found.map((one) => [one.phrase, one.distinct]),
      [
        ['lampe tamisée', null],
        ['ampoule grillée', null],
      ],
    )
  })
})

it('log-odds know nothing apart, grow with what is apart, and with how much is known of it', () => {
  assert.ok(Math.abs(logOdds(10, 1000, 10, 1000)) < 1e-9)
  assert.ok(
    logOdds(20, 1000, 10, 1000) > 0 && logOdds(20, 1000, 10, 1000) < logOdds(200, 10_000, 100, 10_000),
  )
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), (a, b) => {
      assert.ok(Math.abs(logOdds(a, 1000, b, 1000) + logOdds(b, 1000, a, 1000)) < 1e-9)
    }),
  )
})
