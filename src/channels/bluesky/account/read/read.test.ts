import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import { blueskyStage, draftOf, errandOf, type Stage } from '../../../../../test/support/bluesky-account.ts'
import { Shelf } from '../../../../../test/support/pulling.ts'
import type { Activity } from '../../../../activity/index.ts'
import { createMemory } from '../../sift/memory.ts'
import { sift } from '../../sift/sift.ts'
import { readFrame } from '../../wire/frame.ts'

const HOUR = 3_600_000

/** Lets the network's time pass. */
function pass({ server }: Stage, milliseconds = 1_000): Date {
  server.world.clock = new Date(server.world.clock.getTime() + milliseconds)
  return server.world.clock
}

const brief = (activities: Activity[]) =>
  activities.map(({ verb, object }) => `${verb} ${object.text ?? object.id}`)

test('all that is addressed to the account, oldest first, with who said it', async (t) => {
  const stage = await blueskyStage(t)
  const { world } = stage.server
  const { brand, ana } = stage
  const post = world.post(brand, 'annonce')
  const { cursor } = await stage.read()
  pass(stage)
  const mention = world.mention(ana, brand, 'bonjour')
  pass(stage)
  const reply = world.reply(ana, post, 'une question')
  pass(stage)
  const embed = { $type: 'app.bsky.embed.record', record: { uri: post.uri, cid: post.cid } }
  world.post(ana, 'à lire', { embed })
  pass(stage)
  const like = world.react(ana, 'like', post)
  pass(stage)
  world.react(ana, 'repost', post)
  pass(stage)
  world.follow(ana, brand)
  const { activities } = await stage.read(cursor)
  assert.deepEqual(brief(activities), [
    'Create @maison.test bonjour',
    'Create une question',
    'Create à lire',
    `Like ${post.uri}`,
    `Announce ${post.uri}`,
    `Follow ${brand.did}`,
  ])
  const [first, second, , liked] = activities
  assert.deepEqual(first?.actor, {
    id: ana.did,
    handle: 'ana.test',
    name: 'Ana',
    url: `https://bsky.app/profile/${ana.did}`,
  })
  assert.deepEqual([first?.externalId, first?.published], [mention.uri, mention.at])
  assert.deepEqual(
    [second?.object.thread, second?.object.inReplyTo, second?.ours],
    [post.uri, post.uri, undefined],
  )
  assert.deepEqual([second?.externalId, liked?.externalId], [reply.uri, like.uri])
})

test('what is read is never marked as read, and nothing is read twice', async (t) => {
  const stage = await blueskyStage(t)
  stage.server.faults.copies = 2
  stage.server.world.mention(stage.ana, stage.brand)
  const first = await stage.read()
  assert.equal(new Set(first.activities.map(({ externalId }) => externalId)).size, 1)
  const second = await stage.read(first.cursor)
  assert.deepEqual(second.activities, [])
  assert.ok(![...stage.server.requests.keys()].some((nsid) => nsid.includes('updateSeen')))
})

