import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { ServiceHook } from '../../../../server/api.ts'
import { cameSince, conditionOf, EVENTS, unsignedUrl } from './hook.ts'

const NOW = Date.parse('2026-11-18T09:00:00Z')
const AT = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString()
const NONE: ServiceHook = {
  url: 'https://v.example/t',
  made: AT(0),
  graceUntil: null,
  last: null,
  refused: null,
  quietDays: null,
}
const call = (minutes: number, outcome: NonNullable<ServiceHook['last']>['outcome'] = 'read') => ({
  ...{ at: AT(minutes), event: 'issues.closed', delivery: 'd-1', outcome },
})

const hooks: fc.Arbitrary<ServiceHook> = fc.record({
  url: fc.constant(NONE.url),
  made: fc.option(fc.constant(AT(0))),
  graceUntil: fc.constant(null),
  last: fc.option(
    fc.record({
      at: fc.nat(999).map(AT),
      event: fc.string(),
      delivery: fc.option(fc.string()),
      outcome: fc.constantFrom('read', 'ping', 'other', 'unknown', 'again'),
    }),
  ),
  refused: fc.option(
    fc.record({ at: fc.nat(999).map(AT), why: fc.constantFrom('unsigned', 'signature', 'late') }),
  ),
  quietDays: fc.option(fc.nat(400)),
})

function wordsOf(locale: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../../../locales/${locale}/hook.json`, import.meta.url), 'utf8'))
}

describe('how the calls of a tool are', () => {
  it('is said by the last of them, and before it by one that was refused', () => {
    assert.equal(conditionOf({ ...NONE, made: null }), null)
    assert.deepEqual(conditionOf(NONE), { key: 'never', tone: 'warm' })
    assert.deepEqual(conditionOf({ ...NONE, quietDays: 2 }), { key: 'never_days', tone: 'warm', count: 2 })
    assert.equal(conditionOf({ ...NONE, last: call(1, 'ping') })?.key, 'outcome.ping')
    const refused = { at: AT(2), why: 'signature' } as const
    assert.deepEqual(conditionOf({ ...NONE, last: call(1), refused }), {
      ...{ key: 'refused.signature', tone: 'bad', at: AT(2) },
    })
    assert.equal(conditionOf({ ...NONE, last: call(3), refused })?.key, 'outcome.read')
  })

  it('is said where nothing has come for a week, and not before', () => {
    assert.equal(conditionOf({ ...NONE, last: call(1), quietDays: 6 })?.key, 'outcome.read')
    assert.deepEqual(conditionOf({ ...NONE, last: call(1), quietDays: 7 }), {
      ...{ key: 'quiet', tone: 'warm', count: 7 },
    })
  })

  it('has words in both languages, whatever came (generated)', () => {
    const all = ['fr', 'en'].map((locale) => JSON.stringify(wordsOf(locale)))
    fc.assert(
      fc.property(hooks, (hook) => {
        const condition = conditionOf(hook)
        assert.equal(condition === null, hook.made === null)
        if (!condition) return
        const last = condition.key.split('.').at(-1)
        for (const words of all)
          assert.match(words, new RegExp(condition.count === undefined ? `"${last}":"` : `"${last}_other":"`))
      }),
    )
  })
})

describe('watching for a call', () => {
  it('tells what came since it began, and nothing of before', () => {
    assert.equal(cameSince(undefined, NOW), undefined)
    assert.equal(cameSince({ ...NONE, last: call(-1) }, NOW), undefined)
    assert.equal(cameSince({ ...NONE, last: call(0) }, NOW), 'taken')
    const refused = { at: AT(1), why: 'unsigned' } as const
    assert.equal(cameSince({ ...NONE, refused }, NOW), 'refused')
    assert.equal(cameSince({ ...NONE, refused, last: call(-1) }, NOW), 'refused')
    assert.equal(cameSince({ ...NONE, refused, last: call(2) }, NOW), 'taken')
  })
})

it('an address with its secret is one that a tool gives back whole (generated)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (secret) => {
      assert.equal(new URL(unsignedUrl(NONE.url, secret)).searchParams.get('key'), secret)
    }),
  )
  assert.ok(Object.values(EVENTS).every((events) => events.length > 0))
})
