import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { decode } from './decode.ts'
import { ENCODINGS, EncodingSniffer } from './encoding.ts'

function sniff(bytes: Uint8Array, piece = bytes.length || 1) {
  const sniffer = new EncodingSniffer()
  for (let at = 0; at < bytes.length; at += piece) sniffer.add(bytes.subarray(at, at + piece))
  return sniffer.result()
}

const FRENCH = 'Élodie a été très déçue : « où est ma commande ? » Ça coûte 12 €.'
const WINDOWS = Buffer.from(FRENCH.replace('€', '\u0080'), 'latin1')

test('UTF-8, Windows-1252, UTF-16 and old Mac are told apart', () => {
  assert.deepEqual(sniff(Buffer.from(FRENCH)), { encoding: 'utf-8', damaged: false })
  assert.deepEqual(sniff(Buffer.from(`\ufeff${FRENCH}`)), { encoding: 'utf-8', damaged: false })
  assert.deepEqual(sniff(WINDOWS), { encoding: 'windows-1252', damaged: false })
  assert.equal(sniff(Buffer.from(`\ufeff${FRENCH}`, 'utf16le')).encoding, 'utf-16le')
  assert.equal(sniff(Buffer.from(FRENCH, 'utf16le')).encoding, 'utf-16le')
  assert.equal(sniff(Buffer.from(FRENCH, 'utf16le').swap16()).encoding, 'utf-16be')
  assert.equal(sniff(Buffer.from('8374e9206d616973', 'hex')).encoding, 'windows-1252')
  assert.equal(
    sniff(Buffer.from([0x74, 0x72, 0x8f, 0x73, 0x20, 0x8e, 0x74, 0x8e, 0x20, 0x88])).encoding,
    'macintosh',
  )
  assert.equal(sniff(new Uint8Array()).encoding, 'utf-8')
})

test('an accent at the very end of a large file is still heard', () => {
  const late = Buffer.concat([Buffer.alloc(3_000_000, 'plain text\n'), Buffer.from([0xe9])])
  assert.equal(sniff(late, 65_536).encoding, 'windows-1252')
})

test('UTF-8 with some bad bytes stays UTF-8, and is said to be damaged', () => {
  const damaged = Buffer.concat([
    Buffer.from(FRENCH.repeat(20)),
    Buffer.from([0xe9, 0x20]),
    Buffer.from(FRENCH),
  ])
  assert.deepEqual(sniff(damaged), { encoding: 'utf-8', damaged: true })
})

test('the verdict does not depend on how the bytes arrive', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => Buffer.from(`é${text}`)),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  )
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 7 }), (bytes, piece) => {
      const whole = sniff(bytes)
      const pieces = sniff(bytes, piece)
      if (whole.encoding === 'utf-8' && !whole.damaged) assert.deepEqual(pieces, whole)
      assert.ok(ENCODINGS.includes(pieces.encoding))
    }),
    { numRuns: 2000 },
  )
})

test('text is decoded across the cuts between pieces, without its mark', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'text-'))
  const path = join(folder, 'a.txt')
  const long = `\ufeff${'é'.repeat(400_000)}`
  try {
    for (const [encoding, bytes] of [
      ['utf-8', Buffer.from(long)],
      ['utf-16le', Buffer.from(long, 'utf16le')],
      ['windows-1252', Buffer.alloc(400_000, 0xe9)],
    ] as const) {
      await writeFile(path, bytes)
      let text = ''
      let read = 0
      for await (const chunk of decode(path, encoding)) {
        text += chunk.text
        read = chunk.bytesRead
      }
      assert.equal(text, 'é'.repeat(400_000), encoding)
      assert.equal(read, bytes.length)
    }
    await writeFile(path, WINDOWS)
    let text = ''
    for await (const chunk of decode(path, 'windows-1252')) text += chunk.text
    assert.equal(text, FRENCH)
  } finally {
    await rm(folder, { recursive: true })
  }
})
