import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import {
  type EmailOptions,
  type EmailServer,
  letter,
  startEmail,
} from '../../../test/support/email-server.ts'
import { type Listening, listening, loopbackHttp } from '../../../test/support/listening.ts'
import { accountOf, hostOf, Shelf } from '../../../test/support/pulling.ts'
import { ChannelFailure } from '../channel.ts'
import { createEmail } from './index.ts'

const http = loopbackHttp()
const channel = createEmail({ look: 100, again: [10, 20, 40] })
after(() => http.close())

const from = 'Léa Martin <lea@client.example>'
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute)).toUTCString()

function mail(n: number, more: Record<string, string> = {}, body = `Message ${n}`): string {
  return letter(
    {
      From: from,
      To: 'aide@maison.example',
      Subject: `Sujet ${n}`,
      Date: at(n),
      'Message-ID': `<m${n}@client.example>`,
      ...more,
    },
    body,
  )
}

async function listened(
  options: EmailOptions,
  use: (server: EmailServer, start: (cursor?: string, more?: object) => Listening) => Promise<void>,
): Promise<void> {
  const server = await startEmail(options)
  const open: Listening[] = []
  try {
    await use(server, (cursor, more = {}) => {
      const one = listening(channel, { ...server.config, ...more }, { http }, cursor)
      open.push(one)
      return one
    })
  } finally {
    await Promise.all(open.map((one) => one.stop()))
    await server.close()
  }
}

const texts = (state: Listening) => state.activities.map(({ object }) => object.text)
const cursorOf = (state: Listening) => state.batches.findLast((batch) => batch.cursor)?.cursor
const live = (state: Listening) => state.statuses.some(({ key }) => key === 'live')

describe('listening to a mailbox', () => {
  it('reads what is there, then hears what comes, in one connection', () =>
    listened({}, async (server, start) => {
      server.inbox.add(mail(1))
      server.inbox.add(mail(2))
      const state = start()
      await state.until(() => live(state))
      server.inbox.add(mail(3))
      await state.until(() => state.activities.length === 3)
      assert.deepEqual(texts(state), ['Message 1', 'Message 2', 'Message 3'])
      const [first] = state.activities
      assert.deepEqual(
        [
          first?.verb,
          first?.externalId,
          first?.actor,
          first?.visibility,
          first?.object.type,
          first?.object.title,
          first?.object.thread,
        ],
        [
          'Create',
          'm1@client.example',
          { id: 'lea@client.example', handle: 'lea@client.example', name: 'Léa Martin' },
          'private',
          'Message',
          'Sujet 1',
          'm1@client.example',
        ],
      )
      assert.ok(server.imap.commands.some((line) => line.startsWith('IDLE')))
      assert.equal(server.imap.connections(), 1)
    }))

  it('asks from time to time where there is no IDLE, and where there is no CONDSTORE', () =>
    listened({ capabilities: [] }, async (server, start) => {
      const state = start()
      await state.until(() => live(state))
      server.inbox.add(mail(1))
      await state.until(() => state.activities.length === 1)
      assert.ok(!server.imap.commands.some((line) => line.startsWith('IDLE')))
    }))

  it('leaves alone what is older than was asked for, and counts a folder of old mail as read', () =>
    listened({}, async (server, start) => {
      server.inbox.add(mail(1), new Date(Date.now() - 40 * 86_400_000))
      const state = start()
      await state.until(() => live(state))
      assert.deepEqual(texts(state), [])
      server.inbox.add(mail(2))
      await state.until(() => state.activities.length > 0)
      assert.deepEqual(texts(state), ['Message 2'])
    }))

  it('connects again after a cut in the middle of a message, and neither loses nor doubles', () =>
    listened({}, async (server, start) => {
      for (let n = 1; n <= 30; n++) server.inbox.add(mail(n))
      server.imap.cutAfter = 40
      const state = start()
      await state.until(() => live(state))
      assert.ok(state.statuses.some(({ key }) => key === 'reconnecting'))
      const shelf = new Shelf()
      shelf.take(state.activities)
      assert.equal(shelf.texts.size, 30)
      server.imap.cut()
      server.inbox.add(mail(31))
      await state.until(() => state.activities.some(({ externalId }) => externalId === 'm31@client.example'))
    }))

  it('tells a dead password at once, and a server that is not there after a while', () =>
    listened({}, async (server, start) => {
      const wrong = start(undefined, { imapPassword: 'other' })
      await wrong.until(() => wrong.error !== undefined).catch(() => undefined)
      assert.ok(wrong.error instanceof ChannelFailure && wrong.error.failure.kind === 'token-dead')
      server.imap.refusal = 'NO [UNAVAILABLE] too many connections'
      const busy = start()
      await busy.until(() => busy.error !== undefined).catch(() => undefined)
      assert.ok(busy.error instanceof ChannelFailure && busy.error.failure.kind === 'unreachable')
      server.imap.closed = true
      const gone = start()
      await gone.until(() => gone.error !== undefined).catch(() => undefined)
      assert.ok(gone.error instanceof ChannelFailure && gone.error.failure.kind === 'unreachable')
    }))

  it('knows what we sent ourselves, from wherever it was sent, and is not fooled by a forged name', () =>
    listened({}, async (server, start) => {
      const own = { From: 'Maison <aide@maison.example>', To: from }
      server.sent.add(mail(1, own))
      server.inbox.add(
        mail(2, { ...own, 'Authentication-Results': 'mx.maison.example; spf=fail; dmarc=fail' }),
      )
      server.inbox.add(mail(3, { ...own, From: 'SAV@maison.example' }))
      const state = start(undefined, { aliases: ['sav@maison.example'] })
      await state.until(() => live(state))
      const ours = state.activities.filter((one) => one.ours).map(({ externalId }) => externalId)
      assert.deepEqual(ours.sort(), ['m1@client.example', 'm3@client.example'])
      const forged = state.activities.find(({ externalId }) => externalId === 'm2@client.example')
      assert.equal(
        forged?.actor.id,
        'anonymous',
        'or whoever knows the account by its address would take it for ours',
      )
    }))
})

