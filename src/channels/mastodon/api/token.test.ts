import assert from 'node:assert/strict'
import { after, describe, it, type TestContext } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { TestKeeper } from '../../../../test/support/bluesky-account.ts'
import { listening, loopbackHttp } from '../../../../test/support/listening.ts'
import { startMastodon } from '../../../../test/support/mastodon-server.ts'
import { accountOf } from '../../../../test/support/pulling.ts'
import { ChannelFailure, type Errand, type Host } from '../../channel.ts'
import { createMastodon } from '../index.ts'
import { PACE } from '../line/index.ts'

const http = loopbackHttp()
after(() => http.close())
const channel = createMastodon()
const TWO_HOURS = 7_200

/** An account signed in on a server whose tokens live two hours. */
async function setUp(t: TestContext) {
  const server = await startMastodon()
  t.after(() => server.close())
  const { grants, world } = server
  world.person('tournesol')
  grants.expiresIn = TWO_HOURS
  let now = Date.now()
  const keeper = new TestKeeper()
  const host: Host = {
    http,
    now: () => new Date(now),
    signal: new AbortController().signal,
    status: () => undefined,
    credential: keeper,
  }
  const way = { redirectUri: 'https://v.example/back', state: 's', clientUrl: 'https://v.example/c' }
  const begun = (await channel.signIn?.start({ server: server.url }, way, host)) ?? assert.fail()
  const { headers } = await http.request(begun.url, { redirects: 0 })
  const answer = Object.fromEntries(new URL(headers.location ?? '').searchParams)
  const done = (await channel.signIn?.finish(begun.pending, answer, host)) ?? assert.fail()
  keeper.kept = done.credential
  const account = accountOf(channel, done.config)
  return {
    server,
    grants,
    world,
    keeper,
    host,
    account,
    test: () => channel.test?.(account, host) ?? assert.fail(),
    publish(text: string) {
      const errand: Errand = {
        act: 'publish',
        key: uuidv7(),
        at: host.now(),
        tries: 0,
        draft: { text, media: [] },
      }
      return channel.publish?.(account, errand, host) ?? assert.fail()
    },
    pass: (seconds: number) => {
      now += seconds * 1000
    },
    /** The server takes no token that it has given so far. */
    kill: () => {
      for (const token of grants.issued.keys()) grants.issued.set(token, undefined)
    },
  }
}

async function kindOf(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => assert.fail('went through'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof ChannelFailure, `not a ChannelFailure: ${error}`)
  return error.failure.kind
}

describe('a server that ends its tokens', () => {
  it('is known to, and is nothing to warn a person of', async (t) => {
    const { keeper, host } = await setUp(t)
    const { expires, renewable, secret } = keeper.kept ?? {}
    assert.equal(expires?.getTime(), host.now().getTime() + TWO_HOURS * 1000)
    assert.equal(renewable, true)
    assert.match(String(secret?.refreshToken), /^refresh-/)
  })

  it('is asked for the next one before the end, once however many want it', async (t) => {
    const { grants, keeper, test, pass, server } = await setUp(t)
    await test()
    assert.equal(grants.renewals, 0)
    pass(TWO_HOURS - 60)
    const before = keeper.kept?.secret
    await Promise.all([test(), test(), test()])
    assert.equal(grants.renewals, 1)
    assert.notEqual(keeper.kept?.secret.accessToken, before?.accessToken)
    assert.notEqual(keeper.kept?.secret.refreshToken, before?.refreshToken)
    assert.equal(keeper.kept?.secret.clientSecret, before?.clientSecret)
    assert.ok(server.requests.includes('POST /oauth/token'))
    pass(TWO_HOURS)
    await test()
    assert.equal(grants.renewals, 2, 'renewed by what the renewal gave')
  })

  it('may end one early: what it refused is asked again with another, and done once', async (t) => {
    const { grants, kill, publish, server } = await setUp(t)
    kill()
    const sent = await publish('une fois')
    assert.equal(sent.activity.object.text, 'une fois')
    assert.deepEqual([server.accepted.get('une fois'), grants.renewals], [1, 1])
  })

  it('a listener outlives its token', async (t) => {
    const { kill, grants, world, account, host, server } = await setUp(t)
    const pace = { ...PACE, backoff: 5, backoffMost: 20, poll: 25, subscribing: 40, sweep: 40 }
    const control = new AbortController()
    t.after(() => control.abort())
    const listener = listening(createMastodon(pace), account.config, { ...host, signal: control.signal })
    await listener.until(() => server.streams() === 1)
    kill()
    server.cutStreams()
    await listener.until(() => grants.renewals === 1)
    await listener.until(() => server.streams() === 1)
    const said = world.say(world.person('lea', 'ailleurs.example'), '@tournesol toujours là ?')
    await listener.until(() => listener.activities.some(({ externalId }) => externalId === said.uri))
    assert.equal(listener.error, undefined)
    control.abort()
  })

  it('a renewal that is refused needs a person; nothing is lost of what was kept', async (t) => {
    const { grants, keeper, test, kill, pass } = await setUp(t)
    const before = structuredClone(keeper.kept)
    grants.renewal = 'revoked'
    pass(TWO_HOURS)
    assert.equal(await kindOf(test()), 'token-dead')
    kill()
    assert.equal(await kindOf(test()), 'token-dead')
    assert.deepEqual(keeper.kept, before)
  })

  it('an empty answer, or none, changes nothing, and is no reason to ask a person', async (t) => {
    const { grants, keeper, test, pass } = await setUp(t)
    const before = structuredClone(keeper.kept)
    pass(TWO_HOURS)
    grants.renewal = 'empty'
    assert.equal(await kindOf(test()), 'bad-response')
    grants.renewal = 'down'
    assert.equal(await kindOf(test()), 'unreachable')
    assert.deepEqual(keeper.kept, before)
    delete grants.renewal
    await test()
    assert.equal(keeper.kept?.renewable, true)
  })
})

describe('a token that lives until it is revoked', () => {
  it('is never renewed, and told dead when it is', async (t) => {
    const { grants, keeper, test, pass, server } = await setUp(t)
    const { accessToken: _, refreshToken: __, ...app } = keeper.kept?.secret ?? {}
    keeper.kept = { secret: { ...app, accessToken: 'token-of-tournesol' } }
    pass(TWO_HOURS * 1_000)
    await test()
    server.dead.add('token-of-tournesol')
    assert.equal(await kindOf(test()), 'token-dead')
    assert.equal(grants.renewals, 0)
  })
})
