import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Content, contentSchema, inOrder, isOffered, isSame, searchText, textIn } from './saved.ts'
import { filledFor, firstNameOf, orderIn, unknownIn, VARIABLES, variableOf } from './variables.ts'

const CONTENT: Content = {
  name: 'Colis en retard',
  shortcut: 'retard',
  folder: 'Livraison',
  tags: ['colis'],
  channels: [],
  crisis: false,
  texts: { fr: 'Bonjour {{prénom}}, votre colis arrive.', en: 'Hello {{first_name}}, it is on its way.' },
}
const ranked = (id: string, part: Partial<Content> = {}, uses = 0) => {
  const content = { ...CONTENT, name: id, shortcut: null, ...part }
  return {
    id,
    name: content.name,
    shortcut: content.shortcut,
    content,
    uses,
    version: 1,
    approved_version: null as number | null,
  }
}

describe('what a saved answer may be', () => {
  const refused: [string, Partial<Record<keyof Content, unknown>>][] = [
    ['no text', { texts: {} }],
    ['an empty text', { texts: { fr: '  ' } }],
    ['a language that is none', { texts: { French: 'x' } }],
    ['a shortcut of two words', { shortcut: 'deux mots' }],
    ['a shortcut that begins with a slash', { shortcut: '/retard' }],
    ['no name', { name: ' ' }],
    ['a field that there is not', { approved: true } as never],
    ['too long a text', { texts: { fr: 'x'.repeat(10_001) } }],
  ]
  for (const [what, part] of refused)
    it(`is not ${what}`, () => assert.equal(contentSchema.safeParse({ ...CONTENT, ...part }).success, false))

  it('is kept plain: a shortcut in lower case, tags and channels once', () => {
    const read = contentSchema.parse({
      ...CONTENT,
      shortcut: ' ÉtÉ ',
      tags: ['a', 'a '],
      channels: ['email', 'email'],
    })
    assert.deepEqual([read.shortcut, read.tags, read.channels], ['été', ['a'], ['email']])
  })

  it('is found by all that one may remember of it, accents aside', () => {
    const search = searchText({ ...CONTENT, texts: { fr: 'Remboursé' } })
    for (const word of ['colis en retard', 'retard', 'livraison', 'rembourse'])
      assert.ok(search.includes(word), word)
  })

  it('says the same whatever the order of its languages and networks', () => {
    const { fr = '', en = '' } = CONTENT.texts
    assert.ok(
      isSame({ ...CONTENT, channels: ['a', 'b'] }, { ...CONTENT, channels: ['b', 'a'], texts: { en, fr } }),
    )
    assert.ok(!isSame(CONTENT, { ...CONTENT, texts: { fr } }))
  })
})

