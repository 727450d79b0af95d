import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import {
  blueskyStage,
  errandOf,
  referenceAt,
  type Stage,
} from '../../../../../test/support/bluesky-account.ts'
import type { Character } from '../../../../../test/support/bluesky-server.ts'
import { ChannelFailure, type Errand } from '../../../channel.ts'

const GATE = 'app.bsky.feed.threadgate'

/** A thread of ours, with an answer of Ana's under it. */
function thread({ server: { world }, brand, ana }: Stage) {
  const root = world.post(brand, 'Notre annonce')
  const ref = { uri: root.uri, cid: root.cid }
  const answer = world.put(ana, 'app.bsky.feed.post', '3kanswer22222', {
    text: 'une réponse',
    createdAt: world.clock.toISOString(),
    reply: { root: ref, parent: ref },
  })
  return { root, answer, gate: root.uri.replace('app.bsky.feed.post', GATE) }
}

function hiddenIn({ server }: Stage, gate: string): unknown {
  return server.world.at(gate)?.value.hiddenReplies
}

async function refusedWith(attempt: Promise<unknown>): Promise<string> {
  const error = await attempt.then(
    () => assert.fail('went through'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof ChannelFailure && error.failure.kind === 'refused', String(error))
  return error.failure.detail
}

describe('hiding an answer', () => {
  it('puts it in the gate of our thread once, keeps what the gate says, and takes it out again', async (t) => {
    const stage = await blueskyStage(t)
    const { root, answer, gate } = thread(stage)
    const { world } = stage.server
    const rkey = root.uri.split('/').at(-1) ?? ''
    const allow = [{ $type: 'app.bsky.feed.threadgate#mentionRule' }]
    world.put(stage.brand, GATE, rkey, {
      post: root.uri,
      allow,
      hiddenReplies: ['at://did:plc:x/app.bsky.feed.post/1'],
    })
    const at = world.clock
    const errand = errandOf('hide', at, { to: { ...referenceAt(answer.uri), thread: root.uri } })
    const sent = await stage.run(errand)
    await stage.run({ ...errand, tries: 1 })
    assert.deepEqual(hiddenIn(stage, gate), ['at://did:plc:x/app.bsky.feed.post/1', answer.uri])
    assert.deepEqual(world.at(gate)?.value.allow, allow)
    assert.deepEqual(
      [sent.activity.verb, sent.activity.ours, sent.activity.object.id, sent.activity.visibility],
      ['Flag', true, answer.uri, 'private'],
    )
    const undo = errandOf('unhide', at, { to: { ...referenceAt(answer.uri), thread: root.uri } })
    assert.equal((await stage.run(undo)).activity.verb, 'Undo')
    await stage.run({ ...undo, tries: 1 })
    assert.deepEqual(hiddenIn(stage, gate), ['at://did:plc:x/app.bsky.feed.post/1'])
  })

  it('makes the gate where there is none, and leaves everybody free to answer', async (t) => {
    const stage = await blueskyStage(t)
    const { root, answer, gate } = thread(stage)
    await stage.run(errandOf('hide', stage.server.world.clock, { to: referenceAt(answer.uri) }))
    const value = stage.server.world.at(gate)?.value
    assert.deepEqual([value?.post, value?.hiddenReplies, value?.allow], [root.uri, [answer.uri], undefined])
  })

  it('is refused in threads of others, for our own beginning, and for what is no more', async (t) => {
    const stage = await blueskyStage(t)
    const { world } = stage.server
    const { root } = thread(stage)
    const theirs = world.mention(stage.ana, stage.brand)
    const hide = (uri: string) => stage.run(errandOf('hide', world.clock, { to: referenceAt(uri) }))
    assert.equal(await refusedWith(hide(theirs.uri)), 'bluesky-account.not-our-thread')
    assert.equal(await refusedWith(hide(root.uri)), 'bluesky-account.not-our-thread')
    const gone = `at://${stage.ana.did}/app.bsky.feed.post/3kgone2222222`
    assert.equal(await refusedWith(hide(gone)), 'bluesky-account.post-is-gone')
  })

  it('tells no success where somebody else changed the gate meanwhile: it is tried again, and both stand', async (t) => {
    const stage = await blueskyStage(t)
    const { root, answer, gate } = thread(stage)
    const { world } = stage.server
    const other = `at://${stage.ana.did}/app.bsky.feed.post/other`
    world.put(stage.brand, GATE, root.uri.split('/').at(-1) ?? '', { post: root.uri, hiddenReplies: [] })
    stage.server.fault = (marker, n) => {
      if (marker === `gate:${root.uri}` && n === 1)
        world.put(stage.brand, GATE, root.uri.split('/').at(-1) ?? '', {
          post: root.uri,
          hiddenReplies: [other],
        })
      return undefined
    }
    const errand = errandOf('hide', world.clock, { to: referenceAt(answer.uri) })
    await assert.rejects(stage.run(errand), (error: ChannelFailure) => error.failure.kind === 'unreachable')
    assert.deepEqual(hiddenIn(stage, gate), [other])
    await stage.run({ ...errand, tries: 1 })
    assert.deepEqual(hiddenIn(stage, gate), [other, answer.uri])
  })
})

for (const character of ['full', 'poor'] satisfies Character[]) {
  test(`a person is blocked once and let in again (${character} server)`, async (t) => {
    const stage = await blueskyStage(t, { character })
    const { server, ana } = stage
    const post = server.world.mention(ana, stage.brand)
    const at = server.world.clock
    const errand = errandOf('block', at, { to: referenceAt(post.uri) })
    server.fault = (marker, n) =>
      marker === `block:${ana.did}` && n === 1 ? '500-after-acceptance' : undefined
    await assert.rejects(stage.run(errand))
    const sent = await stage.run({ ...errand, tries: 1 })
    await stage.run(errandOf('block', at, { to: referenceAt(post.uri) }))
    assert.equal(server.accepted.get(`block:${ana.did}`), 1, 'a block that stands is what was asked for')
    assert.deepEqual([sent.activity.object.type, sent.activity.object.id], ['Person', ana.did])
    const undo: Errand = errandOf('unblock', at, { to: referenceAt(post.uri) })
    await stage.run(undo)
    await stage.run({ ...undo, tries: 1 })
    const left = [...stage.brand.records.keys()].filter((key) => key.startsWith('app.bsky.graph.block/'))
    assert.deepEqual(left, [])
  })

  test(`a person is muted and heard again (${character} server)`, async (t) => {
    const stage = await blueskyStage(t, { character })
    const { world } = stage.server
    const to = referenceAt(world.mention(stage.ana, stage.brand).uri)
    await stage.run(errandOf('mute', world.clock, { to }))
    assert.deepEqual([...world.muted], [`${stage.brand.did} ${stage.ana.did}`])
    await stage.run(errandOf('unmute', world.clock, { to }))
    assert.equal(world.muted.size, 0)
  })
}

test('nobody silences themselves, nor somebody without an id of the network', async (t) => {
  const stage = await blueskyStage(t)
  const { world } = stage.server
  for (const uri of [`at://${stage.brand.did}/app.bsky.feed.post/x`, 'https://ailleurs.example/x'])
    for (const act of ['mute', 'block'] as const)
      assert.equal(
        await refusedWith(stage.run(errandOf(act, world.clock, { to: referenceAt(uri) }))),
        'bluesky-account.nobody-meant',
      )
})
