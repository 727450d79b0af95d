import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseAt, keepBase } from './base.ts'
import { NO_BASE } from './sync.ts'

function shelf(things: Record<string, string> = {}) {
  const kept = new Map(Object.entries(things))
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}

test('what was the same at the server is known again, and what has another form is not taken for it', () => {
  const storage = shelf()
  keepBase('a', { version: 3, body: 'Bon' }, storage)
  assert.deepEqual(baseAt('a', storage), { version: 3, body: 'Bon' })
  assert.deepEqual(baseAt('b', storage), NO_BASE)
  keepBase('a', NO_BASE, storage)
  assert.equal(storage.kept.size, 0)
  for (const bad of ['{', 'null', '3', '{"version":"3","body":""}', '{"version":1}'])
    assert.deepEqual(baseAt('a', shelf({ 'veillee.draft-base.a': bad })), NO_BASE, bad)
})

test('a browser that keeps nothing loses nothing of what is written', () => {
  const full = {
    getItem: () => null,
    removeItem: () => undefined,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  keepBase('a', { version: 1, body: 'x' }, full)
  assert.deepEqual(baseAt('a', full), NO_BASE)
})
