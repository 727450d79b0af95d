import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import {
  constantTimeEqual,
  keepKey,
  keyFor,
  loadOrCreateKey,
  open,
  parseKey,
  randomToken,
  seal,
} from './index.ts'

let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veillee-crypto-'))
})
after(() => rm(folder, { recursive: true }))

const key = parseKey('11'.repeat(32))
const otherKey = parseKey('22'.repeat(32))

test('what was sealed opens, for its key and purpose only', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, purpose) => {
      const sealed = seal(key, purpose, text)
      assert.equal(open(key, purpose, sealed), text.toWellFormed())
      assert.throws(() => open(otherKey, purpose, sealed), { id: 'sealed_unreadable' })
      assert.throws(() => open(key, `${purpose} `, sealed), { id: 'sealed_unreadable' })
    }),
  )
})

test('a sealed value that was changed in any place does not open, and no two are alike', () => {
  const sealed = seal(key, 'account:1', 'jeton secret')
  assert.notEqual(sealed, seal(key, 'account:1', 'jeton secret'))
  assert.ok(!sealed.includes(Buffer.from('jeton').toString('base64url')))
  for (let at = 0; at < sealed.length - 1; at++) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1)
    assert.throws(() => open(key, 'account:1', changed), { id: 'sealed_unreadable' }, `place ${at}`)
  }
  for (const nonsense of ['', 'v1.', 'v2.AAAA', sealed.slice(0, -4)]) {
    assert.throws(() => open(key, 'account:1', nonsense), { id: 'sealed_unreadable' })
  }
})

test('each purpose has a key of its own, the same at each start', () => {
  assert.deepEqual(keyFor(key, 'sessions'), keyFor(parseKey('11'.repeat(32)), 'sessions'))
  assert.notDeepEqual(keyFor(key, 'sessions'), keyFor(key, 'webhooks'))
})

test('the key file is made once, by whichever comes first, for its owner only', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateKey(folder)))
  assert.ok(keys.every((made) => keys[0]?.equals(made)))
  assert.deepEqual(await readdir(folder), ['secret.key'])
  assert.equal((await stat(join(folder, 'secret.key'))).mode & 0o777, 0o600)
  assert.ok(keys[0]?.equals(await loadOrCreateKey(folder)))
})

test('printing a key shows nothing of it', async () => {
  const digits = (await readFile(join(folder, 'secret.key'), 'utf8')).trim()
  const shown = inspect(await loadOrCreateKey(folder), { depth: 9 })
  assert.ok(!shown.includes(digits.slice(0, 8)))
})

test('a spoilt key file is refused, never replaced', async () => {
  const spoilt = await mkdtemp(join(folder, 'spoilt-'))
  await writeFile(join(spoilt, 'secret.key'), 'abc\n')
  await assert.rejects(loadOrCreateKey(spoilt), { id: 'secret_key_unreadable' })
  assert.equal(await readFile(join(spoilt, 'secret.key'), 'utf8'), 'abc\n')
})

test('a key out of a backup is put back, but not over another', async () => {
  const restored = await mkdtemp(join(folder, 'restored-'))
  await keepKey(restored, key)
  await keepKey(restored, key)
  assert.ok(key.equals(await loadOrCreateKey(restored)))
  await assert.rejects(keepKey(restored, otherKey), { id: 'secret_key_differs' })
})

test('tokens are URL-safe, as long as asked, and never alike', () => {
  assert.match(randomToken(), /^[\w-]{43}$/)
  assert.match(randomToken(9), /^[\w-]{12}$/)
  assert.equal(new Set(Array.from({ length: 1000 }, () => randomToken(16))).size, 1000)
})

test('texts compare by their whole content', () => {
  assert.ok(constantTimeEqual('été', 'été'))
  assert.ok(!constantTimeEqual('été', 'étés'))
  assert.ok(!constantTimeEqual('', 'a'))
})
