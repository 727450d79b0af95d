import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { blueskyStage, type Stage } from '../../../../../test/support/bluesky-account.ts'
import type { Activity } from '../../../../activity/index.ts'

const MINUTE = 60_000

function pass({ server }: Stage, minutes: number): void {
  server.world.clock = new Date(server.world.clock.getTime() + minutes * MINUTE)
}

const brief = (activities: Activity[]) =>
  activities.map(({ object, extra }) => [object.text, extra?.watched ?? false])

describe('listening to Bluesky by search', () => {
  it('brings what others say, once and oldest first, to be seen and not answered', async (t) => {
    const stage = await blueskyStage(t, { config: { searches: ['tisane', '"du soir"'] } })
    const { world } = stage.server
    world.post(stage.ana, 'trop ancien : une tisane')
    pass(stage, 3 * 24 * 60)
    world.post(stage.ana, 'une tisane')
    pass(stage, 1)
    world.post(stage.ana, 'la tisane du soir')
    world.post(stage.ana, 'le soir du')
    pass(stage, 1)
    const first = await stage.read()
    assert.deepEqual(brief(first.activities), [
      ['une tisane', true],
      ['la tisane du soir', true],
    ])
    pass(stage, 1)
    world.post(stage.ana, 'encore une tisane')
    const soon = await stage.read(first.cursor)
    assert.deepEqual(soon.activities, [], 'the network is asked every two minutes only')
    pass(stage, 2)
    const second = await stage.read(soon.cursor)
    assert.deepEqual(brief(second.activities), [['encore une tisane', true]])
  })

  it('what is said to the account, by it, or about what it said comes by its notifications alone', async (t) => {
    const stage = await blueskyStage(t, { config: { searches: ['tisane'] } })
    const { world } = stage.server
    const own = world.post(stage.brand, 'notre tisane')
    world.mention(stage.ana, stage.brand, 'votre tisane ?')
    world.reply(stage.ana, own, 'bonne tisane')
    const embed = { $type: 'app.bsky.embed.record', record: { uri: own.uri, cid: own.cid } }
    world.post(stage.ana, 'voyez cette tisane', { embed })
    const { activities } = await stage.read()
    assert.equal(activities.length, 4)
    assert.ok(
      activities.every(({ extra }) => extra?.watched === undefined),
      JSON.stringify(activities),
    )
    const ids = activities.map(({ externalId }) => externalId)
    assert.equal(new Set(ids).size, 4)
  })

  it('after days without us goes on from what was last found', async (t) => {
    const stage = await blueskyStage(t, { config: { searches: ['tisane'] } })
    const { world } = stage.server
    world.post(stage.ana, 'tisane 0')
    const { cursor } = await stage.read()
    for (let n = 1; n <= 72; n++) {
      pass(stage, 60)
      world.post(stage.ana, `tisane ${n}`)
    }
    const { activities } = await stage.read(cursor)
    assert.deepEqual(
      activities.map(({ object }) => object.text),
      Array.from({ length: 72 }, (_, n) => `tisane ${n + 1}`),
    )
  })

  it('a server that cannot search says so and holds nothing up', async (t) => {
    const stage = await blueskyStage(t, { config: { searches: ['tisane'] } })
    stage.server.faults.noSearch = true
    const mention = stage.server.world.mention(stage.ana, stage.brand)
    const { activities, statuses, cursor } = await stage.read()
    assert.deepEqual([activities[0]?.externalId, statuses.at(-1)?.key], [mention.uri, 'search-off'])
    stage.server.faults.noSearch = false
    stage.server.world.post(stage.ana, 'une tisane')
    pass(stage, 3)
    const later = await stage.read(cursor)
    assert.deepEqual(brief(later.activities), [['une tisane', true]])
    assert.equal(later.statuses.at(-1)?.key, 'well', 'what has no words takes back what was told')
    pass(stage, 3)
    assert.equal((await stage.read(later.cursor)).statuses.length, 2, 'and only once')
  })
})
