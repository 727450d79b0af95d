import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { type CursorValue, decodeCursor, encodeCursor, pageOf, pageQuery, toPage } from './index.ts'

const query = z.object(pageQuery())

test('a list is asked for by pages of fifty, of no more than two hundred, of no fewer than one', () => {
  assert.deepEqual(query.parse({}), { limit: 50 })
  for (const limit of ['1', '50', '200', 7]) assert.equal(query.parse({ limit }).limit, Number(limit))
  for (const limit of ['0', '-1', '201', '1.5', 'x', '', 'Infinity', 'NaN', '1e9', null])
    assert.equal(query.safeParse({ limit }).success, false, String(limit))
  const own = z.object(pageQuery({ limit: 10, max: 20 }))
  assert.equal(own.parse({}).limit, 10)
  assert.equal(own.safeParse({ limit: 21 }).success, false)
})

test('a cursor is no longer than an address can hold', () => {
  assert.ok(query.safeParse({ cursor: 'x'.repeat(1000) }).success)
  assert.ok(!query.safeParse({ cursor: 'x'.repeat(1001) }).success)
  const date = encodeCursor(['2026-11-22T10:00:00.000Z', '0198c000-0000-7000-8000-000000000001'])
  assert.ok(query.safeParse({ cursor: date }).success && /^[\w-]+$/.test(date))
})

test('every row is read once, in order, whatever the pages and however the keys tie', () => {
  const rows = fc.array(fc.tuple(fc.constantFrom<string | null>(null, 'a', 'é😀', '"'), fc.nat(4)), {
    maxLength: 40,
  })
  const key = z.tuple([z.string().nullable(), z.number(), z.number()])
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 9 }), (values, limit) => {
      // The last part of a key parts what ties: here its place.
      const all = values.map(([word, n], id) => ({ word, n, id }))
      const seen: number[] = []
      let cursor: string | undefined
      let pages = 0
      do {
        const after = cursor === undefined ? -1 : decodeCursor(cursor, key)[2]
        const found = all.filter(({ id }) => id > after).slice(0, limit + 1)
        const page = toPage(
          found,
          limit,
          ({ word, n, id }): CursorValue[] => [word, n, id],
          ({ id }) => id,
        )
        assert.ok(pageOf(z.number()).safeParse(page).success)
        assert.ok(page.items.length <= limit)
        seen.push(...page.items)
        cursor = page.next ?? undefined
        pages++
      } while (cursor !== undefined)
      assert.deepEqual(
        seen,
        all.map(({ id }) => id),
      )
      assert.equal(
        pages,
        Math.max(1, Math.ceil(all.length / limit)),
        'no page is asked for that would be empty',
      )
    }),
  )
})

test('a cursor of another list is refused', () => {
  const mine = z.tuple([z.iso.datetime(), z.uuid()])
  const good = ['2026-11-22T10:00:00.000Z', '0198c000-0000-7000-8000-000000000001']
  assert.deepEqual(decodeCursor(encodeCursor(good), mine), good)
  for (const key of [
    [],
    [good[0] ?? ''],
    [...good, 1],
    ['x', good[1] ?? ''],
    [null, null],
    good.toReversed(),
  ])
    assert.throws(() => decodeCursor(encodeCursor(key), mine), { id: 'cursor_invalid' }, JSON.stringify(key))
})
