import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { HttpFailure, type SafeHttp } from '../../../../lib/http/index.ts'
import { ChannelFailure, type Failure } from '../../channel.ts'
import type { Server } from '../config.ts'
import { imapFailure } from './imap-failure.ts'
import { placesOf } from './place.ts'
import { wordsOf } from './saying.ts'
import { smtpFailure } from './smtp-failure.ts'
import { createWarm } from './warm.ts'

const NOW = new Date('2026-11-22T10:00:00Z')

/** As the libraries throw: an error with more in it. */
function thrown(more: Record<string, unknown>, message = 'Command failed'): Error {
  return Object.assign(new Error(message), more)
}

describe('words of a server', () => {
  it('are one short line that can be kept, whatever it sends', () => {
    const hostile = fc.array(
      fc.constantFrom('a', 'é', '😀', '\ud83d', '\r\n', '\0', '\x1b[31m', ' ', '\u0085'),
      {
        maxLength: 400,
      },
    )
    fc.assert(
      fc.property(hostile, (pieces) => {
        const said = pieces.join('').toWellFormed()
        const words = wordsOf(said)
        assert.ok(words.length <= 300 && words === words.trim() && !/\p{Cc}/u.test(words))
        assert.ok(words.isWellFormed(), 'no half of a character: a database would refuse it')
        assert.equal(wordsOf(words), words)
      }),
    )
    assert.equal(wordsOf(`${'x'.repeat(299)}😀`), 'x'.repeat(299))
    for (const none of [undefined, null, '', '\r\n']) assert.equal(wordsOf(none), '')
  })
})

describe('what a reading server refuses', () => {
  const CASES: [what: string, error: unknown, failure: Failure][] = [
    [
      'a password it does not take',
      thrown({ authenticationFailed: true, responseText: 'Invalid credentials (Failure)' }),
      { kind: 'token-dead', detail: 'Invalid credentials (Failure)' },
    ],
    [
      'a password, in words that hold others',
      thrown({
        authenticationFailed: true,
        responseText: 'Authentication failed for the operator of corporate.example',
      }),
      { kind: 'token-dead', detail: 'Authentication failed for the operator of corporate.example' },
    ],
    [
      'a sign-in for now, by its code',
      thrown({ authenticationFailed: true, serverResponseCode: 'UNAVAILABLE', responseText: 'No.' }),
      { kind: 'unreachable', detail: 'No.' },
    ],
    [
      'a sign-in for now, in words',
      thrown({ authenticationFailed: true, responseText: 'Too many simultaneous connections' }),
      { kind: 'unreachable', detail: 'Too many simultaneous connections' },
    ],
    [
      'a sign-in that comes too often',
      thrown({ authenticationFailed: true, responseText: 'Rate limit hit, come back later.' }),
      { kind: 'unreachable', detail: 'Rate limit hit, come back later.' },
    ],
    [
      'a certificate',
      thrown({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      { kind: 'unreachable', detail: 'http.tls' },
    ],
    [
      'no encryption',
      thrown({}, 'Server does not support STARTTLS'),
      { kind: 'unreachable', detail: 'http.tls' },
    ],
    [
      'an answer past all bounds',
      thrown({ code: 'LiteralTooLarge' }),
      { kind: 'bad-response', detail: 'LiteralTooLarge' },
    ],
    [
      'a folder',
      thrown({ serverResponseCode: 'NONEXISTENT' }),
      { kind: 'refused', detail: 'email.no-folder' },
    ],
    ['anything', thrown({ code: 'ECONNRESET' }, ''), { kind: 'unreachable', detail: 'ECONNRESET' }],
    ['nothing at all', undefined, { kind: 'unreachable', detail: 'http.cut' }],
    ['a word of another kind', 'plain text', { kind: 'unreachable', detail: 'http.cut' }],
  ]
  for (const [what, error, failure] of CASES)
    it(what, () => assert.deepEqual(imapFailure(error).failure, failure))

  it('is told as it was by who knew better', () => {
    const known = new ChannelFailure({ kind: 'refused', detail: 'email.clear' })
    assert.equal(imapFailure(known), known)
    assert.equal(smtpFailure(known, true, NOW), known)
    const cause = thrown({})
    assert.equal(imapFailure(cause).cause, cause)
  })
})

describe('what a sending server refuses', () => {
  const fails = (more: Record<string, unknown>, dotted = false) =>
    smtpFailure(thrown({ response: 'Words', ...more }), dotted, NOW).failure

  it('in so many words was not sent, however far it had got', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 599 }), fc.boolean(), (responseCode, dotted) => {
        assert.notEqual(fails({ responseCode }, dotted).kind, 'uncertain')
      }),
    )
    assert.deepEqual(fails({ responseCode: 550 }, true), { kind: 'refused', detail: 'Words' })
    assert.deepEqual(fails({ responseCode: 451 }, true), { kind: 'unreachable', detail: 'Words' })
    assert.deepEqual(fails({ responseCode: 421 }), {
      kind: 'rate-limited',
      until: new Date('2026-11-22T10:05:00Z'),
    })
  })

  it('of a sign-in is for ever only where it says so', () => {
    assert.equal(fails({ responseCode: 535, code: 'EAUTH' }).kind, 'token-dead')
    assert.equal(fails({ responseCode: 534 }).kind, 'token-dead')
    assert.equal(fails({ responseCode: 530 }).kind, 'token-dead')
    assert.equal(fails({ responseCode: 454, code: 'EAUTH' }).kind, 'unreachable')
    assert.equal(fails({ code: 'EAUTH' }).kind, 'refused')
  })

  it('with silence may have been sent once its end had left, and not before', () => {
    for (const code of ['ETIMEDOUT', 'ECONNECTION', 'ESOCKET', '']) {
      assert.equal(fails({ code }, true).kind, 'uncertain', code)
      assert.equal(fails({ code }, false).kind, 'unreachable', code)
    }
    assert.equal(fails({ code: 'EENVELOPE' }).kind, 'refused')
    assert.equal(fails({ code: 'EMESSAGE', command: 'MAIL FROM' }).kind, 'refused')
    assert.equal(fails({ code: 'EMESSAGE', command: 'DATA' }).kind, 'unreachable')
    assert.deepEqual(fails({ code: 'ESOCKET', originalCode: 'CERT_HAS_EXPIRED' }), {
      kind: 'unreachable',
      detail: 'http.tls',
    })
  })
})

