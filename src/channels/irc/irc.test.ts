import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import fc from 'fast-check'
import { type IrcFaults, startIrc } from '../../../test/support/irc-server.ts'
import { listening, loopbackHttp } from '../../../test/support/listening.ts'
import { accountOf, hostOf } from '../../../test/support/pulling.ts'
import type { Activity } from '../../activity/index.ts'
import type { Errand, Reference } from '../channel.ts'
import { irc } from './index.ts'
import { folded, linesOf, parseLine, wordsOf } from './line.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const KEY = '01990000-0000-7000-8000-000000000001'

async function stage(t: TestContext, options: { modern?: boolean; password?: string } = {}) {
  const server = await startIrc(options)
  if (options.password) server.faults.password = options.password
  const http = loopbackHttp()
  t.after(() => Promise.all([server.close(), http.close()]))
  const { password } = options
  const config = {
    server: '127.0.0.1',
    port: server.port,
    tls: false,
    nick: 'Marque',
    rooms: ['#veillee'],
    password,
  }
  return { server, http, config, account: accountOf(irc, config), host: hostOf(http, () => NOW) }
}

function referenceOf({ object, ...activity }: Activity): Reference {
  return { ...activity, ...object, ours: false, extra: activity.extra ?? {} }
}

function errand(text: string, to?: Activity): Errand {
  const draft = { text, media: [] }
  return { act: 'reply', key: KEY, at: NOW, tries: 0, draft, ...(to ? { to: referenceOf(to) } : {}) }
}

describe('what is heard', () => {
  it('puts on the desk what is said to the account, and watches the rest of a room', async (t) => {
    const { server, http, config } = await stage(t, { modern: true })
    const ear = listening(irc, config, { http })
    await ear.until(() => server.present('Marque', '#veillee'))
    server.deliver('lea', '#veillee', 'bonsoir')
    server.deliver('lea', '#veillee', 'marque: \x02ma lampe\x02 est \x0304cassée')
    server.deliver('Zoé[m]', 'Marque', 'en privé')
    server.deliver('lea', '#veillee', '\x01ACTION salue\x01')
    server.deliver('lea', '#veillee', '\x01VERSION\x01')
    await ear.until(() => ear.activities.length === 4)
    await ear.stop()
    assert.deepEqual(
      ear.activities.map((one) => [
        one.object.text,
        one.visibility,
        one.extra?.watched ?? false,
        one.object.thread,
      ]),
      [
        ['bonsoir', 'public', true, '127.0.0.1/#veillee/lea'],
        ['marque: ma lampe est cassée', 'public', false, '127.0.0.1/#veillee/lea'],
        ['en privé', 'private', false, '127.0.0.1/zoé{m}'],
        ['* salue', 'public', true, '127.0.0.1/#veillee/lea'],
      ],
    )
    const [first] = ear.activities
    assert.deepEqual(
      [first?.externalId, first?.published.toISOString(), first?.actor.id],
      ['127.0.0.1/m1', '2026-11-10T10:00:01.000Z', '127.0.0.1/lea'],
    )
  })

  it('speaks with servers that know no capabilities, and takes another name where its own is taken', async (t) => {
    const { server, http, config } = await stage(t)
    const first = listening(irc, config, { http })
    await first.until(() => server.present('Marque', '#veillee'))
    const second = listening(irc, config, { http })
    await second.until(() => server.present('Marque_', '#veillee'))
    server.deliver('lea', '#veillee', 'Marque_ ?')
    await second.until(() => second.activities.length === 1)
    assert.equal(second.activities[0]?.extra?.watched, undefined, 'it is meant')
    await Promise.all([first.stop(), second.stop()])
  })

  it('says that it was cut, so that the host comes back', async (t) => {
    const { server, http, config } = await stage(t)
    const ear = listening(irc, config, { http })
    await ear.until(() => server.present('Marque', '#veillee'))
    server.raw(':garbage')
    server.raw(`:x ${'PRIVMSG '.repeat(4000)}`)
    server.cut()
    await assert.rejects(
      ear.until(() => false),
      { failure: { kind: 'unreachable', detail: 'http.cut' } },
    )
  })

  it('signs on with SASL, and tells a wrong password from a server that is away', async (t) => {
    const { server, account, host } = await stage(t, { modern: true, password: 'sésame' })
    await irc.test?.(account, host)
    server.faults.password = 'another'
    await assert.rejects(async () => irc.test?.(account, host), {
      failure: { kind: 'token-dead', detail: 'SASL authentication failed' },
    })
    await server.close()
    await assert.rejects(async () => irc.test?.(account, host), {
      failure: { kind: 'unreachable', detail: 'http.unreachable' },
    })
  })
})

