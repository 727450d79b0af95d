import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { HttpFailure, type HttpReply, type SafeHttp } from '../../../../../lib/http/index.ts'
import { hostOf } from '../../../../../test/support/pulling.ts'
import { ChannelFailure, type Quota } from '../../../channel.ts'
import { asks } from '../config.ts'
import { failed, jsonOf, nameOf, networkFailure, toldBy } from './failure.ts'
import { identityOf, isGone, placeOf } from './identity.ts'
import { noteQuota } from './quota.ts'
import { credentialOf, type Secret, secretIn } from './secret.ts'

const NOW = new Date('2026-11-22T10:00:00Z')
const ME = `did:plc:${'a'.repeat(24)}`
const DIRECTORY = 'https://plc.example'

function reply(status: number, body: unknown = '', headers: Record<string, string> = {}): HttpReply {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, headers, url: 'https://pds.example/xrpc/x', body: Buffer.from(text) }
}

/** A Web of a few addresses; all others cannot be reached. */
function web(pages: Record<string, HttpReply>) {
  const asked: string[] = []
  const request = async (url: string) => {
    asked.push(url)
    const page = pages[url]
    if (!page) throw new HttpFailure('unresolved', 'none')
    return page
  }
  return { asked, host: hostOf({ request } as unknown as SafeHttp, () => NOW) }
}

const service = (serviceEndpoint: unknown, id = '#atproto_pds', type = 'AtprotoPersonalDataServer') => ({
  id,
  type,
  serviceEndpoint,
})
const document = (more: Record<string, unknown> = {}) =>
  reply(200, {
    id: ME,
    alsoKnownAs: ['at://Maison.test'],
    service: [service('https://pds.example/')],
    ...more,
  })

describe('what a server refuses', () => {
  const kind = (status: number, error = '', writes = false) =>
    failed(reply(status, { error }), NOW, writes).failure.kind

  it('is told by what can be done of it', () => {
    const CASES: [status: number, error: string, kind: string][] = [
      [400, 'InvalidRequest', 'refused'],
      [400, 'ExpiredToken', 'token-dead'],
      [400, 'InvalidToken', 'token-dead'],
      [401, 'AuthenticationRequired', 'token-dead'],
      [401, '', 'token-dead'],
      [403, '', 'refused'],
      [400, 'AccountTakedown', 'gone'],
      [401, 'AccountDeactivated', 'gone'],
      [400, 'RepoNotFound', 'gone'],
      [400, 'AccountDeactivatedNot', 'refused'],
      [401, 'AuthFactorTokenRequired', 'refused'],
      [302, '', 'bad-response'],
      [429, 'AccountTakedown', 'rate-limited'],
      [500, 'ExpiredToken', 'unreachable'],
    ]
    for (const [status, error, expected] of CASES)
      assert.equal(kind(status, error), expected, `${status} ${error}`)
  })

  it('may have been done only where the server itself broke down over what is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.string(), fc.boolean(), (status, error, writes) => {
        assert.equal(kind(status, error, writes) === 'uncertain', writes && status >= 500)
      }),
    )
  })

  it('is told in its own words, short, of one line and whole, and by its name as the cause', () => {
    const loud = failed(
      reply(400, { error: 'InvalidRequest', message: `Non\r\n\0${'😀'.repeat(400)}` }),
      NOW,
      false,
    )
    const { failure } = loud
    assert.ok('detail' in failure && failure.detail.isWellFormed() && failure.detail.startsWith('Non '))
    assert.ok('detail' in failure && failure.detail.length <= 300)
    assert.equal(nameOf(loud), 'InvalidRequest')
    assert.equal(nameOf(new Error('x')), '')
    assert.equal(nameOf(new ChannelFailure({ kind: 'refused', detail: 'x' })), '')
    assert.deepEqual(failed(reply(403, '<html>'), NOW, false).failure, {
      kind: 'refused',
      detail: 'HTTP 403',
    })
  })

  it('is read from any body without an error of ours', () => {
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.constantFrom('{"error":5}', '{"error":{"a":1},"message":[]}', 'null'),
    )
    fc.assert(
      fc.property(body, (text) => {
        const { error, message } = toldBy(reply(400, text))
        assert.equal(typeof error, 'string')
        assert.ok(message.length <= 300)
        jsonOf(Buffer.from(text))
      }),
    )
  })

  it('for a while ends when the network says, a day ahead at most', () => {
    const until = (headers: Record<string, string>) => {
      const { failure } = failed(reply(429, '', headers), NOW, true)
      assert.equal(failure.kind, 'rate-limited')
      return failure.kind === 'rate-limited' ? (failure.until.getTime() - NOW.getTime()) / 1000 : Number.NaN
    }
    const soon = String(NOW.getTime() / 1000 + 300)
    assert.equal(until({}), 60)
    assert.equal(until({ 'retry-after': '12' }), 12)
    assert.equal(until({ 'ratelimit-reset': soon }), 300)
    assert.equal(until({ 'retry-after': '12', 'ratelimit-reset': soon }), 12)
    assert.equal(until({ 'retry-after': 'soon', 'ratelimit-reset': soon }), 300)
    assert.equal(until({ 'retry-after': '0', 'ratelimit-reset': '5' }), 60)
    for (const far of ['999999999', '1e300', 'Infinity'])
      assert.equal(until({ 'retry-after': far }), 86_400, far)
  })

  it('before a byte had left was not done; after one nobody knows', () => {
    const kindOf = (error: unknown, writes: boolean) => {
      const told = networkFailure(error, writes)
      return told instanceof ChannelFailure ? told.failure.kind : told
    }
    assert.equal(kindOf(new HttpFailure('unresolved', 'x'), true), 'unreachable')
    const cut = new HttpFailure('timeout', 'x', { sent: true })
    assert.deepEqual([kindOf(cut, true), kindOf(cut, false)], ['uncertain', 'unreachable'])
    const bug = new TypeError('ours')
    assert.equal(kindOf(bug, true), bug)
  })
})

