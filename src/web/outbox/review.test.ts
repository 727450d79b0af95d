import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAll } from './read-all.ts'
import { reviewOf, stillDropped } from './review.ts'

const seen = (n: number) => Array.from({ length: n }, (_, i) => ({ id: `d${i}` }))

test('a resume says how many leave: what is held, but for what was unticked', () => {
  assert.deepEqual(reviewOf(seen(3), 3, new Set()), { leaving: 3, unseen: 0 })
  assert.deepEqual(reviewOf(seen(3), 3, new Set(['d1'])), { leaving: 2, unseen: 0 })
  assert.deepEqual(reviewOf(seen(2), 2, new Set(['d0', 'd1'])), { leaving: 0, unseen: 0 })
})

test('more than can be read here is told, and counted with what leaves', () => {
  assert.deepEqual(reviewOf(seen(1000), 1250, new Set(['d5'])), { leaving: 1249, unseen: 250 })
})

test('what came since the count was taken is not counted below nothing', () => {
  assert.deepEqual(reviewOf(seen(3), 2, new Set()), { leaving: 3, unseen: 0 })
})

test('what a colleague has dropped meanwhile is not dropped again, which the server would refuse as a whole', () => {
  assert.deepEqual(stillDropped(seen(2), new Set(['d1', 'gone'])), ['d1'])
})

test('a list is read to its end, page by page, and no further than it was asked', async () => {
  const asked: (string | undefined)[] = []
  const pages = (last: number) => async (cursor: string | undefined) => {
    asked.push(cursor)
    const n = Number(cursor ?? 0)
    return { items: [n], next: n === last ? null : String(n + 1) }
  }
  assert.deepEqual(await readAll(pages(2), 5), [0, 1, 2])
  assert.deepEqual(asked, [undefined, '1', '2'])
  assert.deepEqual(await readAll(pages(9), 2), [0, 1])
})