describe('where to dial', () => {
  const server = (more: Partial<Server> = {}): Server => ({
    kind: 'imap',
    host: 'imap.maison.example',
    port: 993,
    security: 'tls',
    user: 'aide',
    password: 'x',
    ...more,
  })
  const answering = (answer: string[] | HttpFailure) => {
    const asked: unknown[] = []
    const addresses = async (...what: unknown[]) => {
      asked.push(what)
      if (answer instanceof HttpFailure) throw answer
      return answer
    }
    return { asked, http: { addresses } as unknown as SafeHttp }
  }

  it('is what the check let through, with the name that the certificate must bear', async () => {
    const { http, asked } = answering([
      '198.51.100.1',
      '2001:db8::1',
      '198.51.100.2',
      '198.51.100.3',
      '198.51.100.4',
    ])
    const places = await placesOf(server(), http)
    assert.equal(places.length, 4)
    assert.deepEqual(places[0], { ip: '198.51.100.1', servername: 'imap.maison.example' })
    await placesOf(server({ kind: 'smtp', port: 587 }), http)
    assert.deepEqual(asked, [
      ['imap.maison.example', 993, [143, 993]],
      ['imap.maison.example', 587, [25, 465, 587, 2525]],
    ])
    const bare = answering(['127.0.0.1'])
    assert.deepEqual(await placesOf(server({ host: '127.0.0.1' }), bare.http), [{ ip: '127.0.0.1' }])
  })

  it('is nowhere in clear, if any of it is on the Internet', async () => {
    const clear = server({ security: 'clear' })
    for (const addresses of [['8.8.8.8'], ['10.0.0.2', '8.8.8.8'], ['2606:4700::1111']])
      await assert.rejects(placesOf(clear, answering(addresses).http), {
        failure: { kind: 'refused', detail: 'email.clear' },
      })
    assert.equal((await placesOf(clear, answering(['10.0.0.2', 'fd00::2']).http)).length, 2)
    assert.equal((await placesOf(server(), answering(['8.8.8.8']).http)).length, 1)
  })

  it('is told in the words of channels where there is nowhere', async () => {
    const unresolved = new HttpFailure('unresolved', 'none')
    const failure = { kind: 'unreachable', detail: 'http.unresolved' }
    await assert.rejects(placesOf(server(), answering(unresolved).http), { failure })
    const http = {
      addresses: async () => Promise.reject(new TypeError('a bug of ours')),
    } as unknown as SafeHttp
    await assert.rejects(placesOf(server(), http), TypeError)
  })
})

