import assert from 'node:assert/strict'
import { after, describe, it, type TestContext } from 'node:test'
import { listening, loopbackHttp } from '../../../../test/support/listening.ts'
import { type Character, type Status, startMastodon } from '../../../../test/support/mastodon-server.ts'
import type { Activity } from '../../../activity/index.ts'
import { createMastodon } from '../index.ts'
import { PACE, type Pace } from './index.ts'

const http = loopbackHttp()
after(() => http.close())
const FAST: Pace = { ...PACE, backoff: 5, backoffMost: 20, poll: 25, subscribing: 40, sweep: 100 }
const HOUR = 3_600_000
const DIRECT = { visibility: 'direct' }

async function setUp(t: TestContext, character: Character = 'full') {
  const server = await startMastodon({ character })
  t.after(() => server.close())
  const { world } = server
  const [me, lea] = [world.person('tournesol'), world.person('lea', 'ailleurs.example')]
  let now = new Date('2026-11-10T08:00:00Z')
  world.now = () => now
  const at = (hours: number) => {
    now = new Date(Date.parse('2026-11-10T08:00:00Z') + hours * HOUR)
  }
  const listen = (cursor?: string) => {
    const config = { server: server.url, accessToken: me.token }
    const line = listening(createMastodon(FAST), config, { http, now: () => now }, cursor)
    t.after(() => line.stop())
    return line
  }
  return { server, world, me, lea, at, listen }
}

const standing = (activities: Activity[]) =>
  new Map(activities.filter(({ verb }) => verb === 'Create').map((one) => [one.externalId, one]))
const lastCursor = (line: { batches: { cursor?: string }[] }) =>
  line.batches.findLast(({ cursor }) => cursor !== undefined)?.cursor

/** A private thread of which most names nobody: a question, our answer from a telephone, what came after. */
function talk({ world, me, lea }: Awaited<ReturnType<typeof setUp>>, n: number): Status[] {
  const asked = world.say(lea, `@tournesol question ${n}`, DIRECT)
  const answer = world.say(me, `réponse ${n}`, { ...DIRECT, to: asked })
  const thanks = world.say(lea, `merci ${n}`, { ...DIRECT, to: answer, also: [me] })
  return [asked, answer, thanks]
}

describe('private threads', () => {
  it('are told live, whole and private, and once', async (t) => {
    const stage = await setUp(t)
    stage.server.faults.hidesDirect = true
    stage.server.faults.copies = 2
    const line = stage.listen()
    await line.until(() => stage.server.streams() === 1)
    const said = talk(stage, 1)
    await line.until(() => standing(line.activities).size === 3)
    const found = said.map(({ uri }) => standing(line.activities).get(uri))
    assert.deepEqual(
      found.map((one) => [one?.visibility, one?.ours ?? false, one?.object.thread ?? one?.object.id]),
      [
        ['private', false, said[0]?.uri],
        ['private', true, said[0]?.uri],
        ['private', false, said[0]?.uri],
      ],
    )
    const ids = line.activities.map(({ externalId }) => externalId)
    assert.equal(new Set(ids).size, ids.length)
  })

  it('of 72 hours without us are read whole afterwards, with what was edited and deleted', async (t) => {
    const stage = await setUp(t)
    const { server, world, me, lea, at, listen } = stage
    server.faults.hidesDirect = true
    const [old = assert.fail()] = talk(stage, 0)
    const first = listen()
    await first.until(
      () => standing(first.activities).size === 3 && first.batches.at(-1)?.cursor !== undefined,
    )
    await first.stop()

    const expected = new Map<string, string>()
    for (let n = 1; n <= 60; n++) {
      at(1 + n)
      for (const { uri, text } of talk(stage, n)) expected.set(uri, text)
    }
    // Two answers to one message, the first of which is no last of a thread, nor above one.
    const later = [1, 2].map((n) => world.say(lea, `suite ${n}`, { ...DIRECT, to: old, also: [me] }))
    for (const { uri, text } of later) expected.set(uri, text)
    world.edit(old, '@tournesol question 0, corrigée')
    const [, mine = assert.fail()] = world.statuses
    world.remove(mine)
    // What others say in private among themselves is not ours.
    world.say(world.person('ana'), 'entre nous', DIRECT)
    // A public root with a private answer under it: the root's other answers are nobody's business here.
    const root = world.say(lea, 'Qui connaît la maison ?')
    world.say(lea, 'public', { to: root })
    const aside = world.say(me, 'En privé : nous !', { ...DIRECT, to: root, also: [] })
    expected.set(aside.uri, aside.text)
    at(73)
    const second = listen(lastCursor(first))
    const verbs = (verb: string) =>
      second.activities.filter((one) => one.verb === verb).map(({ object }) => object.id)
    await second.until(
      () =>
        [...expected.keys()].every((uri) => standing(second.activities).has(uri)) &&
        verbs('Delete').length > 0 &&
        verbs('Update').length > 0,
    )
    const found = standing(second.activities)
    for (const [uri, text] of expected) {
      assert.deepEqual([found.get(uri)?.object.text, found.get(uri)?.visibility], [text, 'private'])
    }
    assert.equal(found.get(aside.uri)?.object.thread, root.uri)
    assert.deepEqual([verbs('Delete'), verbs('Update')], [[mine.uri], [old.uri]])
    assert.ok(!found.has(mine.uri), 'brought back')
    assert.ok(
      [...found.values()].every(({ object }) => object.text !== 'entre nous' && object.text !== 'public'),
    )
    const ids = second.activities.map(({ externalId }) => externalId)
    assert.equal(new Set(ids).size, ids.length, 'doubled')
  })

  it('on a server that has no list of them, or not for us, everything else is read', async (t) => {
    const poor = await setUp(t, 'poor')
    const refused = await setUp(t)
    refused.server.faults.lacks.add('read:conversations')
    for (const { server, world, lea, listen } of [poor, refused]) {
      server.faults.lateVisibility = 0
      const line = listen()
      const said = world.say(lea, '@tournesol bonjour', DIRECT)
      await line.until(() => standing(line.activities).has(said.uri))
      const asked = () => server.requests.filter((one) => one.endsWith('/conversations')).length
      await line.until(() => asked() === 1)
      const again = world.say(lea, '@tournesol encore')
      await line.until(() => standing(line.activities).has(again.uri))
      assert.equal(asked(), 1, 'asked again for what is not there')
      assert.equal(line.error, undefined)
    }
  })

  it('a thread whose messages are all gone is passed over', async (t) => {
    const { server, world, lea, listen } = await setUp(t)
    world.talks = () => [{ id: 'x1', last: undefined as unknown as Status }]
    world.renderTalk = () => ({ id: 'c1', unread: false, accounts: [], last_status: null })
    const line = listen()
    await line.until(() => server.requests.some((one) => one.endsWith('/conversations')))
    const said = world.say(lea, '@tournesol bonjour')
    await line.until(() => standing(line.activities).has(said.uri))
    assert.ok(!line.batches.some(({ rejected }) => rejected?.length))
  })
})
