import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Audience, Draft, Reference } from '../../channel.ts'
import { letters, spaced, visibilityOf, withMentions } from './words.ts'

const DOMAIN = 'social.example'
const ME = `tournesol@${DOMAIN}`
const RANK = ['public', 'unlisted', 'private', 'direct']

function answerTo(author: string, text: string, ...mentions: string[]): string {
  const to = { actor: { id: author } } as Reference
  return withMentions({ text, media: [] } as Draft, to, { mentions }, ME, DOMAIN)
}

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
const host = fc.constantFrom(DOMAIN, 'autre.example', 'zwei-bäume.example', '例え.example')
const people = fc.tuple(name, host).map(([who, where]) => `${who}@${where}`)

const answered = (visibility: string) => ({ id: '1', visibility, mentions: [] })

describe('the audience of what is sent', () => {
  const audiences = fc.option(fc.constantFrom<Audience>('public', 'unlisted', 'followers', 'direct'), {
    nil: undefined,
  })

  it('of an answer is never more than that of what it answers, nor more than what was chosen', () => {
    fc.assert(
      fc.property(audiences, fc.constantFrom(...RANK), (audience, visibility) => {
        const sent = RANK.indexOf(visibilityOf(audience, answered(visibility)) ?? 'none')
        assert.ok(sent >= RANK.indexOf(visibility), 'more public than what is answered')
        assert.ok(sent >= RANK.indexOf(visibilityOf(audience) ?? 'public'), 'more public than was chosen')
        const both = [visibility, visibilityOf(audience) ?? 'public'].map((one) => RANK.indexOf(one))
        assert.equal(sent, Math.max(...both), 'as narrow as the narrower of both, and no narrower')
      }),
    )
  })

  it('that a server made up is taken for the most private there is', () => {
    for (const made of ['limited', 'local', 'mutuals_only', '', 'PUBLIC', 'constructor'])
      for (const audience of [undefined, 'public', 'direct'] as const)
        assert.equal(visibilityOf(audience, answered(made)), 'direct')
  })

  it('of a post of its own is as chosen, else as the account’s own settings say', () => {
    assert.equal(visibilityOf(undefined), undefined)
    assert.equal(visibilityOf('followers'), 'private')
    assert.equal(visibilityOf('unlisted'), 'unlisted')
  })
})

describe('an answer names those whom it is for', () => {
  const CASES: [what: string, expected: string, author: string, text: string, ...others: string[]][] = [
    ['its author', '@lea@autre.example Merci !', 'lea@autre.example', 'Merci !'],
    ['a neighbour by the bare name', '@paul Merci !', `paul@${DOMAIN}`, 'Merci !'],
    ['those already in it', '@lea@autre.example @paul Oui', 'lea@autre.example', 'Oui', 'paul'],
    [
      'each once',
      '@lea@autre.example Oui',
      'lea@autre.example',
      'Oui',
      'lea@autre.example',
      'Lea@Autre.Example',
    ],
    ['never ourselves', '@lea@autre.example Oui', 'lea@autre.example', 'Oui', 'tournesol', ME],
    ['nobody when we answer ourselves', 'La suite', ME, 'La suite'],
    [
      'not who is named already',
      'Merci @lea@autre.example.',
      'lea@autre.example',
      'Merci @lea@autre.example.',
    ],
    ['not who is named with capitals', '@Paul, merci', `paul@${DOMAIN}`, '@Paul, merci'],
    ['a namesake elsewhere is another', '@paul@autre.example @paul oui', 'paul@autre.example', '@paul oui'],
    ['a mail address names nobody', '@lea@autre.example sav@lea', 'lea@autre.example', 'sav@lea'],
    ['an address names nobody', '@paul x.example/@paul', `paul@${DOMAIN}`, 'x.example/@paul'],
    ['without words nothing but names', '@paul', `paul@${DOMAIN}`, ''],
    ['nobody who is called otherwise', 'Oui', 'https://autre.example/users/lea', 'Oui', 'did:plc:x y@z'],
    ['a domain of other letters', '@lea@bücher.example oui', 'lea@bücher.example', 'oui'],
    [
      'such a domain in the words',
      'Danke @lea@bücher.example!',
      'lea@bücher.example',
      'Danke @lea@bücher.example!',
    ],
  ]
  for (const [what, expected, author, text, ...others] of CASES)
    it(what, () => assert.equal(answerTo(author, text, ...others), expected))

  it('tried again with its own words, names nobody a second time', () => {
    fc.assert(
      fc.property(people, fc.array(people, { maxLength: 5 }), fc.string(), (author, others, text) => {
        const once = answerTo(author, text, ...others)
        assert.equal(answerTo(author, once, ...others), once)
        assert.ok(once.endsWith(text), 'the words are kept as they were typed')
      }),
    )
  })

  it('everybody in front of words that name nobody, in the order in which they came', () => {
    fc.assert(
      fc.property(people, fc.array(people, { maxLength: 5 }), (author, others) => {
        const said = answerTo(author, 'bien', ...others).split(' ')
        const whole = said
          .slice(0, -1)
          .map((one) => (one.includes('@', 1) ? one.slice(1) : `${one.slice(1)}@${DOMAIN}`))
        assert.deepEqual(
          whole,
          [...new Set([author, ...others])].filter((one) => one !== ME),
        )
      }),
    )
  })
})

describe('what we said is known again', () => {
  const SAME: [what: string, sent: string, kept: string][] = [
    ['with another spelling of who is named', '@lea@autre.example Merci !', '@lea Merci !'],
    ['with a name of other letters', '@lea@bücher.example @Paul Merci', 'Merci'],
    ['with names in the middle', 'Merci @lea@bücher.example et @paul', 'merci @lea et @paul'],
    ['without its signs and its lines', 'Un,\n\ndeux… « trois » !', 'Un deux trois'],
    ['with letters put together', 'E\u0301té', 'Été'],
  ]
  for (const [what, sent, kept] of SAME) it(what, () => assert.equal(letters(sent), letters(kept)))

  it('and what says something else is not it', () => {
    const all = ['Merci !', 'Merci @lea', 'Mercis', 'Merci 🌻', 'Merci 1', 'Merci 🌹']
    assert.equal(new Set(all.map(letters)).size, all.length)
    assert.notEqual(spaced('Un, deux'), spaced('Un deux'))
  })

  it('whoever is named in front of it', () => {
    const words = fc.string({ unit: 'grapheme' }).filter((text) => !/^[\s\p{M}]*@/u.test(text))
    fc.assert(
      fc.property(words, fc.array(people, { maxLength: 4 }), (text, all) => {
        const named = [...all.map((one) => `@${one}`), text].join(' ')
        assert.equal(spaced(named), spaced(text))
        assert.equal(letters(named), letters(text))
      }),
    )
  })
})
