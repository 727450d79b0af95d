import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PRIME, SEED } from '../words/hash.ts'
import { Table } from './table.ts'
import { Terms } from './terms.ts'

/** Looks a word up as the matcher does: by units and hash, in the middle of a buffer. */
function look(terms: Terms, word: string, prefix = false): number {
  const chars = Uint16Array.from(`##${word}##`, (char) => char.charCodeAt(0))
  let hash = SEED
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME)
  return prefix ? terms.prefix(chars, 2, word.length, hash) : terms.word(chars, 2, word.length, hash)
}

function hashOf(word: string): number {
  let hash = SEED
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME)
  return hash
}

test('a term is found until everyone who took it gave it up', () => {
  const terms = new Terms()
  const air = terms.take('air', false)
  assert.equal(terms.take('air', false), air)
  assert.equal(terms.held(air), 2)
  assert.equal(look(terms, 'air'), air)
  assert.equal(look(terms, 'ai'), -1)
  assert.equal(look(terms, 'airs'), -1)
  assert.equal(terms.release(air), false)
  assert.equal(look(terms, 'air'), air)
  assert.equal(terms.release(air), true)
  assert.equal(look(terms, 'air'), -1)
  assert.equal(terms.take('vol', false), air, 'its number is given to another')
})

test('a word and the prefix of the same letters are two terms', () => {
  const terms = new Terms()
  const word = terms.take('retard', false)
  const prefix = terms.take('retard', true)
  assert.notEqual(word, prefix)
  assert.equal(look(terms, 'retard'), word)
  assert.equal(look(terms, 'retard', true), prefix)
  assert.equal(terms.prefixCount, 1)
  terms.release(prefix)
  assert.equal(look(terms, 'retard'), word)
  assert.equal(look(terms, 'retard', true), -1)
  assert.equal(terms.prefixCount, 0)
})

test('every beginning of a prefix leads on, and none once it is gone', () => {
  const terms = new Terms()
  const ids = ['retard', 'reta', 'grève'].map((prefix) => terms.take(prefix, true))
  for (const beginning of ['r', 're', 'retar', 'retard', 'g', 'grèv'])
    assert.ok(terms.leads(hashOf(beginning)))
  assert.ok(!terms.leads(hashOf('retarde')))
  assert.ok(!terms.leads(hashOf('x')))
  terms.release(ids[0] ?? 0)
  assert.ok(terms.leads(hashOf('reta')))
  assert.ok(!terms.leads(hashOf('retar')))
  for (const id of ids.slice(1)) terms.release(id)
  for (const beginning of ['r', 're', 'reta', 'g']) assert.ok(!terms.leads(hashOf(beginning)))
})

test('any sequence of takes and releases finds what a map would', () => {
  // Few letters, so that words begin alike and hashes stand close.
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '#'), minLength: 1, maxLength: 4 })
  const step = fc.tuple(word, fc.boolean(), fc.boolean())
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const terms = new Terms()
      const held = new Map<string, { id: number; times: number }>()
      for (const [text, prefix, take] of steps) {
        const key = `${prefix} ${text}`
        const known = held.get(key)
        if (take) {
          const id = terms.take(text, prefix)
          if (known) assert.equal(id, known.id)
          held.set(key, { id, times: (known?.times ?? 0) + 1 })
        } else if (known) {
          assert.equal(terms.release(known.id), known.times === 1)
          if (known.times === 1) held.delete(key)
          else known.times--
        }
      }
      const ids = [...held.values()].map(({ id }) => id)
      assert.equal(new Set(ids).size, ids.length, 'no number is given twice')
      for (const [text, prefix] of steps) {
        assert.equal(look(terms, text, prefix), held.get(`${prefix} ${text}`)?.id ?? -1)
      }
    }),
    { numRuns: 300 },
  )
})

test('it grows to many terms, and lets go of them all', () => {
  const terms = new Terms()
  const words = Array.from({ length: 20_000 }, (_, i) => `mot${i.toString(36)}`)
  const ids = words.map((text) => terms.take(text, false))
  words.forEach((text, i) => {
    assert.equal(look(terms, text), ids[i])
  })
  ids.forEach((id, i) => {
    if (i % 2 === 0) terms.release(id)
  })
  words.forEach((text, i) => {
    assert.equal(look(terms, text), i % 2 === 0 ? -1 : ids[i])
  })
})

test('a slot that falls free closes up behind it, whatever the hashes', () => {
  const hashes = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(hashes, fc.infiniteStream(fc.nat()), (all, order) => {
      const table = new Table()
      all.forEach((hash, id) => {
        table.insert(id, hash)
      })
      const left = new Map(all.map((hash, id) => [id, hash]))
      for (const pick of order) {
        const [id, hash] = [...left][pick % left.size] ?? [0, 0]
        table.remove(id, hash)
        left.delete(id)
        for (const [other, home] of left) assert.ok(finds(table, other, home), `${other} lost after ${id}`)
        assert.ok(!finds(table, id, hash))
        if (left.size === 0) break
      }
      assert.equal(table.count, 0)
      assert.ok(table.slots.every((entry, i) => i % 2 === 1 || entry === 0))
    }),
    { numRuns: 200 },
  )
})

function finds(table: Table, id: number, hash: number): boolean {
  for (let slot = hash & table.mask; table.slots[2 * slot] !== 0; slot = (slot + 1) & table.mask) {
    if (table.slots[2 * slot] === id + 1) return true
  }
  return false
}
