import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { letter } from '../../../../test/support/email-server.ts'
import { ChannelFailure } from '../../channel.ts'
import { activityOf } from './message.ts'
import { parseMail, Unreadable } from './parse.ts'
import { readSubject } from './subject.ts'
import { decodeUtf7 } from './utf7.ts'

const ARRIVED = new Date('2026-11-20T12:00:00Z')

async function read(raw: string | Uint8Array, more: Partial<Parameters<typeof activityOf>[1]> = {}) {
  const about = { own: new Set(['aide@maison.example']), sent: false, arrived: ARRIVED, ...more }
  return activityOf(await parseMail(Buffer.from(raw)), about)
}

const HEAD = {
  From: 'Léa <lea@client.example>',
  To: 'aide@maison.example',
  Subject: 'Ma commande',
  Date: 'Fri, 20 Nov 2026 10:00:00 +0100',
  'Message-ID': '<m1@client.example>',
}

describe('a mail', () => {
  it('has a subject without the marks of answers, however many and in whatever language', () => {
    for (const raw of [
      'Re: Ma commande',
      'RE : RE: Ma commande',
      'Re[2]: Ma commande',
      'AW: Re: Ma commande',
      'RE: TR: Ma commande',
    ]) {
      assert.deepEqual(readSubject(raw), { title: 'Ma commande', answer: true, forward: false }, raw)
    }
    assert.deepEqual(readSubject('TR : Ma commande'), { title: 'Ma commande', answer: false, forward: true })
    assert.deepEqual(readSubject('Fwd: Re: Ma commande'), {
      title: 'Ma commande',
      answer: true,
      forward: true,
    })
    for (const plain of ['Retour: un pull', 'Regarde', 'Tr', 'Ré-assort : quand ?'])
      assert.equal(readSubject(plain).title, plain)
  })

  it('in every charset says the same', async () => {
    const words = 'Été à Noël : 10 €'
    const utf16 = Buffer.from(words, 'utf16le').swap16().toString('base64').replace(/=+$/, '')
    const bodies: [string, Uint8Array][] = [
      ['utf-8', Buffer.from(words)],
      ['windows-1252', Buffer.from(words.replace('€', '\x80'), 'latin1')],
      ['iso-8859-15', Buffer.from(words.replace('€', '\xa4'), 'latin1')],
      ['utf-7', Buffer.from(`+${utf16}-`)],
      ['UNICODE-1-1-UTF-7', Buffer.from(`+${utf16}-`)],
    ]
    for (const [charset, body] of bodies) {
      const raw = Buffer.concat([
        Buffer.from(letter({ ...HEAD, 'Content-Type': `text/plain; charset="${charset}"` }, '').trimEnd()),
        Buffer.from('\r\n\r\n'),
        body,
      ])
      assert.equal((await read(raw)).object.text, words, charset)
    }
    const undeclared = Buffer.from(
      'From: =?x?= <a@b.example>\r\nSubject: D\xe9j\xe0 pay\xe9\r\n\r\nD\xe9\xe7u',
      'latin1',
    )
    const { object } = await read(undeclared)
    assert.deepEqual([object.title, object.text], ['Déjà payé', 'Déçu'])
    const mixed = Buffer.concat([
      Buffer.from(
        'From: a@b.example\r\nSubject: D\xe9j\xe0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n',
        'latin1',
      ),
      Buffer.from('Déçu'),
    ])
    assert.deepEqual([(await read(mixed)).object.title, (await read(mixed)).object.text], ['Déjà', 'Déçu'])
    assert.equal(decodeUtf7('1 +- 1 = 2, Fr+APY-sche +'), '1 + 1 = 2, Frösche +')
  })

  it('is dated by itself, unless that cannot be', async () => {
    assert.equal((await read(letter(HEAD))).published.toISOString(), '2026-11-20T09:00:00.000Z')
    for (const date of ['', 'hier', 'Fri, 20 Nov 1926 10:00:00 +0100', 'Fri, 20 Nov 2099 10:00:00 +0100']) {
      assert.deepEqual((await read(letter({ ...HEAD, Date: date }))).published, ARRIVED, date)
    }
  })

  it('without an id has one that is the same at every reading, and another for another mail', async () => {
    const bare = { ...HEAD, 'Message-ID': '' }
    const ids = await Promise.all(
      [letter(bare), letter(bare), letter(bare, 'autre')].map(async (raw) => (await read(raw)).externalId),
    )
    assert.equal(ids[0], ids[1])
    assert.notEqual(ids[0], ids[2])
  })

  it('brings its files, those shown in it too, but not the counters of readings', async () => {
    const png = Buffer.alloc(2_000, 1).toString('base64')
    const parts = [
      'Content-Type: text/html\n\n<p>Voici <img src="cid:photo"></p><img src="cid:pixel">',
      `Content-Type: image/png\nContent-Disposition: inline\nContent-ID: <photo>\nContent-Transfer-Encoding: base64\n\n${png}`,
      'Content-Type: image/gif\nContent-Disposition: inline\nContent-ID: <pixel>\nContent-Transfer-Encoding: base64\n\nR0lGODlhAQABAAAAACw=',
      'Content-Type: application/pdf; name="=?utf-8?Q?re=C3=A7u.pdf?="\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nJVBERi0=',
    ]
    const raw = letter(
      { ...HEAD, 'Content-Type': 'multipart/related; boundary=b' },
      `--b\n${parts.join('\n--b\n')}\n--b--`,
    )
    const kept: string[] = []
    const keep = async ({ name, bytes }: { name: string; bytes: Uint8Array }) => {
      kept.push(`${name} ${bytes.byteLength}`)
      return {
        url: `attachment:${kept.length}`,
        mediaType: name.endsWith('.pdf') ? 'application/pdf' : 'image/png',
      }
    }
    const { object } = await read(raw, { keep })
    assert.deepEqual(kept, ['file-1.png 2000', 'reçu.pdf 5'])
    assert.deepEqual(
      object.media?.map(({ type, url }) => [type, url]),
      [
        ['image', 'attachment:1'],
        ['file', 'attachment:2'],
      ],
    )
    assert.equal(object.text, 'Voici')
    const refusing = async () => Promise.reject(new ChannelFailure({ kind: 'refused', detail: 'too large' }))
    assert.equal(
      (await read(raw, { keep: refusing })).object.text,
      'Voici',
      'a file that is not wanted costs itself',
    )
    assert.equal(
      ((await read(raw)).extra?.mail as { left?: number } | undefined)?.left,
      2,
      'told, where none can be kept',
    )
  })
})

