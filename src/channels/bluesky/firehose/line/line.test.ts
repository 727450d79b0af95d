import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach, describe, it } from 'node:test'
import { createHttp } from '../../../../../lib/http/index.ts'
import { translate } from '../../../../../lib/i18n/index.ts'
import {
  type JetstreamEvent,
  jetstreamEvents,
  randomOf,
  take,
} from '../../../../../test/support/jetstream-events.ts'
import {
  type Connection,
  type CutStyle,
  type JetstreamOptions,
  type JetstreamServer,
  startJetstream,
} from '../../../../../test/support/jetstream-server.ts'
import { type Listening, listening, loopbackHttp } from '../../../../../test/support/listening.ts'
import type { Host } from '../../../channel.ts'
import type { Interest } from '../../sift/act.ts'
import { createMemory } from '../../sift/memory.ts'
import { sift } from '../../sift/sift.ts'
import { readFrame } from '../../wire/frame.ts'
import { bluesky, createBluesky } from '../firehose.ts'
import { PACE, type Pace } from './index.ts'

const http = loopbackHttp()
const servers: JetstreamServer[] = []
const listeners: Listening[] = []
/** The real pace is for real networks: here everything is some hundred times faster. */
const QUICK: Pace = {
  ...PACE,
  margin: 20,
  failover: 60,
  stall: 300,
  connect: 2_000,
  backoff: 2,
  backoffMost: 10,
  patience: 40,
}
const CUT = { most: 500, linger: 5, beat: 20 }
const BRAND = 'Maison Tournesol'
const about = { wanted: (text: string) => text.includes(BRAND), known: () => false }

afterEach(async () => {
  await Promise.all(listeners.splice(0).map((one) => one.stop()))
  await Promise.all(servers.splice(0).map((server) => server.close()))
})
after(() => http.close())

async function serve(
  events: JetstreamEvent[] = [],
  options: JetstreamOptions = {},
): Promise<JetstreamServer> {
  const server = await startJetstream(options)
  server.log.push(...events)
  servers.push(server)
  return server
}

interface Setting extends Partial<Host> {
  pace?: Partial<Pace>
  cursor?: number
  config?: object
}

function listen(server: JetstreamServer | JetstreamServer[], setting: Setting = {}): Listening {
  const { pace, cursor, config, ...host } = setting
  const all = [server].flat()
  const newest = () => Math.max(...all.map((one) => one.log.at(-1)?.time_us ?? 0))
  const channel = createBluesky({ ...QUICK, ...pace }, CUT)
  const one = listening(
    channel,
    { urls: all.map(({ url }) => url), ...config },
    { http, now: () => new Date(newest() / 1000 + 50), ...about, ...host },
    cursor === undefined ? undefined : String(cursor),
  )
  listeners.push(one)
  return one
}

/** What a listener that is never interrupted would give out. */
function expected(events: JetstreamEvent[], interest: Partial<Interest> = {}): string[] {
  const memory = createMemory()
  const ids: string[] = []
  for (const made of events) {
    const event = readFrame(JSON.stringify(made))
    if (event.kind === 'refused' || event.kind === 'tick') continue
    if (event.kind === 'commit' && event.commit.collection === 'app.bsky.graph.follow') continue
    const verdict = sift(event, { ...about, accounts: new Set(), ...interest }, memory)
    if (verdict?.kind === 'kept') ids.push(verdict.activity.externalId)
  }
  return ids
}

const idsOf = (one: Listening) => one.activities.map((activity) => activity.externalId)
const cursorOf = (one: Listening) => Number(one.batches.at(-1)?.cursor ?? 0)
/** Whether the listener has heard all of these that it asked for. */
const reached = (one: Listening, events: JetstreamEvent[]) => () =>
  cursorOf(one) >=
  Math.max(
    ...events
      .slice(-60)
      .filter(isAsked)
      .map((made) => made.time_us),
  )
const isAsked = ({ commit }: JetstreamEvent) => !commit || !/follow|block/.test(commit.collection)
const isPost = ({ commit }: JetstreamEvent) =>
  commit?.operation === 'create' && commit.collection === 'app.bsky.feed.post'

function* filtered<T>(source: Generator<T, never>, keep: (item: T) => boolean): Generator<T, never> {
  for (;;) {
    const item = source.next().value
    if (keep(item)) yield item
  }
}

const keys = (one: Listening) => one.statuses.map(({ key }) => key)