describe('an outage of three days (F6)', () => {
  it('loses none of 5,000 messages, doubles none, brings nothing back, and keeps the order', () =>
    listened({}, async (server, start) => {
      for (let n = 0; n < 20; n++) server.inbox.add(mail(n))
      const before = start()
      await before.until(() => live(before))
      await before.stop()
      const cursor = cursorOf(before)
      const shelf = new Shelf()
      shelf.take(before.activities)
      for (let n = 20; n < 5_020; n++) server.inbox.add(mail(n))
      // Deleted unread, deleted after it was read, moved away and moved back, all while nobody listened.
      const gone = new Set([3, 100, 101, 2_500])
      server.inbox.expunge(({ raw }) => [...gone].some((n) => raw.includes(`<m${n}@`)))
      server.inbox.move(({ raw }) => raw.includes('<m7@') || raw.includes('<m200@'), server.inbox)
      const memory = process.memoryUsage().heapUsed
      const state = start(cursor)
      await state.until(() => live(state))
      shelf.take(state.activities)
      const missed = [...gone].filter((n) => n >= 20)
      assert.equal(shelf.texts.size, 5_020 - missed.length)
      for (const n of missed) assert.ok(!shelf.texts.has(`m${n}@client.example`))
      assert.equal(
        shelf.duplicates,
        1,
        'only the one that was moved and read before is seen twice, and enters once',
      )
      const numbers = state.activities.map(({ externalId }) => Number(/\d+/.exec(externalId)?.[0]))
      const inOrder = numbers.filter((n) => n !== 7 && n !== 200)
      assert.deepEqual(
        inOrder,
        inOrder.toSorted((a, b) => a - b),
      )
      assert.ok(Math.max(...state.batches.map(({ activities }) => activities.length)) <= 50)
      assert.ok(process.memoryUsage().heapUsed - memory < 200 * 1024 * 1024)
      server.inbox.add(mail(6_000))
      await state.until(() =>
        state.activities.some(({ externalId }) => externalId === 'm6000@client.example'),
      )
    }))

  it('reads everything again when the server has numbered anew, and it is the same', () =>
    listened({}, async (server, start) => {
      for (let n = 0; n < 120; n++) server.inbox.add(mail(n))
      const before = start()
      await before.until(() => live(before))
      await before.stop()
      const shelf = new Shelf()
      shelf.take(before.activities)
      server.inbox.renumber()
      server.inbox.add(mail(500))
      const state = start(cursorOf(before))
      await state.until(() => live(state))
      shelf.take(state.activities)
      assert.ok(state.statuses.some(({ key }) => key === 'again'))
      assert.deepEqual([shelf.texts.size, shelf.duplicates], [121, 120])
    }))

  it('goes on from the batch that was kept, wherever it was stopped', () =>
    listened({}, async (server, start) => {
      for (let n = 0; n < 130; n++) server.inbox.add(mail(n))
      const shelf = new Shelf()
      const first = start()
      await first.until(() => first.batches.length >= 1)
      await first.stop()
      const [batch] = first.batches
      shelf.take(batch?.activities ?? [])
      const state = start(batch?.cursor)
      await state.until(() => live(state))
      shelf.take(state.activities)
      assert.deepEqual([shelf.texts.size, shelf.duplicates], [130, 0])
    }))
})

