import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { CourtesyManners } from '../../../server/api.ts'
import { linesOf, listOf, onChannel, saidBy, sayOf, withAdvice, withChannel } from './draft.ts'

const BARE: CourtesyManners = {
  ...{ tone: 'warm', emoji: true, address: null, signature: false, signatureWords: '' },
  ...{ channels: [], own: [], greetings: { fr: [], en: [] }, farewells: { fr: [], en: [] }, off: [] },
}
const otherwise = fc.record({
  tone: fc.constantFrom('sober' as const, 'usual' as const, 'warm' as const, null),
  emoji: fc.constantFrom(true, false, null),
  address: fc.constantFrom('tu' as const, 'vous' as const, null),
  signature: fc.constantFrom(true, false, null),
})
const channel = fc.constantFrom('email', 'bluesky', 'mastodon')

test('lists are written one a line, and come back as they were but for blanks and repetitions', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const list = listOf(text)
      assert.deepEqual(listOf(linesOf(list)), list)
      assert.ok(list.every((one) => one === one.trim() && one !== ''))
      assert.equal(new Set(list).size, list.length)
    }),
  )
  assert.deepEqual(listOf(' a \n\n b\na'), ['a', 'b'])
})

test('a channel says what it says otherwise, the last word holds, and saying nothing it is not kept', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(channel, otherwise)), (changes) => {
      let manners = BARE
      const model = new Map<string, object>()
      for (const [name, change] of changes) {
        manners = withChannel(manners, name, change)
        model.set(name, change)
      }
      for (const [name, said] of model) {
        const { tone, emoji, address, signature } = onChannel(manners, name)
        assert.deepEqual({ tone, emoji, address, signature }, { ...said })
        const silent = Object.values(said).every((one) => one === null)
        assert.equal(
          manners.channels.some((one) => one.channel === name),
          !silent,
        )
      }
      assert.equal(new Set(manners.channels.map((one) => one.channel)).size, manners.channels.length)
    }),
  )
})

test('advice is turned off and on, once each', () => {
  const off = withAdvice(withAdvice(BARE, 'capitals', false), 'capitals', false)
  assert.deepEqual(off.off, ['capitals'])
  assert.deepEqual(withAdvice(off, 'capitals', true).off, [])
  assert.deepEqual(withAdvice(BARE, 'capitals', true), BARE)
})

test('yes, no and as everywhere are told apart', () => {
  for (const value of [true, false, null]) assert.equal(saidBy(sayOf(value)), value)
})
