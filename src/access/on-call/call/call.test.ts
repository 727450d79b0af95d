import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { fixedClock } from '../../../../lib/clock/index.ts'
import { inTransaction } from '../../../../lib/db/index.ts'
import type { Calendar } from '../../../../lib/hours/index.ts'
import { type Member, type TestServer, testServer } from '../../../../test/support/http.ts'
import { onCallAt, type Shift } from '../on-call.ts'
import { callOrder, firstHole } from './call.ts'
import { passCalls, startCall, type TellCall, tellHole } from './store.ts'

const PARIS = 'Europe/Paris'
const NIGHTS: Shift = { memberId: 'lea', days: [1, 2, 3, 4, 5, 6, 7], starts: '18:00', ends: '09:00' }
const WEEK_END: Shift = { memberId: 'tom', days: [6, 7], starts: '09:00', ends: '18:00' }
const day = [{ from: '09:00', to: '18:00' }]
const HOURS: Calendar = { zone: PARIS, week: [day, day, day, day, day, [], []], holidays: 'none', days: [] }
const members = [
  { memberId: 'lea', role: 'agent' as const },
  { memberId: 'tom', role: 'agent' as const },
  { memberId: 'eve', role: 'owner' as const },
  { memberId: 'gus', role: 'guest' as const },
]

test('a call goes to who is on call, then to who will be, then to who answers for the workspace, each once', () => {
  // A Sunday at noon in Paris, and a Monday night.
  assert.deepEqual(callOrder([NIGHTS, WEEK_END], members, new Date('2026-11-22T11:00:00Z'), PARIS), [
    'tom',
    'lea',
    'eve',
  ])
  assert.deepEqual(callOrder([NIGHTS, WEEK_END], members, new Date('2026-11-23T22:00:00Z'), PARIS), [
    'lea',
    'tom',
    'eve',
  ])
  const guest: Shift = { ...NIGHTS, memberId: 'gus' }
  assert.deepEqual(callOrder([guest], members, new Date('2026-11-22T11:00:00Z'), PARIS), ['eve'])
  assert.deepEqual(callOrder([], members, new Date('2026-11-22T11:00:00Z'), PARIS), ['eve'])
})

test('nights and week-ends cover all that is not worked; without Sunday there is a hole on Sunday', () => {
  const now = new Date('2026-11-23T10:00:00Z')
  const roster = { shifts: [NIGHTS, WEEK_END], zone: PARIS, cover: 'outside' as const, hours: HOURS }
  assert.equal(firstHole(roster, now), undefined)
  const hole = firstHole({ ...roster, shifts: [NIGHTS, { ...WEEK_END, days: [6] }] }, now)
  assert.deepEqual(
    [hole?.from.toISOString(), hole?.until.toISOString()],
    ['2026-11-29T08:00:00.000Z', '2026-11-29T17:00:00.000Z'],
  )
  assert.equal(
    firstHole({ ...roster, shifts: [], cover: 'always' }, now),
    undefined,
    'who names nobody promises nothing',
  )
  assert.equal(firstHole({ ...roster, cover: 'none', shifts: [WEEK_END] }, now), undefined)
})

test('the first hole is the first quarter of an hour of the week in which nobody is on call', () => {
  const shift = fc.record({
    memberId: fc.constantFrom('lea', 'tom'),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    starts: fc.constantFrom('00:00', '06:00', '08:15', '12:00', '20:00'),
    ends: fc.constantFrom('00:00', '07:30', '12:00', '18:00', '23:45'),
  })
  fc.assert(
    fc.property(
      fc.array(shift, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: 20_000 }),
      (shifts, quarter) => {
        const now = new Date(Date.parse('2026-10-19T00:00:00Z') + quarter * 900_000)
        const hole = firstHole({ shifts, zone: PARIS, cover: 'always', hours: null }, now)
        const quarters = Array.from({ length: 4 * 24 * 7 }, (_, n) => new Date(now.getTime() + n * 900_000))
        const bare = quarters.filter((at) => onCallAt(shifts, at, PARIS).size === 0)
        assert.equal(hole?.from.getTime(), bare[0]?.getTime())
        if (hole) assert.ok(bare.some((at) => at.getTime() === hole.until.getTime() - 900_000))
      },
    ),
    { numRuns: 60 },
  )
})

const clock = fixedClock(new Date('2026-11-22T11:00:00Z'))
let server: TestServer
let workspaceId: string
let people: Record<'tom' | 'lea' | 'eve', Member>
let told: { what: string; members: string[]; key: string }[]
const tell: TellCall = async (_tx, _id, { what, members: some, key }) =>
  void told.push({ what, members: some, key })

