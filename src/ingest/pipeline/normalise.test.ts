import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { note } from '../../../test/support/entries.ts'
import { hostileActivity } from '../../../test/support/hostile.ts'
import type { Activity } from '../../activity/index.ts'
import { hasUsableDate, identifier, normalise } from './normalise.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const MINUTE = 60_000

function normal(
  more: Partial<Omit<Activity, 'object' | 'actor'>> & { object?: object; actor?: object },
): Activity {
  const base = note('a', 'text')
  const activity = {
    ...base,
    ...more,
    actor: { ...base.actor, ...more.actor },
    object: { ...base.object, ...more.object },
  } as Activity
  return normalise(activity, NOW)
}

/** Every text in a value, and every key. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || value instanceof Date) return []
  return Object.entries(value).flatMap(([key, one]) => [key, ...textsIn(one)])
}

describe('whatever a stranger writes', () => {
  it('comes out well formed, without what the database or a reader would choke on, and within its bounds', () => {
    fc.assert(
      fc.property(hostileActivity(), (activity) => {
        const { actor, object, ...rest } = normalise(activity, NOW)
        for (const text of textsIn({ actor, object, rest })) {
          assert.ok(text.isWellFormed(), JSON.stringify(text))
          assert.doesNotMatch(text, /(?![\t\n\r])\p{Cc}/u)
        }
        for (const id of [rest.externalId, actor.id, object.id, object.inReplyTo, object.thread]) {
          assert.ok(Buffer.byteLength(id ?? '') <= 600)
        }
        for (const url of [actor.url, actor.avatar, object.url]) {
          if (url !== undefined) assert.match(url, /^https?:\/\//i)
        }
        assert.ok((object.text ?? '').length <= 100_000 && (object.title ?? '').length <= 2000)
        assert.ok(JSON.stringify(rest.extra ?? {}).length <= 16_000)
        assert.ok((object.media?.length ?? 0) <= 20)
        for (const id of [object.inReplyTo, object.thread])
          assert.notEqual(id, '', 'no id at all is nobody’s id')
        if (object.amount !== undefined) assert.ok(Number.isSafeInteger(object.amount))
        if (actor.followers !== undefined) assert.equal(actor.followers, actor.followers | 0)
        if (object.rating !== undefined)
          assert.ok(object.rating === 0 || Math.abs(object.rating) >= 0.001, 'a number that a column holds')
      }),
      { numRuns: 120 },
    )
  })

  it('is the same when it is made safe again', () => {
    fc.assert(
      fc.property(hostileActivity(), (activity) => {
        const once = normalise(activity, NOW)
        assert.deepEqual(normalise(once, NOW), once)
      }),
      { numRuns: 80 },
    )
  })

  it('has one id wherever it is named, and two long ones stay two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1500 }), fc.string(), (long, other) => {
        assert.equal(identifier(identifier(long)), identifier(long))
        const [one, two] = [`${'x'.repeat(700)}${long}1`, `${'x'.repeat(700)}${long}2${other}`]
        assert.notEqual(identifier(one), identifier(two))
      }),
    )
    const reply = normal({
      externalId: ' \u0007p\u0301 ',
      object: { id: 'p\u0301', inReplyTo: 'p\u0301\u0000', thread: '\u1e55' },
    })
    assert.deepEqual(
      [reply.externalId, reply.object.id, reply.object.inReplyTo, reply.object.thread],
      ['\u1e55', '\u1e55', '\u1e55', '\u1e55'],
    )
  })
})

describe('a date', () => {
  const cases: [string, number, number][] = [
    ['of this moment', 0, 0],
    ['a little ahead, as clocks are', 10 * MINUTE, 10 * MINUTE],
    ['further ahead', 10 * MINUTE + 1, 0],
    ['of next year', 400 * 1440 * MINUTE, 0],
    ['of long ago', -3000 * 1440 * MINUTE, -3000 * 1440 * MINUTE],
  ]
  for (const [what, given, kept] of cases)
    it(`${what} ${given === kept ? 'stands' : 'is now'}`, () => {
      const { published } = normal({ published: new Date(NOW.getTime() + given) })
      assert.equal(published.getTime() - NOW.getTime(), kept)
    })

  it('that is none, or before there was a web, cannot be used', () => {
    const usable = (published: Date) => hasUsableDate({ ...note('a', 'x'), published })
    for (const at of [Number.NaN, -1, 8.64e15 + 1, Date.UTC(1989, 11, 31, 23, 59, 59, 999)])
      assert.equal(usable(new Date(at)), false, String(at))
    for (const at of [Date.UTC(1990, 0, 1), NOW.getTime(), 8.64e15]) assert.ok(usable(new Date(at)))
  })
})

describe('what is kept of', () => {
  it('addresses: those of the web', () => {
    const cases: [string, string | undefined][] = [
      ['https://a.example/été?x=1#y', 'https://a.example/été?x=1#y'],
      ['HTTP://A.example', 'HTTP://A.example'],
      ['javascript:alert(1)', undefined],
      [' https://a.example', undefined],
      ['java\nscript:alert(1)', undefined],
      ['data:text/html,<script>', undefined],
      ['//a.example', undefined],
      ['/relative', undefined],
      [`https://a.example/${'x'.repeat(2000)}`, undefined],
      ['attachment:0198c000-0000-7000-8000-000000000001', undefined],
    ]
    for (const [url, kept] of cases) {
      const { actor, object } = normal({ actor: { url, avatar: url }, object: { url } })
      assert.deepEqual([actor.url, actor.avatar, object.url], [kept, kept, kept], url)
    }
  })

  it('pictures and files: twenty, on the web or here', () => {
    const file = 'attachment:0198c000-0000-7000-8000-000000000001'
    const given = ['https://a.example/1', file, 'attachment:../x', 'javascript:x', 'blob:https://a', '']
    const media = (urls: string[]) => urls.map((url) => ({ type: 'image' as const, url, alt: ' \u0000 ' }))
    const kept = normal({ object: { media: media(given) } }).object.media
    assert.deepEqual(kept, [
      { type: 'image', url: 'https://a.example/1' },
      { type: 'image', url: file },
    ])
    const many = normal({
      object: { media: media(Array.from({ length: 50 }, (_, n) => `https://a.example/${n}`)) },
    })
    assert.deepEqual(
      [many.object.media?.length, many.object.media?.at(-1)?.url],
      [20, 'https://a.example/19'],
    )
  })

  it('numbers: those that a column holds, and nothing of what is none', () => {
    const followers: [number, number | undefined][] = [
      [12.6, 13],
      [3e9, 2 ** 31 - 1],
      [-4, 0],
      [Number.POSITIVE_INFINITY, undefined],
      [Number.NaN, undefined],
    ]
    for (const [given, kept] of followers)
      assert.equal(normal({ actor: { followers: given } }).actor.followers, kept)
    const ratings: [number, number | undefined][] = [
      [4.7, 4.7],
      [0, 0],
      [1e-60, 0],
      [101, undefined],
      [Number.NaN, undefined],
    ]
    for (const [given, kept] of ratings)
      assert.equal(normal({ object: { rating: given } }).object.rating, kept)
    assert.equal(normal({ object: { amount: -1999.5 } }).object.amount, -1999)
    assert.equal(normal({ object: { currency: `12345678 ${'😀'}` } }).object.currency?.isWellFormed(), true)
  })

  it('names: a line each, the handle without its sign', () => {
    const { actor } = normal({ actor: { name: ` A\u0000na\u0301 `, handle: ' @ana@home.example ' } })
    assert.deepEqual([actor.name, actor.handle], ['Aná', 'ana@home.example'])
    const empty = normal({ actor: { name: ' \u0007 ', handle: '@' }, object: { title: '\u0000' } })
    assert.deepEqual(
      [empty.actor.name, empty.actor.handle, empty.object.title],
      [undefined, undefined, undefined],
    )
  })

  it('small facts: all, or none where they are not small', () => {
    assert.deepEqual(normal({ extra: { 'a\u0000': ['b\u0007', { c: null, d: 1 }] } }).extra, {
      a: ['b', { c: null, d: 1 }],
    })
    assert.equal(normal({ extra: { long: 'x'.repeat(16_000) } }).extra, undefined)
    const nested = JSON.parse(`{"deep":${'['.repeat(7000)}${']'.repeat(7000)}}`)
    assert.equal(normal({ extra: nested }).extra, undefined, 'nor where they are a well')
    const circle: Record<string, unknown> = {}
    circle.self = circle
    assert.equal(normal({ extra: circle }).extra, undefined)
  })
})
