import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { beside } from './place.ts'

const list = fc.uniqueArray(fc.string(), { maxLength: 12 }).map((ids) => ids.map((id) => ({ id })))
const step = fc.constantFrom<1 | -1>(1, -1)

describe('going through what waits for approval', () => {
  it('never leaves the list, nor opens one of an empty one', () => {
    fc.assert(
      fc.property(list, fc.option(fc.string(), { nil: undefined }), step, (items, id, by) => {
        const next = beside(items, id, by)
        if (items.length === 0) assert.equal(next, undefined)
        else assert.ok(items.some((one) => one.id === next))
      }),
    )
  })

  it('forth and back is where one was, but for the ends, where one stays', () => {
    fc.assert(
      fc.property(
        list.filter((items) => items.length > 0),
        fc.nat(),
        step,
        (items, at, by) => {
          const place = at % items.length
          const id = items[place]?.id
          const next = beside(items, id, by)
          const atEnd = by === 1 ? place === items.length - 1 : place === 0
          assert.equal(next === id, atEnd)
          if (!atEnd) assert.equal(beside(items, next, by === 1 ? -1 : 1), id)
        },
      ),
    )
  })

  it('begins with the first, also where the one that was open has been decided', () => {
    const items = [{ id: 'a' }, { id: 'b' }]
    for (const open of [undefined, 'gone']) assert.equal(beside(items, open, -1), 'a')
    assert.equal(beside(items, 'a', 1), 'b')
  })
})
