import assert from 'node:assert/strict'
import { after, describe, it, type TestContext } from 'node:test'
import fc from 'fast-check'
import { loopbackHttp } from '../../../../test/support/listening.ts'
import { type Character, startMastodon } from '../../../../test/support/mastodon-server.ts'
import { accountOf } from '../../../../test/support/pulling.ts'
import {
  ChannelFailure,
  type Credential,
  type Failure,
  type Host,
  phraseOf,
  type Wish,
} from '../../channel.ts'
import { createMastodon, createMastodonWatch } from '../index.ts'
import { tagIn } from './tag.ts'

const http = loopbackHttp()
after(() => http.close())
const BOTH: Character[] = ['full', 'poor']
const HOUR = 3_600_000

async function setUp(t: TestContext, character: Character = 'full') {
  const server = await startMastodon({ character })
  t.after(() => server.close())
  const { world } = server
  const [me, lea] = [world.person('tournesol'), world.person('lea', 'ailleurs.example')]
  const channel = createMastodon()
  const account = accountOf(channel, { server: server.url, accessToken: me.token })
  const host: Host = {
    http,
    now: () => new Date(),
    signal: new AbortController().signal,
    status: () => undefined,
  }
  const search = (words: string[], wish: Partial<Wish> = {}, more: Partial<Host> = {}) =>
    channel.search?.(account, { words, limit: 100, ...wish }, { ...host, ...more }) ?? assert.fail()
  const texts = async (...asked: Parameters<typeof search>) =>
    (await search(...asked)).activities.map(({ object }) => object.text)
  return { server, world, me, lea, host, search, texts }
}

