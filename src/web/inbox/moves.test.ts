import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { afterLeaving, arrivedIn, stepFrom, ticked, toAsk } from './moves.ts'

const rowsOf = (ids: string) => [...ids].map((id) => ({ id }))
const ROWS = rowsOf('abcde')

describe('j and k', () => {
  it('go row by row, begin at the top, and stay at the ends', () => {
    assert.equal(stepFrom(ROWS, undefined, 1)?.id, 'a')
    assert.equal(stepFrom(ROWS, 'gone', -1)?.id, 'a', 'what is open is not in this list')
    assert.equal(stepFrom(ROWS, 'b', 1)?.id, 'c')
    assert.equal(stepFrom(ROWS, 'b', -1)?.id, 'a')
    assert.equal(stepFrom(ROWS, 'e', 1), undefined)
    assert.equal(stepFrom(ROWS, 'a', -1), undefined)
    assert.equal(stepFrom([], 'a', 1), undefined)
  })
})

describe('what is done moves on', () => {
  it('to the next below, else to the nearest above, never to what goes as well', () => {
    assert.equal(afterLeaving(ROWS, 'b', ['b'])?.id, 'c')
    assert.equal(afterLeaving(ROWS, 'b', ['b', 'c', 'd'])?.id, 'e')
    assert.equal(afterLeaving(ROWS, 'e', ['e'])?.id, 'd')
    assert.equal(afterLeaving(ROWS, 'e', ['e', 'd'])?.id, 'c')
    assert.equal(afterLeaving(ROWS, 'c', [...'abcde']), undefined)
    assert.equal(afterLeaving(ROWS, 'gone', ['gone'])?.id, 'a')
  })

  it('stays in the list, whatever leaves it', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 })
    fc.assert(
      fc.property(ids, ids, fc.constantFrom(...'abcdefgh'), (all, leaving, current) => {
        const next = afterLeaving(
          all.map((id) => ({ id })),
          current,
          leaving,
        )
        const stays = all.filter((id) => !leaving.includes(id) && id !== current)
        if (next) assert.ok(stays.includes(next.id))
        else assert.deepEqual(stays, [], 'somebody was left and not shown')
      }),
    )
  })
})

describe('a selection', () => {
  const after = (selected: string, id: string, from?: string) =>
    [...ticked(ROWS, new Set(selected), id, from)].sort().join('')

  it('is ticked and unticked one by one', () => {
    assert.equal(after('', 'c'), 'c')
    assert.equal(after('ac', 'c'), 'a')
  })

  it('takes all between with Shift, upwards and downwards, and unticks nothing by it', () => {
    assert.equal(after('b', 'd', 'b'), 'bcd')
    assert.equal(after('d', 'b', 'd'), 'bcd')
    assert.equal(after('bc', 'd', 'b'), 'bcd')
    assert.equal(after('c', 'c', 'c'), 'c')
  })

  it('begins anew where the row before has left the list', () => {
    assert.equal(after('a', 'd', 'gone'), 'ad')
  })

  it('leaves the former one as it was, so that what it was can be shown again', () => {
    const former = new Set('a')
    ticked(ROWS, former, 'b')
    assert.deepEqual([...former], ['a'])
  })
})

describe('conversations that were heard of', () => {
  it('are renewed where they stand; only what is not on screen asks for the list', () => {
    assert.deepEqual(toAsk(['b', 'd'], ROWS, false), { renew: ['b', 'd'], head: false })
    assert.deepEqual(toAsk(['b', 'x'], ROWS, false), { renew: ['b'], head: true })
    assert.deepEqual(toAsk([], ROWS, false), { renew: [], head: false })
    assert.deepEqual(toAsk([], ROWS, true), { renew: [], head: true })
  })

  it('of a flood are renewed a few at a time', () => {
    const many = Array.from({ length: 100 }, (_, i) => ({ id: `c${i}` }))
    assert.equal(
      toAsk(
        many.map(({ id }) => id),
        many,
        false,
      ).renew.length,
      20,
    )
  })

  it('have arrived where the top of the list has them and the screen has not', () => {
    assert.equal(arrivedIn(rowsOf('xyab'), ROWS), 2)
    assert.equal(arrivedIn(rowsOf('ab'), ROWS), 0)
    assert.equal(arrivedIn(rowsOf('ab'), []), 2)
  })
})
