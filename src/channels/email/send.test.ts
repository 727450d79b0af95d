import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import tls from 'node:tls'
import { createHttp } from '../../../lib/http/index.ts'
import { type EmailOptions, type EmailServer, startEmail } from '../../../test/support/email-server.ts'
import { listening, loopbackHttp } from '../../../test/support/listening.ts'
import { MAIL_TLS } from '../../../test/support/mail-certificate.ts'
import { headerOf } from '../../../test/support/mailbox.ts'
import { accountOf, hostOf } from '../../../test/support/pulling.ts'
import { ChannelFailure, type Draft, type Errand, type Failure, type Reference } from '../channel.ts'
import { createEmail } from './index.ts'

const http = loopbackHttp()
const channel = createEmail({ look: 100, again: [] })
after(() => http.close())

const QUESTION: Reference = {
  id: 'q1@client.example',
  verb: 'Create',
  ours: false,
  published: new Date('2026-11-03T09:12:00Z'),
  actor: { id: 'lea@client.example', handle: 'lea@client.example', name: 'Léa Martin' },
  title: 'Ma commande',
  text: 'Où est ma commande ?\n\nLéa',
  thread: 'root@client.example',
  visibility: 'private',
  extra: {
    mail: {
      to: [{ address: 'aide@maison.example', name: '' }],
      cc: [
        { address: 'paul@client.example', name: 'Paul' },
        { address: 'sav@maison.example', name: '' },
      ],
      references: ['root@client.example', 'a1@maison.example'],
      subject: 'RE: Ma commande',
      offset: 60,
    },
  },
}

let keys = 0
function errand(draft: Partial<Draft> = {}, more: Partial<Errand> = {}): Errand {
  const key = `0198c000-0000-7000-8000-${String(++keys).padStart(12, '0')}`
  return {
    act: 'reply',
    key,
    at: new Date('2026-11-03T10:00:00Z'),
    tries: 0,
    draft: { text: 'Elle part demain.', media: [], ...draft },
    to: QUESTION,
    ...more,
  }
}

interface Bench {
  server: EmailServer
  send(one: Errand, config?: object): Promise<Awaited<ReturnType<NonNullable<typeof channel.reply>>>>
  find(one: Errand, config?: object): ReturnType<NonNullable<typeof channel.find>>
  host: ReturnType<typeof hostOf>
}

async function bench(options: EmailOptions, use: (bench: Bench) => Promise<void>): Promise<void> {
  const server = await startEmail(options)
  const host = hostOf(http, () => new Date('2026-11-03T10:00:05Z'))
  const account = (config: object) => accountOf(channel, { ...server.config, ...config })
  const absent = () => Promise.reject(new Error('the channel cannot'))
  try {
    await use({
      server,
      host,
      send: (one, config = {}) => channel.reply?.(account(config), one, host) ?? absent(),
      find: (one, config = {}) => channel.find?.(account(config), one, host) ?? absent(),
    })
  } finally {
    await server.close()
  }
}

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    () => assert.fail('it should have failed'),
    (one: unknown) => one,
  )
  assert.ok(error instanceof ChannelFailure, String(error))
  return error.failure
}

