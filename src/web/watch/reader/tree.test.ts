import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReaderFeed } from '../../../server/api.ts'
import { folderKey, folderPath, foldersIn, neighbour, queryFrom, treeOf } from './tree.ts'

const feed = (name: string, unread: number, ...folder: string[]): ReaderFeed => ({
  ...{ id: name, name, unread, folder, url: '', paused: false, failing: false, lastActivity: null },
})

test('feeds stand in their folders by name, and what is unread adds up', () => {
  const root = treeOf(
    [
      feed('Zoé', 1),
      feed('b', 2, 'Presse', 'Locale'),
      feed('Élan', 4),
      feed('a', 8, 'Presse'),
      feed('c', 16, 'Amis'),
    ],
    'fr',
  )
  assert.equal(root.unread, 31)
  assert.deepEqual(
    root.folders.map((one) => [one.name, one.unread]),
    [
      ['Amis', 16],
      ['Presse', 10],
    ],
  )
  assert.deepEqual(
    root.folders[1]?.folders.map((one) => one.path),
    [['Presse', 'Locale']],
  )
  assert.deepEqual(
    root.feeds.map((one) => one.name),
    ['Élan', 'Zoé'],
  )
  assert.deepEqual(foldersIn(root), [['Amis'], ['Presse'], ['Presse', 'Locale']])
  assert.deepEqual(folderPath(folderKey(['A/B', 'C'])), ['A/B', 'C'])
  assert.deepEqual(folderPath(undefined), [])
})

test('keys go from item to item, and stop at both ends', () => {
  const items = [{ id: 'a' }, { id: 'b' }]
  assert.deepEqual(
    [neighbour(items, undefined, 1)?.id, neighbour(items, 'a', 1)?.id, neighbour(items, 'b', 1)?.id],
    ['a', 'b', undefined],
  )
  assert.deepEqual(
    [neighbour(items, 'b', -1)?.id, neighbour(items, 'a', -1)?.id, neighbour([], undefined, 1)],
    ['a', undefined, undefined],
  )
})

test('an alert begins with what an item is about', () => {
  assert.equal(queryFrom({ title: 'x', topics: ['livraison', 'colis perdu'] }), 'livraison OR "colis perdu"')
  assert.equal(
    queryFrom({ title: 'Le retard des livraisons à Brest', topics: [] }),
    'retard livraisons Brest',
  )
  assert.equal(queryFrom({ title: null, topics: [] }), '')
})
