import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { understand } from '../index.ts'
import { decodePieces, encodePieces, hashBytes, languagesOfPieces, piecesIn, scoresOf } from './pieces.ts'

const scored = (words: string[]) => Array.from(scoresOf(words.map(piecesIn)))
const best = (text: string) => {
  const scores = scored(text.split(' '))
  return languagesOfPieces()[scores.indexOf(Math.max(...scores))]
}

describe('languages by pieces of words', () => {
  const cases: [string, string][] = [
    ['fr', 'capitalisme tueur'],
    ['fr', 'éoliennes vent'],
    ['en', 'watching the wonderful eagles tonight'],
    ['es', 'entrega retrasada desastre absoluto'],
    ['de', 'wunderbare lampe kaputt geliefert'],
    ['it', 'spedizione ritardata pessima esperienza'],
    ['pt', 'encomenda atrasada péssimo atendimento'],
    ['ca', 'assemblea oberta ecologisme feminisme'],
    ['nl', 'levering vertraagd slechte ervaring'],
  ]
  for (const [lang, text] of cases) it(`${lang}: ${text}`, () => assert.equal(best(text), lang))

  it('are known in posts whose small words are silent, under links, names and tags', () => {
    for (const text of [
      'Capitalisme tueur http://a.b',
      '@moi écologiste',
      '#colloque Filières et Recyclage #Paris 14/15 octobre',
    ]) {
      assert.equal(understand({ text }).lang, 'fr', text)
    }
    assert.equal(
      understand({ text: '2006 NHL 1st overall pick pitching for the White Sox today.' }).lang,
      'en',
    )
  })

  it('say nothing of words they do not hold, and end on any', () => {
    assert.ok(scored([]).every((score) => score === 0))
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }), (words) => {
        for (const score of scored(words)) assert.ok(score >= 0 && score < 300)
      }),
    )
  })

  it('count a piece once a text, whatever was read before, and in any order', () => {
    const word = fc.oneof(fc.constantFrom('levering', 'assemblea', 'éolienne', 'a', ''), fc.string())
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.array(word), (words, others) => {
        const once = scored([...new Set(words)])
        scored(others)
        assert.deepEqual(scored([...words, ...words.toReversed()]), once)
      }),
    )
  })

  it('are bounded where a text has more than anybody writes', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => `mot${i}levering`)
    assert.ok(scored(many).every((score) => score >= 0 && score < 300))
    assert.equal(best('levering vertraagd slechte ervaring'), 'nl')
  })
})

describe('the table of pieces', () => {
  it('is read as it was written, in any number', () => {
    const row = fc.record({
      piece: fc.uint8Array({ minLength: 1, maxLength: 6 }),
      says: fc.array(fc.tuple(fc.constantFrom(0, 1), fc.nat(179)), { minLength: 1, maxLength: 2 }),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(row, {
          selector: ({ piece: bytes }) => hashBytes(bytes, 0, bytes.length),
          maxLength: 60,
        }),
        (rows) => {
          const table = decodePieces(encodePieces(['fr', 'en'], rows))
          for (const { piece: bytes, says } of rows) {
            const at = table.hashes.indexOf(hashBytes(bytes, 0, bytes.length))
            const begin = table.begins[at] ?? -1
            assert.equal(table.counts[at], says.length)
            assert.deepEqual([...table.says.subarray(begin, begin + says.length * 2)], says.flat())
          }
        },
      ),
    )
  })

  it('is refused where it is none', () => {
    assert.throws(() => decodePieces(Buffer.from('{}\n')), /not a table/)
  })
})