describe('an answer by mail', () => {
  it('goes to who wrote, in the thread, with the errand’s own id and date, and is filed', () =>
    bench({}, async ({ server, send }) => {
      const one = errand()
      const { activity } = await send(one, { aliases: ['sav@maison.example'] })
      const [mail] = server.outbound
      assert.ok(mail)
      assert.deepEqual(
        mail.to,
        ['lea@client.example', 'paul@client.example'],
        'copies go on, our own addresses do not',
      )
      const header = (name: string) => headerOf(mail.raw, name)
      assert.equal(header('message-id'), `<${one.key}@maison.example>`)
      assert.equal(header('in-reply-to'), '<q1@client.example>')
      assert.equal(header('references'), '<root@client.example> <a1@maison.example> <q1@client.example>')
      assert.equal(header('subject'), 'Re: Ma commande')
      assert.equal(header('from'), 'Maison Exemple <aide@maison.example>')
      assert.equal(new Date(header('date')).toISOString(), '2026-11-03T10:00:00.000Z')
      assert.equal(activity.externalId, `${one.key}@maison.example`)
      assert.deepEqual(
        [
          activity.ours,
          activity.object.text,
          activity.object.thread,
          activity.object.inReplyTo,
          activity.published.toISOString(),
        ],
        [true, 'Elle part demain.', 'root@client.example', 'q1@client.example', '2026-11-03T10:00:00.000Z'],
      )
      assert.equal(server.sent.messages.length, 1)
      assert.deepEqual(server.sent.messages[0]?.flags, new Set(['\\Seen']))
    }))

  it('quotes what it answers in the reader’s language, under the signature; read again it is the answer only', () =>
    bench({}, async ({ server, send }) => {
      const signed = { signature: 'Aïcha\nMaison Exemple' }
      await send(errand({ quote: true, lang: 'fr' }), signed)
      await send(
        errand({
          quote: true,
          lang: 'en',
          text: 'It leaves tomorrow: https://maison.example/suivi?a=1&b=2.',
        }),
        signed,
      )
      const state = listening(channel, { ...server.config, ...signed }, { http })
      await state.until(() => state.activities.length === 2)
      await state.stop()
      assert.deepEqual(
        state.activities.map(({ object, ours }) => [object.text, ours]),
        [
          ['Elle part demain.', true],
          ['It leaves tomorrow: https://maison.example/suivi?a=1&b=2.', true],
        ],
      )
      const [french, english] = server.outbound.map(({ raw }) => plain(raw))
      assert.match(
        french ?? '',
        /^Elle part demain\.\n\n-- \nAïcha\nMaison Exemple\n\nLe mar\. 3 nov\. 2026 à 10:12, Léa Martin <lea@client\.example> a écrit :\n\n> Où est ma commande \?\n>\n> Léa$/,
      )
      assert.match(
        english ?? '',
        /On Tue, 3 Nov 2026 at 10:12, Léa Martin <lea@client\.example> wrote:\n\n> Où est/,
      )
    }))

  it('is the same at every try, byte for byte', () =>
    bench({}, async ({ server, send }) => {
      const one = errand({
        media: [
          {
            name: 'étiquette.png',
            mediaType: 'image/png',
            size: 3,
            alt: 'Une étiquette',
            bytes: async () => Buffer.from([1, 2, 3]),
          },
        ],
      })
      await send(one)
      await send(one)
      assert.ok(server.outbound[0]?.raw.equals(server.outbound[1]?.raw ?? Buffer.alloc(0)))
      assert.equal(server.sent.messages.length, 1, 'and is filed once')
    }))

  it('answers where the writer asks, and under a mail of ours writes to the same people again', () =>
    bench({}, async ({ server, send }) => {
      const replyTo = {
        ...QUESTION,
        extra: {
          mail: {
            ...(QUESTION.extra.mail as object),
            cc: [],
            replyTo: [{ address: 'suivi@client.example', name: '' }],
          },
        },
      }
      await send(errand({}, { to: replyTo }))
      const ours = {
        ...QUESTION,
        ours: true,
        actor: { id: 'aide@maison.example' },
        extra: { mail: { to: [{ address: 'lea@client.example', name: '' }], cc: [], references: [] } },
      }
      await send(errand({ title: 'Votre commande' }, { to: ours }))
      assert.deepEqual(
        server.outbound.map(({ to }) => to),
        [['suivi@client.example'], ['lea@client.example']],
      )
      assert.equal(headerOf(server.outbound[1]?.raw ?? Buffer.alloc(0), 'subject'), 'Votre commande')
      const nobody = { ...QUESTION, actor: { id: 'anonymous' }, extra: {} }
      assert.deepEqual(await failureOf(send(errand({}, { to: nobody }))), {
        kind: 'refused',
        detail: 'email.no-recipient',
      })
    }))

  it('names a mail as its writer’s program did, also one that we had to tell apart from another', () =>
    bench({}, async ({ server, send }) => {
      const extra = { mail: { references: ['r#1@client.example'] } }
      await send(errand({}, { to: { ...QUESTION, id: 'same@broken.example#1763632800', extra } }))
      await send(
        errand({}, { to: { ...QUESTION, id: 'abc@no-message-id.invalid', thread: undefined, extra: {} } }),
      )
      const headers = server.outbound.map(({ raw }) => [
        headerOf(raw, 'in-reply-to'),
        headerOf(raw, 'references'),
      ])
      assert.deepEqual(headers, [
        ['<same@broken.example>', '<r#1@client.example> <same@broken.example>'],
        ['', ''],
      ])
    }))

  it('lets no header in by what strangers wrote', () =>
    bench({}, async ({ server, send }) => {
      const evil = 'Ma commande\r\nBcc: victime@autre.example'
      const to = {
        ...QUESTION,
        title: evil,
        actor: { ...QUESTION.actor, name: 'Léa"\r\nBcc: victime@autre.example' },
        extra: {
          mail: {
            ...(QUESTION.extra.mail as object),
            subject: evil,
            references: ['a@b.example\r\nBcc: victime@autre.example'],
          },
        },
      }
      await send(errand({ title: evil }, { to }))
      const [mail] = server.outbound
      assert.deepEqual(mail?.to.includes('victime@autre.example'), false)
      assert.equal(headerOf(mail?.raw ?? Buffer.alloc(0), 'bcc'), '')
    }))

  it('uses one connection for several, and a new one where the kept one has died', () =>
    bench({}, async ({ server, send }) => {
      for (let n = 0; n < 5; n++) await send(errand())
      assert.equal(server.smtp.opened, 1)
      server.smtp.cut()
      await new Promise((resolve) => setTimeout(resolve, 20))
      await send(errand())
      assert.deepEqual([server.smtp.opened, server.outbound.length], [2, 6])
      assert.deepEqual([...server.accepted.values()], [1, 1, 1, 1, 1, 1])
    }))
})