describe('what is offered', () => {
  it('fits the network, and for a crisis is approved as it stands', () => {
    const crisis = ranked('c', { crisis: true })
    assert.equal(isOffered(ranked('a', { channels: ['email'] }), 'mastodon'), false)
    assert.equal(isOffered(ranked('a', { channels: ['email'] }), 'email'), true)
    assert.equal(isOffered(crisis, 'email'), false)
    assert.equal(isOffered({ ...crisis, approved_version: 1 }, 'email'), true)
    assert.equal(isOffered({ ...crisis, approved_version: 1, version: 2 }, 'email'), false)
  })

  it('has the crisis first while an alarm is open, and last while none is', () => {
    const all = [ranked('a', {}, 9), ranked('c', { crisis: true })]
    assert.deepEqual(
      inOrder(all, '', 'fr', true).map(({ id }) => id),
      ['c', 'a'],
    )
    assert.deepEqual(
      inOrder(all, '', 'fr', false).map(({ id }) => id),
      ['a', 'c'],
    )
  })

  it('goes by what was typed, then the language, then use', () => {
    const all = [
      ranked('much', {}, 50),
      ranked('english', { texts: { en: 'x' } }, 99),
      ranked('typed', { shortcut: 'sav', texts: { en: 'x' } }),
      ranked('Savon'),
    ]
    const order = (typed: string) => inOrder(all, typed, 'fr', false).map(({ id }) => id)
    assert.deepEqual(order('SAV'), ['typed', 'Savon', 'much', 'english'])
    assert.deepEqual(order(''), ['much', 'Savon', 'english', 'typed'])
  })

  it('is an order: every answer once, whatever the order it came in', () => {
    const one = fc.record({ name: fc.string({ maxLength: 5 }), uses: fc.nat(3), crisis: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 12 }),
        fc.string({ maxLength: 3 }),
        fc.boolean(),
        (all, typed, alarm) => {
          const answers = all.map(({ name, uses, crisis }, n) => ({
            ...ranked(`${n}`, { crisis }, uses),
            name,
          }))
          const there = inOrder(answers, typed, 'fr', alarm)
          const back = inOrder(answers.toReversed(), typed, 'fr', alarm)
          assert.deepEqual(
            there.map(({ id }) => id),
            back.map(({ id }) => id),
          )
          assert.equal(new Set(there.map(({ id }) => id)).size, all.length)
        },
      ),
    )
  })

  it('speaks the language asked for, else the next that is preferred, and says which', () => {
    assert.equal(textIn(CONTENT, ['en', 'fr']).lang, 'en')
    assert.equal(textIn(CONTENT, ['de', 'fr']).lang, 'fr')
    assert.equal(textIn({ ...CONTENT, texts: { pl: 'x' } }, ['de']).lang, 'pl')
  })
})

describe('variables', () => {
  const NAMES: [name: string | null, first: string | undefined][] = [
    ['Inès Durand', 'Inès'],
    ['DURAND Inès', 'Inès'],
    ['INÈS DURAND', 'Inès'],
    ['Mme Inès Durand', 'Inès'],
    ['M. Durand', undefined],
    ['Jean-Paul', 'Jean-Paul'],
    ['Zoé 🌸', 'Zoé'],
    ['xX_dark_Xx', undefined],
    ['lampe75', undefined],
    ['camille', undefined],
    ['J. Durand', undefined],
    ['Les amis de la lampe à huile', undefined],
    ['山田 太郎', '山田'],
    ['', undefined],
    [null, undefined],
  ]
  for (const [name, first] of NAMES)
    it(`${name} is called ${first}`, () => assert.equal(firstNameOf(name), first))

  it('are known under their names in both languages, accents and case aside', () => {
    assert.deepEqual(['Prénom', 'prenom', 'FIRST_NAME'].map(variableOf), [
      'first_name',
      'first_name',
      'first_name',
    ])
    assert.deepEqual(unknownIn('{{prénom}} {{surnom}} {{surnom|x}}'), ['surnom'])
    const spellings = Object.values(VARIABLES).flat()
    assert.equal(new Set(spellings).size, spellings.length)
  })

  it('take an order’s number where one alone was given', () => {
    assert.equal(
      orderIn(['Ma commande n° FR-2024-88 est perdue', 'commande numéro fr-2024-88 ?']),
      'FR-2024-88',
    )
    assert.equal(orderIn(['commande n° 45121 et commande n° 45122']), undefined)
    assert.equal(orderIn(['ma commande']), undefined)
  })

  it('fill what is known and leave what is not', () => {
    const known = {
      name: 'Inès Durand',
      agent: 'Léa',
      brand: 'Ardoise',
      channel: 'E-mail',
      said: ['order #45121'],
    }
    const { text, blanks } = filledFor(
      'Bonjour {{prénom}}, {{marque}} : {{commande}}, {{lien}}, {{surnom|vous}}. {{agent}}',
      known,
    )
    assert.equal(text, 'Bonjour Inès, Ardoise : 45121, {{lien}}, vous. Léa')
    assert.deepEqual(
      blanks.map(({ name }) => name),
      ['lien'],
    )
    assert.equal(filledFor('Bonjour {{prénom|}},', { ...known, name: 'lampe75' }).text, 'Bonjour,')
  })
})