describe('what may still be asked', () => {
  const note = (status: number, headers: Record<string, string>, writes = false) => {
    const told: Quota[] = []
    const { host } = web({})
    noteQuota(reply(status, '', headers), writes, { ...host, quota: (quota) => told.push(quota) })
    return told
  }
  const headers = { 'ratelimit-limit': '3000', 'ratelimit-remaining': '12', 'ratelimit-reset': '1795341900' }

  it('is told by kind, and is nothing once the network has refused', () => {
    const resets = new Date(1_795_341_900_000)
    assert.deepEqual(note(200, headers), [{ name: 'requests', remaining: 12, limit: 3000, resets }])
    assert.deepEqual(note(429, headers, true), [{ name: 'writes', remaining: 0, limit: 3000, resets }])
  })

  it('is not told where the network does not say it in numbers', () => {
    for (const missing of ['ratelimit-remaining', 'ratelimit-reset'])
      for (const bad of ['', '-1', '1.5', '1e3', 'x', '9'.repeat(13)])
        assert.deepEqual(note(200, { ...headers, [missing]: bad }), [], `${missing} ${bad}`)
    const { 'ratelimit-limit': _limit, ...rest } = headers
    assert.equal(note(200, rest)[0]?.limit, undefined)
    // The farthest that twelve digits reach is still a date.
    assert.ok(
      !Number.isNaN(note(200, { ...headers, 'ratelimit-reset': '9'.repeat(12) })[0]?.resets.getTime()),
    )
  })
})

describe('what is kept of a sign-in', () => {
  const byPassword = (exp: unknown): Secret => ({
    kind: 'password',
    identifier: 'maison.test',
    did: ME,
    pds: 'https://pds.example',
    access: `x.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.y`,
    refresh: 'r',
  })

  it('says when it dies, where that is a date, whatever the server claims', () => {
    const exp = NOW.getTime() / 1000
    const { expires, renewable, secret } = credentialOf(byPassword(exp))
    assert.deepEqual([expires, renewable], [NOW, true])
    assert.deepEqual(secretIn({ secret }), byPassword(exp))
    const claims = fc.oneof(
      fc.double(),
      fc.string(),
      fc.constant(null),
      fc.constantFrom(1e20, -1e20, 8.64e12, 8.65e12),
    )
    fc.assert(
      fc.property(claims, (claim) => {
        const { expires: death } = credentialOf(byPassword(claim))
        assert.ok(death === undefined || !Number.isNaN(death.getTime()), String(claim))
      }),
    )
    const key = { private: {}, public: {} }
    const oauth = {
      ...byPassword(1),
      kind: 'oauth',
      issuer: 'https://x.example',
      clientId: 'c',
      key,
    } as unknown as Secret
    assert.deepEqual(credentialOf({ ...oauth, expires: NOW.getTime() } as Secret).expires, NOW)
    assert.equal(credentialOf({ ...oauth, expires: 1e18 } as Secret).expires, undefined)
    for (const access of ['', 'a', 'a.b.c', 'a.bnVsbA.c', '..']) {
      const kept = { ...byPassword(1), access } as Secret
      assert.equal(credentialOf(kept).expires, undefined, access)
    }
  })

  it('is none where anything of it is missing or of another form', () => {
    const whole = { ...byPassword(1) } as Record<string, unknown>
    assert.ok(secretIn({ secret: whole }))
    for (const name of Object.keys(whole))
      assert.equal(
        secretIn({ secret: { ...whole, [name]: '' } })?.kind,
        name === 'identifier' ? 'password' : undefined,
        name,
      )
    for (const change of [
      { pds: 'ftp://x' },
      { did: 'plc:x' },
      { kind: 'other' },
      { access: 'x'.repeat(20_001) },
    ])
      assert.equal(secretIn({ secret: { ...whole, ...change } }), undefined)
    assert.equal(secretIn(undefined), undefined)
  })
})

