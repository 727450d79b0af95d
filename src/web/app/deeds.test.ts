import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { deedsHere } from './deeds.ts'

const run = () => {}
const binding = (keys: string, label = keys) => ({ keys, label, run })

test('the palette has what the page can do, and not how one moves about in it', () => {
  const groups = [
    { title: 'keys.everywhere', bindings: [binding('?'), binding('g i'), binding('t')] },
    { title: 'inbox:keys.title', bindings: ['j', 'k', 'J', 's', 'a', 'Escape'].map((keys) => binding(keys)) },
    { title: 'outbox:x', bindings: [binding('r'), binding('a', 'newer'), binding('Shift+ArrowDown')] },
  ]
  const deeds = deedsHere(groups)
  assert.deepEqual(
    deeds.map(({ keys, label }) => [keys, label]),
    [
      ['r', 'r'],
      ['a', 'newer'],
      ['s', 's'],
    ],
  )
  assert.equal(deeds[0]?.run, run)
  assert.deepEqual(deedsHere([]), [])
})

test('whatever is on screen, a key stands once, for the view that would hear it', () => {
  const keys = fc.constantFrom('a', 'b', 's', 'j', 'Escape', 'g i')
  const group = fc.record({
    title: fc.constantFrom('keys.everywhere', 'one', 'two'),
    bindings: fc.array(
      fc.tuple(keys, fc.string()).map(([key, label]) => binding(key, label)),
      { maxLength: 5 },
    ),
  })
  fc.assert(
    fc.property(fc.array(group, { maxLength: 5 }), (groups) => {
      const deeds = deedsHere(groups)
      assert.equal(new Set(deeds.map((one) => one.keys)).size, deeds.length)
      const own = groups.filter(({ title }) => title !== 'keys.everywhere').reverse()
      for (const deed of deeds) {
        const heard = own.flatMap(({ bindings }) => bindings.find((one) => one.keys === deed.keys) ?? [])[0]
        assert.equal(deed.label, heard?.label)
      }
    }),
  )
})