test('the account and the firehose tell of a post, a like, an answer and a deletion with the same ids and words', async (t) => {
  const stage = await blueskyStage(t)
  const { world } = stage.server
  const { brand, ana } = stage
  const post = world.post(brand, 'annonce')
  const mention = world.mention(ana, brand, 'voilà https://x.example', { langs: ['fr'] })
  const like = world.react(ana, 'like', post)
  const sent = await stage.run(errandOf('publish', world.clock, { draft: draftOf('réponse à tous') }))
  const mine = world.at(sent.activity.externalId)
  assert.ok(mine)
  const overheard = [post, mention, like, mine].map(({ uri, cid, value, at }) => {
    const [, , did, collection, rkey] = uri.split('/')
    const commit = { rev: '3k', operation: 'create', collection, rkey, record: value, cid }
    const event = readFrame(JSON.stringify({ did, time_us: at.getTime() * 1000, kind: 'commit', commit }))
    assert.ok(event.kind === 'commit')
    const interest = { wanted: () => true, known: () => true, accounts: new Set([brand.did]) }
    const kept = sift(event, interest, createMemory())
    assert.ok(kept?.kind === 'kept')
    return kept.activity
  })
  const first = await stage.read()
  const faceless = ({ actor, ...rest }: Activity) => ({ ...rest, actor: actor.id })
  const byId = (list: Activity[]) => list.map(faceless).sort((a, b) => (a.externalId < b.externalId ? -1 : 1))
  assert.deepEqual(byId(first.activities), byId(overheard))
  assert.deepEqual(
    faceless(sent.activity),
    byId(overheard).find(({ externalId }) => externalId === mine.uri),
  )

  world.remove(mention.uri)
  pass(stage, HOUR)
  const [gone] = (await stage.read(first.cursor)).activities
  const [, , did, collection, rkey] = mention.uri.split('/')
  const commit = { rev: '3k2', operation: 'delete', collection, rkey }
  const event = readFrame(JSON.stringify({ did, time_us: 1, kind: 'commit', commit }))
  assert.ok(event.kind === 'commit')
  const interest = { wanted: () => false, known: () => true, accounts: new Set<string>() }
  const kept = sift(event, interest, createMemory())
  assert.ok(kept?.kind === 'kept' && gone)
  assert.deepEqual(
    [gone.verb, gone.externalId, gone.object],
    [kept.activity.verb, kept.activity.externalId, kept.activity.object],
  )
})

describe('a conversation', () => {
  it('comes with what was said before in it, once', async (t) => {
    const stage = await blueskyStage(t)
    const { world } = stage.server
    const { ana, brand } = stage
    const bob = world.member('bob.test', 'Bob')
    const root = world.post(bob, 'qui connaît un fleuriste ?')
    pass(stage)
    const middle = world.reply(bob, root, 'à Lyon')
    pass(stage)
    const { cursor } = await stage.read()
    const embed = { facets: [{ index: { byteStart: 0, byteEnd: 12 }, features: [{ did: brand.did }] }] }
    world.reply(ana, middle, '@maison.test bien sûr', embed)
    const read = await stage.read(cursor)
    assert.deepEqual(brief(read.activities), [
      'Create qui connaît un fleuriste ?',
      'Create à Lyon',
      'Create @maison.test bien sûr',
    ])
    assert.deepEqual(new Set(read.activities.map(({ object }) => object.thread)), new Set([root.uri]))
    pass(stage)
    world.reply(ana, middle, '@maison.test encore', embed)
    assert.deepEqual(brief((await stage.read(read.cursor)).activities), ['Create @maison.test encore'])
  })

  it('ends with what the account answers elsewhere, edits and takes back', async (t) => {
    const stage = await blueskyStage(t)
    const { world } = stage.server
    const question = world.mention(stage.ana, stage.brand)
    const first = await stage.read()
    const answer = world.reply(stage.brand, question, 'nous voila')
    const second = await stage.read(first.cursor)
    assert.deepEqual(brief(second.activities), ['Create nous voila'])
    assert.deepEqual([second.activities[0]?.ours, second.activities[0]?.object.thread], [true, question.uri])
    pass(stage)
    world.put(stage.brand, 'app.bsky.feed.post', answer.uri.split('/').at(-1) ?? '', {
      ...answer.value,
      text: 'nous voilà',
    })
    const third = await stage.read(second.cursor)
    assert.deepEqual(brief(third.activities), ['Update nous voilà'])
    pass(stage)
    world.remove(answer.uri)
    const fourth = await stage.read(third.cursor)
    assert.deepEqual([fourth.activities[0]?.verb, fourth.activities[0]?.object.id], ['Delete', answer.uri])
    assert.deepEqual((await stage.read(fourth.cursor)).activities, [])
  })
})

