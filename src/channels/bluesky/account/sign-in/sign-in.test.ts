import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blueskyStage, draftOf, errandOf, type Stage } from '../../../../../test/support/bluesky-account.ts'
import { asks } from '../config.ts'
import { signIn } from './sign-in.ts'

const WAY = {
  redirectUri: 'http://127.0.0.1:8080/api/v1/sign-in/return',
  clientUrl: 'http://127.0.0.1:8080/api/v1/sign-in/client/bluesky-account',
  state: 's-1',
}

function asked({ server, brand }: Stage) {
  return asks.parse({ identifier: brand.handle, service: server.url, directory: server.url })
}

/** As the host does it: what came of it becomes the account. */
async function connect(stage: Stage) {
  const { url, pending } = await signIn.start(asked(stage), WAY, stage.host)
  const kept = JSON.parse(JSON.stringify(pending))
  const answer = stage.server.oauth.agree(url, stage.server.url)
  const made = await signIn.finish(kept, answer, stage.host)
  stage.keeper.kept = made.credential
  stage.account.config = made.config
  stage.account.profile = made.profile
  return { ...made, url, answer, kept }
}

const say = ({ server, run }: Stage, text: string) =>
  run(errandOf('publish', server.world.clock, { draft: draftOf(text) }))

test('by the page of the network: connected, read, written, with proofs all the way', async (t) => {
  const stage = await blueskyStage(t)
  const made = await connect(stage)
  const { did, handle } = stage.brand
  assert.deepEqual(
    [made.name, made.config.identifier, made.config.password],
    ['@maison.test', handle, undefined],
  )
  assert.deepEqual([made.profile.id, made.profile.name, made.credential.renewable], [did, 'Maison', true])
  assert.match(new URL(made.url).search, /^\?client_id=http%3A%2F%2Flocalhost%3F.*&request_uri=urn/)
  stage.server.world.mention(stage.ana, stage.brand)
  assert.equal((await stage.read()).activities.length, 1)
  await say(stage, 'un')
  stage.server.oauth.nonce = 'n-2'
  await say(stage, 'deux')
  assert.deepEqual(
    stage.server.accepted,
    new Map([
      ['un', 1],
      ['deux', 1],
    ]),
  )
  assert.equal(stage.server.requests.get('com.atproto.server.createSession'), undefined)
})

test('the token is renewed once for all who need it, and dead once the person takes it back', async (t) => {
  const stage = await blueskyStage(t)
  await connect(stage)
  stage.server.expire()
  await Promise.all([say(stage, 'un'), say(stage, 'deux'), stage.read()])
  assert.equal(stage.server.oauth.refreshes, 1)
  stage.server.oauth.revoked.add(stage.brand.did)
  const failure = { kind: 'token-dead', detail: 'invalid_grant' }
  await assert.rejects(say(stage, 'trois'), { failure })
  assert.equal(stage.server.accepted.get('trois'), undefined)
  stage.server.oauth.revoked.clear()
  await connect(stage)
  await say(stage, 'trois')
})

test('nothing is taken that is not what was asked for', async (t) => {
  const stage = await blueskyStage(t)
  const { oauth, url: issuer } = stage.server
  const begun = async () => {
    const { url, pending } = await signIn.start(asked(stage), WAY, stage.host)
    return { url, pending }
  }
  const refused = async (answer: (url: string) => Record<string, string>, detail?: string) => {
    const { url, pending } = await begun()
    const attempt = signIn.finish(pending, answer(url), stage.host)
    await assert.rejects(attempt, (error: { failure?: { kind: string; detail: string } }) => {
      assert.ok(error.failure, String(error))
      if (detail) assert.equal(error.failure.detail, detail)
      return true
    })
  }
  await refused((url) => oauth.agree(url, issuer, stage.ana), 'bluesky-account.another-account')
  await refused((url) => ({ ...oauth.agree(url, issuer), state: 'another' }))
  await refused((url) => ({ ...oauth.agree(url, issuer), iss: 'https://evil.example' }))
  await refused(() => ({ state: WAY.state, iss: issuer, code: 'made-up' }), 'invalid_grant')
  const denied = { state: WAY.state, iss: issuer, error: 'access_denied' }
  await refused(() => denied, 'bluesky-account.sign-in-denied')
  oauth.scope = 'transition:generic'
  await refused((url) => oauth.agree(url, issuer), 'bluesky-account.scope-missing')
})

test('a code serves once', async (t) => {
  const stage = await blueskyStage(t)
  const { answer, kept } = await connect(stage)
  await assert.rejects(signIn.finish(kept, answer, stage.host), {
    failure: { kind: 'token-dead', detail: 'invalid_grant' },
  })
})

test('a public installation is known by its document, one on this machine by its name', async (t) => {
  const stage = await blueskyStage(t)
  const way = {
    redirectUri: 'https://v.example/api/v1/sign-in/return',
    clientUrl: 'https://v.example/client',
    state: 's',
  }
  const { url } = await signIn.start(asked(stage), way, stage.host)
  assert.equal(new URL(url).searchParams.get('client_id'), way.clientUrl)
  const document = signIn.client?.('https://v.example', way)
  assert.deepEqual(
    [document?.client_id, document?.redirect_uris, document?.dpop_bound_access_tokens],
    [way.clientUrl, [way.redirectUri], true],
  )
  const local = {
    ...WAY,
    redirectUri: 'http://localhost:8080/return',
    clientUrl: 'http://localhost:8080/client',
  }
  const here = await signIn.start(asked(stage), local, stage.host)
  const named = new URL(new URL(here.url).searchParams.get('client_id') ?? '')
  assert.equal(named.searchParams.get('redirect_uri'), 'http://127.0.0.1:8080/return')
  assert.equal(here.pending.redirectUri, 'http://127.0.0.1:8080/return')
})
