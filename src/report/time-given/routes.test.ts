import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { accessRoutes } from '../../access/index.ts'
import { timeRoutes } from './index.ts'
import { settleTime } from './settle.ts'

/** A Sunday, at ten in Paris. */
const NOW = new Date('2026-11-22T09:00:00Z')
const clock = fixedClock(NOW)
let server: TestServer
let workspaceId: string
let owner: Member
let agent: Member

before(async () => {
  server = await testServer({
    clock,
    routes: ({ auth }) => [
      ...accessRoutes({ auth, begin: async () => {}, measure: async () => ({}) }),
      ...timeRoutes,
    ],
  })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
  agent = await server.member(workspaceId, 'agent')
})
after(() => server.close())

interface Time {
  counted: boolean
  sharedSince: string | null
  today: string
  weeks: { from: string; minutes: Record<string, number>; shares: Record<string, number> | null }[]
  entries: { id: string; day: string; note: string | null }[]
}

const timeOf = async ({ browser }: Member, weeks = 2) =>
  (await (await browser.get(`/me/time?weeks=${weeks}`)).json()) as Time
const at = (hours: number, minutes = 0) =>
  new Date(NOW.getTime() - hours * 3_600_000 - minutes * 60_000).toISOString()
const tell = ({ browser }: Member, minutes: { at: string; area: string }[]) =>
  browser.post('/me/time/minutes', { minutes })
const choose = ({ browser }: Member, counted: boolean, shared = false) =>
  browser.put('/me/time/choice', { counted, shared })

test('nothing is counted before one says so', async () => {
  assert.equal((await tell(agent, [{ at: at(1), area: 'watching' }])).status, 204)
  const { counted, today, weeks } = await timeOf(agent)
  assert.deepEqual([counted, today], [false, '2026-11-22'])
  assert.deepEqual(
    weeks.map(({ from, shares }) => [from, shares]),
    [
      ['2026-11-09', null],
      ['2026-11-16', null],
    ],
  )
})

test('a minute counts once, whoever tells it and however often', async () => {
  assert.equal((await choose(agent, true)).status, 200)
  const told = [
    { at: at(1), area: 'answering' },
    { at: at(1, 1), area: 'answering' },
    { at: at(1), area: 'watching' },
    { at: at(20), area: 'learning' },
  ]
  await Promise.all([tell(agent, told), tell(agent, told.toReversed()), tell(agent, told.slice(1))])
  const [, week] = (await timeOf(agent)).weeks
  assert.deepEqual(week?.minutes, { writing: 0, answering: 2, watching: 0, learning: 1, reporting: 0 })

  for (const far of [at(49), at(-1)]) {
    const refused = await problemOf(
      await tell(agent, [told[0] ?? { at: '', area: '' }, { at: far, area: 'writing' }]),
    )
    assert.equal(refused.id, 'time_out_of_reach')
  }
  assert.equal((await tell(agent, [{ at: at(1), area: 'sleeping' }])).status, 422)
  assert.deepEqual((await timeOf(agent)).weeks[1]?.minutes, week?.minutes, 'what was refused changed nothing')
})

test('settled, a day keeps how much and loses when; it takes no more', async () => {
  const then = new Date(NOW.getTime() + 5 * 86_400_000)
  await settleTime(server.db, then)
  const { rows } = await server.pool.query('select area, minutes, seen from time_given order by area')
  assert.deepEqual(rows, [
    { area: 'answering', minutes: 2, seen: null },
    { area: 'learning', minutes: 1, seen: null },
    { area: 'watching', minutes: 0, seen: null },
  ])
  await tell(agent, [{ at: at(3), area: 'answering' }])
  assert.equal((await timeOf(agent)).weeks[1]?.minutes.answering, 2)
})

test('what was done elsewhere is written down by hand, and taken back', async () => {
  const body = { day: '2026-11-20', area: 'learning', minutes: 59, note: ' Un webinaire ' }
  const made = await agent.browser.post('/me/time/entries', body)
  assert.equal(made.status, 201)
  const { id } = (await made.json()) as { id: string }
  const { entries, weeks } = await timeOf(agent)
  assert.deepEqual(entries, [{ ...body, id, note: 'Un webinaire' }])
  assert.equal(weeks[1]?.minutes.learning, 60)
  assert.equal(
    (await problemOf(await agent.browser.post('/me/time/entries', { ...body, day: '2026-11-23' }))).id,
    'time_not_come',
  )
  assert.equal((await owner.browser.delete(`/me/time/entries/${id}`)).status, 404, 'it is not theirs')
  assert.equal((await agent.browser.delete(`/me/time/entries/${id}`)).status, 204)
  assert.deepEqual((await timeOf(agent)).entries, [])
})

test('nobody else sees it: not an owner, not another workspace, not a key of one’s own', async () => {
  assert.equal((await timeOf(owner)).weeks[1]?.shares, null)
  const elsewhere = await server.member(await server.workspace('Ailleurs'), 'owner')
  assert.equal((await timeOf(elsewhere)).weeks[1]?.shares, null)
  const made = await owner.browser.post('/keys', { name: 'robot', permissions: ['reports:read'] })
  const { secret } = (await made.json()) as { secret: string }
  assert.ok(secret, 'a key is made')
  for (const path of ['/me/time', '/me/time/choice']) {
    const asked = await server.app.request(`/api/v1${path}`, {
      headers: { authorization: `Bearer ${secret}` },
    })
    assert.equal((await problemOf(asked)).id, 'time_is_own')
  }
})

test('the team’s figures hold five who agreed, for whole weeks, and lose who withdraws', async () => {
  const team = [owner, ...(await Promise.all([1, 2, 3, 4].map(() => server.member(workspaceId, 'agent'))))]
  for (const one of team) {
    assert.equal((await choose(one, true, true)).status, 200)
    const minutes = one === owner ? 600 : 60
    for (const area of one === owner
      ? ['writing']
      : ['writing', 'answering', 'watching', 'learning', 'reporting'])
      await server.pool.query(
        `insert into time_given (workspace_id, member_id, day, area, minutes)
         select $1, $2, day, $3, $4 from unnest(array['2026-11-18', '2026-11-25']::date[]) as day`,
        [workspaceId, one.memberId, area, minutes],
      )
  }
  const shown = async () => {
    const reply = await owner.browser.get('/reports/time?weeks=2')
    const { weeks } = (await reply.json()) as {
      weeks: { from: string; shares: Record<string, number> | null }[]
    }
    return weeks.map(({ from, shares }) => [from, shares?.writing ?? null])
  }
  clock.set(new Date('2026-12-01T09:00:00Z'))
  // They agreed on the 22nd: the week that was under way then is not whole.
  assert.deepEqual(await shown(), [
    ['2026-11-16', null],
    ['2026-11-23', 35],
  ])
  const last = team.at(-1)
  if (last) await choose(last, true, false)
  assert.deepEqual((await shown())[1], ['2026-11-23', null])
  assert.equal((await agent.browser.get('/reports/time')).status, 403)
  clock.set(NOW)
})

test('all of it is deleted at a word, and with the member', async () => {
  assert.equal((await agent.browser.delete('/me/time')).status, 204)
  assert.equal((await timeOf(agent)).counted, false)
  await server.pool.query('delete from member where id = $1', [owner.memberId])
  for (const table of ['time_given', 'time_choice']) {
    const { rows } = await server.pool.query(`select 1 from ${table} where member_id = any($1)`, [
      [agent.memberId, owner.memberId],
    ])
    assert.equal(rows.length, 0, table)
  }
})
