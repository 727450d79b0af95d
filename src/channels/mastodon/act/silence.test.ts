import assert from 'node:assert/strict'
import { after, type TestContext, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { loopbackHttp } from '../../../../test/support/listening.ts'
import { type Character, type Status, startMastodon } from '../../../../test/support/mastodon-server.ts'
import { type Account, ChannelFailure, type Errand, type Host, type Reference } from '../../channel.ts'
import type { AccountConfig } from '../config.ts'
import { createMastodon } from '../index.ts'

const http = loopbackHttp()
after(() => http.close())
const channel = createMastodon()

async function setUp(t: TestContext, character: Character) {
  const server = await startMastodon({ character })
  t.after(() => server.close())
  const me = server.world.person('tournesol')
  const lea = server.world.person('lea', 'ailleurs.example')
  const account: Account<AccountConfig> = {
    id: uuidv7(),
    workspaceId: uuidv7(),
    channel: 'mastodon',
    name: 'test',
    config: channel.config.parse({ server: server.url, accessToken: me.token }),
    profile: { id: 'tournesol@sim.example', handle: 'tournesol@sim.example' },
  }
  const host: Host = {
    http,
    now: () => new Date(),
    signal: new AbortController().signal,
    status: () => undefined,
  }
  const run = (act: 'mute' | 'unmute' | 'block' | 'unblock', to?: Reference, more: Partial<Errand> = {}) => {
    const errand = { act, key: uuidv7(), at: new Date(), tries: 0, ...(to ? { to } : {}), ...more }
    const work = channel[act]
    assert.ok(work)
    return work(account, errand, host)
  }
  const referenceTo = (status: Status): Reference => ({
    id: status.uri,
    verb: 'Create',
    ours: false,
    published: status.at,
    actor: {
      id: status.by.domain ? server.world.acct(status.by) : `${status.by.name}@${server.world.domain}`,
    },
    text: status.text,
    visibility: 'public',
    extra: { mastodon: { server: server.url, id: status.id, visibility: 'public', mentions: [] } },
  })
  return { server, world: server.world, me, lea, run, referenceTo }
}

for (const character of ['full', 'poor'] satisfies Character[]) {
  test(`an author is muted, blocked and let in again, each once (${character})`, async (t) => {
    const { world, lea, run, referenceTo } = await setUp(t, character)
    const to = referenceTo(world.say(lea, 'Bonjour @tournesol'))
    const sent = await run('mute', to)
    assert.deepEqual([...world.silenced], ['mute tournesol lea'])
    assert.deepEqual(
      [sent.activity.verb, sent.activity.object.type, sent.activity.object.id, sent.activity.ours],
      ['Flag', 'Person', 'lea@ailleurs.example', true],
    )
    await run('block', to)
    await run('block', to, { tries: 1 })
    assert.deepEqual([...world.silenced].sort(), ['block tournesol lea', 'mute tournesol lea'])
    assert.equal((await run('unmute', to)).activity.verb, 'Undo')
    await run('unblock', to)
    assert.deepEqual([...world.silenced], [])
  })
}

test('nobody silences themselves, nor nobody', async (t) => {
  const { world, me, run, referenceTo } = await setUp(t, 'full')
  for (const to of [referenceTo(world.say(me, 'De nous')), undefined])
    await assert.rejects(
      run('block', to),
      (error: unknown) => error instanceof ChannelFailure && error.failure.kind === 'refused',
    )
  assert.equal(world.silenced.size, 0)
})

test('who wrote what is no more is not found by chance: it is refused in words, and nobody is silenced', async (t) => {
  const { world, lea, run, referenceTo } = await setUp(t, 'full')
  const status = world.say(lea, 'bientôt retiré')
  const to = referenceTo(status)
  world.remove(status)
  await assert.rejects(
    run('mute', to),
    (error: unknown) => error instanceof ChannelFailure && ['gone', 'refused'].includes(error.failure.kind),
  )
  assert.equal(world.silenced.size, 0)
})