describe('listening', () => {
  it('asks for its collections, keeps what is wanted, and says where it stands', async () => {
    const events = take(jetstreamEvents({ brandEvery: 10 }), 2_000)
    const server = await serve(events)
    const one = listen(server, { cursor: 1 })
    await one.until(reached(one, events))
    const wanted = expected(events)
    assert.ok(wanted.length > 20, `the stream says little: ${wanted.length}`)
    assert.deepEqual(idsOf(one), wanted)
    const { query, userAgent } = server.connections[0] as Connection
    assert.deepEqual(query.getAll('wantedCollections'), [
      'app.bsky.feed.like',
      'app.bsky.feed.post',
      'app.bsky.feed.repost',
    ])
    assert.equal(userAgent, 'Veillee/test')
    assert.equal(query.get('compress'), null)
    assert.equal(one.batches.at(-1)?.head?.getTime(), Math.floor(cursorOf(one) / 1000))
    const skipped = one.batches.reduce((sum, batch) => sum + (batch.skipped ?? 0), 0)
    assert.equal(skipped, server.connections[0]!.sent - wanted.length)
  })

  it('begins at the live end without a cursor, and moves its cursor though nothing is kept', async () => {
    const source = jetstreamEvents({ brandEvery: 1_000_000 })
    const server = await serve(take(source, 100))
    const one = listen(server)
    await one.until(() => keys(one).includes('connected'))
    const events = take(source, 200)
    server.say(...events)
    await one.until(reached(one, events))
    assert.equal(server.connections[0]?.cursor, undefined)
    assert.ok(server.connections[0]!.sent <= 200)
    assert.deepEqual(one.activities, [])
  })

  it('loses nothing and doubles nothing under fifty cuts of every kind, one instance or several', async () => {
    const random = randomOf(20)
    const events = take(jetstreamEvents({ seed: 5, brandEvery: 12, disorder: 4_000 }), 12_000)
    const styles: CutStyle[] = ['closed', 'abrupt', 'mid-frame']
    let cuts = 0
    const cut = () => {
      if (cuts >= 50) return undefined
      cuts++
      return { after: 40 + Math.floor(random() * 300), style: styles[cuts % 3] as CutStyle }
    }
    const pair = [await serve(events, { cut }), await serve(events, { cut })]
    const one = listen(pair, { cursor: events[0]!.time_us })
    await one.until(reached(one, events), 'the end of the log')
    assert.equal(cuts, 50)
    assert.deepEqual(new Set(idsOf(one)).size, idsOf(one).length, 'something came twice')
    assert.deepEqual([...idsOf(one)].sort(), expected(events).sort())
  })

  it('gets on though every connection is cut before it has replayed what it rewound', async () => {
    const events = take(jetstreamEvents({ brandEvery: 12 }), 1_500)
    const server = await serve(events, { cut: () => ({ after: 100, style: 'abrupt' }) })
    const one = listen(server, { cursor: events[0]!.time_us, pace: { margin: 2_000, failover: 4_000 } })
    await one.until(reached(one, events))
    assert.deepEqual([...idsOf(one)].sort(), expected(events).sort())
  })

  it('hears the change from replay to live again, where an instance loses events there', async () => {
    // Without deletions: a post that is lost and deleted before it is heard again rightly never comes.
    const source = filtered(jetstreamEvents({ brandEvery: 3 }), isPost)
    const events = take(source, 3_000)
    const server = await serve(events, { losesAtCutover: 400 })
    const config = { collections: ['post'] }
    const one = listen(server, { cursor: events[0]!.time_us, config, pace: { seam: 5_000, behind: 500 } })
    const say = (count: number) => {
      const more = take(source, count)
      events.push(...more)
      server.say(...more)
    }
    await one.until(() => {
      say(20)
      return keys(one).includes('live')
    })
    const before = one.activities.length
    say(3_000)
    const wanted = expected(events.filter(isPost))
    await one.until(() => one.activities.length >= wanted.length, 'what the instance had lost')
    assert.ok(before < wanted.length)
    assert.deepEqual([...idsOf(one)].sort(), wanted.sort())
    assert.equal(server.connections.length, 2)
    await one.until(() => server.live() === 1, 'the second connection is closed')
  })
})

