import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../../../lib/clock/index.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../../test/support/http.ts'
import { append, consume } from '../../../activity/index.ts'
import { inboxIntake } from '../intake.ts'
import { inboxRoutes } from '../routes.ts'
import type { Settings } from './policy.ts'
import { serviceRoutes } from './routes.ts'

const inbox = inboxIntake({ inboxAlerts: async () => new Set(), inboxAccounts: async () => new Set() })
// A Monday, an hour after work has begun.
const clock = fixedClock(new Date('2026-11-23T09:00:00Z'))
let server: TestServer
let workspaceId: string
let owner: Member
let agent: Member
before(async () => {
  server = await testServer({
    clock,
    routes: () => [...inboxRoutes({ signsOn: async () => new Map() }), ...serviceRoutes],
  })
  workspaceId = await server.workspace()
  ;[owner, agent] = [await server.member(workspaceId, 'owner'), await server.member(workspaceId, 'agent')]
  for (const [thread, at] of [
    ['a', '08:00'],
    ['b', '08:20'],
    ['c', '08:50'],
  ]) {
    const one = note(`${thread}`, 'Où est ma lampe', { at: `2026-11-23T${at}:00Z`, visibility: 'private' })
    const said = { ...one, object: { ...one.object, thread: `${thread}` } }
    await append(server.db, {
      workspaceId,
      channel: 'email',
      accountId: null,
      entries: [entry(said)],
      received: one.published,
    })
  }
  while ((await consume(server.db, workspaceId, inbox)) > 0);
})
after(() => server.close())

const read = async <T>(member: Member, path: string) => (await (await member.browser.get(path)).json()) as T

async function keep(first: number, member = owner): Promise<Response> {
  const kept = await read<Settings>(owner, '/service-levels')
  const start = kept.revision === 0 ? await read<Settings>(owner, '/service-levels/proposal') : kept
  const policies = start.policies
    .slice(-1)
    .map((one) => ({ ...one, targets: { first, next: null, resolution: null } }))
  return member.browser.put('/service-levels', { ...start, revision: kept.revision, policies })
}

interface Page {
  items: { id: string; due: { at: string; kind: string } | null }[]
  next: string | null
}

test('kept targets hold at once: lists tell what is due, in the order in which it is, page by page', async () => {
  assert.equal((await keep(50)).status, 200)
  const { items } = await read<Page>(agent, '/conversations?sort=due')
  assert.deepEqual(
    items.map(({ due }) => due?.at),
    ['2026-11-23T08:50:00.000Z', '2026-11-23T09:10:00.000Z', '2026-11-23T09:40:00.000Z'],
  )
  const paged: (string | undefined)[] = []
  for (let next: string | null = ''; next !== null; ) {
    const page: Page = await read<Page>(agent, `/conversations?sort=due&limit=1${next && `&cursor=${next}`}`)
    paged.push(...page.items.map(({ id }) => id))
    next = page.next
  }
  assert.deepEqual(
    paged,
    items.map(({ id }) => id),
  )
  const ids = async (query: string) =>
    (await read<Page>(agent, `/conversations?${query}`)).items.map(({ id }) => id)
  assert.deepEqual(await ids('due=late&sort=due'), paged.slice(0, 1))
  assert.deepEqual(await ids('due=hour&sort=due'), paged)
  assert.deepEqual(await ids('due=late&sort=recent'), paged.slice(0, 1))
  const now = await read<{
    late: number
    soon: number
    set: boolean
    pace: { late: number | null; until: string }
  }>(agent, '/service-levels/now')
  assert.deepEqual(
    [now.late, now.soon, now.set, now.pace.late, now.pace.until],
    [1, 2, true, null, '2026-11-23T17:00:00.000Z'],
  )
  const time = await read<{ policy: { name: string }; runs: object[] }>(
    agent,
    `/conversations/${paged[1]}/service`,
  )
  assert.equal(time.policy.name, 'All the rest')
  assert.deepEqual(time.runs[0], {
    ...{
      kind: 'first',
      began: '2026-11-23T08:20:00.000Z',
      due: '2026-11-23T09:10:00.000Z',
      target: 50,
      worked: 40,
      paused: false,
    },
  })
})

test('who does not manage the team changes no target, and an old revision none either', async () => {
  assert.equal((await keep(10, agent)).status, 403)
  const kept = await read<Settings>(owner, '/service-levels')
  const old = await owner.browser.put('/service-levels', { ...kept, revision: kept.revision - 1 })
  assert.equal((await problemOf(old)).id, 'service_changed')
  const wrong = {
    ...kept,
    calendars: kept.calendars.map((one) => ({
      ...one,
      week: [[{ from: '12:00', to: '09:00' }], ...one.week.slice(1)],
    })),
  }
  assert.equal((await owner.browser.put('/service-levels', wrong)).status, 422)
  const nowhere = { ...kept, calendars: [] }
  assert.equal((await owner.browser.put('/service-levels', nowhere)).status, 422)
})

test('holidays are told by rule and year', async () => {
  const { days } = await read<{ days: { date: string; name: string }[] }>(
    agent,
    '/service-levels/holidays?rule=fr&year=2027',
  )
  assert.ok(days.some(({ date, name }) => date === '2027-03-29' && name === 'easter-monday'))
})
