import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { decrypt, encrypt, isEncrypted } from './encryption.ts'

const CHEAP = { n: 2, r: 1, p: 1 }
const CHUNK = 64 * 1024 + 16

async function gather(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of source) parts.push(part)
  return Buffer.concat(parts)
}

async function* give(...pieces: Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces
}

test('what was encrypted comes back, at every size around a chunk', async () => {
  for (const size of [0, 1, 65_535, 65_536, 65_537, 200_000]) {
    const plain = randomBytes(size)
    const sealed = await gather(
      encrypt(give(plain.subarray(0, 1000), plain.subarray(1000)), 'phrase à moi', CHEAP),
    )
    assert.ok(isEncrypted(sealed))
    assert.ok(plain.equals(await gather(decrypt(give(sealed), 'phrase à moi'))), `${size} bytes`)
  }
})

test('the same passphrase typed on another system, in other code points, opens it', async () => {
  const sealed = await gather(encrypt(give(Buffer.from('x')), 'e\u0301t\u00e9', CHEAP))
  assert.equal(String(await gather(decrypt(give(sealed), '\u00e9te\u0301'))), 'x')
})

test('another passphrase is told apart from a spoilt file', async () => {
  const sealed = await gather(encrypt(give(Buffer.from('secret')), 'one', CHEAP))
  await assert.rejects(gather(decrypt(give(sealed), 'two')), { id: 'backup_passphrase' })
})

test('chunks that are changed, swapped, repeated or left out are refused', async () => {
  const plain = randomBytes(200_000)
  const sealed = await gather(encrypt(give(plain), 'p', CHEAP))
  const head = sealed.indexOf('\n') + 1
  const chunks = [0, 1, 2, 3].map((i) =>
    sealed.subarray(head + i * CHUNK, Math.min(head + (i + 1) * CHUNK, sealed.length)),
  )
  const [a, b, c, d] = chunks as [Buffer, Buffer, Buffer, Buffer]
  const header = sealed.subarray(0, head)
  assert.ok(plain.equals(await gather(decrypt(give(header, a, b, c, d), 'p'))))
  const changed = Buffer.from(b)
  changed[77] = (changed[77] ?? 0) ^ 1
  for (const [what, pieces] of Object.entries({
    changed: [a, changed, c, d],
    swapped: [b, a, c, d],
    repeated: [a, b, b, c, d],
    'first left out': [b, c, d],
    'last left out': [a, b, c],
    'cut in a chunk': [a, b.subarray(0, 500)],
    nothing: [],
    'something added': [a, b, c, d, Buffer.from('x')],
  })) {
    await assert.rejects(gather(decrypt(give(header, ...pieces), 'p')), Error, what)
  }
})

test('a header that would cost hours is refused', async () => {
  const sealed = await gather(encrypt(give(Buffer.from('x')), 'p'))
  const costly = Buffer.from(sealed.toString('latin1').replace('"n":131072', '"n":1073741824'), 'latin1')
  await assert.rejects(gather(decrypt(give(costly), 'p')), /expected number to be/)
})
