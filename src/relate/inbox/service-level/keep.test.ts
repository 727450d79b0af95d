import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { type Activity, append, consume } from '../../../activity/index.ts'
import { changeConversations } from '../change.ts'
import { inboxIntake } from '../intake.ts'
import { listConversations } from '../store.ts'
import { catchUpTime } from './catch-up.ts'
import { dueCounts } from './due.ts'
import { type Policy, proposal, type Settings } from './policy.ts'
import { keepSettings, serviceSettings } from './settings.ts'

const inbox = inboxIntake({ inboxAlerts: async () => new Set(), inboxAccounts: async () => new Set() })
const WORDS = { calendar: 'Bureau', urgent: 'Urgent', policy: 'Toutes' }

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const us = { id: 'brand', name: 'Maison', handle: 'maison' }

/** A message of theirs in the thread `thread`, or an answer of ours. */
function said(thread: string, at: string, ours = false): Activity {
  const base = note(`${thread}/${at}`, 'Où est ma lampe', {
    at,
    visibility: 'private',
    ...(ours && { actor: us, ours }),
  })
  return { ...base, object: { ...base.object, thread } }
}

/** Comes in as it is said; all in one batch of the inbox. */
async function filed(workspaceId: string, activities: Activity[]): Promise<void> {
  for (const one of activities) {
    const entries = [entry(one)]
    await append(database.db, {
      workspaceId,
      channel: 'email',
      accountId: null,
      entries,
      received: one.published,
    })
  }
  while ((await consume(database.db, workspaceId, inbox)) > 0);
}

async function keep(
  workspaceId: string,
  change: (settings: Settings) => Settings,
  now: string,
): Promise<void> {
  const was = await serviceSettings(database.db, workspaceId)
  const start = was.revision === 0 ? proposal('Europe/Paris', WORDS) : was
  await inTransaction(database.db, (tx) =>
    keepSettings(tx, workspaceId, { ...change(start), revision: was.revision }, new Date(now)),
  )
}

async function clockOf(workspaceId: string) {
  const { rows } = await database.pool.query('select * from service_clock where workspace_id = $1', [
    workspaceId,
  ])
  return rows[0]
}

async function spans(workspaceId: string) {
  const { rows } = await database.pool.query(
    `select kind, began, ended, by, due, worked::int, elapsed::int from service_span where workspace_id = $1 order by began, kind`,
    [workspaceId],
  )
  return rows.map((row) => [
    row.kind,
    row.by,
    row.began.toISOString(),
    row.ended.toISOString(),
    row.due?.toISOString() ?? null,
    row.worked,
  ])
}

async function only(workspaceId: string): Promise<string> {
  const [row] = await listConversations(database.db, workspaceId, { sort: 'recent' }, 2)
  assert.ok(row)
  return row.id
}
test('a message on Friday evening is due on Monday; answered, it is kept how long that took, and the matter runs on', async () => {
  const workspaceId = await testWorkspace(database.db)
  await keep(workspaceId, (settings) => settings, '2026-11-01T08:00:00Z')
  await filed(workspaceId, [said('m1', '2026-11-20T16:00:00Z')])
  const clock = await clockOf(workspaceId)
  // An hour is left on Friday, three more on Monday.
  assert.equal(clock.first_due.toISOString(), '2026-11-23T11:00:00.000Z')
  assert.equal(clock.due_kind, 'first')
  const [row] = await listConversations(database.db, workspaceId, { sort: 'due' }, 5)
  assert.deepEqual(row?.comes, { at: new Date('2026-11-23T11:00:00Z'), kind: 'first' })

  await filed(workspaceId, [said('m1', '2026-11-23T09:00:00Z', true)])
  assert.deepEqual(await spans(workspaceId), [
    [
      'first',
      'answer',
      '2026-11-20T16:00:00.000Z',
      '2026-11-23T09:00:00.000Z',
      '2026-11-23T11:00:00.000Z',
      7200,
    ],
  ])
  const after_ = await clockOf(workspaceId)
  assert.equal(after_.first_due, null)
  assert.equal(after_.due_kind, 'resolution')
})

