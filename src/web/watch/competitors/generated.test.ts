import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Figure, Voice } from '../../../server/api.ts'
import { leaningOf, runsOf, topOf } from '../figure/scale.ts'
import { busiest, channelsOf, findingOf, toneFinding } from './finding.ts'

/** Whole hundredths, so that sums are what they are on paper. */
function figures(lowest: number): fc.Arbitrary<Figure> {
  return fc
    .uniqueArray(fc.integer({ min: lowest, max: 100 }), { minLength: 3, maxLength: 3 })
    .map((some) => some.toSorted((a, b) => a - b).map((one) => one / 100))
    .map(([low = 0, value = 0, high = 0]) => ({ low, value, high }))
}

const VOICE = fc
  .record({
    kind: fc.constantFrom('brand', 'competitor'),
    count: fc.nat(500),
    share: fc.option(figures(0)),
    tone: fc.option(figures(-100)),
    channels: fc.array(fc.record({ channel: fc.constantFrom('feed', 'irc', 'email'), count: fc.nat(9) })),
  })
  .map(
    ({ kind, count, share, tone, channels }) =>
      ({ kind, channels, all: { count, share, tone } }) as unknown as Voice,
  )
const VOICES = fc.array(VOICE, { maxLength: 6 })

test('one is ahead of another only where their intervals are apart', () => {
  fc.assert(
    fc.property(VOICES, (voices) => {
      const found = findingOf(voices)
      if (!('first' in found) || !found.second) return
      const [one, other] = [found.first.all.share, found.second.all.share]
      assert.ok(one && other)
      const apart = one.low > other.high || other.low > one.high
      assert.equal(found.kind !== 'level', apart)
      if (apart) assert.ok(one.low > other.high)
      assert.equal(found.first.kind, found.kind === 'behind' ? 'competitor' : 'brand')
    }),
  )
})

test('the rival that is told of is one that nobody is spoken of more than', () => {
  fc.assert(
    fc.property(VOICES, (voices) => {
      const found = findingOf(voices)
      const rivals = voices.filter(({ kind }) => kind === 'competitor')
      const brand = voices.some(({ kind }) => kind === 'brand')
      assert.equal(found.kind === 'none', !brand || rivals.length === 0)
      if (!('first' in found)) return
      const rival = found.kind === 'behind' ? found.first : found.second
      assert.equal(rival?.all.count, Math.max(...rivals.map(({ all }) => all.count)))
    }),
  )
})

test('of tones, the best is told to be better than the worst only where it is beyond chance', () => {
  fc.assert(
    fc.property(VOICES, (voices) => {
      const tones = voices.flatMap(({ all }) => (all.tone ? [all.tone] : []))
      const found = toneFinding(voices)
      if (!found) return
      assert.ok((found.best.all.tone?.low ?? 0) > (found.worst.all.tone?.high ?? 0))
      assert.equal(found.best.all.tone?.value, Math.max(...tones.map(({ value }) => value)))
      assert.equal(found.worst.all.tone?.value, Math.min(...tones.map(({ value }) => value)))
    }),
  )
})

test('channels of all voices are there once each, those with most posts first', () => {
  fc.assert(
    fc.property(VOICES, (voices) => {
      const all = voices.flatMap(({ channels }) => channels)
      const sum = (channel: string) =>
        all.filter((one) => one.channel === channel).reduce((total, { count }) => total + count, 0)
      const found = channelsOf(voices)
      assert.deepEqual(found.toSorted(), [...new Set(all.map(({ channel }) => channel))].toSorted())
      const counts = found.map(sum)
      assert.deepEqual(
        counts,
        counts.toSorted((a, b) => b - a),
      )
    }),
  )
})

test('the busiest hour has the most of the week, and fewer than four posts are no habit', () => {
  const row = fc.array(fc.nat(8), { minLength: 24, maxLength: 24 })
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 7, maxLength: 7 }),
      fc.integer({ min: 0, max: 8 }),
      (week, most) => {
        const times = week.map((hours) => hours.map((count) => Math.min(count, most)))
        const top = Math.max(...times.flat())
        const found = busiest(times)
        if (top < 4) assert.equal(found, null)
        else assert.equal(found && times[found.day]?.[found.hour], top)
      },
    ),
  )
})

test('runs of what is known are all that is known, each as long as it can be', () => {
  fc.assert(
    fc.property(fc.array(fc.option(figures(0)), { maxLength: 20 }), (all) => {
      const runs = runsOf(all)
      const flat = runs.flat()
      assert.deepEqual(
        flat.map(({ at }) => at),
        [...all.keys()].filter((at) => all[at]),
      )
      for (const { at, figure } of flat) assert.equal(figure, all[at])
      for (const run of runs) {
        assert.ok(run.length > 0)
        assert.equal((run.at(-1)?.at ?? 0) - (run[0]?.at ?? 0), run.length - 1)
        assert.equal(all[(run.at(-1)?.at ?? 0) + 1] ?? null, null)
      }
    }),
  )
})

test('a scale holds all its figures, and does not shrink when one more is shown', () => {
  fc.assert(
    fc.property(fc.array(fc.option(figures(0))), figures(0), (all, more) => {
      const top = topOf(all)
      for (const figure of all) if (figure) assert.ok(figure.high <= top)
      assert.ok(topOf([...all, more]) >= top)
      assert.equal(topOf(all.toReversed()), top)
    }),
  )
})

test('a tone turned round leans the other way', () => {
  const other = { good: 'bad', bad: 'good', mixed: 'mixed', unknown: 'unknown' }
  fc.assert(
    fc.property(fc.option(figures(-100)), (tone) => {
      const turned = tone && { low: -tone.high, value: -tone.value, high: -tone.low }
      assert.equal(leaningOf(turned), other[leaningOf(tone)])
    }),
  )
})
