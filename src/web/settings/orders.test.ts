import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { moved as movedRules } from './assignment/rule.ts'
import { addField, moved as movedFields } from './own-site/fields.ts'
import { SECTIONS } from './sections.ts'
import { shifted } from './services/value.ts'
import { moved as movedPolicies } from './targets/draft.ts'

type Way = -1 | 1

const WAY = fc.constantFrom<Way>(-1, 1)
const IDS = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 8 })

/** Two neighbours change places, where there are two. */
function model(ids: readonly string[], at: number, by: Way): string[] {
  const to = at + by
  if (at < 0 || at >= ids.length || to < 0 || to >= ids.length) return [...ids]
  return ids.map((id, n) => {
    if (n === at) return ids[to] ?? id
    return n === to ? (ids[at] ?? id) : id
  })
}

/** Every list of settings that people put in order, each by what it names its rows with. */
const LISTS: Record<string, (ids: readonly string[], at: number, by: Way) => string[]> = {
  rules: (ids, at, by) =>
    movedRules(
      ids.map((key) => ({ key })),
      ids[at] ?? 'none at all',
      by,
    ).map(({ key }) => key),
  policies: (ids, at, by) =>
    movedPolicies(
      ids.map((id) => ({ id })),
      ids[at] ?? 'none at all',
      by,
    ).map(({ id }) => id),
  fields: (ids, at, by) => movedFields(ids, at, by),
}

for (const [name, move] of Object.entries(LISTS)) {
  test(`one of the ${name} changes places with its neighbour, and stays at an end`, () => {
    fc.assert(
      fc.property(IDS, fc.nat(9), WAY, (ids, at, by) => {
        const before = [...ids]
        assert.deepEqual(move(ids, at, by), model(ids, at, by))
        assert.deepEqual(ids, before)
      }),
    )
  })

  test(`one of the ${name} that moves and moves back leaves the order as it was`, () => {
    fc.assert(
      fc.property(IDS, fc.nat(7), WAY, (ids, at, by) => {
        const there = move(ids, at, by)
        fc.pre(there.join('\0') !== ids.join('\0'))
        assert.deepEqual(move(there, at + by, by === 1 ? -1 : 1), ids)
      }),
    )
  })
}

test('a choice of a service is moved as the others are', () => {
  fc.assert(
    fc.property(IDS, fc.nat(7), WAY, (ids, at, by) => {
      fc.pre(at < ids.length)
      const before = [...ids]
      assert.deepEqual(shifted(ids, at, by), model(ids, at, by))
      assert.deepEqual(ids, before)
    }),
  )
})

test('fields that are added, removed and added again never share an id', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(9), { nil: undefined }), { maxLength: 30 }), (steps) => {
      let fields = addField([])
      for (const drop of steps) {
        const before = fields
        fields = drop === undefined ? addField(fields) : fields.filter((_, n) => n !== drop)
        if (drop === undefined) assert.deepEqual(fields.slice(0, -1), before)
        assert.equal(new Set(fields.map(({ id }) => id)).size, fields.length)
      }
    }),
  )
})

test('a field that is added asks for nothing, and has words in both languages to be written', () => {
  const [field] = addField([])
  assert.deepEqual(field, { id: 'field1', kind: 'text', label: { fr: '', en: '' }, required: false })
})

test('every part of the settings has a place and a name of its own', () => {
  assert.equal(new Set(SECTIONS.map(({ id }) => id)).size, SECTIONS.length)
  assert.equal(new Set(SECTIONS.map(({ to }) => to)).size, SECTIONS.length)
})

test('what everyone may set of themselves asks for no right', () => {
  assert.deepEqual(
    SECTIONS.filter(({ can }) => can === null).map(({ id }) => id),
    ['time', 'profile'],
  )
})
