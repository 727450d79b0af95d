import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { hashOf, joined, KIND } from '../features/index.ts'
import { fold, tokenize } from '../token.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'
import { sensesOf } from './index.ts'

function seen(text: string, lang: string) {
  const { count, hashes, values, tokens } = sensesOf(tokenize(text), lang)
  return Array.from({ length: count }, (_, i) => ({
    hash: hashes[i] ?? 0,
    value: values[i] ?? 0,
    token: tokens[i] ?? -1,
  }))
}

const hasSense = (text: string, lang: string, name: string) =>
  seen(text, lang).some(({ hash }) => hash === hashOf(name, KIND.sense))

describe('senses', () => {
  const cases: [lang: string, sense: string, text: string][] = [
    ['fr', 'quit', 'je veux résilier'],
    ['fr', 'quit', 'comment me DÉSABONNER'],
    ['fr', 'danger', 'ça sent le gaz'],
    ['fr', 'hiring', 'on recrute un apprenti'],
    ['fr', 'thanks', 'Merciii'],
    ['en', 'quit', 'please cancel it'],
    ['en', 'danger', 'it smells of burning'],
    ['en', 'thanks', 'cheers'],
    ['en', 'not', "it doesn't work"],
  ]
  for (const [lang, sense, text] of cases)
    it(`${lang} ${sense}: ${text}`, () => assert.ok(hasSense(text, lang, sense)))

  it('are the same in both languages, so that one can learn from the other', () => {
    const hashes = (text: string, lang: string) => seen(text, lang).map(({ hash }) => hash)
    assert.deepEqual(hashes('bonjour', 'fr'), hashes('hello', 'en'))
    const shared = Object.keys(ENGLISH).filter((name) => name in FRENCH)
    assert.ok(shared.length > 0.9 * Object.keys(ENGLISH).length)
  })

  it('know two that follow each other, and the last sentence', () => {
    const pair = joined(hashOf('still', KIND.sense), hashOf('missing', KIND.sense), KIND.sensePair)
    assert.ok(seen('toujours pas reçu', 'fr').some(({ hash }) => hash === pair))
    assert.ok(!seen('reçu. Et toujours', 'fr').some(({ hash }) => hash === pair))
    const atEnd = hashOf('thanks', KIND.senseAtEnd)
    assert.ok(seen('La box est arrivée hier. Un grand merci', 'fr').some(({ hash }) => hash === atEnd))
    assert.ok(!seen('Merci. La box est arrivée hier', 'fr').some(({ hash }) => hash === atEnd))
  })

  it('point at the word that has them', () => {
    const tokens = tokenize('alors je résilie')
    const { count, hashes, tokens: of } = sensesOf(tokens, 'fr')
    const at = Array.from({ length: count }, (_, i) => i).find(
      (i) => hashes[i] === hashOf('quit', KIND.sense),
    )
    assert.equal(tokens[of[at ?? -1] ?? -1]?.form, 'resilie')
  })

  it('hold for any text: places inside, values finite, the same each time; none in other languages', () => {
    const words = [...Object.values(FRENCH), ...Object.values(ENGLISH)].flatMap((list) =>
      list.trim().split(/\s+/),
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...words, '.', '?')).map((w) => w.join(' ')),
    )
    fc.assert(
      fc.property(text, fc.constantFrom('fr', 'en'), (said, lang) => {
        const { length } = tokenize(said)
        const once = seen(said, lang)
        for (const { value, token } of once)
          assert.ok(Number.isFinite(value) && token >= -1 && token < length)
        assert.deepEqual(seen(said, lang), once)
        assert.deepEqual(seen(said, 'de'), [])
      }),
      { numRuns: 200 },
    )
  })

  it('are bounded on a text of every word there is', () => {
    const all = Object.values(FRENCH).join(' ')
    assert.ok(seen(`${all} ${all} ${all}`, 'fr').length < 12_000)
  })
})

describe('lists of senses', () => {
  for (const [lang, list] of Object.entries({ FRENCH, ENGLISH })) {
    it(`hold each word once, as the tokenizer makes it: ${lang}`, () => {
      for (const [name, words] of Object.entries(list)) {
        const forms = words.trim().split(/\s+/)
        assert.equal(new Set(forms).size, forms.length, name)
        for (const word of forms) {
          const form = word.replace(/\*$/, '')
          assert.equal(fold(form), form, `${name}: ${word}`)
          // A beginning that is too short would be found in everything.
          assert.ok(!word.endsWith('*') || form.length >= 3, `${name}: ${word}`)
          const [token, ...more] = tokenize(form.endsWith("'") ? `${form}a` : form)
          assert.ok(token?.form === form && more.length <= 1, `${name}: ${word}`)
        }
      }
    })
  }
})