describe('a slow reader', () => {
  it('holds the sender back instead of filling the memory', async () => {
    const events = take(jetstreamEvents({ brandEvery: 10 }), 60_000)
    const server = await serve(events, { pingEvery: 100 })
    // A machine at its limit may be silent for a while: that is another test's matter.
    const one = listen(server, { cursor: events[0]!.time_us, pace: { stall: PACE.stall } })
    one.hold(true)
    await one.until(() => one.batches.length === 1)
    const connection = server.connections[0] as Connection
    let [taken, still] = [-1, 0]
    await one.until(() => {
      still = connection.taken === taken ? still + 1 : 0
      taken = connection.taken
      return still === 40
    }, 'the listener takes no more')
    const all = events.filter(isAsked).length
    assert.ok(taken > 0 && taken < all / 2, `${taken} of ${all} were taken in while nobody read`)
    one.hold(false)
    await one.until(reached(one, events))
    assert.deepEqual(idsOf(one), expected(events))
    assert.equal(server.connections.length, 1)
    assert.ok(one.batches.every((batch) => batch.activities.length <= CUT.most))
  })
})

describe('an instance that fails', () => {
  it('is left for the next one, heard from further back', async () => {
    const source = jetstreamEvents({ brandEvery: 5 })
    const events = take(source, 500)
    const first = await serve(events)
    const second = await serve(events)
    const one = listen([first, second], { cursor: events[0]!.time_us })
    await one.until(reached(one, events))
    const position = cursorOf(one)
    first.refuse(503)
    first.cut()
    await one.until(() => second.live() === 1)
    assert.ok(position - (second.connections[0]?.cursor ?? 0) >= QUICK.failover * 1000)
    const more = take(source, 300)
    events.push(...more)
    second.say(...more)
    await one.until(reached(one, events))
    assert.deepEqual(idsOf(one), expected(events))
    assert.ok(keys(one).includes('refused'))
  })

  it('is left when it falls silent, pings or not', async () => {
    const events = take(jetstreamEvents({ brandEvery: 5 }), 300)
    const first = await serve(events)
    const second = await serve(events)
    const one = listen([first, second], { cursor: events[0]!.time_us, pace: { stall: 60 } })
    await one.until(reached(one, events))
    first.stall(true)
    await one.until(() => second.connections.length > 0)
    assert.ok(keys(one).includes('stalled'))
  })

  it('is tried for as long as it takes', async () => {
    const events = take(jetstreamEvents({ brandEvery: 5 }), 300)
    const server = await serve(events)
    server.refuse(502)
    const one = listen(server, { cursor: events[0]!.time_us })
    await one.until(() => keys(one).filter((key) => key === 'refused').length >= 8)
    server.refuse(undefined)
    await one.until(reached(one, events))
    assert.deepEqual(idsOf(one), expected(events))
  })

  it('that our own rules refuse is told at once', async () => {
    const server = await serve()
    const strict = createHttp({ userAgent: 'Veillee/test' })
    const one = listen(server, { http: strict })
    await assert.rejects(
      one.until(() => false),
      {
        name: 'ChannelFailure',
        failure: { kind: 'refused', detail: '127.0.0.1 does not lead to a public address' },
      },
    )
    await strict.close()
  })
})

