import assert from 'node:assert/strict'
import { after, describe, it, type TestContext } from 'node:test'
import { listening, loopbackHttp } from '../../../../test/support/listening.ts'
import { type Character, startMastodon } from '../../../../test/support/mastodon-server.ts'
import type { Activity } from '../../../activity/index.ts'
import { ChannelFailure, type Host } from '../../channel.ts'
import { createMastodon, createMastodonWatch } from '../index.ts'
import { PACE, type Pace } from './index.ts'

const http = loopbackHttp()
after(() => http.close())
const FAST: Pace = { ...PACE, backoff: 5, backoffMost: 20, poll: 25, subscribing: 40 }

async function setUp(t: TestContext, character: Character = 'full') {
  const server = await startMastodon({ character })
  t.after(() => server.close())
  const { world } = server
  const [me, lea] = [world.person('tournesol'), world.person('lea', 'ailleurs.example')]
  const base = { server: server.url, accessToken: me.token }
  const listen = (more: object = {}, cursor?: string, pace = FAST, host: Partial<Host> = {}) => {
    const line = listening(createMastodon(pace), { ...base, ...more }, { http, ...host }, cursor)
    t.after(() => line.stop())
    return line
  }
  const watch = (more: object, cursor?: string, pace = FAST) => {
    const line = listening(createMastodonWatch(pace), { ...base, ...more }, { http }, cursor)
    t.after(() => line.stop())
    return line
  }
  return { server, world, me, lea, listen, watch }
}

const ids = (activities: Activity[]) => activities.map(({ externalId }) => externalId)
const verbs = (activities: Activity[]) => activities.map(({ verb }) => verb)
const lastCursor = (line: { batches: { cursor?: string }[] }) =>
  line.batches.findLast(({ cursor }) => cursor !== undefined)?.cursor

describe('what is told live', () => {
  it('mentions, edits, deletions and reactions, once however often the server says them', async (t) => {
    const { server, world, me, lea, listen } = await setUp(t)
    const line = listen()
    await line.until(() => server.streams() === 1)
    server.faults.copies = 3
    const own = world.say(me, 'Nouvelle tisane')
    const asked = world.say(lea, '@tournesol elle est bonne ?', { to: own, visibility: 'direct' })
    world.favourite(lea, own)
    const boost = world.boost(lea, own)
    world.follow(lea, me)
    world.edit(asked, '@tournesol elle est bonne, alors ?')
    world.remove(asked)
    await line.until(() => verbs(line.activities).includes('Delete'))
    assert.deepEqual(
      verbs(line.activities).toSorted(),
      ['Announce', 'Create', 'Create', 'Delete', 'Follow', 'Like', 'Update'].toSorted(),
    )
    assert.equal(new Set(ids(line.activities)).size, line.activities.length)
    const message = line.activities.find(({ externalId }) => externalId === asked.uri)
    assert.deepEqual(
      [message?.visibility, message?.object.inReplyTo, message?.object.thread],
      ['private', own.uri, own.uri],
    )
    assert.equal(line.activities.find(({ externalId }) => externalId === own.uri)?.ours, true)
    assert.ok(boost)
  })

  it('what is not said to us, nor by us, is not ours', async (t) => {
    const { server, world, me, lea, listen } = await setUp(t)
    world.follow(me, lea)
    const line = listen({ reactions: false })
    await line.until(() => server.streams() === 1)
    const chat = world.say(lea, 'Il pleut')
    world.edit(chat, 'Il pleut encore')
    world.remove(chat)
    world.favourite(lea, world.say(me, 'À nous'))
    world.say(lea, '@tournesol à vous')
    await line.until(() => line.activities.length >= 2)
    assert.deepEqual(line.activities.map(({ object }) => object.text).toSorted(), [
      '@tournesol à vous',
      'À nous',
    ])
  })

  it('finds the root of a thread that nobody here has seen', async (t) => {
    const { server, world, lea, listen } = await setUp(t)
    const root = world.say(lea, 'Quelqu’un connaît la Maison Tournesol ?')
    const middle = world.say(world.person('ana'), 'Oui', { to: root })
    const line = listen()
    await line.until(() => server.streams() === 1)
    const asked = world.say(lea, 'Et vous @tournesol ?', { to: middle })
    await line.until(() => line.activities.length === 1)
    const { inReplyTo, thread } = line.activities[0]?.object ?? {}
    assert.deepEqual([inReplyTo, thread, ids(line.activities)], [middle.uri, root.uri, [asked.uri]])
  })

  it('a stream that breaks comes back, and what came meanwhile is read', async (t) => {
    const { server, world, lea, listen } = await setUp(t)
    const line = listen()
    await line.until(() => server.streams() === 1)
    server.faults.streamStatus = 503
    server.cutStreams()
    await line.until(() => server.streams() === 0)
    const said = world.say(lea, '@tournesol vous êtes là ?')
    server.faults.streamStatus = undefined
    await line.until(() => ids(line.activities).includes(said.uri))
    assert.ok(line.statuses.some(({ key }) => key === 'reconnecting'))
    assert.equal(line.error, undefined)
  })

  it('where there is no stream the lists are read, late or not', async (t) => {
    const { world, lea, listen } = await setUp(t, 'poor')
    const line = listen()
    await line.until(() => line.statuses.some(({ key }) => key === 'polling'))
    world.late = 150
    const late = world.say(lea, '@tournesol en retard')
    world.late = 0
    const early = world.say(lea, '@tournesol à l’heure')
    await line.until(() => line.activities.length === 2)
    assert.deepEqual(ids(line.activities).toSorted(), [late.uri, early.uri].toSorted())
  })
})

