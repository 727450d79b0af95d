import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedOf } from './queries.ts'

test('a list is of what is unread, a search of everything, unless one says otherwise', () => {
  assert.deepEqual(askedOf({}).query, { feed: undefined, q: undefined, unread: true, starred: undefined })
  assert.equal(askedOf({ q: 'livraison' }).query.unread, undefined)
  assert.equal(askedOf({ q: 'livraison', show: 'unread' }).query.unread, true)
  assert.equal(askedOf({ show: 'all' }).query.unread, undefined)
  assert.deepEqual(
    [askedOf({ show: 'starred' }).query.starred, askedOf({ show: 'starred' }).query.unread],
    [true, undefined],
  )
})

test('folders are named from the outermost, and a feed needs none', () => {
  assert.deepEqual(askedOf({ folder: 'Presse\nLocale' }).folders, ['Presse', 'Locale'])
  assert.deepEqual(askedOf({ folder: 'Presse', feed: 'f' }).folders, [])
  assert.deepEqual(askedOf({}).folders, [])
})