describe('what is answered', () => {
  async function asked(t: TestContext, faults: IrcFaults = {}) {
    const all = await stage(t, { modern: true })
    const ear = listening(irc, all.config, { http: all.http })
    await ear.until(() => all.server.present('Marque', '#veillee'))
    all.server.deliver('lea', '#veillee', 'marque ?')
    await ear.until(() => ear.activities.length === 1)
    const [question] = ear.activities
    assert.ok(question)
    all.server.heard.length = 0
    Object.assign(all.server.faults, faults)
    return { ...all, ear, question }
  }

  it('reaches the room once, says who is meant, and does not come back as somebody else', async (t) => {
    const { server, account, host, ear, question } = await asked(t)
    const sent = await irc.reply?.(account, errand('bonsoir\nà vous', question), host)
    assert.deepEqual(server.heard, [
      { from: 'Marque_', target: '#veillee', text: 'lea: bonsoir' },
      { from: 'Marque_', target: '#veillee', text: 'à vous' },
    ])
    assert.deepEqual(
      [sent?.activity.ours, sent?.activity.object.thread, sent?.activity.object.inReplyTo],
      [true, question.object.thread, question.object.id],
    )
    server.deliver('lea', '#veillee', 'merci')
    await ear.until(() => ear.activities.length === 2)
    assert.equal(ear.activities[1]?.object.text, 'merci', 'its own two lines are not told twice')
    await ear.stop()
  })

  it('knows refused from uncertain, and uncertain from never said', async (t) => {
    const { server, account, host, ear, question } = await asked(t, { refuse: '404' })
    const say = () => irc.reply?.(account, errand('bonsoir', question), host)
    await assert.rejects(async () => say(), {
      failure: { kind: 'refused', detail: 'Cannot send to channel' },
    })
    Object.assign(server.faults, { refuse: undefined, cutAfterAcceptance: true })
    await assert.rejects(async () => say(), { failure: { kind: 'uncertain', detail: 'http.cut' } })
    assert.equal(server.heard.length, 1)
    Object.assign(server.faults, { cutAfterAcceptance: false, cutBeforeAcceptance: true })
    await assert.rejects(async () => say(), { failure: { kind: 'uncertain', detail: 'http.cut' } })
    await ear.stop().catch(() => undefined)
    await server.close()
    await assert.rejects(async () => say(), {
      failure: { kind: 'unreachable', detail: 'http.unreachable' },
    })
    assert.equal(irc.again, undefined, 'IRC keeps nothing to look in: a person is asked')
  })

  it('tells what was silenced midway from what was never said', async (t) => {
    const { server, account, host, ear, question } = await asked(t, { refuse: '404', refuseAfter: 1 })
    const say = async () => irc.reply?.(account, errand('une ligne\nune autre\nla dernière', question), host)
    await assert.rejects(say, { failure: { kind: 'uncertain', detail: 'Cannot send to channel' } })
    assert.equal(server.heard.length, 1)
    server.faults.refuseAfter = 0
    await assert.rejects(say, { failure: { kind: 'refused', detail: 'Cannot send to channel' } })
    await ear.stop()
  })

  it('never takes a room that lets nobody in for a refusal of what was said from without', async (t) => {
    const { server, account, host, ear, question } = await asked(t)
    for (const numeric of ['403', '473', '477']) {
      server.heard.length = 0
      server.faults.refuseJoin = numeric
      await irc.reply?.(account, errand(`dit malgré ${numeric}`, question), host)
      assert.deepEqual(
        server.heard.map(({ text }) => text),
        [`lea: dit malgré ${numeric}`],
      )
    }
    Object.assign(server.faults, { refuse: '404', refuseAfter: 0 })
    await assert.rejects(async () => irc.reply?.(account, errand('ni entré ni entendu', question), host), {
      failure: { kind: 'refused', detail: 'Cannot send to channel' },
    })
    Object.assign(server.faults, { refuse: undefined, cutBeforeAcceptance: true })
    await assert.rejects(async () => irc.reply?.(account, errand('puis coupé', question), host), {
      failure: { kind: 'uncertain', detail: 'http.cut' },
    })
    await ear.stop().catch(() => undefined)
  })

  it('says who is meant unless that stands there already, as a whole word', async (t) => {
    const { server, account, host, ear, question } = await asked(t)
    for (const [text, heard] of [
      ['Léa vient', 'lea: Léa vient'],
      ['lea, oui', 'lea, oui'],
      ['LEA : oui', 'LEA : oui'],
      ['lea', 'lea'],
      ['leading brands', 'lea: leading brands'],
      ['lea_ est une autre', 'lea: lea_ est une autre'],
    ] as const) {
      server.heard.length = 0
      await irc.reply?.(account, errand(text, question), host)
      assert.equal(server.heard[0]?.text, heard)
    }
    await ear.stop()
  })

  it('answers nothing to what was not said on IRC', async (t) => {
    const { account, host } = await stage(t)
    await assert.rejects(async () => irc.reply?.(account, errand('bonsoir'), host), {
      failure: { kind: 'refused', detail: 'not said on IRC' },
    })
  })
})

