import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { MessageLimits } from '../../../server/api.ts'
import type { Attached } from './draft.ts'
import { isLanguage, languageChoices, languageOf } from './language.ts'
import { unfit } from './weigh.ts'

describe('the language of an answer', () => {
  it('is the chosen one, else the one it is written in, else the conversation’s, else the reader’s', () => {
    const CASES: [chosen: string | undefined, talk: string, expected: string][] = [
      ['de', 'en', 'de'],
      [undefined, 'en', 'en'],
      [undefined, 'und', 'fr'],
      ['und', 'pt-BR', 'pt-BR'],
      ['', '', 'fr'],
      ['<b>', 'x', 'fr'],
    ]
    for (const [chosen, talk, expected] of CASES) assert.equal(languageOf(chosen, talk, 'fr'), expected)
    assert.equal(languageOf(undefined, 'en', 'fr', 'fr'), 'fr')
    assert.equal(languageOf(undefined, 'en', 'fr', 'und'), 'en', 'what cannot be told changes nothing')
    assert.equal(languageOf(undefined, 'fr-CA', 'en', 'fr'), 'fr-CA', 'it is theirs')
    assert.equal(languageOf('en', 'en', 'fr', 'fr'), 'en', 'whoever has chosen is not contradicted')
  })

  it('can always be said, whatever networks say of theirs', () => {
    const code = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('zh-Hant-TW', 'fra', 'und', 'EN', 'a'),
    )
    fc.assert(
      fc.property(fc.option(code, { nil: undefined }), code, (chosen, talk) => {
        const language = languageOf(chosen, talk, 'fr')
        assert.ok(isLanguage(language))
        assert.doesNotThrow(() => new Intl.Locale(language))
      }),
    )
    assert.ok(!isLanguage(null) && !isLanguage(undefined) && !isLanguage('und'))
  })

  it('is offered once, what is likely in front, the rest by names as the reader’s language sorts', () => {
    const likely = fc.array(fc.constantFrom('fr', 'en', 'oc', 'und', '', 'pt-BR', 'de'), { maxLength: 4 })
    fc.assert(
      fc.property(likely, fc.constantFrom('fr', 'en'), (codes, locale) => {
        const choices = languageChoices(locale, codes)
        const values = choices.map(({ value }) => value)
        assert.equal(new Set(values).size, values.length)
        const front = [...new Set(codes.filter(isLanguage))]
        assert.deepEqual(values.slice(0, front.length), front)
        const rest = choices.slice(front.length).map(({ label }) => label)
        assert.deepEqual(rest, rest.toSorted(new Intl.Collator(locale).compare))
        assert.ok(['fr', 'en', 'de', 'ar', 'zh'].every((one) => values.includes(one)))
      }),
      { numRuns: 20 },
    )
  })
})

describe('files that cannot be sent', () => {
  const file = (name: string, mediaType: string, size = 10): Attached => ({
    ...{ attachmentId: name, name, mediaType, size, alt: '' },
  })
  const limits: MessageLimits = {
    text: 0,
    media: 2,
    mediaBytes: 100,
    mediaTypes: ['image/png', 'image/jpeg'],
  }

  it('are told by name and by reason, each once', () => {
    const all = [file('a.png', 'image/png'), file('b.pdf', 'application/pdf'), file('c.gif', 'image/gif')]
    const told = unfit(all.slice(0, 2), limits)
    assert.deepEqual(told, [{ why: 'type', names: ['b.pdf'] }])
    const names = unfit(all, limits).flatMap((one) => one.names)
    assert.deepEqual(names.toSorted(), [...new Set(names)].toSorted())
    assert.deepEqual(unfit([file('l.png', 'image/png', 101)], limits), [{ why: 'large', names: ['l.png'] }])
  })

  it('are none where all fit, and none are judged before somebody speaks', () => {
    assert.deepEqual(unfit([file('a.png', 'image/png'), file('b.png', 'image/jpeg', 100)], limits), [])
    assert.deepEqual(unfit([file('b.pdf', 'application/pdf')], undefined), [])
  })
})