describe('what may have happened is told exactly', () => {
  it('nothing, where the server says so or was never reached', () =>
    bench({}, async ({ server, send }) => {
      server.faults.push('rate-limit')
      assert.deepEqual(await failureOf(send(errand())), {
        kind: 'rate-limited',
        until: new Date('2026-11-03T10:05:05Z'),
      })
      server.faults.push('token-dies')
      assert.equal((await failureOf(send(errand()))).kind, 'token-dead')
      server.faults.push('refuse-connection')
      assert.equal((await failureOf(send(errand()))).kind, 'unreachable')
      assert.equal((await failureOf(send(errand(), { smtpPort: 9 }))).kind, 'unreachable')
      assert.equal(server.accepted.size, 0)
      await send(errand())
      assert.equal(server.accepted.size, 1)
    }))

  it('a full mailbox concerns its own mail, and not those of others', () =>
    bench(
      { recipient: (address) => (address.startsWith('lea') ? '452 4.2.2 mailbox full' : '250 ok') },
      async ({ server, send }) => {
        assert.deepEqual(await failureOf(send(errand({}, { to: { ...QUESTION, extra: {} } }))), {
          kind: 'unreachable',
          detail: '452 4.2.2 mailbox full',
        })
        assert.equal(server.accepted.size, 0)
      },
    ))

  for (const pipelining of [false, true])
    it(`a refusal, in the server’s words, ${pipelining ? 'all at once' : 'step by step'}`, () =>
      bench(
        {
          pipelining,
          recipient: (address) =>
            address.startsWith('lea') ? '550 5.1.1 <lea@client.example>: unknown user' : '250 ok',
          content: (raw) => (raw.includes('VIRUS') ? '554 5.7.1 Rejected by content scanner' : undefined),
        },
        async ({ server, send }) => {
          const alone = { ...QUESTION, extra: {} }
          assert.deepEqual(await failureOf(send(errand({}, { to: alone }))), {
            kind: 'refused',
            detail: '550 5.1.1 <lea@client.example>: unknown user',
          })
          const other = { ...alone, actor: { id: 'paul@client.example' } }
          assert.deepEqual(await failureOf(send(errand({ text: 'VIRUS' }, { to: other }))), {
            kind: 'refused',
            detail: '554 5.7.1 Rejected by content scanner',
          })
          assert.equal(server.accepted.size, 0)
          const written = { ...QUESTION, actor: { id: 'lea@client.example' } }
          assert.equal((await failureOf(send(errand({}, { to: written })))).kind, 'refused')
          assert.equal(server.accepted.size, 0, 'nor do those who would have had a copy')
          const copied = { ...other, extra: { mail: { cc: [{ address: 'lea@client.example', name: '' }] } } }
          const { activity } = await send(errand({}, { to: copied }))
          assert.deepEqual(server.outbound[0]?.to, ['paul@client.example'])
          assert.deepEqual(activity.extra?.bounce, {
            recipient: 'lea@client.example',
            status: '5.1.1',
            permanent: true,
            words: '550 5.1.1 <lea@client.example>: unknown user',
          })
        },
      ))

  for (const fault of ['cut-after-acceptance', '500-after-acceptance'] as const) {
    it(`it may have been sent: ${fault}`, () =>
      bench({}, async ({ server, send }) => {
        server.faults.push(fault)
        assert.equal((await failureOf(send(errand()))).kind, 'uncertain')
        assert.equal(server.accepted.size, 1)
        assert.equal(server.sent.messages.length, 0)
      }))
  }

  it('stopped while the server keeps silent after the mail, it may have been sent', () =>
    bench({}, async ({ server }) => {
      server.faults.push('timeout-after-acceptance')
      const stop = new AbortController()
      const host = hostOf(http, () => new Date(), { signal: stop.signal })
      const sending = channel.reply?.(accountOf(channel, server.config), errand(), host)
      while (server.accepted.size === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      stop.abort()
      assert.equal((await failureOf(Promise.resolve(sending))).kind, 'uncertain')
    }))

  it('cut while a large mail was still on its way, nothing was', () =>
    bench({}, async ({ server, send }) => {
      server.faults.push('cut-mid-body')
      const bytes = Buffer.alloc(17 * 1024 * 1024, 7)
      const media = [
        { name: 'film.mp4', mediaType: 'video/mp4', size: bytes.length, alt: '', bytes: async () => bytes },
      ]
      assert.equal((await failureOf(send(errand({ media })))).kind, 'unreachable')
      assert.equal(server.accepted.size, 0)
    }))

  it('the small mail that was cut may have been read to its end', () =>
    bench({}, async ({ server, send }) => {
      server.faults.push('cut-mid-body')
      assert.equal((await failureOf(send(errand()))).kind, 'uncertain')
    }))
})

describe('looking for what an earlier try may have left', () => {
  it('finds it where the server files what it sends, and believes its absence', () =>
    bench({ files: true }, async ({ server, send, find }) => {
      const [lost, never] = [errand(), errand()]
      server.faults.push('cut-after-acceptance')
      assert.equal((await failureOf(send(lost))).kind, 'uncertain')
      assert.deepEqual(channel.again?.(accountOf(channel, server.config), lost), { kind: 'find', after: 120 })
      const found = await find(lost)
      assert.deepEqual(
        [
          found?.activity.externalId,
          found?.activity.ours,
          found?.activity.object.thread,
          found?.activity.object.text,
        ],
        [`${lost.key}@maison.example`, true, 'root@client.example', 'Elle part demain.'],
      )
      assert.equal(await find(never), undefined)
    }))

  it('where only we file, its presence proves and its absence does not', () =>
    bench({}, async ({ server, send, find }) => {
      const [done, lost] = [errand(), errand()]
      await send(done)
      assert.ok(await find(done))
      server.faults.push('cut-after-acceptance')
      await failureOf(send(lost))
      assert.deepEqual(await failureOf(find(lost)), { kind: 'uncertain', detail: 'email.not-in-sent' })
    }))

  it('does not undo what was sent where it cannot be filed', () =>
    bench({}, async ({ server, send, host }) => {
      server.imap.closed = true
      await send(errand())
      assert.equal(server.accepted.size, 1)
      assert.deepEqual(host.statuses, [{ key: 'not-filed', values: undefined }])
    }))
})

describe('encryption', () => {
  const named = createHttp({
    userAgent: 'test',
    allow: ({ ip }) => ip === '127.0.0.1',
    resolver: async () => ['127.0.0.1'],
  })
  after(() => named.close())
  const trusted = tls.getCACertificates('default')
  after(() => tls.setDefaultCACertificates(trusted))

  it('is begun before the password, with the name that was asked for, and refused with another or with nobody’s', () =>
    bench({ tls: MAIL_TLS }, async ({ server }) => {
      const send = (config: object) => {
        const account = accountOf(channel, {
          ...server.config,
          smtpSecurity: 'starttls',
          filing: 'server',
          ...config,
        })
        return (
          channel.reply?.(
            account,
            errand(),
            hostOf(named, () => new Date()),
          ) ?? Promise.reject(new Error('no'))
        )
      }
      assert.deepEqual(await failureOf(send({ smtpHost: 'mail.maison.example' })), {
        kind: 'unreachable',
        detail: 'http.tls',
      })
      tls.setDefaultCACertificates([...trusted, MAIL_TLS.cert])
      await send({ smtpHost: 'mail.maison.example' })
      assert.equal(server.accepted.size, 1)
      assert.deepEqual(await failureOf(send({ smtpHost: 'autre.example' })), {
        kind: 'unreachable',
        detail: 'http.tls',
      })
      assert.equal(server.accepted.size, 1)
    }))
})

/** The plain part of a composed mail. */
function plain(raw: Buffer): string {
  const part =
    raw
      .toString('latin1')
      .split(/\r\n----_NmP/)
      .find((one) => one.includes('Content-Type: text/plain')) ?? ''
  const body = part.slice(part.indexOf('\r\n\r\n') + 4).trim()
  const bytes = /base64/.test(part)
    ? Buffer.from(body, 'base64')
    : Buffer.from(
        body
          .replace(/=\r\n/g, '')
          .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      )
  return bytes.toString().replace(/\r\n/g, '\n').trim()
}