describe('a line', () => {
  it('is read with its tags and its last parameter', () => {
    assert.deepEqual(parseLine('@a=1\\:\\s2;b :lea!u@h PRIVMSG #x :deux mots : oui'), {
      tags: { a: '1; 2', b: '' },
      nick: 'lea',
      command: 'PRIVMSG',
      params: ['#x', 'deux mots : oui'],
    })
    assert.deepEqual(parseLine('PING irc.test')?.params, ['irc.test'])
    for (const nonsense of ['', ':', '@', '   ', ':only.prefix']) assert.equal(parseLine(nonsense), undefined)
  })

  it('comes back whatever a person wrote in it, and whatever tags go before', () => {
    const odd = fc.constantFrom(...' :;@!\\=\t\u0085\u00a0\u2028\u2029\ufeffaé=', '👩‍🚀', '\x01')
    const word = fc.string({ unit: odd }).map((text) => `x${text.replace(/[\0\r\n ]/g, '')}`)
    const written = fc.string({ unit: odd }).map((text) => text.replace(/[\0\r\n]/g, ' '))
    const tags = fc.dictionary(
      fc.constantFrom('time', 'msgid', '+draft/reply', 'a'),
      fc.string({ unit: odd }),
    )
    const escaped: Record<string, string> = { ';': '\\:', ' ': '\\s', '\r': '\\r', '\n': '\\n', '\\': '\\\\' }
    const tagged = (all: Record<string, string>) =>
      Object.entries(all).map(
        ([key, value]) => `${key}=${value.replace(/[; \r\n\\]/g, (one) => escaped[one] ?? one)}`,
      )
    fc.assert(
      fc.property(tags, fc.array(word, { maxLength: 4 }), written, (all, middle, last) => {
        const before = tagged(all).join(';')
        const line = `${before && `@${before} `}:lea!u@h PRIVMSG ${[...middle, `:${last}`].join(' ')}`
        const read = parseLine(line)
        assert.deepEqual([read?.nick, read?.command, read?.params], ['lea', 'PRIVMSG', [...middle, last]])
        assert.deepEqual({ ...read?.tags }, { ...all })
      }),
    )
    assert.deepEqual(parseLine(':lea!u@h PRIVMSG #salon\u00a0bleu :collé\u2028d’ailleurs\u0085')?.params, [
      '#salon\u00a0bleu',
      'collé\u2028d’ailleurs\u0085',
    ])
  })

  it('never holds more bytes than are passed on, nor a line end, and loses no word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 1500 }), (text) => {
        const lines = linesOf(text)
        for (const line of lines) assert.ok(Buffer.byteLength(line) <= 400 && !/[\r\n\0]/.test(line))
        assert.equal(lines.join('').replace(/\s/g, ''), text.replace(/[\s\0]/g, ''))
      }),
    )
  })

  it('keeps what a person reads, and folds names as the network does', () => {
    assert.equal(wordsOf('\x02gras\x0f \x0304,12rouge\x03 fin'), 'gras rouge fin')
    assert.equal(folded('Zoé[A]\\^'), 'zoé{a}|~')
  })
})
