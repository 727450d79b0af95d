import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { hostileText } from '../../../test/support/hostile.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import type { Context } from '../../access/index.ts'
import { examine, idOf, isShown } from './attachment.ts'
import { dimensionsOf } from './dimensions.ts'
import { attachmentRoutes, keepFile } from './index.ts'
import { sniff } from './sniff.ts'

/** Files that are two things at once, or call themselves what they are not (T7): how each would leave us. */
const latin = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
const hex = (text: string) => new Uint8Array(Buffer.from(text.replace(/\s/g, ''), 'hex'))
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

const GIF = hex('474946383961 0100 0100 800000 000000 ffffff 2c00000000010001000002024401003b')
const PNG = hex('89504e470d0a1a0a 0000000d49484452 00000001 00000001 08060000 001f15c489')
const PAGE = latin('<!doctype html><script>alert(document.domain)</script>')
const SVG = latin(
  '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
)
const ZIP = latin('PK\x03\x04\x14\0\0\0\0\0')

/** Everything that a browser might run, were it told the type that the bytes suggest. */
const ACTIVE = /html|svg|xml|javascript|xhtml|wasm|x-shockwave|message\/|multipart/

const CASES: [string, string, Uint8Array, { type: string; shown: boolean }][] = [
  ['a picture with a page behind it', 'a.gif', joined(GIF, PAGE), { type: 'image/gif', shown: true }],
  [
    'a page that begins like a picture',
    'a.gif',
    latin('GIF89a/*<script>*/=alert(1)'),
    { type: 'image/gif', shown: false },
  ],
  ['a drawing called a picture', 'a.png', SVG, { type: 'image/svg+xml', shown: false }],
  [
    'a drawing after a screen of spaces',
    'a.png',
    joined(latin(' '.repeat(60_000)), SVG),
    { type: 'image/svg+xml', shown: false },
  ],
  ['a drawing in capitals', 'a.png', latin('<SVG onload=alert(1)>'), { type: 'image/svg+xml', shown: false }],
  [
    'a page in UTF-16',
    'a.txt',
    new Uint8Array(Buffer.from('\ufeff<script>alert(1)</script>', 'utf16le')),
    { type: 'application/octet-stream', shown: false },
  ],
  [
    'a page behind a byte order mark',
    'a.txt',
    joined(hex('efbbbf'), PAGE),
    { type: 'text/html', shown: false },
  ],
  ['a page called a table', 'a.csv', PAGE, { type: 'text/html', shown: false }],
  ['a script called a calendar', 'a.ics', latin('alert(1)//'), { type: 'text/calendar', shown: false }],
  ['a script', 'a.js', latin('alert(1)'), { type: 'text/plain', shown: false }],
  ['a sheet of style', 'a.css', latin('@import "//evil.example"'), { type: 'text/plain', shown: false }],
  [
    'a paper with a page before it',
    'a.pdf',
    joined(PAGE, latin('\n%PDF-1.7')),
    { type: 'application/pdf', shown: false },
  ],
  [
    'an archive that says it is a page',
    'a.zip',
    joined(ZIP, latin('\0'.repeat(16)), latin('mimetypetext/html')),
    { type: 'application/zip', shown: false },
  ],
  [
    'an archive that names another archive',
    'a.odt',
    joined(ZIP, latin('\0'.repeat(20)), latin('mimetypeapplication/xhtml+xml')),
    { type: 'application/xhtml+xml', shown: false },
  ],
  [
    'an archive whose names climb',
    '../../../etc/cron.d/x.zip',
    joined(ZIP, latin('../../../etc/passwd')),
    { type: 'application/zip', shown: false },
  ],
  [
    'a program called a picture',
    'a.jpg',
    latin('MZ\x90\0'),
    { type: 'application/x-msdownload', shown: false },
  ],
  [
    'a picture for large libraries',
    'a.jpg',
    latin('\0\0\0\x18ftypheic\0\0\0\0'),
    { type: 'image/heif', shown: false },
  ],
  [
    'a picture of nothing',
    'a.png',
    hex('89504e470d0a1a0a 0000000d49484452 00000000 00000000'),
    { type: 'application/octet-stream', shown: false },
  ],
  [
    'a picture larger than any',
    'a.png',
    hex('89504e470d0a1a0a 0000000d49484452 ffffffff ffffffff'),
    { type: 'application/octet-stream', shown: false },
  ],
  ['two pictures', 'a.png', joined(PNG, GIF), { type: 'image/png', shown: true }],
  [
    'a page for a mail program',
    'a.eml',
    latin('Content-Type: text/html\r\n\r\n<script>alert(1)</script>'),
    { type: 'text/html', shown: false },
  ],
]

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
  workspaceId = await testWorkspace(database.db)
})
after(() => database.close())

const [, read] = attachmentRoutes({ maxBytes: 1_000_000 })