describe('connections kept warm', () => {
  interface Line {
    n: number
    alive: boolean
    lent: boolean
    ended: number
  }

  function shelf(most = 2) {
    const made: Line[] = []
    const warm = createWarm<Line>({
      alive: ({ alive }) => alive,
      end: (line) => {
        line.ended++
      },
      keepMs: 60_000,
      most,
    })
    const open = async () => {
      const line = { n: made.length, alive: true, lent: false, ended: 0 }
      made.push(line)
      return line
    }
    return { made, warm, open }
  }

  it('are never lent to two at once, nor after their end, nor to another account, whatever happens', async () => {
    const turn = fc.record({
      key: fc.constantFrom('a', 'b'),
      outcome: fc.constantFrom('well', 'ill', 'cut'),
      waits: fc.nat(3),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 25 }), async (turns) => {
        const { made, warm, open } = shelf()
        const owner = new Map<number, string>()
        const runs = turns.map(async ({ key, outcome, waits }, i) => {
          for (let n = 0; n < i % 4; n++) await null
          await warm.lend(key, open, async (line, fresh) => {
            assert.ok(!line.lent && line.ended === 0 && line.alive)
            assert.equal(owner.has(line.n), !fresh)
            assert.equal(owner.get(line.n) ?? key, key)
            owner.set(line.n, key)
            line.lent = true
            for (let n = 0; n < waits; n++) await null
            line.lent = false
            if (outcome === 'ill') throw new Error('refused')
            if (outcome === 'cut') line.alive = false
          })
        })
        const ended = await Promise.allSettled(runs)
        assert.equal(
          ended.filter(({ status }) => status === 'rejected').length,
          turns.filter(({ outcome }) => outcome === 'ill').length,
        )
        assert.ok(made.filter((line) => line.ended === 0).length <= 4)
        warm.close()
        assert.ok(
          made.every((line) => line.ended === 1),
          'each is ended once',
        )
      }),
      { numRuns: 60 },
    )
  })

  it('are kept for one account as many as it may have, and the others ended at once', async () => {
    const { made, warm, open } = shelf(2)
    const all = Promise.withResolvers<void>()
    const runs = [1, 2, 3, 4].map(() => warm.lend('a', open, () => all.promise))
    all.resolve()
    await Promise.all(runs)
    assert.deepEqual(made.map(({ ended }) => ended).sort(), [0, 0, 1, 1])
    await warm.lend('b', open, async () => undefined)
    assert.equal(made.filter(({ ended }) => ended === 0).length, 3, 'another account has its own')
    warm.close()
  })

  it('are closed when nobody comes for them in time', async (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] })
    const { made, warm, open } = shelf()
    await warm.lend('a', open, async () => undefined)
    t.mock.timers.tick(59_999)
    await warm.lend('a', open, async () => undefined)
    assert.equal(made.length, 1, 'whoever came in time found it')
    t.mock.timers.tick(60_000)
    assert.equal(made[0]?.ended, 1)
    await warm.lend('a', open, async () => undefined)
    assert.equal(made.length, 2)
    warm.close()
    t.mock.timers.tick(120_000)
    assert.deepEqual(
      made.map(({ ended }) => ended),
      [1, 1],
    )
  })

  it('that cannot be opened fail for who asked, and for nobody after', async () => {
    const { made, warm, open } = shelf()
    await assert.rejects(
      warm.lend(
        'a',
        () => Promise.reject(new Error('down')),
        async () => undefined,
      ),
      /down/,
    )
    assert.equal(await warm.lend('a', open, async ({ n }) => n), 0)
    warm.close()
    assert.equal(made.length, 1)
  })
})