describe('what a stranger sends', () => {
  it('is refused with its reason and does not stop the stream', async () => {
    const events = take(jetstreamEvents({ brandEvery: 5 }), 400)
    const huge = JSON.stringify({ kind: 'commit', text: 'x'.repeat(2_000_000) })
    const server = await serve(events, {
      noise: (n) => (n === 30 ? ['{"did":', huge, Buffer.from([1, 2, 3]), '{"kind":"commit"}'] : []),
    })
    const one = listen(server, { cursor: events[0]!.time_us })
    await one.until(reached(one, events))
    assert.deepEqual(idsOf(one), expected(events))
    assert.deepEqual(
      one.batches.flatMap((batch) => (batch.rejected ?? []).map(({ reason }) => reason)),
      ['not JSON', 'frame too long', 'binary frame', 'event: did invalid_type'],
    )
    assert.equal(server.connections.length, 1)
  })

  it('is stepped over where it breaks the connection each time', async () => {
    const events = take(jetstreamEvents({ brandEvery: 5 }), 3_000)
    const invalid = Buffer.from([0x81, 0x02, 0xc3, 0x28])
    const poison = events[1_500] as JetstreamEvent
    const server = await serve(events, { poison: { event: poison, bytes: invalid } })
    const one = listen(server, { cursor: events[0]!.time_us })
    await one.until(reached(one, events))
    const ids = idsOf(one)
    const missing = expected(events).filter((id) => !ids.includes(id))
    const lost = events.filter(
      ({ time_us }) => time_us > poison.time_us && time_us < poison.time_us + 4_100_000,
    )
    assert.ok(missing.length <= lost.length)
    assert.ok(keys(one).includes('broken'))
    assert.ok(
      one.batches.some((batch) =>
        batch.rejected?.some(({ reason }) => reason === 'a frame that breaks the connection'),
      ),
    )
  })

  it('leaves an address that speaks nonsense', async () => {
    const events = take(jetstreamEvents({ brandEvery: 5 }), 300)
    const mad = await serve(events, { noise: () => Array.from({ length: 300 }, () => 'Bonjour') })
    const sane = await serve(events)
    const one = listen([mad, sane], { cursor: events[0]!.time_us })
    await one.until(reached(one, events))
    assert.deepEqual([...idsOf(one)].sort(), expected(events).sort())
  })

  it('resumes where the network stood, though our clock is five minutes fast', async () => {
    const source = jetstreamEvents({ brandEvery: 3 })
    const first = take(source, 200)
    const server = await serve(first)
    // Five minutes fast.
    const now = () => new Date((server.log.at(-1)?.time_us ?? 0) / 1000 + 300_000)
    const one = listen(server, { now })
    await one.until(() => keys(one).includes('connected'))
    const events = take(source, 300)
    server.say(...events.slice(0, 100))
    await one.until(reached(one, events.slice(0, 100)))
    assert.ok(cursorOf(one) <= (events[99]?.time_us ?? 0), 'the cursor is the network’s time')
    server.cut()
    server.say(...events.slice(100))
    await one.until(reached(one, events))
    assert.deepEqual(idsOf(one), expected(events))
  })

  it('cannot push the cursor into the future', async () => {
    const events = take(jetstreamEvents({ brandEvery: 5 }), 300)
    const end = events.at(-1)!.time_us
    const far = { ...events[200]!, time_us: end * 2 }
    const server = await serve([...events.slice(0, 250), far, ...events.slice(250)])
    const one = listen(server, { cursor: events[0]!.time_us, now: () => new Date(end / 1000) })
    await one.until(reached(one, events))
    assert.equal(cursorOf(one), end)
  })
})

describe('a hole in the history', () => {
  it('is told where an instance no longer has what is asked', async () => {
    const hour = 3_600_000_000
    const events = take(jetstreamEvents({ spacing: hour / 20, brandEvery: 5 }), 72 * 20)
    const server = await serve(events, { retention: 36 * hour })
    const one = listen(server, { cursor: events[0]!.time_us })
    await one.until(reached(one, events))
    const gap = one.statuses.find(({ key }) => key === 'gap')
    assert.equal(gap?.values?.since, Math.floor(events[0]!.time_us / 1000 - QUICK.failover))
    const words = translate('fr', 'channel:bluesky.gap', gap?.values)
    assert.match(words, /entre le \d+ \w+ à \d\d:\d\d UTC(\S*)? et le/)
    await one.until(() => keys(one).includes('live-after-gap'), 'the gap told with what follows')
    const kept = events.filter(({ time_us }) => time_us >= events.at(-1)!.time_us - 36 * hour)
    assert.deepEqual(idsOf(one), expected(kept))
  })
})

describe('zstd', () => {
  const dictionary = Buffer.concat(
    take(jetstreamEvents({ seed: 9 }), 200).map((made) => Buffer.from(JSON.stringify(made))),
  )

  async function offer(body: Buffer) {
    const site = createServer((_request, response) => response.end(body))
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    return {
      site,
      zstdDictionary: `http://127.0.0.1:${(site.address() as AddressInfo).port}/zstd_dictionary`,
    }
  }

  it('is used where the operator gives the dictionary', async () => {
    const events = take(jetstreamEvents({ brandEvery: 5 }), 500)
    const server = await serve(events, { dictionary })
    const { site, zstdDictionary } = await offer(dictionary)
    const one = listen(server, { cursor: events[0]!.time_us, config: { zstdDictionary } })
    await one.until(reached(one, events))
    assert.equal(server.connections[0]?.query.get('compress'), 'true')
    assert.deepEqual(idsOf(one), expected(events))
    site.close()
  })

  it('is left where the dictionary does not fit, or is not there', async () => {
    const events = take(jetstreamEvents({ brandEvery: 5 }), 1_000)
    const server = await serve(events, { dictionary })
    const { site, zstdDictionary } = await offer(randomBytes(2_000))
    const one = listen(server, { cursor: events[0]!.time_us, config: { zstdDictionary } })
    await one.until(reached(one, events))
    assert.deepEqual(idsOf(one), expected(events))
    site.close()
    const lost = listen(server, { cursor: 1, config: { zstdDictionary: `${zstdDictionary}/closed` } })
    await lost.until(reached(lost, events))
    assert.ok(keys(lost).includes('no-dictionary'))
  })
})

