import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { parseKey } from '../lib/crypto/index.ts'
import { silentLog } from '../lib/log/index.ts'
import { accessRoutes } from '../src/access/index.ts'
import { channelOf } from '../src/channels/index.ts'
import { createAccount, ingest, type RunnerDeps } from '../src/ingest/index.ts'
import { alertRoutes } from '../src/match/index.ts'
import { searchRoutes } from '../src/report/index.ts'
import type { SearchResults } from '../src/server/api.ts'
import { readConfig } from '../src/server/config.ts'
import { createEngine, type Engine } from '../src/server/engine.ts'
import { type BlueskyServer, startBluesky } from './support/bluesky-server.ts'
import { about, note } from './support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from './support/http.ts'
import { loopbackHttp } from './support/listening.ts'
import { type MastodonServer, startMastodon } from './support/mastodon-server.ts'

/** One search across networks, as people see it: through the API, with the networks' simulators behind it. */
let server: TestServer
let engine: Engine
let runner: RunnerDeps
let deps: Parameters<typeof searchRoutes>[0]
let workspace: string
let manager: Member
let first: MastodonServer
let second: MastodonServer
let bluesky: BlueskyServer
const http = loopbackHttp()
const HOUR = 3_600_000
const ago = (hours: number) => new Date(Date.now() - hours * HOUR)

before(async () => {
  ;[first, second, bluesky] = await Promise.all([startMastodon(), startMastodon(), startBluesky()])
  server = await testServer({
    routes: async ({ auth, db }) => {
      engine = await createEngine(db, parseKey('33'.repeat(32)), readConfig({}), silentLog())
      runner = { ...engine.runner, http }
      const access = accessRoutes({ auth, begin: async () => {}, measure: async () => ({}) })
      deps = { runner, deadline: 60_000 }
      return [...access, ...alertRoutes(), ...searchRoutes(deps)]
    },
  })
  workspace = await server.workspace()
  manager = await server.member(workspace, 'manager')
  for (const { world } of [first, second]) world.person('tournesol')
  bluesky.world.clock = ago(1)
})
after(() => Promise.all([server.close(), http.close(), first.close(), second.close(), bluesky.close()]))
beforeEach(async () => {
  await sql`delete from channel_account`.execute(server.db)
})

async function connect(kind: string, config: Record<string, unknown>, name = kind): Promise<string> {
  const channel = channelOf(kind) ?? assert.fail(kind)
  const parsed = channel.config.parse(config) as Record<string, unknown>
  return createAccount(server.db, runner.vault, channel, { workspaceId: workspace, name, config: parsed })
}

const onMastodon = ({ url }: MastodonServer, accessToken = 'token-of-tournesol') =>
  connect('mastodon', { server: url, accessToken })

function onBluesky() {
  const brand = bluesky.world.repoOf('maison.test') ?? bluesky.world.member('maison.test', 'Maison')
  const places = { service: bluesky.url, directory: bluesky.url }
  return connect('bluesky-account', { identifier: brand.handle, password: brand.password, ...places })
}

async function search(q: string, more = '', headers: Record<string, string> = {}): Promise<SearchResults> {
  const response = await manager.browser.get(`/search?q=${encodeURIComponent(q)}${more}`, { headers })
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as SearchResults
}

const brief = ({ items }: SearchResults) => items.map(({ text }) => text)
const placeOf = ({ url }: MastodonServer) => `mastodon:${new URL(url).host}`
const sourceIn = ({ sources }: SearchResults, id: string) =>
  sources.find((one) => one.id === id) ?? assert.fail(`no source ${id} in ${JSON.stringify(sources)}`)

function stored(): Promise<number> {
  return sql<{ n: number }>`select count(*)::int as n from activity`
    .execute(server.db)
    .then(({ rows }) => rows[0]?.n ?? 0)
}

