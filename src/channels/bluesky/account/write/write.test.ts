import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { readPost } from '../../wire/record.ts'
import { isRefused } from '../../wire/refused.ts'
import { recordKey } from './key.ts'
import { sizeOf } from './picture.ts'
import { facetsOf, fits, graphemes, stretchesOf } from './text.ts'

const dids = new Map([
  ['ana.test', 'did:plc:ana'],
  ['éric.test', 'did:plc:eric'],
])

/** What each facet covers, cut from the bytes as a reader would. */
function covered(text: string): string[] {
  const bytes = Buffer.from(text)
  return facetsOf(text, stretchesOf(text), dids).map(({ index, features }) => {
    const { $type, ...value } = features[0] ?? { $type: '' }
    return `${bytes.toString('utf8', index.byteStart, index.byteEnd)} → ${Object.values(value)[0]}`
  })
}

describe('facets', () => {
  it('cover links, names and tags, and leave the punctuation around them', () => {
    assert.deepEqual(
      covered(
        '👋🏽 Bonjour @ana.test, voir « https://shop.example/été(1) », (www.example.org). #Été #1 #no1!',
      ),
      [
        '@ana.test → did:plc:ana',
        'https://shop.example/été(1) → https://shop.example/%C3%A9t%C3%A9(1)',
        'www.example.org → https://www.example.org/',
        '#Été → Été',
        '#no1 → no1',
      ],
    )
  })

  it('leave alone names that nobody bears, mail addresses, and marks within words', () => {
    assert.deepEqual(covered('@nobody.test ana@ana.test a#b c’est#ça https:// http://'), [])
  })

  it('never cut a character, never overlap, and cover what they say, whatever is written around them', () => {
    const odd = fc.string({ unit: 'grapheme', maxLength: 12 })
    const part = fc.oneof(
      odd,
      fc.constantFrom('@ana.test', 'https://x.example/a?b=1', '#tag', ' ', '\n', '👨‍👩‍👧'),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join(' ').toWellFormed()
        const bytes = Buffer.from(text)
        let done = 0
        for (const { index } of facetsOf(text, stretchesOf(text), dids)) {
          assert.ok(
            index.byteStart >= done && index.byteEnd > index.byteStart && index.byteEnd <= bytes.length,
          )
          const shown = bytes.toString('utf8', index.byteStart, index.byteEnd)
          assert.ok(!shown.includes('\ufffd') || text.includes('\ufffd'))
          assert.match(shown, /^(@|#|＃|https?:\/\/|www\.)/i)
          done = index.byteEnd
        }
        const read = readPost({ text, createdAt: '', facets: facetsOf(text, stretchesOf(text), dids) })
        assert.ok(!isRefused(read))
      }),
    )
  })
})

describe('the length', () => {
  it('is counted in what people call characters, and in bytes', () => {
    assert.equal(graphemes('👨‍👩‍👧é'), 2)
    assert.ok(fits('é'.repeat(300)))
    assert.ok(!fits('é'.repeat(301)))
    assert.ok(!fits('👨‍👩‍👧'.repeat(170)), 'over 3,000 bytes')
  })
})

describe('a record key', () => {
  it('is the same for the same errand, in order of time, and another for another', () => {
    const keys = Array.from({ length: 5_000 }, () => uuidv7())
    const made = keys.map(recordKey)
    assert.deepEqual(keys.map(recordKey), made)
    assert.equal(new Set(made).size, keys.length)
    for (const key of made) assert.match(key, /^[234567abcdefghij][234567a-z]{12}$/)
    const [early, late] = ['0198c000-0000-7fff-bfff-ffffffffffff', '0198c000-0001-7000-8000-000000000000']
    assert.ok(recordKey(early) < recordKey(late))
  })

  it('tells the time as those of the network do', () => {
    const tid = recordKey(uuidv7())
    const digits = '234567abcdefghijklmnopqrstuvwxyz'
    const value = [...tid].reduce((sum, digit) => sum * 32n + BigInt(digits.indexOf(digit)), 0n)
    assert.ok(Math.abs(Number(value >> 10n) / 1000 - Date.now()) < 5_000)
  })
})

describe('the size of a picture', () => {
  const png = Buffer.alloc(33)
  png.write('\x89PNG', 0, 'latin1')
  png.writeUInt32BE(640, 16)
  png.writeUInt32BE(480, 20)

  const exif = (orientation: number) => {
    const tiff = Buffer.from('49492a00080000000100120103000100000000000000', 'hex')
    tiff.writeUInt16LE(orientation, 18)
    return Buffer.concat([Buffer.from('Exif\0\0'), tiff])
  }
  const segment = (marker: number, body: Buffer) => {
    const head = Buffer.from([0xff, marker, 0, 0])
    head.writeUInt16BE(body.length + 2, 2)
    return Buffer.concat([head, body])
  }
  const jpeg = (orientation: number) =>
    Buffer.concat([
      Buffer.from([0xff, 0xd8]),
      segment(0xe1, exif(orientation)),
      segment(0xc4, Buffer.alloc(20)),
      segment(0xc2, Buffer.from([8, 0x01, 0xe0, 0x02, 0x80, 3, 0, 0])),
    ])

  it('is read from its head, and turned as the camera was', () => {
    assert.deepEqual(sizeOf(png), { width: 640, height: 480 })
    assert.deepEqual(sizeOf(jpeg(1)), { width: 640, height: 480 })
    assert.deepEqual(sizeOf(jpeg(6)), { width: 480, height: 640 })
    assert.deepEqual(sizeOf(Buffer.from('GIF89a\x80\x02\xe0\x01', 'latin1')), { width: 640, height: 480 })
    const webp = Buffer.alloc(30)
    webp.write('RIFF\0\0\0\0WEBPVP8X', 0, 'latin1')
    webp.writeUIntLE(639, 24, 3)
    webp.writeUIntLE(479, 27, 3)
    assert.deepEqual(sizeOf(webp), { width: 640, height: 480 })
  })

  it('is unknown for what is cut short or is no picture, whatever the bytes', () => {
    for (const file of [png, jpeg(6)]) {
      for (let end = 0; end < file.length - 4; end++) assert.doesNotThrow(() => sizeOf(file.subarray(0, end)))
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void sizeOf(bytes)))
    const afterMark = fc
      .uint8Array({ maxLength: 200 })
      .map((tail) => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), tail]))
    fc.assert(fc.property(afterMark, (bytes) => void sizeOf(bytes)))
    assert.equal(sizeOf(new Uint8Array()), undefined)
  })
})
