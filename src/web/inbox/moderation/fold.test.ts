import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ModerationAct } from '../../../server/api.ts'
import { isCovered, markOf, standingOn } from './fold.ts'

const KINDS = ['blur', 'hide', 'mute', 'block'] as const
const STATES = ['proposed', 'done', 'refused', 'withdrawn', 'restored'] as const
const acts = fc.array(
  fc.record({
    id: fc.uuid(),
    activityId: fc.constantFrom('a', 'b'),
    kind: fc.constantFrom(...KINDS),
    state: fc.constantFrom(...STATES),
  }),
) as unknown as fc.Arbitrary<ModerationAct[]>

test('what stands on a post is its own, the last first; words are covered by what hides and is done', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const mine = standingOn(all, 'a')
      assert.ok(mine.every(({ activityId, state }) => activityId === 'a' && /^(done|proposed)$/.test(state)))
      assert.deepEqual(
        mine.map(({ id }) => id),
        all
          .filter((one) => mine.includes(one))
          .map(({ id }) => id)
          .reverse(),
      )
      const hides = all
        .filter(({ activityId }) => activityId === 'a')
        .filter(({ kind, state }) => state === 'done' && /^(hide|blur)$/.test(kind))
      assert.equal(isCovered(mine), hides.length > 0)
    }),
  )
})

test('a mark holds words, cuts no sign in two, and is all of it where nothing was marked', () => {
  const text = fc
    .array(fc.constantFrom('a', ' ', '👍🏽', 'é', '\n'), { maxLength: 12 })
    .map((all) => all.join(''))
  fc.assert(
    fc.property(text, fc.integer({ min: -3, max: 40 }), fc.integer({ min: -3, max: 40 }), (said, a, b) => {
      const { start, end } = markOf(said, a, b)
      assert.ok(start >= 0 && end <= said.length && start <= end)
      assert.ok(said.slice(start, end).isWellFormed())
      const within = (at: number) => Math.max(0, Math.min(said.length, at))
      const [from, to] = [within(Math.min(a, b)), within(Math.max(a, b))]
      if (said.slice(from, to).trim() === '') assert.deepEqual([start, end], [0, said.length])
      else assert.ok(start <= from && end >= to)
    }),
  )
})