test('a second message waits for the next answer; what is closed ends, and what comes after is another matter', async () => {
  const workspaceId = await testWorkspace(database.db)
  await keep(workspaceId, (settings) => settings, '2026-11-01T08:00:00Z')
  await filed(workspaceId, [
    said('m2', '2026-11-23T08:00:00Z'),
    said('m2', '2026-11-23T09:00:00Z', true),
    said('m2', '2026-11-23T10:00:00Z'),
  ])
  const id = await only(workspaceId)
  let clock = await clockOf(workspaceId)
  assert.equal(clock.due_kind, 'next')
  assert.equal(clock.next_due.toISOString(), '2026-11-24T10:00:00.000Z')
  const done = { memberId: null, now: new Date('2026-11-23T12:00:00Z') }
  const [undo] = await inTransaction(database.db, (tx) =>
    changeConversations(tx, workspaceId, [id], { status: 'done' }, done),
  )
  assert.deepEqual(
    (await spans(workspaceId)).map(([kind, by]) => [kind, by]),
    [
      ['first', 'answer'],
      ['resolution', 'done'],
      ['next', 'unanswered'],
    ],
  )
  assert.equal((await clockOf(workspaceId)).due, null)

  // Taken back at once: all runs as it did.
  assert.ok(undo)
  await inTransaction(database.db, (tx) =>
    changeConversations(tx, workspaceId, [id], { status: 'open' }, done),
  )
  assert.deepEqual(
    (await spans(workspaceId)).map(([kind]) => kind),
    ['first'],
  )
  assert.equal((await clockOf(workspaceId)).next_due.toISOString(), clock.next_due.toISOString())

  // Answered and closed in one act: the answer comes after.
  await inTransaction(database.db, (tx) =>
    changeConversations(
      tx,
      workspaceId,
      [id],
      { status: 'done' },
      { memberId: null, now: new Date('2026-11-23T13:00:00Z') },
    ),
  )
  await filed(workspaceId, [said('m2', '2026-11-23T13:00:30Z', true)])
  assert.deepEqual(
    (await spans(workspaceId)).map(([kind, by, , ended]) => [kind, by, ended]),
    [
      ['first', 'answer', '2026-11-23T09:00:00.000Z'],
      ['resolution', 'done', '2026-11-23T13:00:00.000Z'],
      ['next', 'answer', '2026-11-23T13:00:30.000Z'],
    ],
  )
  await filed(workspaceId, [said('m2', '2026-11-25T10:00:00Z')])
  clock = await clockOf(workspaceId)
  assert.equal(clock.matter_began.toISOString(), '2026-11-25T10:00:00.000Z')
  assert.equal(clock.due_kind, 'next')
})

test('other settings move what is to come and nothing that has passed', async () => {
  const workspaceId = await testWorkspace(database.db)
  await filed(workspaceId, [said('m3', '2026-11-23T08:00:00Z')])
  assert.equal((await clockOf(workspaceId)).due, null, 'no target until somebody sets one')
  await keep(workspaceId, (settings) => settings, '2026-11-23T08:30:00Z')
  assert.equal(await catchUpTime(database.db, workspaceId, new Date('2026-11-23T08:30:00Z')), 1)
  assert.equal((await clockOf(workspaceId)).first_due.toISOString(), '2026-11-23T13:00:00.000Z')
  const within =
    (first: number) =>
    (settings: Settings): Settings => ({
      ...settings,
      policies: settings.policies.map((one): Policy => ({ ...one, targets: { ...one.targets, first } })),
    })
  await keep(workspaceId, within(120), '2026-11-23T09:00:00Z')
  await catchUpTime(database.db, workspaceId, new Date('2026-11-23T09:00:00Z'))
  assert.equal((await clockOf(workspaceId)).first_due.toISOString(), '2026-11-23T10:00:00.000Z')
  await keep(workspaceId, within(480), '2026-11-23T10:30:00Z')
  await catchUpTime(database.db, workspaceId, new Date('2026-11-23T10:30:00Z'))
  assert.equal(
    (await clockOf(workspaceId)).first_due.toISOString(),
    '2026-11-23T10:00:00.000Z',
    'it was late, and is',
  )
  assert.equal(await catchUpTime(database.db, workspaceId, new Date('2026-11-23T10:31:00Z')), 0)
  const counts = await dueCounts(database.db, workspaceId, workspaceId, new Date('2026-11-23T10:30:00Z'))
  assert.deepEqual(counts, { late: 1, lateMine: 0, soon: 0, soonMine: 0 })
})