/** As whoever asks for it gets it. */
async function served(name: string, bytes: Uint8Array): Promise<{ headers: Headers; body: Uint8Array }> {
  const { url } = await keepFile(database.db, workspaceId, { name, bytes })
  const request = new Request('https://veille.example/api/v1/attachments/x')
  const context = { db: database.db, workspaceId, request } as Context
  const answer = await read?.handler(context, {
    params: { id: idOf(url) },
    query: undefined,
    body: undefined,
  })
  assert.ok(answer instanceof Response)
  return { headers: answer.headers, body: new Uint8Array(await answer.arrayBuffer()) }
}

function assertInert(headers: Headers, what: string): void {
  const [type, way, policy] = ['content-type', 'content-disposition', 'content-security-policy'].map(
    (name) => headers.get(name) ?? '',
  )
  assert.doesNotMatch(type ?? '', ACTIVE, what)
  assert.match(policy ?? '', /^sandbox; default-src 'none'/, what)
  if (way?.startsWith('inline')) assert.match(type ?? '', /^image\/(png|jpeg|gif|webp)$/, what)
  else assert.match(way ?? '', /^attachment; filename="/, what)
}

describe('a file that lies', () => {
  for (const [what, name, bytes, expected] of CASES)
    it(`${what}: ${expected.type}, ${expected.shown ? 'shown' : 'a download'}, and inert`, async () => {
      const file = examine({ name, bytes })
      assert.deepEqual({ type: file.mediaType, shown: isShown(file) }, expected)
      const { headers, body } = await served(name, bytes)
      assertInert(headers, what)
      assert.equal(headers.get('content-disposition')?.startsWith('inline'), expected.shown)
      assert.deepEqual(body, bytes, 'it is handed over as it came')
    })

  it('of any bytes and any name at all leaves us inert, in one header line', async () => {
    const starts = fc.constantFrom(...CASES.map(([, , bytes]) => bytes))
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      starts,
      fc.tuple(starts, starts).map(([a, b]) => joined(a, b)),
    )
    await fc.assert(
      fc.asyncProperty(hostileText(), bytes, async (name, bytes) => {
        const { headers } = await served(name, bytes)
        assertInert(headers, JSON.stringify(name))
        const way = headers.get('content-disposition') ?? ''
        assert.match(way, /^(inline|attachment); filename="[^"\\\r\n]+"; filename\*=UTF-8''[\w.!~%-]+$/)
        assert.equal(decodeURIComponent(way.split("UTF-8''").at(-1) ?? ''), examine({ name, bytes }).name)
      }),
      { numRuns: 60 },
    )
  })

  it('is what its bytes are, whatever it is called', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), hostileText(), (bytes, name) => {
        const [named, bare] = [sniff(bytes, name), sniff(bytes)]
        // The name may tell apart only what does nothing.
        if (named !== bare)
          assert.match(
            `${bare} ${named}`,
            /^text\/plain (text\/(csv|calendar|markdown|vcard)|application\/json)$/,
          )
      }),
      { numRuns: 300 },
    )
  })
})

it('the size of a picture is read from any header without leaving it', () => {
  const frame = (marker: string, before = '') => hex(`ffd8 ${before} ff${marker} 0011 08 0003 0005 03`)
  const sizes: [string, Uint8Array, [number, number] | undefined][] = [
    ['a plain frame', frame('c0'), [5, 3]],
    ['a progressive one', frame('c2'), [5, 3]],
    ['behind filling', frame('c0', 'ffffff'), [5, 3]],
    ['behind a table of Huffman, which is no frame', frame('c0', 'ffc4 0004 0000'), [5, 3]],
    ['behind a segment without a length', frame('c0', 'ffe1 0000'), [5, 3]],
    ['after the scan has begun', frame('c0', 'ffda 0002'), undefined],
    ['in a picture that has ended', frame('c0', 'ffd9'), undefined],
    ['in no picture', hex('ffd8 0000 ffc0 0011 08 0003 0005'), undefined],
    ['cut in its size', hex('ffd8 ffc0 0011 08 00'), undefined],
  ]
  for (const [what, bytes, size] of sizes) {
    const found = dimensionsOf(bytes, 'image/jpeg')
    assert.deepEqual(found && [found.width, found.height], size, what)
  }
  const webp = (kind: string, rest: string) => hex(`52494646 00000000 57454250 ${kind} 00000000 ${rest}`)
  assert.deepEqual(dimensionsOf(webp('56503820', '000000 9d012a 0500 0300'), 'image/webp'), {
    width: 5,
    height: 3,
  })
  assert.deepEqual(dimensionsOf(webp('5650384c', '2f 04800000'), 'image/webp'), { width: 5, height: 3 })
  assert.equal(dimensionsOf(webp('41424344', '00'.repeat(16)), 'image/webp'), undefined)
})
