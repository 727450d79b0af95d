import assert from 'node:assert/strict'
import { after, describe, it, type TestContext } from 'node:test'
import { loopbackHttp } from '../../../../test/support/listening.ts'
import { type Character, startMastodon } from '../../../../test/support/mastodon-server.ts'
import { accountOf } from '../../../../test/support/pulling.ts'
import { ChannelFailure, type Credential, type Host, type Keeper, type Profile } from '../../channel.ts'
import { createMastodon } from '../index.ts'
import { serverIn } from './index.ts'

const http = loopbackHttp()
after(() => http.close())
const channel = createMastodon()
const WAY = {
  redirectUri: 'https://veillee.example/api/v1/sign-in/return',
  state: 'state-1',
  clientUrl: 'https://veillee.example/api/v1/sign-in/client/mastodon',
}

async function setUp(t: TestContext, character: Character = 'full') {
  const server = await startMastodon({ character })
  t.after(() => server.close())
  server.world.person('tournesol')
  const host: Host = {
    http,
    now: () => new Date(),
    signal: new AbortController().signal,
    status: () => undefined,
  }
  const begin = async () => {
    const begun = await channel.signIn?.start({ server: server.url }, WAY, host)
    assert.ok(begun)
    return begun
  }
  /** What the person's browser does, up to the address that it is sent back to. */
  const visit = async (url: string) => {
    const { headers, status } = await http.request(url, { redirects: 0 })
    assert.equal(status, 302)
    return Object.fromEntries(new URL(headers.location ?? '').searchParams)
  }
  const finish = (pending: Record<string, unknown>, answer: Record<string, string>) =>
    channel.signIn?.finish(pending, answer, host)
  return { server, host, begin, visit, finish }
}

async function kindOf(attempt: Promise<unknown> | undefined): Promise<string> {
  const error = await Promise.resolve(attempt).then(
    () => assert.fail('went through'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof ChannelFailure, `not a ChannelFailure: ${error}`)
  return error.failure.kind
}

function keeperOf(credential: Credential): Keeper {
  return { get: async () => credential, renew: async (make) => make(credential) }
}

describe('signing in', () => {
  for (const character of ['full', 'poor'] satisfies Character[]) {
    it(`from the server's address to an account that listens and writes (${character})`, async (t) => {
      const { server, host, begin, visit, finish } = await setUp(t, character)
      const { url, pending } = await begin()
      const asked = new URL(url).searchParams
      assert.equal(asked.get('state'), WAY.state)
      assert.equal(asked.get('code_challenge_method'), character === 'full' ? 'S256' : null)
      const scopes = asked.get('scope')?.split(' ') ?? []
      if (character === 'poor') assert.deepEqual(scopes, ['read', 'write'])
      else assert.ok(scopes.length > 3 && scopes.every((scope) => scope.includes(':')), 'more than is needed')
      const done = await finish(pending, await visit(url))
      assert.ok(done)
      assert.deepEqual([done.name, done.config.server], ['@tournesol@sim.example', server.url])
      assert.equal(done.profile.limits?.text, character === 'full' ? 500 : 5_000)
      assert.deepEqual(done.credential.scopes, scopes)
      assert.equal(done.credential.expires, undefined)

      const profiles: Profile[] = []
      const account = accountOf(channel, done.config)
      const signedIn = {
        ...host,
        credential: keeperOf(done.credential),
        profile: (one: Profile) => profiles.push(one),
      }
      await channel.test?.(account, signedIn)
      assert.equal(profiles[0]?.id, 'tournesol@sim.example')
      server.dead.add('token-of-tournesol')
      assert.equal(await kindOf(channel.test?.(account, signedIn)), 'token-dead')
    })
  }

  it('a refusal, another state, a code used twice or stolen: no credential', async (t) => {
    const { server, begin, visit, finish } = await setUp(t)
    const { url, pending } = await begin()
    const answer = await visit(url)
    assert.notEqual(await kindOf(finish(pending, { ...answer, state: 'state-2' })), undefined)
    const other = await begin()
    assert.equal(await kindOf(finish(other.pending, answer)), 'token-dead', 'a code of another sign-in')
    assert.equal(await kindOf(finish(pending, answer)), 'token-dead', 'a code is worth one try')
    server.grants.deny = true
    assert.equal(await kindOf(finish(pending, await visit(url))), 'refused')
  })

  it('asks nothing of what is no Mastodon server', async (t) => {
    const { host } = await setUp(t)
    const start = (server: string) => channel.signIn?.start({ server }, WAY, host)
    assert.equal(await kindOf(start('not a server')), 'refused')
    assert.equal(await kindOf(start('http://127.0.0.1:1')), 'unreachable')
    assert.equal(await kindOf(start('http://10.0.0.1')), 'refused')
  })

  it('without a token nobody is spoken for', async (t) => {
    const { server, host } = await setUp(t)
    const account = accountOf(channel, { server: server.url })
    assert.equal(await kindOf(channel.test?.(account, host)), 'token-dead')
  })

  it('proposes the server of what is pasted', async (t) => {
    const { server, host } = await setUp(t)
    const [proposal] = (await channel.discover?.(`${server.url}/@tournesol/123`, host)) ?? []
    assert.deepEqual([proposal?.title, proposal?.config.server], ['Sim', server.url])
    assert.deepEqual(await channel.discover?.('no server at all', host), [])
  })
})

it('reads a server out of all that people paste', () => {
  for (const text of [
    'mastodon.social',
    ' https://mastodon.social/@ana ',
    '@ana@mastodon.social',
    'ana@mastodon.social',
    'HTTPS://Mastodon.Social',
  ]) {
    assert.equal(serverIn(text)?.origin, 'https://mastodon.social', text)
  }
  assert.equal(serverIn('münchen.social')?.origin, 'https://xn--mnchen-3ya.social')
  for (const text of ['', 'ana', 'javascript:alert(1)', 'https://a:b@c.example', 'ftp://x.example', '@ana']) {
    assert.equal(serverIn(text), undefined, text)
  }
})
