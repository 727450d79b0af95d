import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstPace, nextPace, onceMore, type Pace } from './pace.ts'

/** For each arrival, the moment of the look that shows it. */
function shown(arrivals: number[]): number[] {
  let pace: Pace = firstPace
  return arrivals.map((now) => {
    // While a look is to come, nobody asks for another.
    pace = pace.at > now ? onceMore(pace) : nextPace(pace, now)
    return pace.at
  })
}

const looks = (arrivals: number[]) => [...new Set(shown(arrivals))]

test('what comes alone is shown at once', () => {
  assert.deepEqual(shown([0, 400, 900, 5000]), [0, 400, 900, 5000])
})

test('a flood is looked at ever less often, down to a floor, and quiet makes it quick again', () => {
  const flood = Array.from({ length: 1000 }, (_, i) => i * 10)
  const at = looks([...flood, 20_000])
  assert.ok(at.length < 15, `${at.length} looks in ten seconds`)
  assert.deepEqual(at.slice(0, 4), [0, 120, 360, 840])
  assert.equal(at.at(-1), 20_000)
})

test('a trickle is shown at once though something was told twice, and soon again after a flood', () => {
  const trickle = Array.from({ length: 100 }, (_, i) => 2000 + i * 850)
  const late = (arrivals: number[]) => shown(arrivals).map((at, i) => at - (arrivals[i] ?? 0))
  const twice = trickle.flatMap((at) => [at, at + 30])
  assert.ok(Math.max(...late(twice)) <= 120)
  const flood = Array.from({ length: 200 }, (_, i) => i * 10)
  assert.deepEqual(late([...flood, ...trickle]).slice(-95), Array(95).fill(0))
})

test('whatever comes when, nothing waits longer than the longest pause, and no look is before what it shows', () => {
  const gaps = fc.array(fc.oneof({ arbitrary: fc.nat(50), weight: 60 }, fc.nat(1500), fc.nat(20_000)), {
    minLength: 100,
    maxLength: 300,
  })
  fc.assert(
    fc.property(gaps, (all) => {
      let now = 0
      const arrivals = all.map((gap) => {
        now += gap
        return now
      })
      const at = shown(arrivals)
      for (const [i, arrival] of arrivals.entries()) {
        const late = (at[i] ?? -1) - arrival
        assert.ok(late >= 0 && late <= 1200, `${late} ms`)
        assert.ok(i === 0 || (at[i] ?? 0) >= (at[i - 1] ?? 0))
      }
      const looked = [...new Set(at)]
      for (let i = 1; i < looked.length; i++) assert.ok((looked[i] ?? 0) - (looked[i - 1] ?? 0) >= 120)
    }),
  )
})
