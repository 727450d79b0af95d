import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { understand } from '../index.ts'
import { decodePieces, encodePieces, hashBytes, scoresOf } from './pieces.ts'

const best = (text: string) => [...scoresOf(text.split(' '))].sort((a, b) => b[1] - a[1])[0]?.[0]

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
    assert.deepEqual([...scoresOf([])], [])
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 8 }), (words) => {
        for (const [lang, score] of scoresOf(words)) assert.ok(lang.length === 2 && score > 0 && score < 300)
      }),
    )
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
