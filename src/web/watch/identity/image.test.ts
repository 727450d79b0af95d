import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Figure, Heard, HeardTrait } from '../../../server/api.ts'
import { bucketAt, declaredAt, type Finding, findingOf, heardRanks, mainFinding, termsOf } from './finding.ts'

/** A figure whose bounds stand as they may: around it, within what it can be. */
function figure(least: number): fc.Arbitrary<Figure> {
  return fc
    .tuple(...[0, 0, 0].map(() => fc.integer({ min: least * 100, max: 100 }).map((n) => n / 100)))
    .map((three) => {
      const [low = 0, value = 0, high = 0] = three.toSorted((a, b) => a - b)
      return { low, value, high }
    })
}

const heard: fc.Arbitrary<Heard> = fc.record({
  count: fc.nat(60),
  positive: fc.nat(20),
  negative: fc.nat(20),
  contrary: fc.nat(20),
  share: fc.option(figure(0), { freq: 5 }),
  tone: fc.option(figure(-1)),
  denied: fc.option(figure(0)),
})

const traits: fc.Arbitrary<HeardTrait[]> = fc.array(heard, { maxLength: 8 }).map((all) =>
  all.map((one, i) => ({
    id: `t${i}`,
    word: `Trait ${i}`,
    description: '',
    terms: { fr: [], en: [] },
    opposites: { fr: [], en: [] },
    query: null,
    talkId: `talk${i}`,
    contraryId: null,
    created: '',
    archived: null,
    state: 'counted',
    declared: [],
    points: [],
    all: one,
  })),
)

const findingsOf = (all: HeardTrait[]): Finding[] => {
  const ranks = heardRanks(all)
  return all.map((trait, i) => findingOf(trait, i + 1, ranks))
}

describe('ranks by which traits are heard', () => {
  it('go from one without a gap, by how much is said, and leave out what is silent or not known', () => {
    fc.assert(
      fc.property(traits, (all) => {
        const ranks = heardRanks(all)
        const ranked = all.filter(({ id }) => ranks.has(id))
        assert.deepEqual(
          [...ranks.values()].sort((a, b) => a - b),
          ranked.map((_, i) => i + 1),
        )
        for (const { id, all: one } of all) assert.equal(ranks.has(id), one.share !== null && one.count > 0)
        for (const a of ranked) {
          for (const b of ranked) {
            if (a.all.count > b.all.count) assert.ok((ranks.get(a.id) ?? 0) < (ranks.get(b.id) ?? 0))
          }
        }
      }),
    )
  })
})

describe('what is told of a trait', () => {
  it('is what its figures allow, and nothing that they deny', () => {
    fc.assert(
      fc.property(traits, (all) => {
        for (const found of findingsOf(all)) {
          const { share, tone, denied, count } = found.trait.all
          if (found.kind === 'unknown') assert.equal(share, null)
          else assert.ok(share)
          if (found.kind === 'silent') assert.equal(count, 0)
          if (found.kind === 'denied') assert.ok(denied && denied.low > 1 / 3)
          if (found.kind === 'bad') assert.ok(tone && tone.high < 0)
          if (found.kind === 'good') assert.ok(tone && tone.low > 0)
          if (found.kind === 'faint') assert.ok(found.heard >= found.declared + 2)
          if (found.kind === 'even') assert.ok(!tone || (tone.low <= 0 && tone.high >= 0))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('that stands one place below where it was declared is no distance', () => {
    const [one] = fc.sample(traits, { numRuns: 20, seed: 1 }).find((all) => all.length > 0) ?? []
    assert.ok(one)
    const even = {
      ...one,
      all: { ...one.all, count: 40, share: { low: 0.1, value: 0.2, high: 0.3 }, tone: null, denied: null },
    }
    const kind = (declared: number, rank: number) =>
      findingOf(even, declared, new Map([[even.id, rank]])).kind
    assert.deepEqual([kind(1, 2), kind(1, 3), kind(5, 1)], ['even', 'faint', 'even'])
  })
})

describe('what is told of the whole image', () => {
  const weights = ['unknown', 'silent', 'even', 'good', 'faint', 'bad', 'denied']

  it('is the gravest that is known of any trait, of several the one most spoken of, and leaves the rest as it was', () => {
    fc.assert(
      fc.property(traits, (all) => {
        const findings = findingsOf(all)
        const kept = [...findings]
        const main = mainFinding(findings)
        assert.deepEqual(findings, kept)
        if (!main) return assert.equal(all.length, 0)
        for (const one of findings) {
          const [mine, theirs] = [weights.indexOf(main.kind), weights.indexOf(one.kind)]
          assert.ok(mine > theirs || (mine === theirs && main.trait.all.count >= one.trait.all.count))
        }
      }),
    )
  })
})

describe('what stands along time', () => {
  const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString()
  const buckets = [0, 7, 14, 21].map((n) => ({ from: day(n), to: day(n + 7) }))

  it('was declared in a bucket where any moment of it was', () => {
    const span = fc
      .tuple(fc.integer({ min: -10, max: 40 }), fc.option(fc.integer({ min: 1, max: 30 })))
      .map(([from, long]) => ({ from: day(from), to: long === null ? null : day(from + long) }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 3 }), (spans) => {
        const told = declaredAt(buckets, spans)
        for (const [i, at] of told.entries()) {
          const days = Array.from({ length: 7 }, (_, n) => day(7 * i + n))
          const any = days.some((one) =>
            spans.some(({ from, to }) => from <= one && (to === null || one < to)),
          )
          assert.equal(at, any)
        }
      }),
    )
  })

  it('stands in one bucket, that which begins with it or holds it', () => {
    for (const [at, bucket] of [
      [day(0), 0],
      [day(6.999), 0],
      [day(7), 1],
      [day(27), 3],
      [day(28), -1],
      [day(-0.001), -1],
    ] as const)
      assert.equal(bucketAt(buckets, at), bucket, at)
    assert.equal(bucketAt([], day(0)), -1)
  })
})

it('terms that were written into a field come back as they were', () => {
  const term = fc.stringMatching(/^[a-zéèœ’'*]([a-z éèœ’'*-]{0,10}[a-z*])?$/)
  fc.assert(
    fc.property(
      fc.uniqueArray(term, { maxLength: 10 }),
      fc.constantFrom(', ', ';', '\n', ' ,\n'),
      (terms, sign) => {
        assert.deepEqual(termsOf(terms.join(sign)), terms)
        assert.deepEqual(termsOf(`${sign}${terms.join(sign)}${sign}`), terms, 'signs at the ends are nothing')
      },
    ),
  )
})
