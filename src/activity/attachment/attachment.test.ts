import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addressOf, examine, idOf, isShown, refuseUnfit, safeName, servedAt } from './attachment.ts'
import { dimensionsOf } from './dimensions.ts'
import { sniff } from './sniff.ts'

const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const utf8 = (text: string) => new Uint8Array(Buffer.from(text))
const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'))

/** Pictures of 640 by 480, as far as their headers go. */
const PICTURES: Record<string, Uint8Array> = {
  'image/png': hex('89504e470d0a1a0a 0000000d49484452 00000280 000001e0 08060000'),
  'image/gif': hex('474946383961 8002 e001 f70000'),
  'image/jpeg': hex(
    'ffd8 ffe0 0010 4a46494600010100000100010000 ffdb 0004 0102 ff ffc2 0011 08 01e0 0280 03',
  ),
  'image/webp': hex('52494646 24000000 57454250 56503858 0a000000 10000000 7f0200 df0100'),
}

describe('what a file is', () => {
  it('is read from its bytes, whatever its name says', () => {
    const cases: [string, Uint8Array, string][] = [
      ['holiday.png', utf8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'image/svg+xml'],
      ['photo.jpg', utf8('\ufeff  <!DOCTYPE html><script>alert(1)</script>'), 'text/html'],
      ['a.png', latin('GIF89a\x01\0\x01\0'), 'image/gif'],
      ['photo.jpg', latin('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), 'image/heif'],
      ['film.mp4', latin('\0\0\0\x18ftypisom\0\0\x02\0'), 'video/mp4'],
      ['report.png', latin('%PDF-1.7\n'), 'application/pdf'],
      ['invoice.pdf', latin('MZ\x90\0\x03'), 'application/x-msdownload'],
      ['list.csv', utf8('nom;âge\nÉva;7\n'), 'text/csv'],
      ['list.csv', utf8('nom;age\n<script>alert(1)</script>'), 'text/html'],
      ['letter.xyz', latin('d\xe9j\xe0 vu'), 'text/plain'],
      ['a.html', utf8('plain words'), 'text/plain'],
      ['notes.constructor', utf8('plain words'), 'text/plain'],
      ['noise', latin('\0\x01\x02'), 'application/octet-stream'],
      [
        'a.docx',
        latin('PK\x03\x04....[Content_Types].xml....word/document.xml'),
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ],
    ]
    for (const [name, bytes, type] of cases) assert.equal(sniff(bytes, name), type, name)
  })

  it('gives the size of a picture from its header', () => {
    for (const [type, bytes] of Object.entries(PICTURES)) {
      assert.equal(sniff(bytes), type)
      assert.deepEqual(dimensionsOf(bytes, type), { width: 640, height: 480 }, type)
      assert.ok(isShown({ mediaType: type, dimensions: { width: 640, height: 480 } }))
    }
  })

  it('never fails on any bytes, cut or spoilt', () => {
    const pictures = fc.constantFrom(...Object.entries(PICTURES))
    fc.assert(
      fc.property(pictures, fc.nat(), fc.nat(255), fc.nat(60), ([type, bytes], where, value, length) => {
        const spoilt = bytes.slice(0, length)
        if (spoilt.length > 0) spoilt[where % spoilt.length] = value
        const found = dimensionsOf(spoilt, type)
        if (found) assert.ok(found.width > 0 && found.height > 0)
        examine({ name: 'x', bytes: spoilt })
      }),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void examine({ name: 'x', bytes })))
  })

  it('refuses a pixel bomb, shows none, and takes no beginning of a picture for one', () => {
    const bomb = hex('89504e470d0a1a0a 0000000d49484452 000186a0 000186a0 08060000')
    const file = examine({ name: 'bomb.png', bytes: bomb })
    assert.ok(!isShown(file))
    assert.throws(() => refuseUnfit(file), { id: 'attachment_pixels' })
    assert.throws(() => refuseUnfit(examine({ name: 'x', bytes: new Uint8Array() })), {
      id: 'attachment_empty',
    })
    const cut = examine({ name: 'cut.png', bytes: hex('89504e470d0a1a0a') })
    assert.deepEqual([cut.mediaType, isShown(cut)], ['application/octet-stream', false])
    for (const mediaType of ['image/svg+xml', 'text/html', 'image/heif', 'application/xml']) {
      assert.ok(!isShown({ mediaType, dimensions: { width: 1, height: 1 } }))
    }
  })
})

describe('its name', () => {
  it('says what it is to whoever reads it, and is no path', () => {
    const cases: [string, string][] = [
      ['facture\u202Efdp.exe', 'facturefdp.exe'],
      ['../../etc/passwd', 'passwd'],
      ['C:\\Users\\ana\\photo.jpg', 'photo.jpg'],
      ['a\r\nSet-Cookie: x=1.txt', 'aSet-Cookie_ x=1.txt'],
      ['.htaccess', 'htaccess'],
      ['con.txt', '_con.txt'],
      ['e\u0301te\u0301.png', 'été.png'],
      ['\u200b\u2066\u2069', 'file.png'],
    ]
    for (const [name, safe] of cases) assert.equal(safeName(name, 'image/png'), safe)
    assert.match(safeName(`${'é'.repeat(400)}.jpeg`), /^é{145}\.jpeg$/)
  })

  it('holds for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const safe = safeName(name)
        assert.ok(safe.length > 0 && [...safe].length <= 150)
        assert.doesNotMatch(safe, /[\p{C}/\\"<>:|?*;%]|^[. ]|[. ]$/u)
        assert.equal(safeName(safe), safe)
        encodeURIComponent(safe)
      }),
    )
  })
})

it('has an address that only an id makes', () => {
  const id = '0198c000-0000-7000-8000-000000000001'
  assert.equal(idOf(addressOf(id)), id)
  assert.equal(servedAt(addressOf(id)), `/api/v1/attachments/${id}`)
  for (const url of ['attachment:../x', `attachment:${id}/..`, `Attachment:${id}`, 'https://a.example/a']) {
    assert.equal(idOf(url), undefined)
    assert.equal(servedAt(url), url)
  }
})