describe('several accounts', () => {
  it('share one connection', async () => {
    const source = jetstreamEvents({ brandEvery: 5 })
    const server = await serve(take(source, 10))
    const [one, two] = [listen(server), listen(server)]
    await one.until(() => keys(one).includes('connected') && keys(two).includes('connected'))
    const events = take(source, 500)
    server.say(...events)
    await Promise.all([one.until(reached(one, events)), two.until(reached(two, events))])
    assert.deepEqual([idsOf(one), idsOf(two)], [expected(events), expected(events)])
    assert.equal(server.connections.length, 1)
    await one.stop()
    const more = take(source, 200)
    server.say(...more)
    await two.until(reached(two, more))
    assert.equal(server.connections.length, 1)
    await two.stop()
    await two.until(() => server.live() === 0, 'the connection ends with its last listener')
  })

  it('are not held back by one of them who is slow', async () => {
    const source = jetstreamEvents({ brandEvery: 5 })
    const server = await serve(take(source, 10))
    const [one, two] = [listen(server), listen(server)]
    await one.until(() => keys(one).includes('connected') && keys(two).includes('connected'))
    const events = take(source, 30_000)
    server.say(...events.slice(0, 100))
    await two.until(() => two.batches.length > 0)
    two.hold(true)
    server.say(...events.slice(100))
    await one.until(reached(one, events), 'the end, for the one who reads')
    assert.deepEqual(idsOf(one), expected(events))
    assert.ok(two.activities.length < one.activities.length / 2)
    two.hold(false)
    await two.until(reached(two, events), 'the end, for the one who slept')
    assert.deepEqual([...idsOf(two)].sort(), expected(events).sort())
  })

  it('are joined by one who first catches up alone', async () => {
    const source = jetstreamEvents({ brandEvery: 5 })
    const events = take(source, 8_000)
    const server = await serve(events)
    const one = listen(server)
    await one.until(() => keys(one).includes('connected'))
    const say = (count: number) => {
      const more = take(source, count)
      events.push(...more)
      server.say(...more)
    }
    say(100)
    await one.until(reached(one, events))
    const two = listen(server, { cursor: events[0]!.time_us })
    await two.until(() => server.connections.length === 2)
    await two.until(() => {
      say(500)
      return server.live() === 1
    }, 'the meeting')
    say(500)
    await two.until(reached(two, events))
    assert.deepEqual([...idsOf(two)].sort(), expected(events).sort())
    // On a busy machine either may have been cut off and come again meanwhile: in the end they share one.
    assert.ok(server.connections.length >= 2)
    assert.equal(server.live(), 1)
  })
})

describe('trying and finding', () => {
  it('tests an address by hearing one event', async () => {
    const source = jetstreamEvents()
    const server = await serve(take(source, 10))
    const { host, account } = asked(server)
    const talk = setInterval(() => server.say(...take(source, 5)), 5)
    await createBluesky(QUICK, CUT).test?.(account, host)
    clearInterval(talk)
    server.refuse(404)
    await assert.rejects(async () => createBluesky({ ...QUICK, stall: 600_000 }, CUT).test?.(account, host), {
      name: 'ChannelFailure',
      failure: { kind: 'refused', detail: 'refused' },
    })
  })

  it('finds an account by its DID without asking anybody', async () => {
    const { host } = asked(await serve())
    const did = 'did:plc:abcdefghijklmnopqrstuvwx'
    const found = await bluesky.discover?.(`https://bsky.app/profile/${did}`, host)
    assert.deepEqual(
      found?.map(({ config }) => config.accounts),
      [[did]],
    )
    assert.deepEqual(await bluesky.discover?.('bonjour', host), [])
  })
})

function asked(server: JetstreamServer) {
  const config = bluesky.config.parse({ urls: [server.url] })
  const host: Host = {
    http,
    now: () => new Date(),
    signal: new AbortController().signal,
    status: () => undefined,
  }
  return { host, account: { id: '1', workspaceId: '2', channel: 'bluesky', name: 'n', config } }
}