before(async () => {
  server = await testServer({ clock })
})
after(() => server.close())
beforeEach(async () => {
  clock.set(new Date('2026-11-22T11:00:00Z'))
  told = []
  workspaceId = await server.workspace()
  const [eve, tom, lea] = [
    await server.member(workspaceId, 'owner'),
    await server.member(workspaceId, 'agent'),
    await server.member(workspaceId, 'agent'),
  ]
  people = { tom, lea, eve }
  const shifts = [
    { ...WEEK_END, memberId: tom.memberId },
    { ...NIGHTS, memberId: lea.memberId },
  ]
  assert.equal((await eve.browser.put('/on-call', { shifts })).status, 200)
})

const subject = { about: 'conversation' as const, facts: { channel: 'email' } }
const start = (subjectId = uuidv7()) =>
  inTransaction(server.db, (tx) => startCall(tx, workspaceId, { ...subject, subjectId }, tell, clock.now()))
const pass = (minutes: number) => {
  clock.advance(minutes * 60_000)
  return passCalls(server.db, tell, clock.now())
}

test('whom nobody takes goes from one to the next, and ends with all who answer for the workspace', async () => {
  const id = await start()
  await pass(9)
  assert.deepEqual(
    told.map((one) => one.members),
    [[people.tom.memberId]],
    'who is on call has ten minutes',
  )
  await Promise.all([pass(1), pass(0), pass(0)])
  await pass(10)
  await pass(10)
  await pass(60)
  assert.deepEqual(
    told.map(({ what, members: some }) => [what, some]),
    [
      ['call_conversation', [people.tom.memberId]],
      ['call_conversation', [people.lea.memberId]],
      ['call_conversation', [people.eve.memberId]],
      ['call_unanswered', [people.eve.memberId]],
    ],
  )
  const log = (await (await people.lea.browser.get('/on-call/calls')).json()) as {
    items: { id: string; state: string; told: object[] }[]
  }
  assert.deepEqual(
    log.items.map((one) => [one.id, one.state, one.told.length]),
    [[id, 'unanswered', 3]],
  )
})

test('who takes it has it, nobody else is called, and who comes after is told who has it', async () => {
  const id = await start()
  const takes = (who: Member) =>
    who.browser.post(`/on-call/calls/${id}/acknowledge`).then((answer) => answer.json())
  const both = (await Promise.all([takes(people.tom), takes(people.lea)])) as {
    takenBy: { id: string }
    first: boolean
  }[]
  assert.equal(both.filter(({ first }) => first).length, 1)
  assert.equal(new Set(both.map(({ takenBy }) => takenBy.id)).size, 1)
  await pass(60)
  assert.equal(told.length, 1)
  const stranger = await server.member(await server.workspace('Ailleurs'), 'owner')
  assert.equal((await stranger.browser.post(`/on-call/calls/${id}/acknowledge`)).status, 404)
})

test('what is called for is called for once; cut before it is committed, nobody was told of it', async () => {
  const once = uuidv7()
  assert.ok(await start(once))
  assert.equal(await start(once), undefined)
  assert.equal(told.length, 1)
  const cut: TellCall = () => Promise.reject(new Error('killed'))
  clock.advance(10 * 60_000)
  await assert.rejects(passCalls(server.db, cut, clock.now()), /killed/)
  await pass(0)
  assert.equal(told.length, 2, 'the next is called all the same')
})

test('who was told of an alarm is not told again by the call; the next one is after a while', async () => {
  const alarm = { about: 'alarm' as const, subjectId: uuidv7(), facts: {}, told: [people.tom.memberId] }
  await inTransaction(server.db, (tx) => startCall(tx, workspaceId, alarm, tell, clock.now()))
  assert.equal(told.length, 0)
  await pass(10)
  assert.deepEqual(
    told.map((one) => [one.what, one.members]),
    [['call_alarm', [people.lea.memberId]]],
  )
})

test('a hole is told as soon as it is there, once; mended and there again, it is told again', async () => {
  const look = () => tellHole(server.db, workspaceId, HOURS, tell, clock.now())
  assert.equal(
    (await people.eve.browser.put('/on-call/setting', { minutes: 5, cover: 'outside' })).status,
    200,
  )
  await look()
  assert.equal(told.length, 0)
  await server.pool.query('delete from member where id = $1', [people.tom.memberId])
  for (let n = 0; n < 4; n++) {
    await look()
    clock.advance(45 * 60_000)
  }
  assert.deepEqual(
    told.map(({ what, members: some }) => [what, some]),
    [['roster_hole', [people.eve.memberId]]],
  )
  clock.set(new Date('2026-11-23T12:00:00Z'))
  await look()
  assert.equal(told.length, 2, 'that of the next week-end is another')
})