describe('what becomes of the posts of others', () => {
  it('is seen when they are looked at again: edited, deleted', async (t) => {
    const stage = await blueskyStage(t)
    const { world } = stage.server
    const kept = world.mention(stage.ana, stage.brand, 'un')
    const gone = world.mention(stage.ana, stage.brand, 'deux')
    const first = await stage.read()
    const rkey = kept.uri.split('/').at(-1) ?? ''
    world.put(stage.ana, 'app.bsky.feed.post', rkey, { ...kept.value, text: 'un, corrigé' })
    world.remove(gone.uri)
    const shelf = new Shelf()
    shelf.take(first.activities)
    const second = await stage.read(first.cursor)
    shelf.take(second.activities)
    assert.deepEqual([...shelf.texts], [[kept.uri, 'un, corrigé']])
    assert.deepEqual((await stage.read(second.cursor)).activities, [])
  })

  it('is not a deletion where an account only sleeps, and nothing is believed of a server that is out of its mind', async (t) => {
    const stage = await blueskyStage(t)
    const { world } = stage.server
    world.mention(stage.ana, stage.brand)
    const first = await stage.read()
    stage.ana.status = 'deactivated'
    assert.deepEqual((await stage.read(first.cursor)).activities, [])
  })

  it('costs one request a reading, however many there are', async (t) => {
    const stage = await blueskyStage(t)
    const { world, requests } = stage.server
    for (let i = 0; i < 120; i++) {
      pass(stage, 10)
      world.mention(stage.ana, stage.brand, `n° ${i}`)
    }
    const first = await stage.read()
    const second = await stage.read(first.cursor)
    requests.clear()
    await stage.read(second.cursor)
    assert.equal(requests.get('app.bsky.feed.getPosts'), 1)
  })
})

test('a post that is filed below what was read already is found', async (t) => {
  const stage = await blueskyStage(t)
  const { world } = stage.server
  world.mention(stage.ana, stage.brand, 'un')
  const first = await stage.read()
  const createdAt = new Date(world.clock.getTime() - 20 * 60_000).toISOString()
  pass(stage)
  world.mention(stage.ana, stage.brand, 'écrit dans le train', { createdAt })
  assert.deepEqual(brief((await stage.read(first.cursor)).activities), [
    'Create @maison.test écrit dans le train',
  ])
})

test('a strange item costs itself alone, and is told once', async (t) => {
  const stage = await blueskyStage(t)
  const { world } = stage.server
  world.mention(stage.ana, stage.brand, 'un')
  world.mention(stage.ana, stage.brand, 'secret', { text: 7 })
  const read = await stage.read()
  assert.deepEqual(brief(read.activities), ['Create @maison.test un'])
  assert.deepEqual(
    read.batches.flatMap(({ rejected = [] }) => rejected),
    [{ reason: 'post: text invalid_type' }],
  )
  const again = await stage.read(read.cursor)
  assert.deepEqual(
    again.batches.flatMap(({ rejected = [] }) => rejected),
    [],
  )
})

test('the first reading goes back a week and no further', async (t) => {
  const stage = await blueskyStage(t)
  const { world } = stage.server
  world.mention(stage.ana, stage.brand, 'vieux')
  world.post(stage.brand, 'vieux de nous')
  pass(stage, 8 * 24 * HOUR)
  world.mention(stage.ana, stage.brand, 'neuf')
  world.post(stage.brand, 'neuf de nous')
  assert.deepEqual(brief((await stage.read()).activities).sort(), [
    'Create @maison.test neuf',
    'Create neuf de nous',
  ])
})

test('a cursor that cannot be read begins anew', async (t) => {
  const stage = await blueskyStage(t)
  stage.server.world.mention(stage.ana, stage.brand, 'un')
  for (const cursor of ['', '{', '{"v":9}', '"x"'])
    assert.equal((await stage.read(cursor)).activities.length, 1)
})
