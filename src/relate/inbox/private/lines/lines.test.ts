import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { courtesyOf } from '../../../../interpret/index.ts'
import { filledFor } from '../../saved/variables.ts'
import { roomFor, waysIn, wrongIn } from '../move/move.ts'
import { WAYS } from '../tables.ts'
import { KINDS, LEAST_VARIANTS, settingSchema, variantsIn } from './lines.ts'
import { hasLink, withLink } from './link.ts'
import { ownLines, withMail } from './setting.ts'
import { nextLine, wordsOf } from './turn.ts'
import { skeletonOf, wrongFor } from './wrong.ts'

const OWN = ownLines()
const known = { name: 'Inès Roy', agent: 'Léa', brand: 'Ardoise', channel: 'Square', said: [] }

describe('our own lines', () => {
  it('can be said to many at once in both languages, and fit where three hundred signs do', () => {
    assert.equal(wrongIn(OWN, WAYS), undefined)
    assert.ok(settingSchema.safeParse({ lines: OWN, hours: 72, siteId: null }).success)
    const link = `https://veillee.example/continue/${'x'.repeat(86)}`
    for (const lang of Object.keys(OWN)) {
      for (const kind of KINDS) {
        for (const line of variantsIn(OWN, kind, [lang])) {
          for (const name of ['Inès Roy', null]) {
            const { text, blanks } = filledFor(line, { ...known, name })
            const said = withLink(text, link)
            assert.ok(kind === 'opening' || said.length <= 300, `${said.length}: ${said}`)
            assert.deepEqual(blanks.length, hasLink(line) ? 1 : 0, said)
            assert.doesNotMatch(said, / [,.]|\{\{|^[,.]| {2}/, said)
            assert.deepEqual(
              courtesyOf({ text: said, lang, visibility: 'public' }).advice.filter(({ id }) =>
                ['private_data', 'blame', 'capitals', 'placeholder'].includes(id),
              ),
              [],
              said,
            )
          }
        }
      }
    }
  })
})

describe('variants', () => {
  it('are refused where one could not tell them apart, or where the link has no place', () => {
    const three = ['Un {{lien}}', 'Deux {{lien}}', 'Trois {{lien}}']
    assert.equal(wrongFor('link', three), undefined)
    assert.equal(wrongFor('link', three.slice(1)), 'few')
    assert.equal(wrongFor('link', ['Un {{lien}}', 'un, {{link}} !', 'Deux {{lien}}']), 'alike')
    assert.equal(
      wrongFor('direct', ['Bonjour {{prénom|}}', 'Bonjour {{nom|}}', 'Salut']),
      'alike',
      'names apart',
    )
    assert.equal(wrongFor('link', [...three, 'Quatre']), 'no_link')
    assert.equal(wrongFor('direct', ['Un', 'Deux {{commande}}', 'Trois']), 'open')
    assert.equal(wrongFor('direct', ['Un', 'Deux {{2 jours}}', 'Trois']), 'broken')
  })

  it('to many ask for a first private message too, where one is said, and for nothing that a person must fill', () => {
    const lines = (more: object) => ({ fr: { ...OWN.fr, ...more } }) as typeof OWN
    assert.equal(wrongIn(lines({ opening: [] }), ['link']), undefined)
    assert.deepEqual(wrongIn(lines({ opening: [] }), ['direct']), {
      lang: 'fr',
      kind: 'opening',
      wrong: 'few',
    })
    assert.equal(wrongIn(lines({ opening: ['Bonjour {{prénom}}'] }), ['link', 'direct'])?.wrong, 'open')
    assert.equal(wrongIn(lines({ link: ['Un'] }), ['link'])?.kind, 'link')
    assert.ok(wrongIn({}, ['link']))
  })

  it('fall back to a language that has some, and to none by a name that is no language', () => {
    const none = { direct: [], link: [], mail: [], opening: [], closing: [] }
    const lines = { fr: { ...none, direct: ['a'] }, en: { ...none, direct: ['b'], link: ['c'] } }
    assert.deepEqual(variantsIn(lines, 'direct', ['fr']), ['a'])
    assert.deepEqual(variantsIn(lines, 'link', ['fr', 'en']), ['c'])
    assert.deepEqual(variantsIn(lines, 'direct', ['constructor', 'de']), ['b'])
    assert.deepEqual(variantsIn({}, 'direct', ['fr']), [])
  })

  it('ask for a mail in our words until somebody writes their own, and only in the languages that they speak', () => {
    const own = OWN.fr ?? assert.fail('we speak French')
    const { mail: _mail, ...older } = own
    const kept = settingSchema.parse({ lines: { fr: older, de: older }, hours: 1, siteId: null }).lines
    assert.deepEqual(waysIn(kept), ['direct', 'link'])
    const said = withMail(kept)
    assert.deepEqual([said.fr?.mail, said.de?.mail, Object.keys(said)], [own.mail, [], ['fr', 'de']])
    assert.deepEqual(waysIn(said), ['direct', 'link'], 'nobody is asked in a language that they do not read')
    assert.deepEqual(waysIn(withMail({ fr: { ...own, mail: [] } })), WAYS)
    const mine = { fr: { ...own, mail: ['Écrivez à {{adresse}}'] } }
    assert.equal(withMail(mine), mine)
    assert.equal(wrongFor('mail', ['Un {{adresse}}', 'Deux {{address}}', 'Trois']), 'no_link')
  })

  const line = fc.string({ unit: 'grapheme', maxLength: 30 })
  it('have one reading, whatever their case, their points and their link', () => {
    fc.assert(
      fc.property(line, (text) => {
        assert.equal(wordsOf(text), wordsOf(`${text.normalize('NFD')} !`))
        assert.equal(wordsOf('Ici : {{lien}}'), wordsOf('ICI {{link}}'))
        if (!text.includes('{')) assert.equal(withLink(text, 'https://x.example'), text)
        assert.equal(skeletonOf(skeletonOf(text)), skeletonOf(text))
      }),
    )
  })
})

describe('the next line of a network', () => {
  /** What the list does: some are under way in any order, each ends at any time, and refused ones were never said. */
  it('never reads as the one that left before it, whatever leaves first and whatever is refused', () => {
    const variants = fc
      .uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: LEAST_VARIANTS, maxLength: 6 })
      .filter((all) => wrongFor('direct', all) === undefined)
    const event = fc.record({ pick: fc.nat(9), end: fc.constantFrom('sent', 'refused') })
    fc.assert(
      fc.property(variants, fc.array(event, { maxLength: 60 }), (lines, events) => {
        const under: string[] = []
        const said: string[] = []
        let turn = 0
        for (const { pick, end } of events) {
          while (roomFor(LEAST_VARIANTS, under.length) > 0) {
            const taken = new Set([...under, ...said.slice(-1)].map(wordsOf))
            const next = nextLine(lines, turn++, taken)
            assert.ok(next !== undefined, 'there is always one')
            under.push(next)
          }
          const [gone = ''] = under.splice(pick % under.length, 1)
          if (end === 'sent') said.push(gone)
        }
        for (const [n, text] of said.entries()) assert.notEqual(text, said[n + 1])
      }),
    )
  })

  it('is none where each would repeat', () => {
    assert.equal(nextLine(['a', 'b'], 3, new Set([wordsOf('a'), wordsOf('B')])), undefined)
    assert.equal(nextLine([], 0, new Set()), undefined)
    assert.equal(nextLine(['a', 'b'], 7, new Set([wordsOf('b')])), 'a')
  })
})
