import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { HttpFailure, type SafeHttp } from '../../../../lib/http/index.ts'
import { hostOf } from '../../../../test/support/pulling.ts'
import { ChannelFailure } from '../../channel.ts'
import { config } from '../config.ts'
import { readAutoconfig } from './autoconfig.ts'
import { discover, type Names } from './discover.ts'
import { PROVIDERS, providerOf, takesNoPassword } from './providers.ts'

interface Offer {
  type?: string
  host?: string
  port?: string
  socket?: string
  ways?: string[]
  user?: string
}

function server(tag: 'incomingServer' | 'outgoingServer', offer: Offer): string {
  const {
    type = tag === 'incomingServer' ? 'imap' : 'smtp',
    host = `${type}.x.example`,
    port = '993',
  } = offer
  const { socket = 'SSL', ways = ['password-cleartext'], user = '%EMAILADDRESS%' } = offer
  return `<${tag} type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType>
    <username>${user}</username>${ways.map((way) => `<authentication>${way}</authentication>`).join('')}</${tag}>`
}

function document(incoming: Offer[], outgoing: Offer[] = [{ port: '465' }]): string {
  return `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x">
    ${incoming.map((one) => server('incomingServer', one)).join('')}
    ${outgoing.map((one) => server('outgoingServer', one)).join('')}</emailProvider></clientConfig>`
}

const NOBODY = {
  request: async () => Promise.reject(new HttpFailure('unresolved', 'none')),
} as unknown as SafeHttp

function publishing(xml: string): SafeHttp {
  const request = async (url: string) => ({ status: 200, headers: {}, url, body: Buffer.from(xml) })
  return { request } as unknown as SafeHttp
}

const names = (srv: Record<string, { name: string; port: number; priority?: number }[]> = {}): Names => ({
  mx: async () => [],
  srv: async (name) => srv[name.replace('._tcp.maison.example', '')] ?? Promise.reject(new Error('none')),
})

const ask = (input: string, http = NOBODY, known = names()) =>
  discover(
    input,
    hostOf(http, () => new Date()),
    known,
  )

describe('a document in Mozilla’s format', () => {
  it('is taken where it lets a password in, beside a sign-in of the provider’s own', () => {
    const both = document(
      [{ ways: ['OAuth2', 'password-cleartext'] }],
      [{ port: '465', ways: ['OAuth2', 'plain'] }],
    )
    assert.equal(readAutoconfig(both)?.imapHost, 'imap.x.example')
    assert.equal(readAutoconfig(document([{ ways: [] }]))?.imapHost, 'imap.x.example')
    assert.equal(readAutoconfig(document([{ ways: ['OAuth2'] }])), undefined)
    const second = document([{ ways: ['OAuth2'] }, { host: 'legacy.x.example' }])
    assert.equal(readAutoconfig(second)?.imapHost, 'legacy.x.example')
  })

  it('offers its best: encrypted from the first byte, else from the second', () => {
    const found = readAutoconfig(
      document(
        [
          { socket: 'plain', port: '143' },
          { socket: 'STARTTLS', port: '143', host: 'A.x.example' },
          { socket: 'STARTTLS', port: '143', host: 'b.x.example' },
        ],
        [
          { socket: 'STARTTLS', port: '587' },
          { port: '465', user: '%EMAILLOCALPART%' },
        ],
      ),
    )
    assert.deepEqual(found, {
      imapHost: 'a.x.example',
      imapPort: 143,
      imapSecurity: 'starttls',
      smtpHost: 'smtp.x.example',
      smtpPort: 465,
      smtpSecurity: 'tls',
    })
  })

  it('with ports that are none, or one server only, offers nothing', () => {
    for (const port of ['0', '-1', '65536', '99999', '99.5', 'x', '', '1e9'])
      assert.equal(readAutoconfig(document([{ port }])), undefined, port)
    assert.equal(readAutoconfig(document([], [{}])), undefined)
    assert.equal(readAutoconfig(document([{}], [])), undefined)
    assert.equal(readAutoconfig(document([{ type: 'pop3' }])), undefined)
  })

  it('broken or hostile becomes a configuration, or nothing; never an error of ours', async () => {
    const piece = fc.constantFrom(
      ...[
        '<incomingServer type="imap">',
        '</incomingServer>',
        '<outgoingServer type="smtp">',
        '</outgoingServer>',
      ],
      ...[
        '<hostname>',
        '</hostname>',
        'imap.x.example',
        'évil host',
        '_dmarc',
        '<port>',
        '</port>',
        '993',
        '70000',
      ],
      ...[
        '<socketType>SSL</socketType>',
        '<socketType>__proto__</socketType>',
        '<!DOCTYPE x>',
        '&lol;',
        '<![CDATA[',
      ],
      document([{}]),
      document([{ port: '0' }]),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        for (const { config: found } of await ask('aide@maison.example', publishing(pieces.join(''))))
          assert.ok(config.safeParse({ ...found, imapPassword: 'x' }).success)
      }),
    )
  })
})

