import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { HttpFailure, type SafeHttp } from '../../../../lib/http/index.ts'
import { hostOf } from '../../../../test/support/pulling.ts'
import { ChannelFailure } from '../../channel.ts'
import { readAutoconfig } from './autoconfig.ts'
import { discover, type Names } from './discover.ts'

const XML = `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="x">
  <incomingServer type="pop3"><hostname>pop.x.example</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
  <incomingServer type="imap"><hostname>imap.x.example</hostname><port>143</port><socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></incomingServer>
  <incomingServer type="imap"><hostname>IMAP.x.example</hostname><port>993</port><socketType>SSL</socketType><username>%EMAILLOCALPART%</username></incomingServer>
  <outgoingServer type="smtp"><hostname>smtp.x.example</hostname><port>25</port><socketType>plain</socketType></outgoingServer>
  <outgoingServer type="smtp"><hostname>smtp.x.example</hostname><port>587</port><socketType>STARTTLS</socketType></outgoingServer>
</emailProvider></clientConfig>`

const NONE: Names = { mx: async () => [], srv: async () => Promise.reject(new Error('none')) }

/** What the Web answers, by address. */
function web(pages: Record<string, string>) {
  const asked: string[] = []
  const http = {
    request: async (url: string) => {
      asked.push(url)
      const body = pages[url]
      if (body === undefined) throw new HttpFailure('unresolved', 'none')
      return { status: 200, headers: {}, url, body: Buffer.from(body) }
    },
  } as unknown as SafeHttp
  return { host: hostOf(http, () => new Date()), asked }
}

const found = async (input: string, names: Names = NONE, pages: Record<string, string> = {}) => {
  const { host } = web(pages)
  return (await discover(input, host, names)).map(({ title, config }) => [
    title,
    config.imapHost,
    config.imapSecurity,
    config.imapUser,
    config.smtpHost,
    config.smtpPort,
    config.filing,
  ])
}

describe('settings from an address', () => {
  it('are known for the providers that most people have, without asking anybody', async () => {
    const { host, asked } = web({})
    const [gmail] = await discover(' Boutique@Gmail.com ', host, NONE)
    assert.deepEqual(
      [
        gmail?.title,
        gmail?.config.imapHost,
        gmail?.config.filing,
        gmail?.config.address,
        gmail?.config.imapPassword,
      ],
      ['Gmail', 'imap.gmail.com', 'server', 'boutique@gmail.com', ''],
    )
    assert.deepEqual(await found('x@orange.fr'), [
      ['Orange', 'imap.orange.fr', 'tls', 'x@orange.fr', 'smtp.orange.fr', 465, 'program'],
    ])
    assert.deepEqual(asked, [])
  })

  it('are those of whoever hosts the domain', async () => {
    const mx = (exchange: string): Names => ({ ...NONE, mx: async () => [{ exchange, priority: 10 }] })
    assert.equal((await found('aide@maison.example', mx('aspmx.l.google.com')))[0]?.[1], 'imap.gmail.com')
    assert.equal((await found('aide@maison.example', mx('mx1.mail.ovh.net')))[0]?.[1], 'ssl0.ovh.net')
    for (const names of [mx('maison-example.mail.protection.outlook.com')]) {
      await assert.rejects(
        found('aide@maison.example', names),
        (error: unknown) =>
          error instanceof ChannelFailure &&
          error.failure.kind === 'refused' &&
          error.failure.detail === 'email.no-passwords',
      )
    }
    await assert.rejects(found('x@hotmail.fr'), ChannelFailure)
  })

  it('are what the domain publishes: encrypted ones only, the best first', async () => {
    const pages = {
      'https://autoconfig.maison.example/mail/config-v1.1.xml?emailaddress=info@maison.example': XML,
    }
    assert.deepEqual(await found('aide@maison.example', NONE, pages), [
      ['maison.example', 'imap.x.example', 'tls', 'aide', 'smtp.x.example', 587, 'program'],
    ])
    const collected = { 'https://autoconfig.thunderbird.net/v1.1/maison.example': XML }
    assert.equal((await found('aide@maison.example', NONE, collected))[0]?.[1], 'imap.x.example')
  })

  it('are what its name servers announce, and nothing is invented', async () => {
    const srv = async (name: string) => {
      const known: Record<string, { name: string; port: number }[]> = {
        '_imaps._tcp.maison.example': [{ name: 'mail.maison.example', port: 993 }],
        '_submission._tcp.maison.example': [{ name: 'mail.maison.example', port: 587 }],
      }
      return known[name] ?? Promise.reject(new Error('none'))
    }
    assert.deepEqual(await found('aide@maison.example', { ...NONE, srv }), [
      [
        'maison.example',
        'mail.maison.example',
        'tls',
        'aide@maison.example',
        'mail.maison.example',
        587,
        'program',
      ],
    ])
    assert.deepEqual(await found('aide@maison.example'), [])
    await assert.rejects(found('maison.example'), ChannelFailure)
  })

  it('are not taken from what is no such document', () => {
    for (const xml of [
      '',
      'not xml',
      '<a>',
      '<html><body>404</body></html>',
      XML.replaceAll('SSL', 'plain').replaceAll('STARTTLS', 'plain'),
      XML.replaceAll(/imap\.x/gi, 'imap x'),
      XML.replaceAll('SSL', 'constructor').replaceAll('STARTTLS', 'valueOf'),
    ]) {
      assert.equal(readAutoconfig(xml), undefined, xml.slice(0, 40))
    }
  })
})
