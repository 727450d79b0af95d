import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Figure, Voice } from '../../../server/api.ts'
import { busiest, channelsOf, findingOf, toneFinding } from './finding.ts'

const figure: fc.Arbitrary<Figure> = fc
  .tuple(...[0, 0, 0].map(() => fc.integer({ min: -100, max: 100 }).map((n) => n / 100)))
  .map((three) => {
    const [low = 0, value = 0, high = 0] = three.toSorted((a, b) => a - b)
    return { low, value, high }
  })

const voices: fc.Arbitrary<Voice[]> = fc
  .array(
    fc.record({
      count: fc.nat(100),
      share: fc.option(figure, { freq: 6 }),
      tone: fc.option(figure, { freq: 4 }),
      channels: fc.uniqueArray(
        fc.record({
          channel: fc.constantFrom('bluesky', 'feed', 'mastodon'),
          count: fc.integer({ min: 1, max: 50 }),
        }),
        { selector: (one) => one.channel },
      ),
      brand: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((all) =>
    all.map(({ count, share, tone, channels, brand }, i) => ({
      // At most one is the brand, and it comes first.
      kind: i === 0 && brand ? 'brand' : 'competitor',
      alertId: `a${i}`,
      name: `V${i}`,
      countedId: `a${i}`,
      accounts: [],
      ownId: null,
      state: 'counted',
      all: { count, positive: 0, negative: 0, share, tone },
      points: [],
      channels,
      published: 0,
    })),
  )

describe('who is spoken of most', () => {
  it('is told of the brand and its loudest rival, and only beyond chance', () => {
    fc.assert(
      fc.property(voices, (all) => {
        const found = findingOf(all)
        const brand = all.find((one) => one.kind === 'brand')
        const loudest = Math.max(...all.filter((one) => one !== brand).map((one) => one.all.count))
        if (!('first' in found)) {
          if (found.kind === 'none') assert.ok(!brand || all.length === 1)
          return
        }
        const pair = [found.first, found.second]
        assert.ok(brand && pair.includes(brand))
        const rival = pair.find((one) => one !== brand)
        assert.equal(rival?.all.count, loudest)
        const [high, low] = [found.first.all.share, found.second?.all.share]
        const apart = (high?.low ?? 0) > (low?.high ?? 0)
        assert.equal(apart, found.kind !== 'level')
        assert.equal(found.kind === 'behind', found.first !== brand)
      }),
    )
  })
})

describe('whose tone is best', () => {
  it('is told where it is known to be better than the worst', () => {
    fc.assert(
      fc.property(voices, (all) => {
        const found = toneFinding(all)
        if (!found) return
        const values = all.flatMap((one) => one.all.tone?.value ?? [])
        assert.equal(found.best.all.tone?.value, Math.max(...values))
        assert.equal(found.worst.all.tone?.value, Math.min(...values))
        assert.ok((found.best.all.tone?.low ?? 0) > (found.worst.all.tone?.high ?? 0))
      }),
    )
  })
})

describe('the busiest hour', () => {
  const week = () => Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))

  it('is one at which most is published, and none before there is a habit', () => {
    const hours = fc.array(fc.tuple(fc.constantFrom(0, 6), fc.constantFrom(0, 7, 23)), { maxLength: 20 })
    fc.assert(
      fc.property(hours, (posts) => {
        const times = week()
        for (const [day, hour] of posts) {
          const row = times[day] ?? []
          row[hour] = (row[hour] ?? 0) + 1
        }
        const most = Math.max(...times.flat())
        const found = busiest(times)
        assert.equal(found === null, most < 4)
        if (found) assert.equal(times[found.day]?.[found.hour], most)
      }),
    )
  })

  it('is none of an empty answer', () => assert.equal(busiest([]), null))
})

it('channels come by how much is said on them by all voices, each once', () => {
  fc.assert(
    fc.property(voices, (all) => {
      const sum = (channel: string) =>
        all
          .flatMap((one) => one.channels)
          .reduce((n, one) => n + (one.channel === channel ? one.count : 0), 0)
      const told = channelsOf(all)
      assert.equal(new Set(told).size, told.length)
      assert.deepEqual(
        new Set(told),
        new Set(all.flatMap((one) => one.channels.map(({ channel }) => channel))),
      )
      for (const [i, channel] of told.slice(1).entries()) assert.ok(sum(told[i] ?? '') >= sum(channel))
    }),
  )
})
