import assert from 'node:assert/strict'
import { cp, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import type { Handle } from '../db/index.ts'
import {
  loadOrCreateKey,
  nextKey,
  open,
  opensWith,
  parseKey,
  promoteNextKey,
  readNextKey,
  reseal,
  type SealedColumn,
  type SecretKey,
  seal,
} from './index.ts'

let root = ''
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'rotation-'))
})
after(() => rm(root, { recursive: true }))

const newFolder = () => mkdtemp(join(root, 'data-'))
const [old, fresh, third] = ['11', '22', '33'].map((two) => parseKey(two.repeat(32))) as [
  SecretKey,
  SecretKey,
  SecretKey,
]
/** The columns of these tests stand in memory. */
const nowhere = undefined as unknown as Handle

const TEXT = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('', '\0', '{"a":1}', 'é'.repeat(5000)))
const PURPOSE = fc.oneof(
  fc.constantFrom(
    'account',
    'account:',
    'account:1',
    'account:11',
    'account:1:secrets',
    'webhook:1',
    'session',
    '',
  ),
  fc.uuid().map((id) => `account:${id}`),
)

test('what is sealed opens for the very purpose it was sealed for, and for none that looks like it', () => {
  fc.assert(
    fc.property(TEXT, PURPOSE, PURPOSE, (text, one, other) => {
      const sealed = seal(old, one, text)
      assert.equal(open(old, one, sealed), text)
      if (one !== other)
        assert.throws(() => open(old, other, sealed), { id: 'sealed_unreadable', values: { purpose: other } })
      assert.throws(() => open(fresh, one, sealed), { id: 'sealed_unreadable' })
    }),
  )
})

test('no two values are put together from pieces of others', () => {
  const bytes = (sealed: string) => Buffer.from(sealed.slice(3), 'base64url')
  fc.assert(
    fc.property(TEXT, TEXT, fc.nat(200), (one, other, at) => {
      const [a, b] = [bytes(seal(old, 'p', one)), bytes(seal(old, 'p', other))]
      const spliced = Buffer.concat([a.subarray(0, at), b.subarray(at)])
      if (spliced.equals(a) || spliced.equals(b)) return
      assert.throws(() => open(old, 'p', `v1.${spliced.toString('base64url')}`), { id: 'sealed_unreadable' })
    }),
  )
})

test('what went wrong says nothing of the key nor of what was sealed', () => {
  const sealed = seal(old, 'account:1', 'mot-de-passe-de-Zoé')
  try {
    open(fresh, 'account:1', sealed)
    assert.fail('it opened')
  } catch (error) {
    const all = `${error} ${(error as Error).stack} ${JSON.stringify(error)} ${(error as Error).cause}`
    assert.doesNotMatch(all, /mot-de-passe|1111|2222/)
    assert.ok(!all.includes(sealed))
  }
})

/** As a table holds them: rows with what they are sealed for, and under which names that was before. */
function column(rows: { id: string; sealed: string; purposes: [string, ...string[]] }[]): SealedColumn {
  return {
    name: 'memory',
    read: async (_db, limit) =>
      rows.slice(0, limit).map(({ id, sealed, purposes }) => ({ key: { id }, sealed, purposes })),
    write: async (_tx, key, sealed) => {
      const row = rows.find(({ id }) => id === key.id) ?? assert.fail('no such row')
      row.sealed = sealed
    },
  }
}

test('sealed anew, every value opens with the new key for its present purpose, and with the old one no more', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(TEXT, fc.nat(2)), { maxLength: 8 }), async (values) => {
      const rows = values.map(([text, age], i) => {
        const purposes: [string, ...string[]] = [`account:${i}`, 'account', 'legacy']
        return { id: String(i), purposes, text, sealed: seal(old, purposes[age] ?? 'account', text) }
      })
      assert.equal(await reseal(nowhere, column(rows), { from: old, to: fresh }), rows.length)
      for (const { id, text, sealed } of rows) {
        assert.equal(open(fresh, `account:${id}`, sealed), text)
        assert.throws(() => open(old, `account:${id}`, sealed), { id: 'sealed_unreadable' })
      }
    }),
    { numRuns: 30 },
  )
})

test('a value that the old key does not open stops the rotation by name, rather than be lost', async () => {
  const rows = ['a', 'b'].map((id) => ({
    id,
    purposes: [`account:${id}`] as [string],
    sealed: seal(id === 'b' ? third : old, `account:${id}`, id),
  }))
  await assert.rejects(reseal(nowhere, column(rows), { from: old, to: fresh }), {
    id: 'sealed_unreadable',
    values: { purpose: 'account:b' },
  })
})

test('which key is in force is told by what is sealed, and by nothing where nothing is', async () => {
  const row = (key: SecretKey) => [{ id: '1', purposes: ['p'] as [string], sealed: seal(key, 'p', 'x') }]
  assert.equal(await opensWith(nowhere, [column([]), column([])], old), undefined)
  assert.equal(await opensWith(nowhere, [column([]), column(row(old))], old), true)
  assert.equal(await opensWith(nowhere, [column(row(old))], fresh), false)
})

test('a rotation that is cut goes on to the same key, and each step twice is as once', async () => {
  const folder = await newFolder()
  const before = await loadOrCreateKey(folder)
  assert.equal(await readNextKey(folder), undefined)
  const made = await Promise.all(Array.from({ length: 6 }, () => nextKey(folder)))
  assert.ok(
    made.every((key) => made[0]?.equals(key)),
    'whoever asks for the next key is given the same',
  )
  assert.ok(!made[0]?.equals(before))
  assert.ok(before.equals(await loadOrCreateKey(folder)), 'and the present one is in force meanwhile')
  await promoteNextKey(folder)
  await promoteNextKey(folder)
  assert.ok(made[0]?.equals(await loadOrCreateKey(folder)))
  assert.equal(await readNextKey(folder), undefined)
  assert.equal(parseKey(await readFile(join(folder, 'secret.key.before'), 'utf8')).equals(before), true)
  assert.deepEqual((await readdir(folder)).sort(), ['secret.key', 'secret.key.before'])
  for (const name of await readdir(folder))
    assert.equal((await stat(join(folder, name))).mode & 0o077, 0, name)
})

test('a second rotation keeps the key just left, whatever state the first ended in', async () => {
  const folder = await newFolder()
  await loadOrCreateKey(folder)
  for (let turn = 0; turn < 3; turn++) {
    const left = await loadOrCreateKey(folder)
    const next = await nextKey(folder)
    // Killed between the two links: the one kept is gone, and the next is not in force yet.
    if (turn === 1) await unlink(join(folder, 'secret.key.before'))
    const cut = await newFolder()
    await cp(folder, cut, { recursive: true })
    for (const place of [folder, cut]) {
      await promoteNextKey(place)
      assert.ok(next.equals(await loadOrCreateKey(place)))
      assert.ok(left.equals(parseKey(await readFile(join(place, 'secret.key.before'), 'utf8'))))
    }
  }
})

test('a next key that is spoilt stops everything before anything is sealed with it', async () => {
  const folder = await newFolder()
  const before = await loadOrCreateKey(folder)
  await writeFile(join(folder, 'secret.key.next'), 'deadbeef\n')
  await assert.rejects(nextKey(folder), { id: 'secret_key_unreadable' })
  await assert.rejects(promoteNextKey(folder), { id: 'secret_key_unreadable' })
  assert.ok(before.equals(await loadOrCreateKey(folder)), 'and the key in force stays so')
})
