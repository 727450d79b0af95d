import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstPace, nextPace, type Pace } from './pace.ts'

/** Moments at which a list is looked at when something comes at each of these. */
function looks(arrivals: number[]): number[] {
  const at: number[] = []
  let pace: Pace = firstPace
  for (const now of arrivals) {
    // While a look is to come, nobody asks for another.
    if (at.length > 0 && (at.at(-1) ?? 0) > now) continue
    pace = nextPace(pace, now)
    at.push(pace.at)
  }
  return at
}

test('what comes alone is shown at once', () => {
  assert.deepEqual(looks([0, 400, 900, 5000]), [0, 400, 900, 5000])
})

test('a flood is looked at ever less often, down to a floor, and quiet makes it quick again', () => {
  const flood = Array.from({ length: 1000 }, (_, i) => i * 10)
  const at = looks([...flood, 20_000])
  assert.ok(at.length < 15, `${at.length} looks in ten seconds`)
  assert.deepEqual(at.slice(0, 4), [0, 240, 720, 1680])
  assert.equal(at.at(-1), 20_000)
})
