import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { byHour, type Finding, type Standing, step } from './standing.ts'

const START = new Date('2026-11-22T10:00:00Z')
const MINUTE = 60_000
const NOTHING: Standing = { state: 'unknown', since: null, last: null }

const at = (minutes: number) => new Date(START.getTime() + minutes * MINUTE)

/** Looks at given minutes, each with what it found. */
function run(looks: [number, Finding][], minutes = 5) {
  const told: { kind: 'down' | 'up'; minute: number; said: number }[] = []
  let standing = NOTHING
  let [up, down] = [0, 0]
  for (const [minute, finding] of looks) {
    const next = step(standing, finding, { now: at(minute), minutes, random: 0.5 })
    if (next.event)
      told.push({ kind: next.event.kind, minute: (+next.event.at - +START) / MINUTE, said: minute })
    for (const part of next.stretch ? byHour(next.stretch) : []) {
      up += part.up
      down += part.down
    }
    standing = next
  }
  return { told, standing, up: up / 60, down: down / 60 }
}

test('a fall is told at the second failure, and counts from the first; its end at the first good look', () => {
  const { told, up, down, standing } = run([
    [0, 'good'],
    [5, 'good'],
    [10, 'bad'],
    [11, 'bad'],
    [16, 'bad'],
    [21, 'good'],
  ])
  assert.deepEqual(told, [
    { kind: 'down', minute: 10, said: 11 },
    { kind: 'up', minute: 21, said: 21 },
  ])
  assert.deepEqual([up, down, standing.state], [10, 11, 'up'])
  const { next } = step({ state: 'up', since: START, last: START }, 'bad', {
    now: at(5),
    minutes: 30,
    random: 0.5,
  })
  assert.equal((+next - +at(5)) / MINUTE, 1, 'the second look comes after a minute')
})

test('one failure between two good looks is no fall', () => {
  const { told, down, up } = run([
    [0, 'good'],
    [5, 'bad'],
    [6, 'good'],
    [11, 'bad'],
    [12, 'good'],
  ])
  assert.deepEqual([told, down, up], [[], 0, 12])
})

test('what nobody looked at is neither up nor down', () => {
  const off = run([
    [0, 'good'],
    [5, 'good'],
    [605, 'good'],
    [610, 'good'],
  ])
  assert.deepEqual([off.up, off.down], [10, 0])
  const failing = run([
    [0, 'good'],
    [5, 'bad'],
    [605, 'bad'],
    [606, 'bad'],
  ])
  assert.deepEqual(failing.told, [{ kind: 'down', minute: 605, said: 606 }])
  const cut = run([
    [0, 'good'],
    [5, 'untold'],
    [10, 'untold'],
    [15, 'good'],
    [20, 'good'],
  ])
  assert.deepEqual([cut.told, cut.up, cut.down], [[], 5, 0])
  assert.equal(
    run([
      [0, 'good'],
      [5, 'bad'],
      [6, 'bad'],
      [900, 'good'],
    ]).told.length,
    2,
  )
})

test('whatever is found, time adds up, and falls and rises take turns', () => {
  const look = fc.tuple(
    fc.integer({ min: 1, max: 40 }),
    fc.constantFrom<Finding>('good', 'bad', 'bad', 'untold'),
  )
  fc.assert(
    fc.property(fc.array(look, { maxLength: 60 }), fc.integer({ min: 1, max: 15 }), (steps, minutes) => {
      let minute = 0
      const looks = steps.map(([gap, finding]): [number, Finding] => {
        minute += gap
        return [minute, finding]
      })
      const { told, up, down, standing } = run(looks, minutes)
      assert.ok(up + down <= minute - (looks[0]?.[0] ?? 0) + 1e-6)
      for (const [i, one] of told.entries()) assert.equal(one.kind, i % 2 === 0 ? 'down' : 'up')
      assert.equal(standing.state === 'down', told.at(-1)?.kind === 'down')
      for (const { kind, minute: began, said } of told) if (kind === 'down') assert.ok(began < said)
    }),
    { numRuns: 300 },
  )
})
