import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import type { Tier } from '../tier.ts'
import { planOf } from './plan.ts'
import type { FileLine } from './read.ts'
import { lookupKey, lookupsOf } from './who.ts'

const TIERS: Tier[] = ['Or', 'Argent'].map((name) => ({ id: name, name, color: 'ochre', weight: 1 }))
/** `both` answers to two people, `nobody` to none; a and A are one person. */
const FOUND = new Map(
  Object.entries({ a: ['pa'], b: ['pb'], c: ['pa'], both: ['pa', 'pb'] }).map(([handle, people]) => [
    lookupKey({ by: 'handle', key: handle }),
    new Set(people),
  ]),
)
const lineOf = (who: string, tier: string, n: number): FileLine => ({
  ...{ line: n + 1, cells: [who, tier], who, tier, lookups: lookupsOf('who', who) },
})
const plan = (lines: [string, string][], everyone?: { tierId: string | null }) =>
  planOf(
    lines.map(([who, tier], n) => lineOf(who, tier, n)),
    { tiers: TIERS, found: FOUND, everyone },
  )
const reasons = (lines: [string, string][]) => plan(lines).refused.map(({ line, reason }) => [line, reason])

it('says why each line cannot be taken', () => {
  assert.deepEqual(
    reasons([
      ['', 'Or'],
      ['Inès Roy', 'Or'],
      ['nobody', 'Or'],
      ['both', 'Or'],
      ['a', ''],
      ['b', 'Platine'],
    ]),
    [
      [1, 'who_missing'],
      [2, 'who_unclear'],
      [3, 'who_unknown'],
      [4, 'who_several'],
      [5, 'tier_missing'],
      [6, 'tier_unknown'],
    ],
  )
})

it('takes neither of two lines that say two things of one person, and one of two that say the same', () => {
  const told = plan([
    ['a', 'Or'],
    ['b', 'Or'],
    ['c', 'Argent'],
    ['b', 'or'],
  ])
  assert.deepEqual(
    told.refused.map(({ line, reason, values }) => [line, reason, values.line]),
    [
      [1, 'contradicts', 3],
      [3, 'contradicts', 1],
    ],
  )
  assert.deepEqual([[...told.wanted.keys()], told.again], [['pb'], 1])
})

it('gives everybody the same where that is asked, whatever their line says', () => {
  const told = plan(
    [
      ['a', ''],
      ['b', 'Platine'],
      ['nobody', 'Or'],
    ],
    { tierId: null },
  )
  assert.deepEqual(
    [...told.wanted.values()].map(({ tierId }) => tierId),
    [null, null],
  )
  assert.equal(told.refused.length, 1)
})

it('accounts for every line once, whatever the file', () => {
  const line = fc.tuple(
    fc.constantFrom('a', 'b', 'c', 'both', 'nobody', '', 'Inès Roy'),
    fc.constantFrom('Or', 'OR', 'Argent', 'aucun', '', 'Platine'),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const { wanted, refused, again } = plan(lines)
      assert.equal(wanted.size + refused.length + again, lines.length)
      assert.equal(new Set(refused.map((one) => one.line)).size, refused.length)
      for (const { line: at, tierId } of wanted.values()) {
        const said = lines[at - 1]?.[1] ?? ''
        assert.equal(tierId, /aucun/i.test(said) ? null : /or/i.test(said) ? 'Or' : 'Argent')
      }
    }),
  )
})
