import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { hashToken, matchesToken, newToken, openLink, packIds, unpackIds } from './token.ts'

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

test('packed identifiers are written in one way', () => {
  const packed = packIds(randomUUID(), randomUUID())
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/='
  const read = [...signs].flatMap((sign) => {
    const near = packed.slice(0, -1) + sign
    const ids = unpackIds(near)
    if (ids) assert.equal(packIds(ids.workspaceId, ids.id), near)
    return ids ? [near] : []
  })
  assert.equal(new Set(read).size, 16, 'its last character holds four bits')
})

test('a link opens what it was made for, and nothing whose hash is gone, nor another’s, nor by another purpose', async () => {
  const token = newToken()
  const ids = { workspaceId: randomUUID(), id: randomUUID() }
  const rows = new Map<string, { hash: string | null }>([[ids.id, { hash: hashToken('appeal', token) }]])
  const find = async ({ id }: { id: string }) => rows.get(id)
  const open = (given: string, purpose: 'appeal' | 'approval' = 'appeal') =>
    openLink(purpose, given, find, (row) => row.hash)
  const packed = packIds(ids.workspaceId, ids.id)
  assert.equal(await open(packed + token), rows.get(ids.id))
  assert.equal(await open(packed + token, 'approval'), undefined)
  const other = packIds(ids.workspaceId, randomUUID())
  for (const given of [packed, packed + newToken(), other + token, `${packed}${token}x`, token, '', 'nobody'])
    assert.equal(await open(given), undefined, given)
  for (const gone of ['', null]) {
    rows.set(ids.id, { hash: gone })
    for (const guess of [token, '', 'nobody'])
      assert.equal(await open(packed + guess), undefined, 'what is gone')
  }
})
