import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ReaderFeed } from '../../../server/api.ts'
import {
  folderKey,
  folderOf,
  folderPath,
  foldersIn,
  folderText,
  neighbour,
  queryFrom,
  treeOf,
} from './tree.ts'

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

const NAME = fc.constantFrom('Presse', 'presse', 'Élan', 'Zoé', 'A/B', '10', '9', 'Amis & co', '日本')

test('every feed stands once where it is said to, and each folder counts what is below it', () => {
  const one = fc.tuple(NAME, fc.nat(20), fc.array(NAME, { maxLength: 4 }))
  fc.assert(
    fc.property(fc.array(one, { maxLength: 25 }), fc.constantFrom('fr', 'en'), (list, locale) => {
      const feeds = list.map(([name, unread, folder], i) => ({
        ...feed(name, unread, ...folder),
        id: `${i}`,
      }))
      const root = treeOf(feeds, locale)
      const compare = new Intl.Collator(locale, { sensitivity: 'base', numeric: true }).compare
      const met: string[] = []
      const walk = (folder: typeof root): number => {
        const names = folder.folders.map((below) => below.name)
        assert.deepEqual(names, names.toSorted(compare))
        assert.equal(new Set(names).size, names.length, 'a folder is there once')
        for (const here of folder.feeds) {
          assert.deepEqual(here.folder, folder.path)
          met.push(here.id)
        }
        const sum =
          folder.feeds.reduce((more, here) => more + here.unread, 0) +
          folder.folders.reduce((more, below) => more + walk(below), 0)
        assert.equal(folder.unread, sum)
        return sum
      }
      walk(root)
      assert.deepEqual(met.toSorted(), feeds.map((here) => here.id).toSorted())
      for (const path of foldersIn(root)) assert.deepEqual(folderPath(folderKey(path)), path)
      const paths = new Set(
        feeds.flatMap(({ folder }) => folder.map((_, i) => folderKey(folder.slice(0, i + 1)))),
      )
      assert.equal(foldersIn(root).length, paths.size)
    }),
    { numRuns: 150 },
  )
})

test('going on from item to item meets each once, forth and back', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(99), { maxLength: 12 }), (ids) => {
      const items = ids.map((id) => ({ id: `${id}` }))
      const met: string[] = []
      for (let at = neighbour(items, undefined, 1); at; at = neighbour(items, at.id, 1)) met.push(at.id)
      assert.deepEqual(
        met,
        items.map((item) => item.id),
      )
      const back: string[] = []
      for (let at = items.at(-1); at; at = neighbour(items, at.id, -1)) back.push(at.id)
      assert.deepEqual(back, met.toReversed())
      assert.equal(neighbour(items, 'gone', -1), undefined)
      assert.equal(neighbour(items, 'gone', 1)?.id, items[0]?.id)
    }),
  )
})

test('a folder is read as it is written, a slash in its name too', () => {
  assert.deepEqual(folderOf('Presse / Locale'), ['Presse', 'Locale'])
  assert.deepEqual(folderOf('Presse/Locale/ '), ['Presse', 'Locale'])
  assert.deepEqual(folderOf('AC//DC / Live'), ['AC/DC', 'Live'])
  assert.equal(folderText(['AC/DC', 'Live']), 'AC//DC / Live')
  assert.deepEqual(folderOf(' / '), [])
  // Names as the server keeps them: one line, without spaces at the ends.
  const name = fc
    .string({ unit: fc.constantFrom(...'ab/é .'), minLength: 1, maxLength: 8 })
    .map((text) => text.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (path) => {
      assert.deepEqual(folderOf(folderText(path)), path)
    }),
  )
})
