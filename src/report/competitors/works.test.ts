import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { effectsIn, FEATURES, type Published, rankSum, timesOf } from './works.ts'

const AT = new Date('2026-11-22T09:00:00Z')
const post = (echo: number, more: Partial<Published> = {}): Published => ({
  text: '',
  media: 0,
  at: AT,
  echo,
  ...more,
})
const some = (count: number, make: (i: number) => Published) =>
  Array.from({ length: count }, (_, i) => make(i))

/** U by counting pairs: how often one of `a` is above one of `b`, and half where they are alike. */
function pairs(a: readonly number[], b: readonly number[]): number {
  let u = 0
  for (const x of a) for (const y of b) u += x > y ? 1 : x === y ? 0.5 : 0
  return u
}

describe('the rank sum', () => {
  it('is that of pairs counted one by one, in deviations where ties have their share', () => {
    const sample = fc.array(fc.nat(6), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const z = rankSum(a, b)
        const n = a.length + b.length
        const sizes = [...Map.groupBy([...a, ...b], (x) => x).values()].map((same) => same.length)
        const ties = sizes.reduce((sum, size) => sum + size ** 3 - size, 0)
        const variance = ((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1)))
        if (variance <= 1e-12) return assert.equal(z, 0)
        const middle = (a.length * b.length) / 2
        assert.ok(Math.abs(z - (pairs(a, b) - middle) / Math.sqrt(variance)) < 1e-9)
      }),
    )
  })

  it('knows nothing apart of one value, nor of nobody', () => {
    assert.deepEqual([rankSum([3, 3], [3]), rankSum([], [1, 2]), rankSum([], [])], [0, 0, 0])
  })
})

describe('what a post may have', () => {
  const alike = (more: Partial<Published>, feature: string) => {
    const effects = effectsIn([...some(8, (i) => post(i, more)), ...some(8, (i) => post(i))])
    return effects.some((one) => one.feature === feature)
  }
  for (const [feature, more] of [
    ['media', { media: 1 }],
    ['link', { text: 'à lire : HTTPS://selombre.example/a' }],
    ['question', { text: 'Et vous ?' }],
    ['tag', { text: 'Nouveau #lampe' }],
    ['tag', { text: '#Été' }],
    ['long', { text: 'a'.repeat(201) }],
  ] as const)
    it(`${feature}: ${JSON.stringify(more).slice(0, 40)}`, () => assert.ok(alike(more, feature)))

  for (const [feature, text] of [
    ['long', 'a'.repeat(200)],
    ['tag', 'C#minor numéro #1'],
    ['link', 'http selombre.example'],
  ] as const)
    it(`no ${feature}: ${text.slice(0, 20)}`, () => assert.ok(!alike({ text }, feature)))
})

describe('what works', () => {
  it('is told only where eight posts have it and eight lack it', () => {
    const make = (have: number, lack: number) =>
      effectsIn([...some(have, () => post(9, { media: 1 })), ...some(lack, () => post(0))]).map(
        (one) => one.feature,
      )
    assert.deepEqual(make(8, 8), ['media'])
    assert.deepEqual([make(7, 20), make(20, 7), make(0, 30), make(0, 0)], [[], [], [], []])
  })

  it('stands apart where more than chance is between them, more echo or less', () => {
    const [more] = effectsIn([...some(10, (i) => post(20 + i, { media: 1 })), ...some(10, post)])
    const [less] = effectsIn([...some(10, (i) => post(i, { media: 1 })), ...some(10, (i) => post(20 + i))])
    const [chance] = effectsIn([...some(10, (i) => post(i, { media: 1 })), ...some(10, (i) => post(i))])
    assert.deepEqual([more?.apart, less?.apart, chance?.apart], [true, true, false])
    assert.ok(less && less.with.median < less.without.median)
  })

  it('counts each post on one side of each feature, and is the same in whatever order they come', () => {
    const any = fc.record({
      echo: fc.nat(50),
      media: fc.nat(1),
      text: fc.constantFrom('', 'ah ?', '#ok', 'https://a.example ?', 'x'.repeat(300)),
      at: fc.constant(AT),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 60 }), (posts) => {
        const effects = effectsIn(posts)
        for (const one of effects) {
          assert.equal(one.with.posts + one.without.posts, posts.length)
          assert.ok(one.with.posts >= 8 && one.without.posts >= 8)
        }
        const named = (all: typeof effects) => new Map(all.map((one) => [one.feature, one]))
        assert.deepEqual(named(effectsIn(posts.toReversed())), named(effects))
        assert.ok(effects.length <= FEATURES.length)
      }),
    )
  })
})

describe('hours at which it publishes', () => {
  const at = (iso: string) => ({ at: new Date(iso) })
  const where = (iso: string, zone: string) => {
    const rows = timesOf([at(iso)], zone)
    const day = rows.findIndex((row) => row.some(Boolean))
    return [day, rows[day]?.indexOf(1)]
  }
  for (const [iso, zone, place, why] of [
    ['2026-11-22T23:30:00Z', 'Europe/Paris', [0, 0], 'Sunday night is Monday there'],
    ['2026-11-23T00:00:00Z', 'America/New_York', [6, 19], 'and Monday still Sunday'],
    ['2026-11-22T18:29:00Z', 'Asia/Kolkata', [6, 23], 'a minute before midnight at half past'],
    ['2026-11-22T18:30:00Z', 'Asia/Kolkata', [0, 0], 'midnight at half past'],
    ['2026-10-25T00:30:00Z', 'Europe/Paris', [6, 2], 'two o’clock, the first time'],
    ['2026-10-25T01:30:00Z', 'Europe/Paris', [6, 2], 'two o’clock, the second time'],
    ['2026-03-29T01:00:00Z', 'Europe/Paris', [6, 3], 'two o’clock is skipped'],
    ['2026-11-22T12:00:00Z', 'UTC', [6, 12], ''],
  ] as const)
    it(`${iso} in ${zone} ${why}`, () => assert.deepEqual(where(iso, zone), place))

  it('are a week of whole days, each post counted once, in any zone', () => {
    const zones = fc.constantFrom('Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Europe/Paris')
    const posts = fc.array(
      fc.integer({ min: 0, max: 4e12 }).map((ms) => ({ at: new Date(ms) })),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(zones, posts, (zone, all) => {
        const rows = timesOf(all, zone)
        assert.deepEqual(
          rows.map((row) => row.length),
          Array(7).fill(24),
        )
        assert.equal(
          rows.flat().reduce((sum, count) => sum + count, 0),
          all.length,
        )
      }),
      { numRuns: 60 },
    )
  })
})