describe('what goes wrong', () => {
  it('a token that dies is told, before and while we listen', async (t) => {
    const { server, me, listen } = await setUp(t)
    const line = listen({}, undefined, { ...FAST, sweep: 20 })
    await line.until(() => server.streams() === 1)
    server.dead.add(me.token)
    for (const one of [line, listen()]) {
      while (!one.error) await new Promise((resolve) => setTimeout(resolve, 5))
      assert.ok(one.error instanceof ChannelFailure)
      assert.equal(one.error.failure.kind, 'token-dead')
    }
  })

  it('a server that asks to slow down is left alone until then', async (t) => {
    const { server, world, lea, listen } = await setUp(t)
    const line = listen({}, undefined, { ...FAST, sweep: 20 })
    await line.until(() => server.streams() === 1)
    server.faults.limit = 0
    await line.until(() => line.statuses.some(({ key }) => key === 'slow'))
    const before = server.requests.length
    const said = world.say(lea, '@tournesol en direct quand même')
    await line.until(() => ids(line.activities).includes(said.uri))
    assert.ok(server.requests.length - before < 3, `${server.requests.length - before} requests`)
    assert.equal(line.error, undefined)
  })

  it('what a server malforms is counted, and the rest is read', async (t) => {
    const { server, world, lea, listen } = await setUp(t)
    const broken = world.say(lea, '@tournesol cassé')
    Object.assign(broken, { uri: null })
    const whole = world.say(lea, '@tournesol entier')
    const line = listen()
    await line.until(() => line.activities.length > 0 && line.batches.some(({ rejected }) => rejected))
    assert.deepEqual(ids(line.activities), [whole.uri])
    assert.ok(server.streams() <= 1)
  })

  it('goes on from its cursor, and begins anew with one that cannot be read', async (t) => {
    const { world, lea, listen } = await setUp(t)
    const old = world.say(lea, '@tournesol hier', { at: new Date(Date.now() - 86_400_000) })
    const first = listen()
    await first.until(
      () => first.activities.length === 1 && lastCursor(first)?.includes('notifications') === true,
    )
    await first.stop()
    const said = world.say(lea, '@tournesol aujourd’hui')
    const second = listen({}, lastCursor(first))
    await second.until(() => second.activities.length === 1)
    assert.deepEqual(ids(second.activities), [said.uri])
    const third = listen({}, 'nonsense')
    await third.until(() => third.activities.length === 2)
    assert.deepEqual(ids(third.activities), [old.uri, said.uri])
  })

  it('what was said before a cut is looked at after it: edited, deleted, or as it was', async (t) => {
    const { world, lea, listen } = await setUp(t)
    const [kept, edited, gone] = ['a', 'b', 'c'].map((text) => world.say(lea, `@tournesol ${text}`))
    const first = listen()
    await first.until(() => first.activities.length === 3)
    await first.stop()
    if (edited) world.edit(edited, '@tournesol b, corrigé')
    if (gone) world.remove(gone)
    const second = listen({}, lastCursor(first))
    await second.until(() => verbs(second.activities).includes('Delete'))
    const about = (verb: string) =>
      second.activities.filter((one) => one.verb === verb).map(({ object }) => object.id)
    assert.deepEqual(about('Delete'), [gone?.uri])
    assert.deepEqual(about('Update'), [edited?.uri])
    assert.ok(kept)
  })
})

