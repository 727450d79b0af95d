import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { Problem } from '../errors/index.ts'
import { decodeCursor, encodeCursor, toPage } from './index.ts'

const shape = z.tuple([z.string(), z.number(), z.null()])

test('a cursor comes back as the key it was made of', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer(), (text, number) => {
      assert.deepEqual(decodeCursor(encodeCursor([text, number, null]), shape), [text, number, null])
    }),
  )
})

test('a forged cursor is refused in words, never an exception of the parser', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.json().map((j) => Buffer.from(j).toString('base64url')),
      ),
      (forged) => {
        try {
          decodeCursor(forged, shape)
        } catch (error) {
          assert.ok(error instanceof Problem)
          assert.equal(error.id, 'cursor_invalid')
          assert.equal(error.status, 422)
        }
      },
    ),
  )
})

test('following next reads every row once', () => {
  const rows = Array.from({ length: 23 }, (_, n) => ({ n }))
  const seen: number[] = []
  let after = -1
  for (let pages = 0; pages < 10; pages++) {
    const found = rows.filter((row) => row.n > after).slice(0, 6)
    const page = toPage(
      found,
      5,
      (row) => [row.n],
      (row) => row.n,
    )
    seen.push(...page.items)
    if (page.next === null) break
    after = decodeCursor(page.next, z.tuple([z.number()]))[0]
  }
  assert.deepEqual(
    seen,
    rows.map((row) => row.n),
  )
})

test('a time that no column keeps is no place in a list, and a name that only looks like one is', () => {
  const times = z.tuple([z.iso.datetime(), z.string()])
  for (const at of ['0000-01-01T00:00:00Z', '0000-12-31T23:59:59.999Z', '-000000-01-01T00:00:00Z'])
    assert.throws(() => decodeCursor(encodeCursor([at, 'x']), times), /cursor_invalid/, at)
  for (const at of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])
    assert.deepEqual(decodeCursor(encodeCursor([at, '0000-note']), times), [at, '0000-note'])
})
