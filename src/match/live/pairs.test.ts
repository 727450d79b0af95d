import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { scanText } from '../words/document.ts'
import { Scanner } from '../words/scanner.ts'
import { Hits } from './hits.ts'
import { Lists, queryOf } from './lists.ts'
import { Pairs } from './pairs.ts'
import { Terms } from './terms.ts'

const WORDS = ['a', 'b', 'c', 'd', 'e']
const scanner = new Scanner()

/** Pairs and hits over five words, each with its places. */
function world() {
  const terms = new Terms()
  const hits = new Hits()
  const ids = new Map(WORDS.map((word) => [word, terms.take(word, false)]))
  for (const id of ids.values()) hits.countPlaced(id, 1)
  const lists = new Lists()
  const pairs = new Pairs(lists)
  const id = (word: string) => ids.get(word) ?? -1
  return {
    pairs,
    add: (first: string, second: string, query: number) => pairs.add(id(first), id(second), query << 2, -1),
    remove: (first: string, second: string, query: number) => pairs.remove(id(first), id(second), query),
    find: (text: string) => {
      const found = new Set<number>()
      hits.begin()
      hits.read(scanText(scanner, text, undefined), terms, { text, author: {} })
      pairs.find(hits, (start, count) => {
        for (let i = 0; i < count; i++) found.add(queryOf(lists.pool[start + 2 * i] ?? 0))
        return false
      })
      return found
    },
  }
}

test('a pair is found where its words stand in order, side by side', () => {
  const { add, find, remove } = world()
  add('a', 'b', 1)
  add('a', 'c', 2)
  add('a', 'b', 3)
  add('a', 'a', 4)
  assert.deepEqual(find('a b'), new Set([1, 3]))
  assert.deepEqual(find('b a'), new Set())
  assert.deepEqual(find('a x b'), new Set())
  assert.deepEqual(find('a, c'), new Set([2]))
  assert.deepEqual(find('a a b'), new Set([1, 3, 4]))
  remove('a', 'b', 1)
  remove('a', 'b', 99)
  remove('d', 'e', 1)
  assert.deepEqual(find('a b'), new Set([3]))
})

test('the search ends where it is told to', () => {
  const { pairs, add, find } = world()
  add('a', 'b', 1)
  add('b', 'c', 2)
  find('x')
  const hits = new Hits()
  assert.equal(
    pairs.find(hits, () => true),
    false,
    'a document without words has no pair',
  )
  assert.deepEqual(find('a b c'), new Set([1, 2]))
})

test('any text and any changes find what a plain search does', () => {
  const word = fc.constantFrom(...WORDS)
  const change = fc.tuple(word, word, fc.nat(5), fc.boolean())
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), fc.array(word, { maxLength: 400 }), (changes, said) => {
      const { add, remove, find } = world()
      const filed: [string, string, number][] = []
      for (const [first, second, query, adds] of changes) {
        const at = filed.findIndex((one) => one.join() === [first, second, query].join())
        if (adds && at < 0) {
          filed.push([first, second, query])
          add(first, second, query)
        } else if (!adds) {
          remove(first, second, query)
          if (at >= 0) filed.splice(at, 1)
        }
      }
      const together = new Set(said.slice(1).map((second, i) => `${said[i]}${second}`))
      const expected = filed
        .filter(([first, second]) => together.has(first + second))
        .map(([, , query]) => query)
      assert.deepEqual(find(said.join(' ')), new Set(expected))
    }),
    { numRuns: 300 },
  )
})