describe('watching', () => {
  it('hashtags are certain, timelines are for the queries to judge; what is boosted comes with its boost', async (t) => {
    const { server, world, me, lea, watch } = await setUp(t)
    const ana = world.person('ana')
    world.follow(me, ana)
    const line = watch({ hashtags: ['Tisane'], timelines: ['home', 'federated'] })
    await line.until(() => server.streams() === 1)
    const tagged = world.say(lea, 'Une #tisane')
    const plain = world.say(lea, 'Rien à voir')
    const boost = world.boost(ana, plain)
    const certain = () => new Set(line.batches.flatMap((batch) => [...(batch.certain ?? [])]))
    await line.until(() => certain().has(tagged.uri) && certain().has(boost.uri))
    assert.deepEqual(new Set(ids(line.activities)), new Set([tagged.uri, plain.uri, boost.uri]))
  })

  it('a fast timeline goes on from what was last told', async (t) => {
    const { server, world, lea, watch } = await setUp(t)
    world.say(lea, 'avant', { at: new Date(Date.now() - 3_600_000) })
    const first = watch({ timelines: ['federated'] })
    await first.until(() => server.streams() === 1 && first.activities.length === 1)
    const told = world.say(lea, 'pendant')
    await first.until(
      () => ids(first.activities).includes(told.uri) && Boolean(lastCursor(first)?.includes(told.id)),
    )
    await first.stop()
    const missed = world.say(lea, 'après')
    const second = watch({ timelines: ['federated'] }, lastCursor(first))
    await second.until(() => second.activities.length > 0)
    assert.deepEqual(ids(second.activities), [missed.uri])
  })

  it('searches are certain, and what the stream tells too is given once', async (t) => {
    const { server, world, lea, watch } = await setUp(t)
    server.faults.copies = 2
    const pace = { ...FAST, sweep: 30 }
    const line = watch({ hashtags: ['verveine'], searches: ['verveine "du soir"', 'sauge'] }, undefined, pace)
    await line.until(() => server.streams() === 1)
    const both = world.say(lea, 'La #verveine du soir')
    const only = world.say(lea, 'Un peu de sauge')
    world.say(lea, 'Le soir, de la verveine')
    world.say(lea, 'sauge en secret', { visibility: 'direct' })
    const found = () => new Set(line.batches.flatMap((batch) => [...(batch.certain ?? [])]))
    await line.until(() => found().has(only.uri) && found().has(both.uri))
    await line.stop()
    assert.deepEqual(ids(line.activities).toSorted(), [both.uri, only.uri].toSorted())

    const cursor = lastCursor(line)
    assert.match(cursor ?? '', /search:sauge/)
    const missed = world.say(lea, 'De la sauge encore')
    const next = watch({ searches: ['sauge'] }, cursor, pace)
    await next.until(() => ids(next.activities).includes(missed.uri))
    assert.equal(new Set(ids(next.activities)).size, next.activities.length)
  })

  it('a tag and other words are all asked for, and a date of years ahead ends no search', async (t) => {
    const { world, lea, watch } = await setUp(t)
    const pace = { ...FAST, sweep: 30 }
    const search = { searches: ['#menthe poivrée'] }
    world.say(lea, 'De la #menthe')
    world.say(lea, 'De la #Menthe poivrée, un jour', { at: new Date('2099-01-01T00:00:00Z') })
    const only = world.say(lea, 'Ma #Menthe Poivrée !')
    const line = watch(search, undefined, pace)
    await line.until(() => ids(line.activities).includes(only.uri))
    await line.until(() => lastCursor(line)?.includes('search:') ?? false)
    await line.stop()
    assert.ok(line.activities.every(({ object }) => /poivrée/i.test(object.text ?? '')))
    const later = world.say(lea, 'Ma #menthe poivree, encore')
    const next = watch(search, lastCursor(line), pace)
    await next.until(() => ids(next.activities).includes(later.uri))
  })

  it('a server that searches no words says so, and the rest is read', async (t) => {
    const { server, world, lea, watch } = await setUp(t)
    server.faults.search = 'none'
    const line = watch({ hashtags: ['tisane'], searches: ['verveine'] }, undefined, { ...FAST, sweep: 20 })
    await line.until(() => line.statuses.some(({ key }) => key === 'search-off'))
    const tagged = world.say(lea, 'Une #tisane')
    await line.until(() => ids(line.activities).includes(tagged.uri))
    assert.equal(line.statuses.filter(({ key }) => key === 'search-off').length, 1)
    assert.equal(line.error, undefined)
  })

  it('a search that was off is made again hours later, and says so', async (t) => {
    const { server, world, me, lea } = await setUp(t)
    let shift = 0
    const host = { http, now: () => new Date(Date.now() + shift) }
    const config = { server: server.url, accessToken: me.token, searches: ['verveine'] }
    const line = listening(createMastodonWatch({ ...FAST, sweep: 20 }), config, host)
    t.after(() => line.stop())
    server.faults.search = 'none'
    await line.until(() => line.statuses.at(-1)?.key === 'search-off')
    const said = world.say(lea, 'Une verveine')
    server.faults.search = 'words'
    shift = 7 * 3_600_000
    await line.until(() => ids(line.activities).includes(said.uri))
    assert.notEqual(line.statuses.at(-1)?.key, 'search-off')
  })
})
