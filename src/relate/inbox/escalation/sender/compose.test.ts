import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { compose, legOf } from './compose.ts'

const ID = '01930000-0000-7000-8000-0000000000aa'
const MATTER = '01930000-0000-7000-8000-0000000000bb'
const WORDS = { subject: 'Colis perdu : réponse attendue', text: 'Bonjour\n', html: '<p>Bonjour</p>' }
const MAIL = {
  ...{ id: ID, escalationId: MATTER, to: 'sav@tournesol.example', at: new Date('2026-11-20T08:00:00Z') },
  ...{ from: { name: 'Tournesol', address: 'veillee@Tournesol.example' }, words: WORDS, first: true },
}

async function headersOf(more: Partial<Parameters<typeof compose>[0]> = {}) {
  const { raw, ...envelope } = await compose({ ...MAIL, ...more })
  const text = Buffer.from(raw).toString()
  const head = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  const rows = head.split('\r\n').map((row): [string, string] => {
    const at = row.indexOf(':')
    return [row.slice(0, at).toLowerCase(), row.slice(at + 1).trim()]
  })
  return { text, envelope, names: rows.map(([name]) => name), head: new Map(rows) }
}

describe('a mail on its way to a service', () => {
  it('is known again by its answer, and so is every other', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.domain(), (id, domain) => {
        assert.equal(legOf(`<escalation.${id}@${domain}>`), id)
        assert.equal(legOf(`escalation.${id}@${domain}`), id)
      }),
    )
  })

  it('is not mistaken: neither for a thread, nor for a mail of others', () => {
    const OTHERS = [
      ...['', '<>', `<${ID}@x.example>`, `<escalation.thread.${MATTER}@x.example>`, `<escalation.${ID}>`],
      ...[
        `<x.escalation.${ID}@x.example>`,
        `<escalation.${ID}0@x.example>`,
        `<escalation.${ID.slice(1)}@x.example>`,
      ],
    ]
    for (const id of OTHERS) assert.equal(legOf(id), undefined, id)
  })

  it('bears the id by which it is known, at the domain that sends it', async () => {
    const { head, envelope } = await headersOf()
    assert.equal(head.get('message-id'), `<escalation.${ID}@tournesol.example>`)
    assert.equal(legOf(head.get('message-id') ?? ''), ID)
    assert.deepEqual(envelope, {
      ...{
        from: 'veillee@Tournesol.example',
        to: ['sav@tournesol.example'],
        main: ['sav@tournesol.example'],
      },
    })
  })

  it('stands in one thread with all the others of its matter', async () => {
    const [first, later] = [await headersOf(), await headersOf({ first: false, id: MATTER })]
    const thread = `<escalation.thread.${MATTER}@tournesol.example>`
    assert.deepEqual([first.head.get('references'), later.head.get('references')], [thread, thread])
    assert.deepEqual([first.head.has('in-reply-to'), later.head.get('in-reply-to')], [false, thread])
  })

  it('is answered by no machine, and is the same each time it is made', async () => {
    const [once, again] = [await headersOf(), await headersOf()]
    assert.equal(once.head.get('x-auto-response-suppress'), 'All')
    assert.equal(once.text, again.text)
    assert.match(once.head.get('date') ?? '', /^Fri, 20 Nov 2026 08:00:00/)
  })

  it('has no header that people wrote, whatever the words (T6)', async () => {
    const { names } = await headersOf()
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.constant('x\r\nBcc: eve@eve.example'),
    )
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (subject, name) => {
        const { address } = MAIL.from
        const made = await headersOf({ words: { ...WORDS, subject }, from: { name, address } })
        const unknown = made.names.filter((one) => !names.includes(one))
        assert.deepEqual(unknown, [])
        assert.deepEqual(made.envelope.to, [MAIL.to])
      }),
      { numRuns: 15 },
    )
  })

  it('reads no file and asks no address, whatever its words name', async () => {
    const html = '<img src="file:///etc/passwd"><img src="https://eve.example/x.png">'
    const { text } = await headersOf({ words: { ...WORDS, html, text: '/etc/passwd' } })
    assert.doesNotMatch(text, /root:|content-type: image/i)
  })
})
