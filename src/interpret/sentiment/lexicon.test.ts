import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { tokenize } from '../token.ts'
import { emojiWeight, emoticonWeight, lexiconFor } from './lexicon.ts'

describe('the lexicons', () => {
  it('are large, within bounds, and made of words as the tokenizer gives them', () => {
    for (const [lang, least] of [
      ['fr', 2500],
      ['en', 7000],
    ] as const) {
      const { weight, phrases } = lexiconFor(lang)
      assert.ok(weight.size > least, `${lang} ${weight.size}`)
      for (const [word, value] of weight) {
        assert.ok(value >= -4 && value <= 4, word)
        if (lang === 'fr') assert.doesNotMatch(word, /[{}+~_:A-ZÀ-ÿ]/, word)
      }
      for (const phrase of [...phrases.values()].flat()) {
        const again = tokenize(phrase.words.join(' ').replaceAll("' ", "'")).filter(
          (token) => token.kind === 'word',
        )
        assert.deepEqual(
          again.map((token) => token.form),
          phrase.words,
          phrase.words.join(' '),
        )
      }
    }
  })

  it('expand the forms of adjectives and verbs', () => {
    const { weight } = lexiconFor('fr')
    for (const word of [
      'ravi',
      'ravie',
      'ravis',
      'ravies',
      'adore',
      'adorons',
      'adoraient',
      'heureuse',
      'decus',
    ]) {
      assert.notEqual(weight.get(word) ?? 0, 0, word)
    }
    assert.ok((weight.get('arnaque') ?? 0) < 0 && (weight.get('merci') ?? 0) > 0)
  })

  it('try the longest phrase first', () => {
    const list = lexiconFor('fr').phrases.get('pas') ?? []
    assert.ok(list.length > 1)
    assert.ok(
      list.every(
        (phrase, index) => index === 0 || phrase.words.length <= (list[index - 1]?.words.length ?? 0),
      ),
    )
  })

  it('have no words for other languages', () => {
    assert.equal(lexiconFor('de').weight.size, 0)
    assert.equal(lexiconFor('constructor').weight.size, 0)
  })

  it('know signs in any skin', () => {
    assert.ok(emojiWeight('👍') > 0)
    assert.equal(emojiWeight('👍🏽'), emojiWeight('👍'))
    assert.ok(emojiWeight('😡') < 0)
    assert.equal(emojiWeight('🪑'), 0)
    assert.ok(emoticonWeight(':)') > 0 && emoticonWeight(':(') < 0 && emoticonWeight(':-/') < 0)
  })
})
