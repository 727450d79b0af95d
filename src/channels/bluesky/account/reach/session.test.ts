import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blueskyStage, draftOf, errandOf, type Stage } from '../../../../../test/support/bluesky-account.ts'
import { startBluesky } from '../../../../../test/support/bluesky-server.ts'
import { loopbackHttp } from '../../../../../test/support/listening.ts'
import { hostOf } from '../../../../../test/support/pulling.ts'
import { blueskyAccount } from '../account.ts'
import { discover } from '../find.ts'

const CREATE = 'com.atproto.server.createSession'
const REFRESH = 'com.atproto.server.refreshSession'

const asked = ({ server }: Stage) => [CREATE, REFRESH].map((nsid) => server.requests.get(nsid) ?? 0)

const say = ({ server, run }: Stage, text: string) =>
  run(errandOf('publish', server.world.clock, { draft: draftOf(text) }))

test('one session serves for all, and is renewed once when it has expired, whoever needs it', async (t) => {
  const stage = await blueskyStage(t)
  await stage.read()
  await Promise.all([stage.read(), say(stage, 'un'), say(stage, 'deux')])
  assert.deepEqual(asked(stage), [1, 0])
  stage.server.expire()
  await Promise.all([stage.read(), say(stage, 'trois'), say(stage, 'quatre'), say(stage, 'cinq')])
  assert.deepEqual(asked(stage), [1, 1])
  assert.equal(stage.server.accepted.get('cinq'), 1)
})

test('where the refresh token is dead too, the app password gives a new session', async (t) => {
  const stage = await blueskyStage(t)
  await stage.read()
  stage.server.expire({ refresh: true })
  await stage.read()
  assert.deepEqual(asked(stage), [2, 1])
})

test('an app password taken back is told as such, and nothing was said', async (t) => {
  const stage = await blueskyStage(t)
  await stage.read()
  stage.server.expire({ refresh: true, passwords: true })
  const failure = { kind: 'token-dead', detail: 'Invalid identifier or password' }
  await assert.rejects(stage.read(), { failure })
  await assert.rejects(say(stage, 'un'), { failure })
  assert.equal(stage.server.accepted.size, 0)
})

test('an empty answer never takes the place of what is kept', async (t) => {
  const stage = await blueskyStage(t)
  await stage.read()
  const before = structuredClone(stage.keeper.kept)
  stage.server.expire()
  stage.server.faults.emptyTokens = true
  await assert.rejects(stage.read(), { failure: { kind: 'bad-response', detail: 'http.bad-response' } })
  assert.deepEqual(stage.keeper.kept, before)
  stage.server.faults.emptyTokens = false
  await stage.read()
})

test('an account put to sleep or taken down is gone, and comes back by itself', async (t) => {
  const stage = await blueskyStage(t)
  await stage.read()
  stage.brand.status = 'deactivated'
  await assert.rejects(stage.read(), { failure: { kind: 'gone', detail: 'Account is deactivated' } })
  stage.brand.status = 'takendown'
  await assert.rejects(say(stage, 'un'), { failure: { kind: 'gone', detail: 'Account has been taken down' } })
  stage.brand.status = undefined
  await say(stage, 'un')
})

test('another account than the one configured is never spoken for', async (t) => {
  const stage = await blueskyStage(t)
  await say(stage, 'de la maison')
  const { handle, password } = stage.ana
  stage.account.config = { ...stage.account.config, identifier: handle, password }
  const { activity } = await say(stage, 'de la part d’Ana')
  assert.equal(activity.actor.id, stage.ana.did)
})

test('says in words what is wrong with an account while it is being connected', async (t) => {
  const stage = await blueskyStage(t)
  const attempt = (config: object) => {
    const full = blueskyAccount.config.parse({ ...stage.account.config, ...config })
    const host = { ...stage.host, credential: undefined }
    return blueskyAccount.test?.({ ...stage.account, config: full }, host) ?? Promise.resolve()
  }
  await attempt({})
  await attempt({ identifier: `https://bsky.app/profile/${stage.brand.handle}` })
  await attempt({ identifier: stage.brand.did })
  const wrong = { kind: 'token-dead', detail: 'Invalid identifier or password' }
  await assert.rejects(attempt({ password: 'wrong' }), { failure: wrong })
  const none = { kind: 'token-dead', detail: 'bluesky-account.not-signed-in' }
  await assert.rejects(attempt({ password: undefined }), { failure: none })
  const nobody = { kind: 'refused', detail: 'bluesky-account.no-such-handle' }
  await assert.rejects(attempt({ identifier: 'nobody.test' }), { failure: nobody })
  const nowhere = { kind: 'refused', detail: 'bluesky-account.no-such-account' }
  await assert.rejects(attempt({ identifier: `did:plc:${'a'.repeat(24)}` }), { failure: nowhere })
})

test('a name that its account does not own to is not believed', async (t) => {
  const stage = await blueskyStage(t)
  const other = await startBluesky()
  t.after(() => other.close())
  // The resolver says that the brand's name is this account's; its own document says otherwise.
  const liar = other.world.member('maison.test')
  const impostor = stage.server.world.member('impostor.test')
  liar.did = impostor.did
  const config = { ...stage.account.config, service: other.url }
  const failure = { kind: 'refused', detail: 'bluesky-account.handle-not-its-own' }
  await assert.rejects(
    blueskyAccount.test?.({ ...stage.account, config }, { ...stage.host, credential: undefined }) ??
      Promise.resolve(),
    { failure },
  )
})

test('finds an account from whatever names it', async (t) => {
  const server = await startBluesky()
  const http = loopbackHttp()
  t.after(() => Promise.all([server.close(), http.close()]))
  const brand = server.world.member('maison.test')
  const at = { service: server.url, directory: server.url }
  const host = hostOf(http, () => server.world.clock)
  for (const input of [
    '@maison.test',
    ' Maison.test',
    'https://bsky.app/profile/maison.test/post/3k',
    brand.did,
  ]) {
    const [found] = await discover(input, host, at)
    assert.deepEqual([found?.title, found?.config.identifier], ['@maison.test', 'maison.test'])
  }
  for (const input of ['nobody.test', 'not a name', 'https://shop.example/contact', '']) {
    assert.deepEqual(await discover(input, host, at), [])
  }
})