describe('service records', () => {
  const imaps = { name: 'a.maison.example', port: 993 }
  const submissions = { name: 'b.maison.example', port: 465 }

  it('are taken by how much each is wanted, not as they come', async () => {
    const [found] = await ask(
      'aide@maison.example',
      NOBODY,
      names({
        _imaps: [
          { ...imaps, name: 'spare.maison.example', priority: 20 },
          { ...imaps, priority: 5 },
        ],
        _submissions: [submissions],
      }),
    )
    assert.deepEqual([found?.config.imapHost, found?.config.smtpSecurity], ['a.maison.example', 'tls'])
  })

  it('that say there is no such service leave the other', async () => {
    for (const name of ['', '.']) {
      const none = [{ name, port: 0 }]
      const imap = [{ name: 'imap.maison.example', port: 143 }]
      const [found] = await ask(
        'aide@maison.example',
        NOBODY,
        names({ _imaps: none, _imap: imap, _submissions: [submissions] }),
      )
      assert.deepEqual(
        [found?.config.imapHost, found?.config.imapPort, found?.config.imapSecurity],
        ['imap.maison.example', 143, 'starttls'],
      )
      assert.deepEqual(
        await ask('aide@maison.example', NOBODY, names({ _imaps: none, _submissions: [submissions] })),
        [],
      )
    }
  })

  it('with a port or a name that cannot be are passed over', async () => {
    for (const bad of [
      { name: 'a.maison.example', port: 0 },
      { name: 'münchen.example', port: 993 },
      { name: 'a b', port: 993 },
    ])
      assert.deepEqual(
        await ask('aide@maison.example', NOBODY, names({ _imaps: [bad], _submissions: [submissions] })),
        [],
      )
  })
})

describe('an address', () => {
  it('is proposed for or refused in words, whatever is typed', async () => {
    const typed = fc.oneof(
      fc.string({ maxLength: 60 }),
      fc.tuple(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 })).map((two) => two.join('@')),
      fc.constantFrom(
        'x@münchen.example',
        'o’brien@maison.example',
        'a(b)@orange.fr',
        'mailto:X@Orange.FR',
        'x@',
      ),
    )
    const http = publishing(document([{}]))
    await fc.assert(
      fc.asyncProperty(typed, async (input) => {
        try {
          for (const { config: found } of await ask(input, http))
            assert.ok(config.safeParse({ ...found, imapPassword: 'x' }).success)
        } catch (error) {
          assert.ok(error instanceof ChannelFailure, String(error))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('of a provider is known by its domain or by who takes its mail, and by nothing that looks alike', () => {
    for (const provider of PROVIDERS)
      for (const domain of provider.domains) {
        assert.equal(providerOf(domain), provider, domain)
        assert.equal(takesNoPassword(domain), false, domain)
      }
    assert.equal(providerOf('maison.example', ['aspmx.l.google.com'])?.name, 'Gmail')
    for (const alike of ['notgoogle.com', 'google.com.evil.example', 'mx.xgoogle.com'])
      assert.equal(providerOf('maison.example', [alike]), undefined, alike)
    assert.equal(providerOf('gmail.com.evil.example'), undefined)
    for (const domain of ['outlook.com', 'hotmail.co.uk', 'live.fr', 'msn.com'])
      assert.ok(takesNoPassword(domain))
    for (const domain of ['outlook.evil-example.com', 'myoutlook.com', 'alive.fr'])
      assert.ok(!takesNoPassword(domain), domain)
  })
})
