import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../../test/support/database.ts'
import { entry, note } from '../../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../../access/index.ts'
import { append, consume } from '../../../../activity/index.ts'
import { changeConversations } from '../../change.ts'
import { inboxIntake } from '../../intake.ts'
import { getConversation, listConversations } from '../../store.ts'
import { catchUpTime } from '../catch-up.ts'
import { type Policy, proposal, type Step } from '../policy.ts'
import { keepSettings, serviceSettings } from '../settings.ts'
import { type Late, runSteps, type StepWays } from './run.ts'

const inbox = inboxIntake({ inboxAlerts: async () => new Set(), inboxAccounts: async () => new Set() })
const BEGAN = '2026-11-23T08:00:00Z'
/** Four hours of work from then, with lunch. */
const DUE = Date.parse('2026-11-23T13:00:00Z')
const at = (minutes: number) => new Date(DUE + minutes * 60_000)

let database: TestDatabase
let workspaceId: string
let manager: string
let agent: string
let told: Late[]
let called: string[]
const ways: StepWays = {
  tell: async (_tx, _workspaceId, late) => void told.push(late),
  call: async (_tx, _workspaceId, id) => void called.push(id),
}

before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  ;[manager, agent] = [await member('manager'), await member('agent')]
  ;[told, called] = [[], []]
})

async function member(role: 'manager' | 'agent'): Promise<string> {
  const user = { name: role, email: `${uuidv7()}@example.org`, passwordHash: 'x' }
  return insertMember(database.db, workspaceId, await insertUser(database.db, user), role)
}

const step = (minutes: number, more: Partial<Step> = {}): Step => ({
  ...{ id: uuidv7(), of: 'first', minutes, tell: [], assign: null, raise: 0, webhook: false },
  ...more,
})

async function policy(steps: Step[]): Promise<void> {
  const was = await serviceSettings(database.db, workspaceId)
  const { calendars, policies } = proposal('Europe/Paris', { calendar: 'B', urgent: 'U', policy: 'Toutes' })
  const whole = policies.slice(1).map((one): Policy => ({ ...one, steps }))
  const settings = { revision: was.revision, calendars, policies: whole }
  await inTransaction(database.db, (tx) => keepSettings(tx, workspaceId, settings, new Date(BEGAN)))
}

async function waiting(id = 'm'): Promise<string> {
  const one = note(id, 'Où est ma lampe', { at: BEGAN, visibility: 'private' })
  const entries = [entry(one)]
  await append(database.db, {
    workspaceId,
    channel: 'email',
    accountId: null,
    entries,
    received: one.published,
  })
  while ((await consume(database.db, workspaceId, inbox)) > 0);
  const [row] = await listConversations(database.db, workspaceId, { sort: 'recent' }, 1)
  return row?.id ?? assert.fail('nothing was filed')
}

async function happened(): Promise<[string, string | null][]> {
  const { rows } = await database.pool.query(
    'select what, value from conversation_event where workspace_id = $1 order by at, id',
    [workspaceId],
  )
  return rows.map(({ what, value }) => [what, value])
}

test('who has it is told before it is due, who answers for the team once it is late, each once', async () => {
  await policy([step(-30, { tell: ['assignee'] }), step(0, { tell: ['assignee', 'managers'] })])
  const id = await waiting()
  await changeConversations(
    database.db,
    workspaceId,
    [id],
    { assigneeId: agent },
    { memberId: null, now: at(-200) },
  )
  assert.equal(await runSteps(database.db, ways, at(-31)), 0)
  for (const minutes of [-30, -29, -1]) await runSteps(database.db, ways, at(minutes))
  assert.deepEqual(
    told.map(({ what, members }) => [what, members]),
    [['due_first', [agent]]],
  )
  for (const minutes of [0, 1, 600]) await runSteps(database.db, ways, at(minutes))
  assert.deepEqual(told.map(({ what, members }) => [what, members.toSorted()]).slice(1), [
    ['late_first', [agent, manager].toSorted()],
  ])
  assert.deepEqual(
    (await happened()).filter(([what]) => what === 'time-rule'),
    [
      ['time-rule', 'Toutes'],
      ['time-rule', 'Toutes'],
    ],
  )
})

test('where nobody has it, who answers for the team is told', async () => {
  await policy([step(-30, { tell: ['assignee'] })])
  await waiting()
  await runSteps(database.db, ways, at(-30))
  assert.deepEqual(told[0]?.members, [manager])
})

test('a step gives it to somebody, makes it press, calls who is on call, and tells webhooks', async () => {
  await policy([step(0, { tell: ['on-call'], assign: agent, raise: 30, webhook: true })])
  await database.pool.query(
    `insert into webhook_endpoint (workspace_id, id, url, verbs, channels, alerts, deliveries, dues, sealed_secret)
     values ($1, $2, 'https://endpoint.invalid/', '{}', '{}', '{}', false, true, 'x')`,
    [workspaceId, uuidv7()],
  )
  const id = await waiting()
  const before_ = await getConversation(database.db, workspaceId, id)
  await Promise.all([1, 2, 3].map(() => runSteps(database.db, ways, at(0))))
  const after_ = await getConversation(database.db, workspaceId, id)
  assert.equal(after_.assignee_id, agent)
  assert.ok(after_.priority > before_.priority)
  assert.deepEqual(called, [id])
  assert.deepEqual(
    told.map(({ what, members }) => [what, members]),
    [['handed', [agent]]],
  )
  const { rows } = await database.pool.query(
    'select event, subject_id from webhook_delivery where workspace_id = $1',
    [workspaceId],
  )
  assert.deepEqual(rows, [{ event: 'conversation.due', subject_id: id }])
})

test('cut in the middle of a step, nothing of it was done; at the next turn all of it is, once', async () => {
  await policy([step(0, { tell: ['managers'], assign: agent })])
  const id = await waiting()
  const cut: StepWays = { ...ways, tell: () => Promise.reject(new Error('killed')) }
  await assert.rejects(runSteps(database.db, cut, at(0)), /killed/)
  assert.equal((await getConversation(database.db, workspaceId, id)).assignee_id, null)
  await runSteps(database.db, ways, at(1))
  await runSteps(database.db, ways, at(2))
  assert.equal((await getConversation(database.db, workspaceId, id)).assignee_id, agent)
  assert.equal(told.length, 2)
})

test('what is answered in time calls nobody; what was late when targets were set calls nobody either', async () => {
  await policy([step(0, { tell: ['managers'] })])
  const id = await waiting()
  await changeConversations(
    database.db,
    workspaceId,
    [id],
    { status: 'done' },
    { memberId: null, now: at(-60) },
  )
  await runSteps(database.db, ways, at(5))
  assert.equal(told.length, 0)

  workspaceId = await testWorkspace(database.db)
  manager = await member('manager')
  await waiting('old')
  await policy([step(0, { tell: ['managers'] }), step(120, { tell: ['managers'] })])
  await catchUpTime(database.db, workspaceId, at(60))
  await runSteps(database.db, ways, at(61))
  assert.equal(told.length, 0, 'its time had passed before there was a target')
  await runSteps(database.db, ways, at(121))
  assert.equal(told.length, 1, 'what was still to come is done')
})

test('a member who has left is given nothing, and the rest of the step is done', async () => {
  await policy([step(0, { tell: ['managers'], assign: uuidv7() })])
  const id = await waiting()
  await runSteps(database.db, ways, at(0))
  assert.equal((await getConversation(database.db, workspaceId, id)).assignee_id, null)
  assert.equal(told.length, 1)
})