const REPORT = (status: string, action: string) =>
  letter(
    {
      ...HEAD,
      From: 'MAILER-DAEMON@mx.example',
      Subject: 'Undelivered Mail Returned to Sender',
      'Content-Type': 'multipart/report; report-type=delivery-status; boundary=b',
      'Auto-Submitted': 'auto-replied',
    },
    `--b\nContent-Type: text/plain\n\nSorry.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; Lea@client.example\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 550 5.1.1 User\n unknown\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <k1@maison.example>\nSubject: Re: Ma commande\n\nx\n--b--`,
  )

describe('a mail that came back', () => {
  it('is a Reject of that mail, with who and why, in the form of RFC 3464', async () => {
    const hard = await read(REPORT('5.1.1', 'failed'))
    assert.deepEqual(
      [hard.verb, hard.object.id, hard.object.thread],
      ['Reject', 'k1@maison.example', 'k1@maison.example'],
    )
    assert.deepEqual(hard.extra?.bounce, {
      recipient: 'lea@client.example',
      status: '5.1.1',
      permanent: true,
      of: 'k1@maison.example',
      words: '550 5.1.1 User unknown',
    })
    const late = await read(REPORT('4.4.1', 'delayed'))
    assert.equal((late.extra?.bounce as { permanent: boolean } | undefined)?.permanent, false)
    assert.equal((await read(REPORT('2.0.0', 'delivered'))).verb, 'Create')
  })

  it('is known by its words, as Exim, qmail, Exchange and French servers write', async () => {
    const texts: Record<string, [Record<string, string>, string]> = {
      exim: [
        {
          From: 'Mail Delivery System <Mailer-Daemon@mx.example>',
          Subject: 'Mail delivery failed: returning message to sender',
          'X-Failed-Recipients': 'lea@client.example',
        },
        'This message was created automatically by mail delivery software.\n\n  lea@client.example\n    host mx.client.example: 550 5.1.1 unknown user\n\nMessage-ID: <k1@maison.example>',
      ],
      qmail: [
        { From: 'MAILER-DAEMON@mx.example', Subject: 'failure notice' },
        'Hi. This is the qmail-send program at mx.example.\n\n<lea@client.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\nMessage-ID: <k1@maison.example>',
      ],
      exchange: [
        {
          From: 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@client.example>',
          Subject: 'Undeliverable: Re: Ma commande',
        },
        'Delivery has failed to these recipients or groups:\n\nlea@client.example\n\n550 5.1.1 RESOLVER.ADR.RecipNotFound\n\nMessage-ID: <k1@maison.example>',
      ],
      français: [
        { From: 'postmaster@client.example', Subject: 'Non remis : Re: Ma commande' },
        'Échec de la remise pour ces destinataires :\n\nlea@client.example\n\n550 5.1.1\n\nMessage-ID: <k1@maison.example>',
      ],
    }
    for (const [server, [headers, body]] of Object.entries(texts)) {
      const { verb, object, extra } = await read(letter({ ...HEAD, ...headers }, body))
      const { recipient, status, permanent } = (extra?.bounce ?? {}) as Record<string, unknown>
      assert.deepEqual(
        [verb, object.id, recipient, status, permanent],
        ['Reject', 'k1@maison.example', 'lea@client.example', '5.1.1', true],
        server,
      )
    }
  })

  it('is not a customer who speaks of one', async () => {
    const { verb } = await read(
      letter({ ...HEAD, Subject: 'Undelivered parcel' }, 'Delivery has failed again. 550 euros!'),
    )
    assert.equal(verb, 'Create')
  })
})