test('of two who change the settings at once one is told that the other has', async () => {
  const workspaceId = await testWorkspace(database.db)
  await keep(workspaceId, (settings) => settings, '2026-11-23T08:30:00Z')
  const was = await serviceSettings(database.db, workspaceId)
  const both = await Promise.allSettled(
    [1, 2].map(() => inTransaction(database.db, (tx) => keepSettings(tx, workspaceId, was, new Date()))),
  )
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
})

test('what was put away while nobody waits does not run towards the end of the matter', async () => {
  const workspaceId = await testWorkspace(database.db)
  await keep(workspaceId, (settings) => settings, '2026-11-01T08:00:00Z')
  await filed(workspaceId, [said('m5', '2026-11-23T08:00:00Z'), said('m5', '2026-11-23T09:00:00Z', true)])
  const id = await only(workspaceId)
  const before_ = (await clockOf(workspaceId)).matter_due
  const by = (now: string) => ({ memberId: null, now: new Date(now) })
  await inTransaction(database.db, (tx) =>
    changeConversations(
      tx,
      workspaceId,
      [id],
      { status: 'snoozed', snoozedUntil: new Date('2026-11-25T09:00:00Z') },
      by('2026-11-23T10:00:00Z'),
    ),
  )
  assert.equal((await clockOf(workspaceId)).matter_due, null)
  await inTransaction(database.db, (tx) =>
    changeConversations(tx, workspaceId, [id], { status: 'open' }, by('2026-11-25T10:00:00Z')),
  )
  // Two days of work of eight hours later.
  assert.equal(before_.toISOString(), '2026-11-25T17:00:00.000Z')
  assert.equal((await clockOf(workspaceId)).matter_due.toISOString(), '2026-11-27T17:00:00.000Z')
})

test('all that was there before is caught up in parts, each once, and what is done is left alone', async () => {
  const workspaceId = await testWorkspace(database.db)
  await filed(workspaceId, [said('old', '2026-11-23T08:00:00Z')])
  await keep(workspaceId, (settings) => settings, '2026-11-23T08:30:00Z')
  await sql`
    insert into conversation select made.*
    from conversation as one, generate_series(1, 699) as n, lateral jsonb_populate_record(one, jsonb_build_object(
      'id', gen_random_uuid(), 'thread_key', one.thread_key || n, 'status', case when n < 50 then 'done' else 'open' end)) as made
    where one.workspace_id = ${workspaceId}`.execute(database.db)
  const now = new Date('2026-11-23T09:00:00Z')
  assert.equal(await catchUpTime(database.db, workspaceId, now, 2), 600, 'as many parts as it may take')
  assert.equal(await catchUpTime(database.db, workspaceId, now), 51)
  assert.equal(await catchUpTime(database.db, workspaceId, now), 0)
  const { late, soon } = await dueCounts(
    database.db,
    workspaceId,
    workspaceId,
    new Date('2026-11-23T13:00:01Z'),
  )
  assert.deepEqual([late, soon], [651, 0])
})
