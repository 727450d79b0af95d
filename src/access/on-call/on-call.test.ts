import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { fixedClock } from '../../../lib/clock/index.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { ROLES } from '../policy.ts'
import { calledAt, onCallAt, type Shift } from './on-call.ts'
import { onCallNow } from './store.ts'

const PARIS = 'Europe/Paris'
const night: Shift = { memberId: 'lea', days: [6], starts: '20:00', ends: '08:00' }
const names = (shifts: Shift[], at: string) => [...onCallAt(shifts, new Date(at), PARIS)]

test('a night that begins on Saturday goes on into Sunday, and into no other day', () => {
  // In November Paris is an hour ahead of UTC.
  assert.deepEqual(names([night], '2026-11-21T18:59:00Z'), [])
  assert.deepEqual(names([night], '2026-11-21T19:00:00Z'), ['lea'])
  assert.deepEqual(names([night], '2026-11-22T06:59:00Z'), ['lea'])
  assert.deepEqual(names([night], '2026-11-22T07:00:00Z'), [])
  assert.deepEqual(names([night], '2026-11-21T05:00:00Z'), [])
  const sunday: Shift = { ...night, days: [7] }
  assert.deepEqual(names([sunday], '2026-11-23T05:00:00Z'), ['lea'])
})

test('a night on call is kept by the clock when clocks change', () => {
  // In the night of 24 to 25 October 2026 it is 02:30 twice; in that of 28 to 29 March it never is.
  const small: Shift = { memberId: 'lea', days: [7], starts: '02:00', ends: '03:00' }
  assert.deepEqual(names([small], '2026-10-25T00:30:00Z'), ['lea'])
  assert.deepEqual(names([small], '2026-10-25T01:30:00Z'), ['lea'])
  assert.deepEqual(names([small], '2026-10-25T02:00:00Z'), [])
  assert.deepEqual(names([{ ...small, days: [7] }], '2026-03-29T01:00:00Z'), [])
  const all: Shift = { memberId: 'tom', days: [1, 2, 3, 4, 5, 6, 7], starts: '09:00', ends: '09:00' }
  assert.deepEqual(names([all, night], '2026-11-21T19:30:00Z'), ['tom', 'lea'])
})

test('while nobody who may read alarms is named, those who answer for the workspace are called at every hour', () => {
  const members = ROLES.map((role) => ({ memberId: role, role }))
  const called = (shifts: Shift[], at: string) => [...calledAt(shifts, members, new Date(at), PARIS)]
  const [saturday, tuesday] = ['2026-11-21T22:00:00Z', '2026-11-24T11:00:00Z']
  for (const at of [saturday, tuesday]) assert.deepEqual(called([], at), ['owner', 'manager'])
  const shift = (memberId: string): Shift => ({ ...night, memberId })
  assert.deepEqual(called([shift('analyst')], saturday), ['analyst'])
  assert.deepEqual(called([shift('analyst')], tuesday), [], 'a roster says whom to leave in peace')
  // A guest reads no alarm, and a stranger is no member: to name them is to name nobody.
  assert.deepEqual(called([shift('guest'), shift('stranger')], saturday), ['owner', 'manager'])
  assert.deepEqual(called([shift('guest'), shift('agent')], saturday), ['agent'])
  assert.deepEqual(
    [...calledAt([], [{ memberId: 'tom', role: 'agent' }], new Date(saturday), PARIS)],
    [],
    'a workspace that nobody answers for calls nobody',
  )
})

test('who is on call at an instant is whom the hours since midnight of each day say, minute by minute', () => {
  const text = (n: number) => new Date(n * 60_000).toISOString().slice(11, 16)
  const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })
  const minute = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(days, minute, minute, fc.integer({ min: 0, max: 7 * 1440 - 1 }), (chosen, from, to, past) => {
      // Monday the 23rd, in a zone whose clocks do not change.
      const at = new Date(Date.parse('2026-11-23T00:00:00Z') + past * 60_000)
      const shift = { memberId: 'lea', days: chosen, starts: text(from), ends: text(to) }
      const length = to > from ? to - from : to + 1440 - from
      const week = 7 * 1440
      const inside = chosen.some((day) => (past - ((day - 1) * 1440 + from) + week) % week < length)
      assert.equal(onCallAt([shift], at, 'UTC').has('lea'), inside)
    }),
    { numRuns: 500 },
  )
})

const clock = fixedClock(new Date('2026-11-21T22:00:00Z'))
let server: TestServer
let workspaceId: string
let owner: Member

before(async () => {
  server = await testServer({ clock })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})
after(() => server.close())

test('a roster is put in place of the one before, by who manages the team, of members of the workspace', async () => {
  const agent = await server.member(workspaceId, 'agent')
  const shift = { ...night, memberId: agent.memberId }
  const put = await owner.browser.put('/on-call', { shifts: [shift] })
  assert.equal(put.status, 200, await put.clone().text())
  assert.deepEqual(await put.json(), { timeZone: PARIS, shifts: [shift], now: [agent.memberId] })
  assert.deepEqual([...(await onCallNow(server.db, workspaceId, clock.now()))], [agent.memberId])

  assert.equal((await agent.browser.put('/on-call', { shifts: [] })).status, 403)
  const stranger = await server.member(await server.workspace('Ailleurs'), 'owner')
  const foreign = await owner.browser.put('/on-call', { shifts: [{ ...shift, memberId: stranger.memberId }] })
  assert.equal((await problemOf(foreign)).id, 'not_found')
  const odd = await owner.browser.put('/on-call', { shifts: [{ ...shift, starts: '24:00' }] })
  assert.equal(odd.status, 422)
  const now = (await (await agent.browser.get('/on-call')).json()) as { shifts: unknown[] }
  assert.equal(now.shifts.length, 1, 'what was refused changed nothing')

  await server.pool.query('delete from member where id = $1', [agent.memberId])
  const left = await onCallNow(server.db, workspaceId, clock.now())
  assert.deepEqual([...left], [owner.memberId], 'who left is not on call, and nobody else is named')
})

test('of two rosters that are kept at once one stands, and never both', async () => {
  const id = await server.workspace('Deux')
  const lead = await server.member(id, 'owner')
  const roster = (starts: string) =>
    Array.from({ length: 3 }, () => ({ ...night, memberId: lead.memberId, starts }))
  const starts = ['18:00', '19:00', '20:00', '21:00']
  const put = await Promise.all(starts.map((one) => lead.browser.put('/on-call', { shifts: roster(one) })))
  assert.ok(put.every(({ status }) => status === 200))
  const { shifts } = (await (await lead.browser.get('/on-call')).json()) as { shifts: Shift[] }
  assert.equal(shifts.length, 3)
  assert.equal(new Set(shifts.map((one) => one.starts)).size, 1)
})
