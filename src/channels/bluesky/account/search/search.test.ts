import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import { blueskyStage } from '../../../../../test/support/bluesky-account.ts'
import type { Character } from '../../../../../test/support/bluesky-server.ts'
import { ChannelFailure, type Failure, type Wish } from '../../../channel.ts'
import { blueskyAccount as channel } from '../../index.ts'

async function setUp(t: TestContext, character: Character = 'full') {
  const stage = await blueskyStage(t, { character })
  const { world } = stage.server
  const search = (words: string[], wish: Partial<Wish> = {}) =>
    channel.search?.(stage.account, { words, limit: 100, ...wish }, stage.host) ?? assert.fail()
  const say = (text: string, by = stage.ana) => {
    world.clock = new Date(world.clock.getTime() + 60_000)
    return world.post(by, text)
  }
  return { ...stage, world, search, say }
}

async function failure(attempt: Promise<unknown>): Promise<Failure> {
  const error = await attempt.then(
    () => assert.fail('went through'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof ChannelFailure, `not a ChannelFailure: ${error}`)
  return error.failure
}

describe('searching Bluesky through the account’s server', () => {
  for (const character of ['full', 'poor'] satisfies Character[]) {
    it(`page by page, newest first, to the limit (${character})`, async (t) => {
      const { server, search, say } = await setUp(t, character)
      for (let n = 0; n < 45; n++) say(`tisane ${n}`)
      const all = await search(['tisane'])
      assert.deepEqual(
        [all.activities.length, all.activities[0]?.object.text, all.activities.at(-1)?.object.text],
        [45, 'tisane 44', 'tisane 0'],
      )
      assert.equal(all.partial, undefined)
      const some = await search(['tisane'], { limit: 30 })
      assert.deepEqual([some.activities.length, some.partial], [30, 'search.more'])
      assert.ok((server.requests.get('app.bsky.feed.searchPosts') ?? 0) <= (character === 'full' ? 2 : 8))
    })
  }

  it('gives what the account reads elsewhere, with the same ids and words', async (t) => {
    const { read, search, world, ana, brand } = await setUp(t)
    world.mention(ana, brand, 'une tisane ?')
    const [found] = (await search(['tisane'])).activities
    const told = (await read()).activities.find(({ externalId }) => externalId === found?.externalId)
    assert.ok(told)
    assert.deepEqual(found, told)
  })

  it('words, phrases and dates are the network’s affair; what is ours is known as ours', async (t) => {
    const { search, say, brand, world } = await setUp(t)
    say('la tisane du soir')
    const since = new Date(world.clock.getTime() + 1)
    say('le soir, la tisane')
    say('la tisane du soir, chez nous', brand)
    const { activities } = await search(['tisane', 'du soir'], { since })
    assert.deepEqual(
      activities.map(({ object, ours }) => [object.text, ours]),
      [['la tisane du soir, chez nous', true]],
    )
  })

  it('tells why it cannot', async (t) => {
    const { server, search } = await setUp(t)
    server.faults.noSearch = true
    assert.deepEqual(await failure(search(['x'])), { kind: 'refused', detail: 'bluesky-account.no-search' })
    server.faults.noSearch = false
    server.faults.limited = true
    assert.equal((await failure(search(['x']))).kind, 'rate-limited')
    server.faults.limited = false
    server.expire({ refresh: true, passwords: true })
    assert.equal((await failure(search(['x']))).kind, 'token-dead')
  })
})
