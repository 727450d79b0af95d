import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Service } from '../../../server/api.ts'
import { addressesIn, bodyOf, choiceLines, choicesIn, fromService, toolOf, type Value } from './value.ts'

const WORD = fc.stringMatching(/^[A-Za-zéàç]([A-Za-zéàç ]{0,8}[A-Za-zéàç])?$/)
const GAP = fc.stringMatching(/^[\s,;]{1,3}$/)
const ADDRESS = fc.stringMatching(/^[a-z]{1,6}@[a-z]{1,6}\.[a-z]{2,3}$/)

test('addresses are found however they are set apart, each once, in the order they were written', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(ADDRESS, GAP)), GAP, (some, first) => {
      const text = first + some.map(([address, gap]) => address + gap).join('')
      assert.deepEqual(addressesIn(text), [...new Set(some.map(([address]) => address))])
    }),
  )
})

test('choices that are written down are read as they were, and written the same again', () => {
  const choice = fc.record({ fr: WORD, en: WORD }, { noNullPrototype: true })
  fc.assert(
    fc.property(fc.array(choice), (choices) => {
      const lines = choiceLines(choices)
      assert.deepEqual(choicesIn(lines), choices)
      assert.equal(choiceLines(choicesIn(lines)), lines)
    }),
  )
})

test('no choice is without words, whatever is written', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '|', ' ', '\n', '\t'), maxLength: 40 })
  fc.assert(
    fc.property(text, (written) => {
      for (const { fr, en } of choicesIn(written)) {
        assert.ok(fr || en)
        for (const word of [fr, en]) {
          assert.equal(word, word.trim())
          assert.doesNotMatch(word, /[|\n]/)
        }
      }
    }),
  )
})

test('a token is sent where one is given, and never as an empty one that would take the kept one away', () => {
  const token = fc.constantFrom('', ' ', '\t', 'secret', ' secret ')
  const manager = fc.option(fc.constantFrom('', '  ', 'a@b.fr', ' a@b.fr '))
  fc.assert(
    fc.property(token, manager, (given, asked) => {
      const body = bodyOf({ name: 'Transport', token: given, manager: asked } as Value)
      assert.deepEqual(body, {
        name: 'Transport',
        manager: asked?.trim() ? 'a@b.fr' : null,
        ...(given.trim() && { token: 'secret' }),
      })
    }),
  )
})

test('what the server alone says of a service is not sent back to it', () => {
  const service = { id: '1', hasToken: true, archived: null, name: 'Transport', emails: [] }
  assert.deepEqual(fromService(service as unknown as Service), { name: 'Transport', emails: [], token: '' })
})

test('a tool that is none of those we know is no tool', () => {
  for (const none of [null, '', 'mail', 'GitHub', 'toString', '__proto__']) assert.equal(toolOf(none), null)
  for (const kind of ['github', 'gitlab', 'jira']) {
    const tool = toolOf(kind)
    assert.equal(tool?.kind, kind)
    assert.match(tool?.url ?? '', /^https:\/\//)
    assert.notEqual(toolOf(kind), tool)
  }
})