describe('one search across networks', () => {
  it('asks all at once, merges what they know, newest first, and keeps nothing', async () => {
    const [own] = [await onMastodon(first), await onMastodon(second), await onBluesky()]
    const said = [first, second].map(({ world }) =>
      world.say(world.person('lea', 'ailleurs.example'), 'La verveine du soir est parfaite', { at: ago(5) }),
    )
    assert.equal(said[0]?.uri, said[1]?.uri, 'the same post on both')
    second.world.say(second.world.person('ana'), 'Une verveine, ici seulement', { at: ago(4) })
    bluesky.world.post(bluesky.world.member('bob.test'), 'verveine sur Bluesky')
    const kept = note('https://ailleurs.example/kept', 'Verveine gardée', { at: ago(6).toISOString() })
    const both = note(said[0]?.uri ?? '', 'La verveine du soir est parfaite', { at: ago(5).toISOString() })
    const source = {
      workspaceId: workspace,
      channel: 'mastodon',
      accountId: own ?? null,
      keep: 'all' as const,
    }
    await ingest(server.db, source, { activities: [kept, both] }, runner.pipeline)
    const before = await stored()

    const found = await search('verveine')
    assert.deepEqual(brief(found), [
      'verveine sur Bluesky',
      'Une verveine, ici seulement',
      'La verveine du soir est parfaite',
      'Verveine gardée',
    ])
    assert.deepEqual(
      found.items.map(({ kept }) => kept),
      [false, false, true, true],
    )
    assert.deepEqual(found.items[2]?.sources, ['history', placeOf(first), placeOf(second)])
    assert.deepEqual(
      found.sources.map(({ found: n, state, asked }) => [n, state, asked]),
      [
        [2, 'whole', ['verveine']],
        [1, 'whole', ['verveine']],
        [2, 'whole', ['verveine']],
        [1, 'whole', ['verveine']],
      ],
    )
    assert.equal(await stored(), before, 'a search has kept something')
  })

  it('means the same everywhere: what a network cannot understand is judged here', async () => {
    await onMastodon(first)
    const lea = first.world.person('lea', 'ailleurs.example')
    const say = (text: string) => first.world.say(lea, text, { at: ago(2) })
    say('La sauge est un régal, merci à toute l’équipe')
    say('Grand concours : gagnez de la sauge')
    say('Sage is horrible, I hate it, what a terrible sauge')
    const root = say('Qui boit de la sauge ?')
    first.world.say(lea, 'Moi, de la sauge', { to: root, at: ago(1) })
    assert.deepEqual(brief(await search('sauge -concours lang:fr sentiment:positive')), [
      'La sauge est un régal, merci à toute l’équipe',
    ])
    assert.deepEqual(brief(await search('sauge is:reply')), ['Moi, de la sauge'])
    const { asked } = sourceIn(await search('("la sauge" OR concours) -gagnez'), placeOf(first))
    assert.deepEqual(asked, ['"la sauge"', 'concours'])
  })

  it('one network that is down and one that is silent leave the others their answers', async () => {
    const down = await startMastodon()
    await onMastodon(down)
    await down.close()
    await onMastodon(first)
    await onMastodon(second)
    await onBluesky()
    first.world.say(first.world.person('lea', 'ailleurs.example'), 'camomille', { at: ago(2) })
    bluesky.world.post(bluesky.world.member('eve.test'), 'camomille aussi')
    second.faults.search = 'silent'
    // Long enough for whoever answers, however busy the machine.
    deps.deadline = 2_000
    const found = await search('camomille')
    deps.deadline = 60_000
    second.faults.search = 'words'
    assert.deepEqual(brief(found), ['camomille aussi', 'camomille'])
    const late = sourceIn(found, placeOf(second))
    assert.deepEqual([late.state, late.why], ['failed', 'This network did not answer in time.'])
    const dead = sourceIn(found, placeOf(down))
    assert.equal(dead.state, 'failed')
    assert.match(dead.why ?? '', /does not answer/)
    assert.equal(sourceIn(found, placeOf(first)).state, 'whole')
  })

  it('says who cannot be asked, and why', async () => {
    await onMastodon(first)
    await connect('bluesky', {})
    await connect('feed', { url: 'https://example.org/feed' })
    const paused = await onMastodon(second)
    await sql`update channel_account set paused = true where id = ${paused}`.execute(server.db)
    first.world.say(first.world.person('lea', 'ailleurs.example'), 'mélisse', { at: ago(2) })
    const before = first.requests.length
    const whys = async (q: string) =>
      Object.fromEntries((await search(q)).sources.map(({ id, state, why }) => [id, [state, why]]))
    const all = await whys('mélisse lang:fr')
    assert.equal(all[placeOf(first)]?.[0], 'whole')
    assert.deepEqual(all[placeOf(second)], ['not-asked', 'This channel is paused.'])
    assert.match(String(all.bluesky?.[1]), /connect an account too/)
    assert.match(String(all.feed?.[1]), /has no search/)
    const asked = first.requests.length
    assert.ok(asked > before)
    assert.match(String((await whys('lang:fr'))[placeOf(first)]?.[1]), /requires no word/)
    assert.match(String((await whys('mélisse channel:feed'))[placeOf(first)]?.[1]), /another network/)
    assert.equal(first.requests.length, asked, 'asked although it could not answer')
    first.faults.lacks.add('read:search')
    assert.match(String((await whys('mélisse'))[placeOf(first)]?.[1]), /connect it again/)
    first.faults.lacks.clear()
    assert.equal((await problemOf(await manager.browser.get('/search?q=(a'))).id, 'search_invalid')
  })

  it('a quota that is spent is not asked against', async () => {
    const account = await onMastodon(first)
    const spent = {
      requests: { remaining: 0, limit: 300, resets: new Date(Date.now() + HOUR).toISOString() },
    }
    await sql`update channel_account set quotas = ${JSON.stringify(spent)}::jsonb where id = ${account}`.execute(
      server.db,
    )
    const before = first.requests.length
    const { state, why } = sourceIn(await search('romarin'), placeOf(first))
    assert.deepEqual([state, first.requests.length], ['failed', before])
    assert.match(why ?? '', /quota/)
  })

  it('of two accounts of one site one is asked, and the other where it cannot answer', async () => {
    await onMastodon(first, 'token-that-nobody-has')
    await onMastodon(first)
    first.world.say(first.world.person('lea', 'ailleurs.example'), 'thym', { at: ago(2) })
    const found = await search('thym')
    assert.deepEqual([brief(found), found.sources.length], [['thym'], 2])
    const { requests } = first
    const searches = () => requests.filter((one) => one.includes('/search')).length
    const before = searches()
    await sql`update channel_account set failure = '{"kind":"token-dead","detail":""}'::jsonb
      where config->>'server' = ${first.url} and id = (select min(id::text)::uuid from channel_account)`.execute(
      server.db,
    )
    await search('thym')
    assert.equal(searches(), before + 1)
  })

  it('what was deleted stays deleted, and what is private is for those who read the inbox', async () => {
    await onMastodon(first)
    const { world } = first
    const lea = world.person('lea', 'ailleurs.example')
    const gone = world.say(lea, 'fenouil effacé', { at: ago(3) })
    const source = { workspaceId: workspace, channel: 'mastodon', accountId: null, keep: 'all' as const }
    await ingest(server.db, source, { activities: [note(gone.uri, gone.text)] }, runner.pipeline)
    await ingest(server.db, source, { activities: [about('Delete', gone.uri)] }, runner.pipeline)
    world.say(lea, '@tournesol fenouil en privé', { at: ago(2), visibility: 'direct' })
    world.say(lea, 'fenouil public', { at: ago(1) })
    assert.deepEqual(brief(await search('fenouil')), ['fenouil public', '@tournesol fenouil en privé'])
    const made = await manager.browser.post('/keys', { name: 'Stream', permissions: ['stream:read'] })
    const { secret } = (await made.json()) as { secret: string }
    const response = await server
      .browser()
      .get('/search?q=fenouil', { bare: true, headers: { authorization: `Bearer ${secret}` } })
    assert.deepEqual(brief((await response.json()) as SearchResults), ['fenouil public'])
  })

  it('goes back no further than asked, and tells that there is more', async () => {
    await onMastodon(first)
    const lea = first.world.person('lea', 'ailleurs.example')
    for (let n = 0; n < 12; n++) first.world.say(lea, `anis ${n}`, { at: ago(12 - n) })
    const recent = await search('anis', `&from=${ago(3.5).toISOString()}`)
    assert.deepEqual(brief(recent), ['anis 11', 'anis 10', 'anis 9'])
    const some = await search('anis', '&limit=5')
    assert.equal(some.items.length, 5)
    const { state, why } = sourceIn(some, placeOf(first))
    assert.deepEqual([state, why], ['partial', 'There is more on the network.'])
  })

  it('gives of each network no more than asked, however many searches it took', async () => {
    await onMastodon(first)
    const lea = first.world.person('lea', 'ailleurs.example')
    const texts = ['cumin 1', 'safran 2', 'cumin 3', 'safran 4', 'cumin 5', 'safran 6']
    for (const [n, text] of texts.entries()) first.world.say(lea, text, { at: ago(9 - n) })
    const found = await search('cumin OR safran', '&limit=4')
    assert.deepEqual(brief(found), texts.slice(2).toReversed())
    const { found: n, state, asked } = sourceIn(found, placeOf(first))
    assert.deepEqual([n, state, asked], [4, 'partial', ['cumin', 'safran']])
  })

  it('understands no more of what a network found than it takes to show the newest', async (t) => {
    await onMastodon(first)
    const lea = first.world.person('lea', 'ailleurs.example')
    for (const word of ['sumac', 'nigelle', 'carvi'])
      for (let n = 1; n <= 3; n++) first.world.say(lea, `${word} ${n}`, { at: ago(60 - n) })
    const read = t.mock.method(runner.pipeline, 'interpret')
    const found = await search('sumac OR nigelle OR carvi', '&limit=2')
    assert.deepEqual(new Set(brief(found).map((text) => text?.at(-1))), new Set(['3']))
    assert.equal(read.mock.callCount(), 3, 'one more than is shown tells that there is more')
  })

  it('a channel with a fault of its own is told as one network that failed', async () => {
    await onMastodon(first)
    await onBluesky()
    bluesky.world.post(bluesky.world.member('ida.test'), 'marjolaine')
    const { channelOf: kinds, log } = runner
    const logged: object[] = []
    runner.log = { ...log, error: (values) => void logged.push(values) }
    runner.channelOf = (id) => {
      const channel = channelOf(id)
      const search = () => Promise.reject(new TypeError('cannot read'))
      return channel && id === 'mastodon' ? { ...channel, search } : channel
    }
    const found = await search('marjolaine')
    Object.assign(runner, { channelOf: kinds, log })
    assert.deepEqual([brief(found), sourceIn(found, placeOf(first)).state], [['marjolaine'], 'failed'])
    assert.equal(logged.length, 1)
  })

  it('what an alert is made of is kept once, is under it, and waits for nobody in the inbox', async () => {
    await onMastodon(first)
    await onMastodon(second)
    first.world.say(first.world.person('zoe', 'ailleurs.example'), 'estragon', { at: ago(50) })
    first.world.say(first.world.person('lea', 'ailleurs.example'), '@tournesol estragon', {
      visibility: 'direct',
    })
    const made = await manager.browser.post('/alerts', { name: 'Estragon', query: 'estragon', inbox: false })
    const { id } = (await made.json()) as { id: string }
    await engine.matchers.load(workspace)
    const keep = async () => (await manager.browser.post('/search/keep', { query: 'estragon' })).json()
    const before = await stored()
    assert.deepEqual([await keep(), await keep()], [{ kept: 1 }, { kept: 0 }])
    assert.equal(await stored(), before + 1)
    const found = await search('estragon')
    const kept = found.items.find((one) => one.kept)
    assert.deepEqual([kept?.text, kept?.alerts, kept?.accountId], ['estragon', [id], null])
    const refused = await manager.browser.post('/search/keep', { query: 'lang:fr' })
    assert.equal((await problemOf(refused)).id, 'search_invalid')
  })
})
