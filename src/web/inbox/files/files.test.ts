import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { MessageLimits } from '../../../server/api.ts'
import { canMove, moved } from './order.ts'
import { roomIn } from './room.ts'

test('what moves stands where it was put, and the others keep their order', () => {
  const places = fc.tuple(
    fc.array(fc.integer(), { maxLength: 8 }),
    fc.nat(9),
    fc.integer({ min: -3, max: 12 }),
  )
  fc.assert(
    fc.property(places, ([numbers, from, to]) => {
      const list = numbers.map((n, i) => ({ n, i }))
      const after = moved(list, from, to)
      assert.deepEqual(after.map(({ i }) => i).sort(), list.map(({ i }) => i).sort())
      const one = list[from]
      if (!one) return assert.deepEqual(after, list)
      assert.equal(after.indexOf(one), Math.max(0, Math.min(to, list.length - 1)))
      const others = (all: typeof list) => all.filter((other) => other !== one)
      assert.deepEqual(others(after), others(list))
    }),
  )
})

test('a move and the move back leave all as it was, wherever one can go', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.nat(8),
      fc.integer({ min: -2, max: 10 }),
      (n, from, to) => {
        const list = Array.from({ length: n }, (_, i) => i)
        if (from >= n || !canMove(n, from, to)) return
        assert.deepEqual(moved(moved(list, from, to), to, from), list)
      },
    ),
  )
  assert.equal(canMove(1, 0, 0), false)
  assert.equal(canMove(3, 0, -1), false)
  assert.equal(canMove(3, 2, 3), false)
})

test('what a network takes is said in the words people know', () => {
  const bluesky: MessageLimits = {
    ...{ text: 300, media: 4, mediaBytes: 1_000_000, alt: 2_000 },
    mediaTypes: ['image/jpeg', 'IMAGE/PNG', 'image/x-odd'],
  }
  assert.deepEqual(roomIn(bluesky), {
    ...{
      most: 4,
      pictures: true,
      formats: ['JPEG', 'PNG'],
      bytes: 1_000_000,
      playedAlone: false,
      alt: 2_000,
    },
  })
  const mastodon: MessageLimits = {
    ...{ text: 500, media: 4, mediaBytes: 16, playedBytes: 99, playedAlone: true },
    mediaTypes: ['image/png', 'video/mp4'],
  }
  assert.deepEqual(roomIn(mastodon), {
    ...{ most: 4, pictures: false, formats: ['PNG', 'MP4'], bytes: 16, playedBytes: 99, playedAlone: true },
  })
  const pictures = roomIn({ ...mastodon, mediaTypes: ['image/*'] })
  assert.deepEqual(
    [pictures?.playedBytes, pictures?.playedAlone, pictures?.pictures],
    [undefined, false, true],
  )
  assert.deepEqual(roomIn({ text: 0, media: 20 }), {
    ...{ most: 20, pictures: false, formats: [], playedAlone: false },
  })
  assert.equal(roomIn({ text: 0, media: 0 }), undefined)
})
