import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { afterLeaving, arrivedIn, beyondHead, stepFrom, ticked, toAsk } from './moves.ts'
import { onceEach } from './rows.ts'

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
    assert.deepEqual(toAsk(['b', 'd'], ROWS, false), { renew: ['b', 'd'], later: [], head: false })
    assert.deepEqual(toAsk(['b', 'x'], ROWS, false), { renew: ['b'], later: [], head: true })
    assert.deepEqual(toAsk([], ROWS, false), { renew: [], later: [], head: false })
    assert.deepEqual(toAsk([], ROWS, true), { renew: [], later: [], head: true })
  })

  it('of a flood are renewed a few at a time, and every one of them in the end', () => {
    const some = fc.shuffledSubarray(Array.from({ length: 90 }, (_, i) => `c${i}`))
    fc.assert(
      fc.property(some, some, (heard, shown) => {
        const rows = shown.map((one) => ({ id: one }))
        let [waiting, renewed, looks] = [heard, [] as string[], 0]
        do {
          const { renew, later, head } = toAsk(waiting, rows, false)
          assert.ok(renew.length <= 20)
          assert.equal(head, looks === 0 && heard.some((one) => !shown.includes(one)))
          ;[waiting, renewed, looks] = [later, [...renewed, ...renew], looks + 1]
        } while (waiting.length > 0)
        assert.deepEqual(
          renewed,
          heard.filter((one) => shown.includes(one)),
        )
      }),
    )
  })

  it('have arrived where the top of the list has them and the screen has not', () => {
    assert.equal(arrivedIn(rowsOf('xyab'), ROWS), 2)
    assert.equal(arrivedIn(rowsOf('ab'), ROWS), 0)
    assert.equal(arrivedIn(rowsOf('ab'), []), 2)
  })

  it('after many at once are all asked for: by the head of the list, or by themselves where it has them not', () => {
    assert.deepEqual(beyondHead(rowsOf('xab'), ROWS), ['c', 'd', 'e'])
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefghij'))
    fc.assert(
      fc.property(ids, ids, (head, shown) => {
        const rows = rowsOf(shown.join(''))
        const alone = new Set(beyondHead(rowsOf(head.join('')), rows))
        for (const id of shown) assert.notEqual(head.includes(id), alone.has(id))
        const { renew, later } = toAsk(alone, rows, false)
        assert.deepEqual(new Set([...renew, ...later]), alone, 'none is left as it was')
      }),
    )
  })
})

/** Ids of pages as they came, where what moved meanwhile is in two of them. */
const overlapping = fc.array(fc.array(fc.constantFrom(...'abcdefgh'), { maxLength: 5 }), { maxLength: 5 })

describe('a list that moved between its pages', () => {
  it('has each row once, where it came first, and as it came first', () => {
    fc.assert(
      fc.property(overlapping, (pages) => {
        const rows = pages.flatMap((page, at) => page.map((id) => ({ id, at })))
        const once = onceEach(rows)
        assert.deepEqual(
          once.map(({ id }) => id),
          [...new Set(pages.flat())],
        )
        for (const row of once)
          assert.equal(
            row,
            rows.find(({ id }) => id === row.id),
          )
      }),
    )
  })

  it('is gone through from end to end with the keys, and back the same way', () => {
    fc.assert(
      fc.property(overlapping, (pages) => {
        const rows = onceEach(pages.flat().map((id) => ({ id })))
        const way: string[] = []
        for (let at = rows[0]; at && way.length <= 40; at = stepFrom(rows, at.id, 1)) way.push(at.id)
        assert.deepEqual(
          way,
          rows.map(({ id }) => id),
        )
        const back: string[] = []
        for (let at = rows.at(-1); at && back.length <= 40; at = stepFrom(rows, at.id, -1)) back.push(at.id)
        assert.deepEqual(back, way.toReversed())
      }),
    )
  })

  it('opens next what stays: below before above, never what leaves', () => {
    const few = fc.uniqueArray(fc.constantFrom(...'abcdefgh'))
    fc.assert(
      fc.property(few, few, fc.constantFrom(...'abcdefgh'), (ids, leaving, current) => {
        const rows = ids.map((id) => ({ id }))
        const next = afterLeaving(rows, current, [...leaving, current])
        const stay = ids.filter((id) => id !== current && !leaving.includes(id))
        const at = ids.indexOf(current)
        const below = stay.filter((id) => ids.indexOf(id) > at)
        assert.equal(next?.id, below[0] ?? stay.at(-1))
      }),
    )
  })
})