describe('which conversation a mail belongs to', () => {
  it('is told by references, by what is answered, by our own answer, and at last by the subject', () =>
    listened({}, async (server, start) => {
      server.inbox.add(mail(1, { Subject: 'Ma commande' }))
      server.sent.add(
        mail(2, {
          From: 'aide@maison.example',
          To: from,
          Subject: 'Re: Ma commande',
          References: '<m1@client.example>',
          'In-Reply-To': '<m1@client.example>',
        }),
      )
      const first = start()
      await first.until(() => live(first))
      await first.stop()
      // Only what is answered, after a restart: the answer of ours leads to the root.
      server.inbox.add(mail(3, { Subject: 'RE: Ma commande', 'In-Reply-To': '<m2@client.example>' }))
      server.inbox.add(
        mail(4, {
          Subject: 'Re: Ma commande',
          References: '<m1@client.example> <m2@client.example> <m3@client.example>',
        }),
      )
      // A program that names nothing, twice; and somebody else with the same subject.
      server.inbox.add(mail(5, { Subject: 'RE : Ma commande' }))
      server.inbox.add(mail(6, { Subject: 'Re: Ma commande', From: 'paul@autre.example' }))
      server.inbox.add(mail(7, { Subject: 'Ma commande' }))
      const state = start(cursorOf(first))
      await state.until(() => live(state))
      const threads = [...first.activities, ...state.activities].map(({ externalId, object }) => [
        externalId.slice(0, 2),
        object.thread?.slice(0, 2),
        object.title,
      ])
      assert.deepEqual(threads, [
        ['m1', 'm1', 'Ma commande'],
        ['m2', 'm1', 'Ma commande'],
        ['m3', 'm1', 'Ma commande'],
        ['m4', 'm1', 'Ma commande'],
        ['m5', 'm1', 'Ma commande'],
        ['m6', 'm6', 'Ma commande'],
        ['m7', 'm7', 'Ma commande'],
      ])
    }))

  it('keeps apart mails that a broken program gave one id, or none', () =>
    listened({}, async (server, start) => {
      const same = { 'Message-ID': '<same@broken.example>' }
      server.inbox.add(mail(1, same))
      server.inbox.add(mail(2, same))
      server.inbox.add(mail(3, { 'Message-ID': '' }))
      server.inbox.add(mail(4, { 'Message-ID': '' }))
      server.inbox.add(mail(1, same))
      const state = start()
      await state.until(() => live(state))
      assert.equal(new Set(state.activities.map(({ externalId }) => externalId)).size, 4)
    }))
})

describe('large and unreadable mail', () => {
  it('reads the beginning of what is too large, and says so', () =>
    listened({}, async (server, start) => {
      const boundary = 'b'
      const big = Buffer.concat([
        Buffer.from(
          letter(
            {
              From: from,
              Date: at(1),
              'Message-ID': '<big@client.example>',
              Subject: 'Photos',
              'Content-Type': `multipart/mixed; boundary=${boundary}`,
            },
            `--${boundary}\nContent-Type: text/plain; charset=utf-8\n\nVoici les photos.\n--${boundary}\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.jpg\n\n`,
          ),
        ),
        Buffer.alloc(26 * 1024 * 1024, 'QUJD'),
      ])
      server.inbox.add(big)
      server.inbox.add(mail(2))
      const state = start()
      await state.until(() => live(state))
      assert.deepEqual(texts(state), ['Voici les photos.', 'Message 2'])
      assert.equal((state.activities[0]?.extra?.mail as { large?: number } | undefined)?.large, big.length)
    }))
})

describe('trying the settings', () => {
  let server: EmailServer
  before(async () => {
    server = await startEmail()
  })
  after(() => server.close())
  const tried = (more: object) => {
    const account = accountOf(channel, { ...server.config, ...more })
    return (
      channel.test?.(
        account,
        hostOf(http, () => new Date()),
      ) ?? Promise.reject(new Error('no test'))
    )
  }

  it('signs in to both servers and finds the folders, without sending', async () => {
    await tried({})
    assert.equal(server.accepted.size, 0)
    for (const more of [{ imapPassword: 'x' }, { smtpUser: 'x', smtpPassword: 'y' }]) {
      await assert.rejects(tried(more), (error: ChannelFailure) => error.failure.kind === 'token-dead')
    }
    for (const more of [{ folders: ['Nope'] }, { sentFolder: 'Nope' }, { imapHost: '10.0.0.1' }]) {
      await assert.rejects(tried(more), (error: ChannelFailure) => error.failure.kind === 'refused')
    }
  })

  it('never speaks in the clear to a server that should encrypt, nor to the Internet', async () => {
    const plain = server.imap.commands.length
    for (const more of [{ imapSecurity: 'starttls' }, { imapSecurity: 'tls' }]) {
      await assert.rejects(tried(more), (error: ChannelFailure) => error.failure.kind === 'unreachable')
    }
    assert.ok(!server.imap.commands.slice(plain).includes('LOGIN'))
    await assert.rejects(
      tried({ smtpSecurity: 'starttls' }),
      (error: ChannelFailure) => error.failure.kind === 'unreachable',
    )
    await assert.rejects(
      tried({ imapHost: '93.184.215.14', imapPort: 143 }),
      (error: ChannelFailure) => error.failure.kind === 'refused',
    )
  })
})