describe('where an account lives', () => {
  const at = `${DIRECTORY}/${ME}`

  it('is what its document says, if it speaks of itself', async () => {
    const found = (page: HttpReply) => placeOf(ME, DIRECTORY, web({ [at]: page }).host)
    assert.deepEqual(await found(document()), { did: ME, pds: 'https://pds.example', handle: 'maison.test' })
    const full = document({
      service: [
        service('https://no.example', '#other'),
        service('https://b.example/x?y', `${ME}#atproto_pds`),
      ],
    })
    assert.equal((await found(full))?.pds, 'https://b.example')
    for (const page of [
      document({ id: `did:plc:${'b'.repeat(24)}` }),
      document({ service: [] }),
      document({ service: [service('javascript:alert(1)')] }),
      document({ service: [service({ uri: 'https://pds.example' })] }),
      document({ service: [service('https://pds.example', '#atproto_pds', 'Other')] }),
      reply(200, 'null'),
      reply(200, '<html>'),
      reply(404),
      reply(410),
    ])
      assert.equal(await found(page), undefined)
    for (const alsoKnownAs of [[], ['https://maison.test'], ['at://pas un nom'], 'x'])
      assert.equal((await found(document({ alsoKnownAs })))?.handle, undefined)
    for (const [status, kind] of [
      [429, 'unreachable'],
      [503, 'unreachable'],
      [403, 'bad-response'],
    ] as const)
      await assert.rejects(found(reply(status)), { failure: { kind, detail: `HTTP ${status}` } })
  })

  it('of its own site is asked there, and of no other kind of name anywhere', async () => {
    for (const [did, url] of [
      ['did:web:maison.test', 'https://maison.test/.well-known/did.json'],
      ['did:web:maison.test%3A8443', 'https://maison.test:8443/.well-known/did.json'],
    ] as const) {
      const page = reply(200, { id: did, service: [service('https://pds.example')] })
      assert.equal((await placeOf(did, DIRECTORY, web({ [url]: page }).host))?.pds, 'https://pds.example')
    }
    for (const did of ['did:web:maison.test:path', 'did:key:abc', 'did:web:', 'did:web:a%3Ab']) {
      const { host, asked } = web({})
      await assert.rejects(placeOf(did, DIRECTORY, host), {
        failure: { kind: 'refused', detail: 'bluesky-account.no-such-account' },
      })
      assert.deepEqual(asked, [])
    }
  })

  it('is found by its handle through the resolver, or its own site where that knows nothing', async () => {
    const resolver = 'https://resolver.example'
    const ask = (name: string) => `${resolver}/xrpc/com.atproto.identity.resolveHandle?handle=${name}`
    const asked = asks.parse({ identifier: '@Maison.test', service: resolver, directory: DIRECTORY })
    const own = { 'https://maison.test/.well-known/atproto-did': reply(200, `${ME}\n`) }
    const unknown = { [ask('maison.test')]: reply(400, { error: 'InvalidRequest' }) }
    const found = async (pages: Record<string, HttpReply>) =>
      (await identityOf(asked, web({ [at]: document(), ...pages }).host)).did
    assert.equal(await found({ [ask('maison.test')]: reply(200, { did: ME }) }), ME)
    assert.equal(await found({ ...unknown, ...own }), ME)
    const nobody = { failure: { kind: 'refused', detail: 'bluesky-account.no-such-handle' } }
    await assert.rejects(found(unknown), nobody)
    await assert.rejects(
      found({ ...unknown, 'https://maison.test/.well-known/atproto-did': reply(200, '<html>') }),
      nobody,
    )
    await assert.rejects(found({ [ask('maison.test')]: reply(502) }), {
      failure: { kind: 'unreachable', detail: 'HTTP 502' },
    })
    const stolen = { [at]: document({ alsoKnownAs: ['at://autre.test'] }), ...unknown, ...own }
    await assert.rejects(found(stolen), {
      failure: { kind: 'refused', detail: 'bluesky-account.handle-not-its-own' },
    })
  })

  it('tells of a record that it is no more only where that is certain', async () => {
    const uri = `at://${ME}/app.bsky.feed.post/3k`
    const where = `https://pds.example/xrpc/com.atproto.repo.getRecord?repo=${encodeURIComponent(ME)}&collection=app.bsky.feed.post&rkey=3k`
    const gone = (answer?: HttpReply, doc = document()) =>
      isGone(uri, DIRECTORY, web({ [at]: doc, ...(answer && { [where]: answer }) }).host)
    assert.equal(await gone(reply(400, { error: 'RecordNotFound' })), true)
    assert.equal(await gone(reply(400, { error: 'RepoNotFound' })), true)
    for (const answer of [
      undefined,
      reply(200, {}),
      reply(400, { error: 'RepoDeactivated' }),
      reply(400),
      reply(404, { error: 'RecordNotFound' }),
      reply(500),
    ])
      assert.equal(await gone(answer), false)
    assert.equal(await gone(reply(400, { error: 'RecordNotFound' }), reply(404)), false)
    assert.equal(await gone(undefined, reply(503)), false)
  })
})