async function failure(attempt: Promise<unknown>): Promise<Failure> {
  const error = await attempt.then(
    () => assert.fail('went through'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof ChannelFailure, `not a ChannelFailure: ${error}`)
  return error.failure
}

const ago = (hours: number) => new Date(Date.now() - hours * HOUR)

describe('searching', () => {
  for (const character of BOTH) {
    it(`all words, phrases whole, newest first, as the streams give it (${character})`, async (t) => {
      const { server, world, lea, search, texts } = await setUp(t, character)
      server.faults.lateVisibility = 0
      world.say(lea, 'Une tisane froide', { at: ago(3) })
      const warm = world.say(lea, 'La tisane du soir, bien chaude', { at: ago(2), visibility: 'unlisted' })
      world.say(lea, 'Le soir du tisane', { at: ago(1) })
      world.boost(lea, warm)
      assert.deepEqual(await texts(['tisane']), [
        'Le soir du tisane',
        'La tisane du soir, bien chaude',
        'Une tisane froide',
      ])
      assert.deepEqual(await texts(['tisane', 'du soir']), ['La tisane du soir, bien chaude'])
      const { activities, partial } = await search(['chaude'])
      assert.deepEqual(
        activities.map(({ externalId, verb, ours }) => [externalId, verb, ours]),
        [[warm.uri, 'Create', undefined]],
      )
      assert.equal(partial, undefined)
    })

    it(`page by page to the limit, and says that there is more (${character})`, async (t) => {
      const { server, world, lea, search } = await setUp(t, character)
      for (let n = 0; n < 130; n++) world.say(lea, `tisane ${n}`, { at: ago(200 - n) })
      const { activities, partial } = await search(['tisane'], { limit: 100 })
      // The poor one has no second page: it gives the first again, and is asked no further.
      const most = character === 'full' ? 100 : 20
      assert.equal(activities.length, most)
      assert.equal(new Set(activities.map(({ externalId }) => externalId)).size, most)
      assert.equal(activities[0]?.object.text, 'tisane 129')
      if (character === 'full') assert.equal(partial, 'search.more')
      assert.ok(server.requests.filter((one) => one.includes('/search')).length < 8)
    })
  }

  it('says that there is more also where the limit falls between two pages', async (t) => {
    const { world, lea, search } = await setUp(t)
    for (let n = 0; n < 45; n++) world.say(lea, `#tisane ${n}`, { at: ago(60 - n) })
    for (const words of [['tisane'], ['#tisane']]) {
      const { activities, partial } = await search(words, { limit: 40 })
      assert.deepEqual([activities.length, partial], [40, 'search.more'])
      assert.equal((await search(words, { limit: 60 })).partial, undefined)
    }
  })

  it('goes back no further than asked', async (t) => {
    const { server, world, lea, texts } = await setUp(t)
    for (let n = 0; n < 120; n++) world.say(lea, `tisane ${n}`, { at: ago(120 - n) })
    const found = await texts(['tisane'], { since: ago(10.5) })
    assert.deepEqual([found.length, found.at(-1)], [10, 'tisane 110'])
    assert.ok(server.requests.filter((one) => one.includes('/search')).length <= 2)
  })

  it('asks for tags by their timeline, which needs no index', async (t) => {
    const { server, world, lea, texts } = await setUp(t)
    server.faults.search = 'addresses'
    for (let n = 0; n < 60; n++) world.say(lea, `#Tisane ${n}`, { at: ago(60 - n) })
    world.say(lea, 'tisane sans dièse')
    const found = await texts(['#tisane'], { limit: 50 })
    assert.deepEqual([found.length, found[0], found.at(-1)], [50, '#Tisane 59', '#Tisane 10'])
  })

  it('an answer is known as one, and what is private stays so', async (t) => {
    const { world, me, lea, search } = await setUp(t)
    const own = world.say(me, 'Notre tisane du matin')
    const answer = world.say(lea, '@tournesol la tisane, en secret', { to: own, visibility: 'direct' })
    world.say(lea, 'la tisane, pour d’autres', { visibility: 'direct' })
    const { activities } = await search(['tisane'])
    assert.deepEqual(
      activities.map(({ externalId, visibility, ours, object }) => [
        externalId,
        visibility,
        ours ?? false,
        object.inReplyTo,
      ]),
      [
        [answer.uri, 'private', false, own.uri],
        [own.uri, 'public', true, undefined],
      ],
    )
  })

  it('what was edited is found once, as it is now', async (t) => {
    const { world, lea, search } = await setUp(t)
    const said = world.say(lea, 'Une tisane')
    world.edit(said, 'Une tisane à la sauge')
    const { activities } = await search(['sauge'])
    assert.deepEqual(
      activities.map(({ verb, object }) => [verb, object.text]),
      [['Create', 'Une tisane à la sauge']],
    )
  })

  it('nothing found is an answer where the server looks into words, and none where it does not', async (t) => {
    for (const character of BOTH) {
      const { server, world, me, search } = await setUp(t, character)
      assert.deepEqual(await search(['introuvable']), {
        activities: [],
        partial: 'mastodon.search-untold',
      })
      world.say(me, '<p>Bienvenue chez la maison</p>', { at: ago(5) })
      server.faults.search = 'addresses'
      const told = { kind: 'refused', detail: 'mastodon.search-addresses' }
      assert.deepEqual(await failure(search(['introuvable'])), told)
      // What was learnt is kept for a while, and no longer than what is seen.
      server.faults.search = 'words'
      assert.deepEqual(await failure(search(['introuvable'])), told)
      assert.equal((await search(['bienvenue'])).activities.length, 1)
      assert.deepEqual(await search(['introuvable']), { activities: [] })
    }
  })

  it('tells why it cannot: no such request, no right to it, too often, no token, nobody there', async (t) => {
    const { server, me, search } = await setUp(t)
    server.faults.search = 'none'
    assert.deepEqual(await failure(search(['x'])), { kind: 'refused', detail: 'mastodon.no-search' })
    server.faults.search = 'words'
    server.faults.lacks.add('read:search')
    assert.deepEqual(await failure(search(['x'])), { kind: 'refused', detail: 'mastodon.search-scope' })
    server.faults.lacks.clear()
    server.faults.limit = 0
    assert.equal((await failure(search(['x']))).kind, 'rate-limited')
    server.faults.limit = 1_000
    server.dead.add(me.token)
    assert.equal((await failure(search(['x']))).kind, 'token-dead')
    await server.close()
    assert.equal((await failure(search(['x']))).kind, 'unreachable')
  })

  it('a sign-in asks for the right to search, for both kinds of account', async (t) => {
    const { server, host } = await setUp(t)
    for (const kind of [createMastodon(), createMastodonWatch()]) {
      const way = { redirectUri: 'https://v.example/back', state: 's', clientUrl: 'https://v.example/c' }
      const begun = await kind.signIn?.start({ server: server.url }, way, host)
      const scopes = new URL(begun?.url ?? '').searchParams.get('scope')?.split(' ')
      assert.ok(scopes?.includes('read:search'), kind.id)
    }
  })

  it('a sign-in of before, known to lack the right, is told so without asking', async (t) => {
    const { server, me, search } = await setUp(t)
    const credential: Credential = {
      secret: {
        accessToken: me.token,
        clientId: 'a',
        clientSecret: 'b',
        tokenEndpoint: `${server.url}/oauth/token`,
      },
      scopes: ['read:accounts', 'read:statuses'],
    }
    const keeper = { get: async () => credential, renew: async () => assert.fail('renewed') }
    const told = await failure(search(['x'], {}, { credential: keeper }))
    assert.deepEqual(told, { kind: 'refused', detail: 'mastodon.search-scope' })
    assert.deepEqual(server.requests, [])
    credential.scopes = ['read', 'write']
    assert.equal((await search(['x'], {}, { credential: keeper })).activities.length, 0)
  })
})

describe('what the server is asked', () => {
  it('quotes all that could be a sign of its own', () => {
    const cases: [string[], string][] = [
      [['tisane', '#Été', '@lea'], 'tisane #Été @lea'],
      [['air france'], '"air france"'],
      [['from:lea', '-promo', 'OR'], '"from:lea" "-promo" "OR"'],
      [['say "hi"', 'a\\b'], '"say  hi " "a b"'],
      [['coca-cola', "l'eau"], '"coca-cola" "l\'eau"'],
    ]
    for (const [words, q] of cases) assert.equal(phraseOf(words), q)
  })

  it('never lets a word out of its quotes', () => {
    const unit = fc.constantFrom(...'a1é東_ "“«\\-:#@*()OR|~+\u200b\n😀')
    const word = fc.string({ unit, minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const quotes = phraseOf(words).match(/"/g)?.length ?? 0
        const outside = phraseOf(words).replace(/"[^"]*"/g, '')
        assert.equal(quotes % 2, 0)
        assert.match(outside, /^[\p{L}\p{M}\p{N}_#@ ]*$/u)
      }),
    )
  })

  it('a tag is one word after its sign', () => {
    assert.equal(tagIn(['tisane', '#Été']), 'été')
    for (const words of [['tisane'], ['#'], ['#a b'], ['a#b']]) assert.equal(tagIn(words), undefined)
  })
})
