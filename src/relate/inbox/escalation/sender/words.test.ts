import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Locale } from '../../../../../lib/i18n/index.ts'
import { dayAndTime, escaped, type MailFacts, mailWords } from './words.ts'

const WHATS: MailFacts['what'][] = ['ask', 'reply', 'remind', 'manager', 'link', 'hand', 'withdrawn']
const LOCALES: Locale[] = ['fr', 'en']
const FACTS: MailFacts = {
  ...{ what: 'ask', locale: 'fr', workspace: 'Tournesol', service: 'Après-vente', reason: 'Colis perdu' },
  ...{ text: 'Où est le colis A-12 ?', due: new Date('2026-11-24T17:00:00Z'), zone: 'Europe/Paris' },
  ...{ from: 'marc@tournesol.example', link: 'https://veillee.example/s/w/abc', answered: false },
}
const mail = (more: Partial<MailFacts> = {}) => mailWords({ ...FACTS, ...more })
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '<img src=x onerror=alert(1)>',
    '"><script>',
    '{{link}}',
    '</blockquote>',
    '&lt;',
    "' onx='",
  ),
)
/** What mail programs make of our HTML, in words. */
const read = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(
      /&(lt|gt|quot|#39);/g,
      (_, name) => ({ lt: '<', gt: '>', quot: '"', '#39': "'" })[name as string] ?? '',
    )
    .replaceAll('&amp;', '&')

describe('a mail to a service', () => {
  for (const locale of LOCALES)
    for (const what of WHATS)
      it(`says what it is about and what is awaited: ${what}, ${locale}`, () => {
        const { subject, text, html } = mail({ what, locale })
        for (const words of [subject, text, html]) assert.doesNotMatch(words, /\{\{|mail\.|undefined|null/)
        assert.match(subject, /Colis perdu/)
        assert.match(text, /Tournesol/)
        assert.ok(html.includes(`<html lang="${locale}">`) && html.includes(`<title>${subject}</title>`))
        const due = dayAndTime(FACTS.due, FACTS.zone, locale)
        assert.equal(text.includes(due), what !== 'withdrawn', 'a day is told while something is awaited')
        assert.equal(
          text.includes('A-12'),
          what !== 'link',
          'a link asked for anew repeats nothing of the matter',
        )
        assert.equal(html.includes('<blockquote'), what !== 'link')
      })

  it('leads where its link leads, and nowhere without one', () => {
    const href = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url)
    assert.deepEqual(href(mail().html), [FACTS.link])
    assert.ok(mail().text.includes(`\n${FACTS.link}\n`), 'on a line of its own, so that programs make it one')
    const bare = mail({ link: null, what: 'withdrawn' })
    assert.deepEqual(href(bare.html), [])
    assert.doesNotMatch(bare.text, /https?:|compte/)
  })

  it('says that it can be answered only where its answers are read', () => {
    for (const [locale, words] of [
      ['fr', /répondre à ce message/],
      ['en', /reply to this message|answer this message/i],
    ] as const) {
      assert.match(mail({ locale, answered: true }).text, words)
      assert.doesNotMatch(mail({ locale, answered: false }).text, words)
      assert.doesNotMatch(mail({ locale, answered: true, link: null }).text, words)
    }
  })

  it('says the day by the clocks of the service, also when these change', () => {
    const CASES: [at: string, zone: string, locale: Locale, said: RegExp][] = [
      ['2026-10-24T16:00:00Z', 'Europe/Paris', 'fr', /samedi 24 octobre 2026.*18:00/],
      ['2026-10-26T17:00:00Z', 'Europe/Paris', 'fr', /lundi 26 octobre 2026.*18:00/],
      ['2026-11-24T23:30:00Z', 'Europe/Paris', 'fr', /mercredi 25 novembre 2026.*00:30/],
      ['2026-11-24T23:30:00Z', 'America/Martinique', 'fr', /mardi 24 novembre 2026.*19:30/],
      ['2026-11-24T17:00:00Z', 'Europe/London', 'en', /Tuesday.? 24 November 2026.*17:00/],
    ]
    for (const [at, zone, locale, said] of CASES)
      assert.match(mail({ due: new Date(at), zone, locale }).text.replace(/\s+/g, ' '), said)
  })

  it('quotes so much and no more, and cuts no letter in two', () => {
    const longest = mail({ text: '🌻'.repeat(2_000) })
    assert.ok(longest.text.includes('🌻'.repeat(2_000)) && !longest.text.includes('…'))
    const cut = mail({ text: '🌻'.repeat(2_001) }).text
    assert.ok(cut.includes(`${'🌻'.repeat(1_999)}…`) && !cut.includes('🌻'.repeat(2_000)))
    assert.ok(cut.isWellFormed())
  })
})

describe('a mail to a service, whatever was written (T6)', () => {
  const facts = fc.record({
    ...{ what: fc.constantFrom(...WHATS), locale: fc.constantFrom(...LOCALES), answered: fc.boolean() },
    ...{ workspace: hostile, service: hostile, reason: hostile, text: hostile, from: hostile },
  })
  const marks = (html: string) => (html.match(/<[^>]*>/g) ?? []).filter((mark) => mark !== '<br>')

  it('has the same marks as any other, and one line for its subject', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { subject, html } = mail(given)
        const { what, locale, text } = given
        assert.deepEqual(marks(html), marks(mail({ what, locale, text: text ? 'x' : null }).html))
        assert.doesNotMatch(subject, /[\r\n\t]/)
      }),
    )
  })

  it('says in marks what it says in plain letters', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const { text, html } = mail(given)
        const bare = (words: string) => words.replace(/https:\S+|-- |\s/g, '')
        const body = html.slice(html.indexOf('<body'))
        assert.equal(bare(read(body)), bare(text))
      }),
    )
  })
})

it('what is escaped is read again as it was written', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      assert.doesNotMatch(escaped(text), /[<>"']/)
      assert.equal(read(escaped(text)), text)
    }),
  )
})
