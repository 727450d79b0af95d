import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Channel } from '../../../channels/index.ts'
import { SANCTIONS } from '../charter/charter.ts'
import { readyCharter } from '../charter/ready.ts'
import { isToldInPublic, LINK, noticeLang, noticeText, withLink } from './notice.ts'
import type { Way } from './way.ts'

const URL_OF = 'https://veillee.example/appeal/abc'
const { rules } = readyCharter()
const acts = rules.flatMap((rule) => rule.sanctions.map((kind) => [rule, kind] as const))

function way(audiences?: ('public' | 'direct')[]): Way {
  const limits = { text: 400, media: 0, ...(audiences && { audiences }) }
  return { row: {} as Way['row'], channel: { limits } as unknown as Channel }
}

describe('what an author is told', () => {
  it('names the rule and leads to the appeal once, whatever is done, in both languages', () => {
    for (const [rule, kind] of acts)
      for (const lang of ['fr', 'en'] as const) {
        const text = noticeText(kind, rule, lang)
        assert.ok(text.includes(rule.title[lang]), text)
        assert.equal(text.split(LINK).length, 2, text)
        assert.doesNotMatch(text, /\{\{|!|notice\./)
        assert.match(text, lang === 'fr' ? /^Bonjour, / : /^Hello, /)
      }
  })

  it('says what is done and not another thing: each kind has its own words', () => {
    const [rule] = rules
    assert.ok(rule)
    for (const lang of ['fr', 'en'] as const) {
      const told: string[] = SANCTIONS.map((kind): string => noticeText(kind, rule, lang))
      assert.equal(new Set(told).size, SANCTIONS.length)
    }
    assert.match(noticeText('hide', rule, 'fr'), /masqué/)
    assert.match(noticeText('block', rule, 'en'), /blocked/)
  })

  it('names the rule in the other language where the house wrote it in one alone', () => {
    const [rule] = rules
    assert.ok(rule)
    const one = { ...rule, title: { fr: 'Courtoisie', en: '' } }
    assert.match(noticeText('hide', one, 'en'), /^Hello.*“Courtoisie”/)
  })

  it('takes the name of a rule word for word, whatever stands in it', () => {
    const [rule] = rules
    assert.ok(rule)
    for (const name of ['$& $1', '<b>Respect</b>', 'A & B', '{{link}}', 'n° 5 « dur »']) {
      const text = noticeText('hide', { ...rule, title: { fr: name, en: name } }, 'fr')
      assert.ok(text.includes(name), text)
    }
  })

  it('is in their own language where it is one of ours, and else in that of the house', () => {
    const cases: [lang: string, own: 'fr' | 'en', told: 'fr' | 'en'][] = [
      ['fr', 'en', 'fr'],
      ['en', 'fr', 'en'],
      ['de', 'fr', 'fr'],
      ['de', 'en', 'en'],
      ['und', 'fr', 'fr'],
    ]
    for (const [lang, own, told] of cases) assert.equal(noticeLang({ lang }, own), told)
  })
})

describe('the way to appeal', () => {
  it('is in what leaves whatever a person wrote, and what they wrote is there still', () => {
    const piece = fc.constantFrom(LINK, 'Bonjour', ' ', '$&', '$1', '{', '}', 'link', '\n', 'é', '👍')
    const written = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
      fc.string({ unit: 'binary', maxLength: 40 }),
    )
    fc.assert(
      fc.property(written, (text) => {
        const told = withLink(text, URL_OF)
        assert.ok(told.includes(URL_OF))
        assert.ok(!told.includes(LINK))
        const parts = text.split(LINK)
        assert.equal(told.split(URL_OF).length, Math.max(2, parts.length), 'as often as asked, or once')
        if (parts.length > 1) assert.equal(told, parts.join(URL_OF))
        else assert.equal(told, `${text.trimEnd()} ${URL_OF}`)
      }),
      { numRuns: 300 },
    )
  })

  it('can be a word that replaces read as their own, and stays as it is', () => {
    for (const url of ['https://x.test/$&', 'https://x.test/$1$$'])
      assert.equal(withLink(`Ici : ${LINK}`, url), `Ici : ${url}`)
  })
})

it('others read what an author is told only where they wrote in public and nobody can write to them alone', () => {
  assert.equal(isToldInPublic(way(['public', 'direct']), { visibility: 'public' }), false)
  assert.equal(isToldInPublic(way(['public']), { visibility: 'public' }), true)
  assert.equal(isToldInPublic(way(), { visibility: 'public' }), true)
  assert.equal(isToldInPublic(way(), { visibility: 'private' }), false)
})
