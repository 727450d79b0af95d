import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { STOP } from './lexicon/stop.ts'
import { fold, phrasesOf } from './phrase.ts'

const keys = (text: string) => [...phrasesOf(text).keys()]

describe('folding', () => {
  it('takes the ways in which one word is written for one', () => {
    for (const [one, other] of [
      ['Œuvre', 'oeuvre'],
      ['cœur', 'COEUR'],
      ['Ex Æquo', 'ex aequo'],
      ['ÉLÉGANTE', 'elegante'],
      ['Ｌｕｍｏ', 'lumo'],
      ['ﬁable', 'fiable'],
    ] as const)
      assert.equal(fold(one), fold(other), one)
  })

  it('done again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (text) => {
        assert.equal(fold(fold(text)), fold(text))
      }),
    )
  })
})

describe('phrases', () => {
  it('do not go over the end of a sentence, an aside, a line or a dash', () => {
    for (const between of ['. ', ' ! ', ' ? ', ' ; ', ' : ', ', ', ' (', '\n', ' — ', ' - ', ' « ', '… ']) {
      assert.deepEqual(keys(`lampe${between}tamisée`), ['lampe', 'tamisee'], JSON.stringify(between))
    }
    assert.ok(keys('garde-corps').includes('garde corps'), 'a hyphen parts no phrase')
  })

  it('do not go over what names nobody’s thing: addresses, handles, tags', () => {
    for (const between of [
      'https://lumo.example/a?b=c',
      'HTTPS://LUMO.EXAMPLE',
      '@ana.test',
      '#deco',
      'ana@lumo.example',
      '(@ana)',
      '(https://x.example)',
    ])
      assert.deepEqual(keys(`lampe ${between} tamisée`), ['lampe', 'tamisee'], between)
  })

  it('keep the way that they were first written, in small letters', () => {
    const found = phrasesOf('Élégante. ELEGANTE, élegante')
    assert.deepEqual([...found], [['elegante', 'élégante']])
  })

  it('of one word have four letters; figures and what every sentence has are none', () => {
    assert.deepEqual(keys('led'), [])
    assert.deepEqual(keys('led blanche'), ['led blanche', 'blanche'])
    assert.deepEqual(keys('12 2026 3000'), [])
    const [stop = 'le'] = STOP
    assert.deepEqual(keys(`${stop} lampe ${stop}`), ['lampe'])
  })

  it('begin and end with a word that says something, whatever the text', () => {
    const word = fc.constantFrom(
      'le',
      'de',
      'pas',
      'lampe',
      'service',
      'à',
      'vie',
      '12',
      'Œil',
      'très',
      'not',
    )
    const sign = fc.constantFrom(' ', ' ', ' ', '. ', ', ', '\n')
    fc.assert(
      fc.property(fc.array(fc.tuple(word, sign), { maxLength: 30 }), (pieces) => {
        const text = pieces.flat().join('')
        for (const key of keys(text)) {
          const words = key.split(' ')
          const [first = '', last = ''] = [words.at(0), words.at(-1)]
          assert.ok(words.length <= 3)
          for (const end of [first, last]) assert.ok(!STOP.has(end) && !/^\d+$/.test(end), key)
          assert.ok(
            text
              .split(/[.,\n]/u)
              .some((stretch) => ` ${fold(stretch)} `.replace(/\s+/gu, ' ').includes(` ${key} `)),
            `${key} stands in one sentence`,
          )
        }
      }),
    )
  })

  it('are read of so many words of a post, in one sentence or in thousands', () => {
    const words = Array.from({ length: 1000 }, (_, i) => `mot${String.fromCharCode(97 + (i % 26))}${i}`)
    for (const between of [' ', '. ', ', ']) {
      const found = phrasesOf(words.join(between))
      assert.ok(found.has(words[399] ?? ''), between)
      assert.ok(!found.has(words[400] ?? ''), between)
    }
  })

  it('of a post that is one endless word are found at once: nothing is looked for from each of its letters', () => {
    const long = 'a'.repeat(500_000)
    assert.deepEqual(keys(`lampe ${long}@`).slice(0, 1), ['lampe'])
    assert.deepEqual(keys(`lampe ${long}@${long} vive`), ['lampe', 'vive'])
    assert.equal(keys(`${long} ${'#'.repeat(500_000)}`).length, 1)
  })
})
