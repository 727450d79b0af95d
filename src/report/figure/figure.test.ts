import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { bucketsTo, byBucket, STEPS, sumOf } from './bucket.ts'
import { type Interval, knownShare, knownTone, shareOf, toneOf } from './interval.ts'

const rounded = (interval: Interval | null) =>
  interval && [interval.low, interval.high].map((x) => x.toFixed(4))

describe('a share', () => {
  it('has the interval that Newcombe (1998, table I, method 3) prints', () => {
    assert.deepEqual(rounded(shareOf(81, 263)), ['0.2553', '0.3662'])
    assert.deepEqual(rounded(shareOf(15, 148)), ['0.0624', '0.1605'])
    assert.deepEqual(rounded(shareOf(0, 20)), ['0.0000', '0.1611'])
    assert.deepEqual(rounded(shareOf(1, 29)), ['0.0061', '0.1718'])
  })

  it('is not told of too little talk', () => {
    assert.equal(knownShare(5, 19), null)
    assert.equal(shareOf(0, 0), null)
    assert.equal(knownShare(5, 20)?.value, 0.25)
  })
})

describe('a tone', () => {
  it('has the interval that Fagerland, Lydersen and Laake (2014) print for Bonett and Price: 1 against 7 of 21', () => {
    const tone = toneOf(1, 7, 21)
    assert.deepEqual([tone?.low.toFixed(3), tone?.high.toFixed(3)], ['-0.508', '-0.013'])
  })

  it('holds the figure, stays between -1 and 1, and is the same seen from the other side', () => {
    const posts = fc.tuple(fc.nat(400), fc.nat(400), fc.nat(400))
    fc.assert(
      fc.property(posts, ([positive, negative, neutral]) => {
        const all = positive + negative + neutral
        const [tone, other] = [toneOf(positive, negative, all), toneOf(negative, positive, all)]
        if (!tone || !other) return assert.equal(all, 0)
        assert.ok(-1 <= tone.low && tone.low <= tone.value && tone.value <= tone.high && tone.high <= 1)
        assert.ok(Math.abs(tone.low + other.high) < 1e-9)
      }),
    )
  })

  it('is not told of a handful of posts', () => {
    assert.equal(knownTone(3, 3, 9), null)
    assert.equal(knownTone(7, 2, 10)?.value, 0.5)
  })
})

describe('buckets', () => {
  it('are weeks from Monday and whole months of the zone', () => {
    const now = new Date('2026-11-22T09:00:00Z')
    const weeks = bucketsTo(now, 'Europe/Paris', 'week', 5)
    assert.deepEqual(
      weeks.map((one) => one.day),
      ['2026-10-19', '2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16'],
    )
    assert.equal(weeks[0]?.from.toISOString(), '2026-10-18T22:00:00.000Z')
    assert.equal(weeks[1]?.from.toISOString(), '2026-10-25T23:00:00.000Z', 'clocks went back that night')
    const months = bucketsTo(now, 'Europe/Paris', 'month', 12)
    assert.deepEqual([months[0]?.day, months.at(-1)?.day], ['2025-12-01', '2026-11-01'])
  })

  it('follow one another without gap, and the last holds now', () => {
    const zone = fc.constantFrom(
      'Europe/Paris',
      'Africa/Cairo',
      'Pacific/Kiritimati',
      'America/Sao_Paulo',
      'UTC',
    )
    const at = fc.integer({ min: Date.UTC(2018, 0), max: Date.UTC(2027, 0) })
    fc.assert(
      fc.property(zone, at, fc.constantFrom(...STEPS), (timeZone, ms, step) => {
        const all = bucketsTo(new Date(ms), timeZone, step, 6)
        for (const [i, bucket] of all.slice(1).entries()) assert.deepEqual(bucket.from, all[i]?.to)
        const last = all.at(-1)
        assert.ok(last && last.from.getTime() <= ms && ms < last.to.getTime())
      }),
      { numRuns: 40 },
    )
  })

  it('sum the days that are theirs', () => {
    const buckets = bucketsTo(new Date('2026-11-22T09:00:00Z'), 'Europe/Paris', 'week', 2)
    const day = (name: string, count: number) => ({ day: name, count, positive: 1, negative: 0 })
    const days = [day('2026-11-08', 9), day('2026-11-09', 1), day('2026-11-15', 2), day('2026-11-16', 4)]
    const sums = byBucket(days, buckets)
    assert.deepEqual(
      sums.map((one) => one.count),
      [3, 4],
    )
    assert.deepEqual(sumOf(sums), { count: 7, positive: 3, negative: 0 })
  })
})
