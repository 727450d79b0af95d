import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { entry, note } from '../../../test/support/entries.ts'
import { type Browser, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { accessRoutes } from '../../access/index.ts'
import { append, SAID, type Verb } from '../../activity/index.ts'
import { streamRoutes } from './index.ts'

/** The lists and charts of what was said, asked for as the interface and programs do, against the plain list of it. */
let server: TestServer
let workspaceId = ''
let analyst: Browser
/** Of a key that may read the stream and no conversation. */
let bearer = ''

interface Said {
  id: string
  at: string
  verb: Verb
  channel: string
  sentiment: 'positive' | 'neutral' | 'negative'
  lang: string
  private: boolean
  ours: boolean
  alerts: string[]
}

const ALERTS = [uuidv7(), uuidv7()]
const MOMENTS = [
  '2026-10-24T21:59:59.999Z',
  '2026-10-24T22:00:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-10-25T22:59:59.999Z',
  '2026-10-25T23:00:00.000Z',
  '2026-10-31T23:59:59.999Z',
  '2026-11-01T00:00:00.000Z',
]
const said: Said[] = fc.sample(
  fc.record({
    id: fc.uuid(),
    // Many at the very same moment: what a page ends in the middle of.
    at: fc.constantFrom(...MOMENTS),
    verb: fc.constantFrom<Verb>('Create', 'Create', 'Review', 'Announce', 'Like', 'Purchase'),
    channel: fc.constantFrom('feed', 'bluesky'),
    sentiment: fc.constantFrom('positive' as const, 'neutral' as const, 'negative' as const),
    lang: fc.constantFrom('fr', 'en'),
    private: fc.boolean(),
    ours: fc.constantFrom(false, false, true),
    alerts: fc.subarray(ALERTS),
  }),
  { numRuns: 90, seed: 26 },
)

before(async () => {
  const routes = ({ auth }: { auth: Parameters<typeof accessRoutes>[0]['auth'] }) => [
    ...accessRoutes({ auth, begin: async () => undefined, measure: async () => ({}) }),
    ...streamRoutes,
  ]
  server = await testServer({ routes })
  workspaceId = await server.workspace()
  analyst = (await server.member(workspaceId, 'analyst')).browser
  const owner = (await server.member(workspaceId, 'owner')).browser
  const made = await owner.post('/keys', { name: 'robot', permissions: ['stream:read', 'reports:read'] })
  bearer = ((await made.json()) as { secret: string }).secret
  for (const channel of ['feed', 'bluesky']) {
    const entries = said.filter((one) => one.channel === channel).map(entryOf)
    await append(server.db, { workspaceId, channel, accountId: null, entries, received: new Date() })
  }
})
after(() => server.close())

function entryOf(one: Said) {
  const visibility = one.private ? ('private' as const) : ('public' as const)
  const activity = note(one.id, 'lampe', { at: one.at, verb: one.verb, visibility, ours: one.ours })
  // The matcher leaves alone what nobody says.
  const made = entry(activity, { alerts: isSaid(one) ? one.alerts : [] })
  return { ...made, reading: { ...made.reading, lang: one.lang, sentiment: one.sentiment } }
}

const isSaid = ({ verb }: Said) => (SAID as readonly string[]).includes(verb)

async function ask<T>(path: string, as: 'analyst' | 'key' = 'analyst'): Promise<T> {
  const headers = { authorization: `Bearer ${bearer}` }
  const response = await analyst.get(path, as === 'key' ? { bare: true, headers } : {})
  assert.equal(response.status, 200, path)
  return (await response.json()) as T
}

interface Listed {
  items: { id: string; published: string; visibility: string }[]
  next: string | null
}

/** All pages, to the end. */
async function pages(filter: string, limit: number, as: 'analyst' | 'key'): Promise<Listed['items']> {
  const all: Listed['items'] = []
  let cursor: string | null = ''
  for (let turn = 0; cursor !== null && turn < 200; turn++) {
    const more: string = cursor && `&cursor=${cursor}`
    const page: Listed = await ask(`/activities?limit=${limit}${filter}${more}`, as)
    assert.ok(page.items.length <= limit && (page.next === null || page.items.length === limit))
    all.push(...page.items)
    cursor = page.next
  }
  return all
}

const FILTERS: [query: string, keeps: (one: Said) => boolean][] = [
  ['', () => true],
  ['&channel=feed', ({ channel }) => channel === 'feed'],
  ['&sentiment=negative&lang=fr', ({ sentiment, lang }) => sentiment === 'negative' && lang === 'fr'],
  [`&alert=${ALERTS[0]}`, (one) => isSaid(one) && one.alerts.includes(ALERTS[0] ?? '')],
  [
    `&alert=${ALERTS[1]}&channel=bluesky`,
    (one) => isSaid(one) && one.channel === 'bluesky' && one.alerts.includes(ALERTS[1] ?? ''),
  ],
  [`&from=${MOMENTS[1]}&to=${MOMENTS[4]}`, ({ at }) => at >= (MOMENTS[1] ?? '') && at < (MOMENTS[4] ?? '')],
  [`&channel=nowhere`, () => false],
]

it('read page after page gives everything once, newest first, and of private talk only what one may read', async () => {
  for (const [filter, keeps] of FILTERS) {
    for (const as of ['analyst', 'key'] as const) {
      const expected = said.filter((one) => keeps(one) && (as === 'analyst' || !one.private))
      for (const limit of filter === '' ? [1, 7, 200] : [11]) {
        const all = await pages(filter, limit, as)
        assert.equal(new Set(all.map(({ id }) => id)).size, all.length, `${filter} by ${limit}: none twice`)
        assert.deepEqual(
          all.map(({ published }) => new Date(published).toISOString()),
          expected
            .map(({ at }) => at)
            .sort()
            .reverse(),
          `${filter} by ${limit} as ${as}`,
        )
      }
    }
  }
})

it('charts count the same, by day of the zone and by what they are told apart by', async () => {
  const [from, to] = ['2026-10-24T22:00:00.000Z', '2026-11-30T23:00:00.000Z']
  const counted = said.filter((one) => isSaid(one) && !one.ours && one.at >= from)
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' })
  for (const [by, key] of [
    ['sentiment', (one: Said) => [one.sentiment]],
    ['channel', (one: Said) => [one.channel]],
    ['lang', (one: Said) => [one.lang]],
    ['verb', (one: Said) => [one.verb as string]],
    ['alert', (one: Said) => one.alerts],
    ['none', () => ['']],
  ] as const) {
    type Told = { series: { key: string; points: { at: string; count: number }[] }[] }
    const { series } = await ask<Told>(`/series?by=${by}&step=day&from=${from}&to=${to}`, 'key')
    const told = series.flatMap((one) =>
      one.points.map(({ at, count }) => `${one.key} ${day.format(new Date(at))} ${count}`),
    )
    const groups = Object.groupBy(
      counted.flatMap((one) => key(one).map((of) => `${of} ${day.format(new Date(one.at))}`)),
      (one) => one,
    )
    assert.deepEqual(
      told.sort(),
      Object.entries(groups)
        .map(([group, all]) => `${group} ${all?.length}`)
        .sort(),
      by,
    )
  }
})

it('refuses spans that go backwards or on for ever, cursors it did not make, and the words of others', async () => {
  const span = (from: string, to: string, step = 'day') =>
    analyst.get(`/series?by=none&step=${step}&from=${from}&to=${to}`)
  for (const response of [
    await span('2026-02-01T00:00:00Z', '2026-02-01T00:00:00Z'),
    await span('2026-02-02T00:00:00Z', '2026-02-01T00:00:00Z'),
    await span('2000-01-01T00:00:00Z', '2026-01-01T00:00:00Z'),
    await span('2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', 'hour'),
  ])
    assert.deepEqual([response.status, (await problemOf(response)).id], [422, 'range_invalid'])
  for (const cursor of [
    'x',
    'bnVsbA',
    Buffer.from('["2026-01-01T00:00:00Z"]').toString('base64url'),
    Buffer.from(`["hier","${uuidv7()}"]`).toString('base64url'),
  ]) {
    const response = await analyst.get(`/activities?cursor=${cursor}`)
    assert.deepEqual([response.status, (await problemOf(response)).id], [422, 'cursor_invalid'], cursor)
  }
  const [hidden] = said.filter((one) => one.private)
  const all = await pages('', 200, 'analyst')
  const one = all.find(({ visibility }) => visibility === 'private')
  assert.ok(hidden && one)
  const headers = { authorization: `Bearer ${bearer}` }
  assert.equal((await analyst.get(`/activities/${one.id}`)).status, 200)
  assert.equal((await analyst.get(`/activities/${one.id}`, { bare: true, headers })).status, 404)
  const guest = (await server.member(workspaceId, 'guest')).browser
  assert.equal((await guest.get('/activities')).status, 403)
  const stranger = (await server.member(await server.workspace(), 'owner')).browser
  assert.deepEqual(((await (await stranger.get('/activities')).json()) as Listed).items, [])
  assert.equal((await stranger.get(`/activities/${one.id}`)).status, 404)
})
