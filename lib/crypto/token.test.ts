import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { hashToken, matchesToken, newToken, packIds, unpackIds } from './token.ts'

test('a token matches its own hash and no other purpose', () => {
  const token = newToken()
  assert.equal(token.length, 43)
  const hash = hashToken('invitation', token)
  assert.ok(matchesToken('invitation', token, hash))
  assert.ok(!matchesToken('api-key', token, hash))
  assert.ok(!matchesToken('invitation', newToken(), hash))
  assert.ok(!matchesToken('invitation', token, hash.slice(1)))
})

test('packed identifiers come back, and nonsense is refused', () => {
  for (let i = 0; i < 200; i++) {
    const [workspaceId, id] = [randomUUID(), randomUUID()]
    assert.deepEqual(unpackIds(packIds(workspaceId, id)), { workspaceId, id })
  }
  for (const nonsense of ['', 'a', 'x'.repeat(42), 'x'.repeat(44), '!'.repeat(43)]) {
    assert.equal(unpackIds(nonsense), null)
  }
})
