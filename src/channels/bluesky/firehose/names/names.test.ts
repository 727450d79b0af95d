import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, describe, it } from 'node:test'
import { note } from '../../../../../test/support/entries.ts'
import { jetstreamEvents, take } from '../../../../../test/support/jetstream-events.ts'
import { startJetstream } from '../../../../../test/support/jetstream-server.ts'
import { listening, loopbackHttp } from '../../../../../test/support/listening.ts'
import { createBluesky } from '../firehose.ts'
import { namesAt } from '../source.ts'
import { createNames } from './names.ts'

const http = loopbackHttp()
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})
after(() => http.close())

/** An AppView that knows everybody whose DID does not end in `x`, and answers as told. */
async function appView(behave: { status?: number; body?: string; hang?: boolean } = {}) {
  const asked: string[][] = []
  const held: (() => void)[] = []
  const server = createServer((request, response) => {
    const actors = new URL(request.url ?? '', 'http://x').searchParams.getAll('actors')
    asked.push(actors)
    const profiles = actors
      .filter((did) => !did.endsWith('x'))
      .map((did) => ({
        did,
        handle: `${did.slice(8)}.test`,
        displayName: `Nom de ${did.slice(8)}`,
        avatar: 'https://cdn.bsky.app/a.jpg',
        followersCount: 12,
      }))
    const answer = () =>
      response.writeHead(behave.status ?? 200).end(behave.body ?? JSON.stringify({ profiles }))
    if (behave.hang) held.push(answer)
    else answer()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const clock = { now: 1_780_000_000_000 }
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const names = createNames({
    http,
    api,
    signal: new AbortController().signal,
    now: () => new Date(clock.now),
    wait: behave.hang ? 20 : 2_000,
  })
  return { names, api, asked, clock, behave, release: () => held.splice(0).map((answer) => answer()) }
}

const by = (...dids: string[]) => dids.map((id, n) => note(`at://${n}`, 'bonjour', { actor: { id } }))

describe('the names of authors', () => {
  it('are asked for once, twenty-five at a time, and laid over what is known', async () => {
    const { names, asked } = await appView()
    const dids = Array.from({ length: 30 }, (_, n) => `did:plc:${n}`)
    const named = await names.name(by(...dids, ...dids))
    assert.deepEqual(
      asked.map(({ length }) => length),
      [25, 5],
    )
    assert.deepEqual(named[31]?.actor, {
      id: 'did:plc:1',
      name: 'Nom de 1',
      handle: '1.test',
      avatar: 'https://cdn.bsky.app/a.jpg',
      followers: 12,
    })
    await names.name(by(...dids))
    assert.equal(asked.length, 2)
  })

  it('that nobody knows are not asked for again within the day', async () => {
    const { names, asked, clock } = await appView()
    const [one] = await names.name(by('did:plc:x'))
    await names.name(by('did:plc:x'))
    assert.deepEqual([one?.actor, asked.length], [{ id: 'did:plc:x' }, 1])
    clock.now += 86_400_001
    await names.name(by('did:plc:x'))
    assert.equal(asked.length, 2)
  })

  it('of those who only like are not asked for', async () => {
    const { names, asked } = await appView()
    await names.name(by('did:plc:1').map((one) => ({ ...one, verb: 'Like' as const })))
    assert.equal(asked.length, 0)
  })

  it('do not hold a batch back, and serve the next when they come', async () => {
    const { names, asked, behave, release } = await appView({ hang: true })
    const [one] = await names.name(by('did:plc:1'))
    assert.equal(one?.actor.name, undefined)
    await names.name(by('did:plc:1'))
    assert.equal(asked.length, 1, 'what is being asked is not asked again')
    behave.hang = false
    release()
    for (let tries = 0; tries < 200; tries++) {
      const [two] = await names.name(by('did:plc:1'))
      if (two?.actor.name) return assert.equal(two.actor.name, 'Nom de 1')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    assert.fail(`never named, asked ${asked.length} times`)
  })

  it('are left alone for a while where the answer is a refusal or nonsense', async () => {
    for (const behave of [{ status: 429 }, { body: '<html>' }, { body: '{"profiles":7}' }]) {
      const { names, asked, clock } = await appView(behave)
      const [one] = await names.name(by('did:plc:1'))
      assert.deepEqual(one?.actor, { id: 'did:plc:1' })
      await names.name(by('did:plc:2'))
      assert.equal(asked.length, 1)
      clock.now += 30_001
      await names.name(by('did:plc:3'))
      clock.now += 30_001
      await names.name(by('did:plc:4'))
      assert.equal(asked.length, 2, 'each refusal doubles the rest')
    }
  })

  it('are as many as a batch is worth', async () => {
    const { names, asked } = await appView()
    await names.name(by(...Array.from({ length: 400 }, (_, n) => `did:plc:${n}`)))
    assert.equal(asked.length, 4)
  })

  it('come with what is listened to', async () => {
    const source = jetstreamEvents({ brandEvery: 5 })
    const server = await startJetstream()
    const { asked, api } = await appView()
    server.log.push(...take(source, 2_000))
    const channel = createBluesky(undefined, undefined, () => api)
    const config = { urls: [server.url], collections: ['post'] }
    const one = listening(channel, config, { http, wanted: (text) => text.includes('Tournesol') }, '1')
    await one.until(() => one.activities.length > 20)
    await one.stop()
    await server.close()
    assert.ok(asked.length > 0)
    for (const { verb, actor } of one.activities) {
      if (verb === 'Create' && !actor.id.endsWith('x'))
        assert.equal(actor.name, `Nom de ${actor.id.slice(8)}`)
    }
  })

  it('are asked of Bluesky for its own instances, and of nobody for others', () => {
    const config = { collections: ['post' as const], accounts: [], names: true }
    const urls = ['wss://jetstream2.us-east.bsky.network/subscribe']
    assert.equal(namesAt({ ...config, urls }), 'https://public.api.bsky.app')
    assert.equal(namesAt({ ...config, urls, names: false }), undefined)
    assert.equal(namesAt({ ...config, urls: [...urls, 'wss://jetstream.example/subscribe'] }), undefined)
    assert.equal(namesAt({ ...config, urls: ['wss://evil-bsky.network/subscribe'] }), undefined)
  })
})
