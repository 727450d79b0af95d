import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compose, lineOf } from './letter.ts'

const from = { name: 'Maison Ardoise', address: 'maison@example.org' }
const at = new Date('2026-11-22T10:00:00Z')
const words = {
  id: 'one.1',
  to: { name: 'Anaïs', address: 'anais@client.example' },
  subject: 'Bonjour',
  text: 'Oui.',
  at,
}

/** Names of the headers of a mail, folded ones joined. */
function headersOf(raw: Uint8Array): Map<string, string> {
  const [head = ''] = Buffer.from(raw).toString('latin1').split('\r\n\r\n')
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')
  return new Map(
    lines.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
}
const USUAL = [
  ...['content-transfer-encoding', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject'],
  ...['to', 'x-auto-response-suppress'],
]
const hostile = fc.oneof(
  fc.string({ maxLength: 100 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc
    .tuple(
      fc.string(),
      fc.constantFrom('\r\n', '\n', '\r', '\r\n\r\n', '\u2028', '\0'),
      fc.constantFrom('Bcc: x@evil.example', 'To: x@evil.example', '<script>', '"><x@evil.example>'),
    )
    .map((parts) => parts.join('')),
)

describe('a mail to a visitor', () => {
  it('goes to the address that they left and has no header of theirs, whatever they are called (T6)', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, async (name, subject, text) => {
        const letter = await compose({ ...words, to: { ...words.to, name }, subject, text }, from)
        const headers = headersOf(letter.raw)
        const unusual = [...headers.keys()].filter((key) => !USUAL.includes(key))
        assert.deepEqual(unusual, [])
        assert.deepEqual(
          [letter.from, letter.to, letter.main],
          [from.address, ['anais@client.example'], ['anais@client.example']],
        )
        const to = headers.get('to') ?? ''
        assert.ok(to === 'anais@client.example' || to.endsWith('<anais@client.example>'), to)
        assert.ok((headers.get('content-type') ?? '').startsWith('text/plain'))
      }),
      { numRuns: 150 },
    )
  })

  it('is the same byte for byte when it is made again, and another where another answer is in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (text) => {
        const [one, same] = await Promise.all([
          compose({ ...words, text }, from),
          compose({ ...words, text }, from),
        ])
        assert.ok(Buffer.from(one.raw).equals(Buffer.from(same.raw)))
      }),
      { numRuns: 50 },
    )
    const idOf = async (id: string) =>
      headersOf((await compose({ ...words, id }, from)).raw).get('message-id')
    assert.equal(await idOf('v.1'), '<site.v.1@example.org>')
    assert.notEqual(await idOf('v.1'), await idOf('v.2'))
  })

  it('tells who said what and when, by the clocks of whoever reads it', () => {
    const line = (zone: string, locale: 'fr' | 'en' = 'fr') =>
      lineOf(locale, { ours: true, at, text: 'Oui.', zone })
    assert.match(line('Europe/Paris'), /11:00/)
    assert.match(line('Asia/Tokyo'), /19:00/)
    assert.match(line('America/New_York', 'en'), /5:00/)
    assert.ok(line('UTC').endsWith('\nOui.'))
    assert.notEqual(line('UTC'), lineOf('fr', { ours: false, at, text: 'Oui.', zone: 'UTC' }))
  })
})
