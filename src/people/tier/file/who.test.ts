import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Tier } from '../tier.ts'
import { columnsGuessed, columnsNamed, tierNamed } from './columns.ts'
import { lookupKey, lookupsOf, phoneKey, type WhoKind } from './who.ts'

const told = (cell: string, kind: WhoKind = 'who', network = '') =>
  lookupsOf(kind, cell, network).map(lookupKey)

describe('a cell that says who', () => {
  const ID = '019a0000-0000-7000-8000-000000000001'
  const CASES: [cell: string, ...keys: string[]][] = [
    ['Ines@Client.Example', 'mail  ines@client.example', 'handle  ines@client.example'],
    ['mailto:ines@client.example', 'mail  ines@client.example', 'handle  ines@client.example'],
    ['@ines@mastodon.example', 'handle  ines@mastodon.example'],
    ['@Ines', 'handle  ines'],
    ['ines', 'handle  ines'],
    ['@ines@bluesky', 'handle bluesky ines'],
    ['ines.bsky.social@bluesky', 'handle bluesky ines.bsky.social'],
    [ID.toUpperCase(), `id  ${ID}`],
    ['+33 6 12 34 56 78', 'phone  0612345678'],
    ['0033 (0)6.12.34.56.78', 'phone  0612345678'],
    ['tel:06-12-34-56-78', 'phone  0612345678'],
    ['612345678', 'phone  0612345678'],
    ['+44 20 7946 0000', 'phone  442079460000'],
    ['Inès Roy'],
    ['  '],
  ]
  for (const [cell, ...keys] of CASES)
    it(`reads ${JSON.stringify(cell)}`, () => assert.deepEqual(told(cell), keys))

  it('is what its column says it is, and nothing else', () => {
    assert.deepEqual(told('ines@client.example', 'mail'), ['mail  ines@client.example'])
    assert.deepEqual(told('ines', 'mail'), [])
    assert.deepEqual(told('612345678', 'handle'), ['handle  612345678'])
    assert.deepEqual(told('ines', 'phone'), [])
    assert.deepEqual(told('ines@mastodon.example', 'who', 'mastodon'), [
      'handle mastodon ines@mastodon.example',
    ])
  })

  it('is one number however its digits are set apart, and never another’s', () => {
    const number = fc.stringMatching(/^0[1-9]\d{8}$/)
    fc.assert(
      fc.property(number, fc.constantFrom(' ', '.', '-', '\u202F', ''), (digits, gap) => {
        const pairs = digits.match(/../g) ?? []
        assert.equal(phoneKey(pairs.join(gap)), digits)
        assert.equal(phoneKey(`+33${gap}${digits.slice(1)}`), digits)
        assert.equal(phoneKey(`0033${digits.slice(1)}`), digits)
      }),
    )
    fc.assert(fc.property(number, number, (a, b) => assert.equal(phoneKey(a) === phoneKey(b), a === b)))
  })

  it('holds whatever is written', () => {
    const kind = fc.constantFrom<WhoKind>('who', 'mail', 'handle', 'phone')
    fc.assert(
      fc.property(kind, fc.string(), fc.constantFrom('', 'bluesky'), (of, cell, network) => {
        for (const { key } of lookupsOf(of, cell, network))
          assert.ok(key.length > 0 && key === key.toLowerCase())
      }),
    )
  })
})

const TIERS: Tier[] = ['Or', 'Argent'].map((name) => ({ id: name, name, color: 'ochre', weight: 1 }))
const column = (name: string, ...samples: string[]) => ({ name, samples })

describe('a column', () => {
  it('is what its name says, in French or English', () => {
    const named = (...names: string[]) => columnsNamed(names.map((name) => column(name)))
    assert.deepEqual(named('Téléphone', 'Niveau'), { who: [{ at: 0, kind: 'phone' }], tier: 1 })
    assert.deepEqual(named('Tier', 'E-mail', 'Handle', 'Network'), {
      who: [
        { at: 1, kind: 'mail' },
        { at: 2, kind: 'handle' },
      ],
      ...{ tier: 0, network: 3 },
    })
    assert.equal(named('ines@client.example', 'Or'), undefined)
  })

  it('is what stands in it where its name says nothing', () => {
    const seen = [
      column('A', 'Inès', 'Marc'),
      column('B', 'OR', 'argent', 'Or'),
      column('C', 'i@c.example', '@marc'),
    ]
    assert.deepEqual(columnsGuessed(seen, TIERS), { who: [{ at: 2, kind: 'who' }], tier: 1 })
    assert.deepEqual(columnsGuessed([column('A', 'ines', 'marc')], TIERS), { who: [{ at: 0, kind: 'who' }] })
    assert.deepEqual(columnsGuessed([column('A', 'Inès Roy', 'Marc Petit')], TIERS), { who: [] })
  })

  it('names a tier whatever its case; a word for none takes it away, unless a tier is called so', () => {
    assert.deepEqual(
      [' OR ', 'aucun', 'None', 'Platine', ''].map((cell) => tierNamed(TIERS, cell)),
      ['Or', null, null, undefined, undefined],
    )
    const none: Tier = { id: 'n', name: 'Aucun', color: 'slate', weight: 0 }
    assert.equal(tierNamed([...TIERS, none], 'aucun'), 'n')
  })
})