describe('what machines write', () => {
  it('is known as such', async () => {
    const auto = async (headers: Record<string, string>) =>
      (await read(letter({ ...HEAD, ...headers }))).extra?.auto
    assert.equal(await auto({}), undefined)
    assert.equal(await auto({ 'Auto-Submitted': 'no' }), undefined)
    for (const headers of [
      { 'Auto-Submitted': 'auto-replied (vacation)' },
      { 'X-Autoreply': 'yes' },
      { Precedence: 'auto_reply' },
      { Subject: 'Réponse automatique : Ma commande' },
      { Subject: 'Automatic reply: x' },
      { Subject: 'Absence du bureau' },
    ]) {
      assert.equal(await auto(headers as unknown as Record<string, string>), 'reply', JSON.stringify(headers))
    }
    assert.equal(await auto({ 'Auto-Submitted': 'auto-generated' }), 'generated')
    assert.equal(await auto({ Precedence: 'bulk' }), 'bulk')
    assert.equal(await auto({ 'List-Unsubscribe': '<mailto:x@y.example>' }), 'bulk')
    const { extra } = await read(letter({ ...HEAD, 'List-Id': 'Les clients <clients.listes.example>' }))
    assert.equal((extra?.mail as { list?: string } | undefined)?.list, 'clients.listes.example')
  })
})

describe('malformed mail', () => {
  it('is read or refused with a reason, whatever it is made of', async () => {
    const pieces = [
      'From: a@b.c\r\n',
      'Subject: =?utf-8?B?w6k',
      '?=\r\n',
      'Content-Type: multipart/mixed; boundary=b\r\n',
      'Content-Type: text/html; charset=nope\r\n',
      'Content-Transfer-Encoding: base64\r\n',
      '\r\n',
      '\r\n\r\n',
      '--b\r\n',
      '--b--\r\n',
      '<div>',
      '\0',
      '\xff\xfe',
      '+AAA',
      'é',
      'References: <a <b> c>\r\n',
      'Date: 0\r\n',
      'Message-ID: <>\r\n',
      'To: "a" <b, c;:\r\n',
      'a'.repeat(3_000),
    ]
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), async (parts) => {
        try {
          const { externalId, actor, object, published } = await read(Buffer.from(parts.join(''), 'latin1'))
          assert.ok(externalId && actor.id && object.id && Number.isFinite(published.getTime()))
        } catch (error) {
          assert.ok(error instanceof Unreadable, String(error))
        }
      }),
      { numRuns: 400 },
    )
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        await read(bytes).catch((error) => assert.ok(error instanceof Unreadable, String(error)))
      }),
      { numRuns: 200 },
    )
  })

  it('does not take hold of the program by depth, nor its memory by facts', async () => {
    const deep = Array.from(
      { length: 500 },
      (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`,
    ).join('')
    await assert.rejects(
      read(`From: a@b.c\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n${deep}`),
      Unreadable,
    )
    const ids = Array.from({ length: 3_000 }, (_, n) => `<${n}@client.example>`).join(' ')
    const people = Array.from({ length: 3_000 }, (_, n) => `p${n}@client.example`).join(', ')
    const { extra, object } = await read(letter({ ...HEAD, References: ids, Cc: people }))
    assert.ok(JSON.stringify(extra).length < 12_000)
    assert.equal(object.thread, '0@client.example')
  })
})

const CORPUS = new URL('../../../../../shared/data/emails/eml/', import.meta.url)

describe('mail collected by other projects', {
  skip: existsSync(CORPUS) ? false : 'not run: ../shared/data is not here',
}, () => {
  it('is read, every one, with its writer, its words or its files', async () => {
    const files = readdirSync(CORPUS, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.eml'))
    assert.ok(files.length > 100)
    const silent: string[] = []
    for (const name of files) {
      const { object, externalId } = await read(readFileSync(new URL(name, CORPUS)), {
        keep: async () => ({ url: 'attachment:1', mediaType: 'application/octet-stream' }),
      })
      assert.ok(externalId)
      if (!object.text && !object.title && !object.media) silent.push(name)
    }
    assert.deepEqual(silent, [])
  })

  it('keeps its characters', async () => {
    const subjects: Record<string, string> = {
      'mikel-multi_charset/japanese_iso_2022.eml': 'まみむめも',
      'stalwart-legacy/001.eml': 'Die Hasen und die Frösche (Microsoft Outlook 00)',
      'stalwart-legacy/052.eml': 'Die Hasen und die Frösche (Microsoft Outlook 00)',
      'mikel-error_emails/invalid_subject_characters.eml':
        'Formação FrenetikPolis: Mega Campanha Final Verão | Cursos de Setembro',
      'mikel-rfc6532/utf8_headers.eml': 'Säying Hello',
    }
    for (const [name, subject] of Object.entries(subjects)) {
      assert.equal((await read(readFileSync(new URL(name, CORPUS)))).object.title, subject, name)
    }
  })
})
