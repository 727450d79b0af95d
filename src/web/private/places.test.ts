import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { placeChoice } from './places.ts'

const words = { first: 'la première', gone: 'disparue', label: ({ name }: { name: string }) => name }
const id = fc.constantFrom('a', 'b', 'c', 'd')
const places = fc.uniqueArray(fc.record({ id, name: fc.string(), open: fc.boolean() }), {
  selector: (one) => one.id,
})

describe('a choice among places', () => {
  it('offers each once and the first, shows what is chosen, and uses it as long as it is open', () => {
    fc.assert(
      fc.property(places, fc.option(id), (all, chosen) => {
        const { options, trouble, used } = placeChoice(all, chosen, words)
        const values = options.map(({ value }) => value)
        assert.equal(new Set(values).size, values.length)
        assert.ok(values.includes(chosen ?? ''))
        for (const one of all) assert.ok(values.includes(one.id))
        assert.equal(
          used === undefined,
          all.every(({ open }) => !open),
        )
        assert.ok(used?.open !== false)
        if (chosen === null) assert.equal(trouble, undefined)
        else assert.equal(trouble === undefined, used?.id === chosen)
      }),
    )
  })

  it('tells what is gone from what is only closed', () => {
    const all = [
      { id: 'a', name: 'A', open: false },
      { id: 'b', name: 'B', open: true },
    ]
    assert.deepEqual(placeChoice(all, 'a', words).trouble, 'closed')
    assert.deepEqual(placeChoice(all, 'x', words).trouble, 'gone')
    assert.deepEqual(placeChoice(all, 'x', words).options.at(-1), { value: 'x', label: 'disparue' })
    assert.equal(placeChoice(all, 'a', words).used?.id, 'b')
  })
})
