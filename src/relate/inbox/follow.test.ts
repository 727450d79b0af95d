import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { about, entry, note } from '../../../test/support/entries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { type Activity, append, consume } from '../../activity/index.ts'
import { changeConversations } from './change.ts'
import { countsFor } from './counter.ts'
import { inboxIntake } from './intake.ts'
import { type Conversation, getConversations, listConversations } from './store.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const ALERT = uuidv7()
const OTHER = uuidv7()
const intake = inboxIntake({
  inboxAlerts: async () => new Set([ALERT]),
  inboxAccounts: async () => new Set(),
})
const ana = { id: 'ana', name: 'Ana', handle: 'ana' }
const us = { id: 'brand', name: 'Brand', handle: 'brand' }
const START = Date.parse('2026-11-10T08:00:00Z')
const minute = (n: number) => new Date(START + n * 60_000)
const NOW = minute(600)

async function arrive(
  workspaceId: string,
  activities: Activity[],
  alerts = [ALERT],
  channel = 'bluesky',
): Promise<void> {
  const entries = activities.map((activity) => entry(activity, { alerts: activity.ours ? [] : alerts }))
  await append(database.db, { workspaceId, channel, accountId: null, entries, received: NOW })
}

async function file(workspaceId: string): Promise<void> {
  while ((await consume(database.db, workspaceId, intake)) > 0);
}

async function say(workspaceId: string, activities: Activity[], alerts = [ALERT]): Promise<void> {
  await arrive(workspaceId, activities, alerts)
  await file(workspaceId)
}

async function list(workspaceId: string): Promise<Conversation[]> {
  const listed = await listConversations(database.db, workspaceId, { sort: 'recent' }, 200)
  if (listed.length === 0) return []
  const ids = listed.map((one) => one.id)
  const whole = await getConversations(database.db, workspaceId, ids)
  return whole.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

/** A message in the thread `t`, said at a minute. */
function message(id: string, at: number, more: Partial<Activity> = {}): Activity {
  const base = note(id, `said ${id}`, { actor: ana, visibility: 'private', ...more, published: minute(at) })
  return { ...base, object: { ...base.object, thread: 't' } }
}

const answer = (id: string, at: number) => message(id, at, { actor: us, ours: true })

async function assertCounted(workspaceId: string): Promise<void> {
  const { rows } = await sql`
    select status, coalesce(assignee_id, '00000000-0000-0000-0000-000000000000') as who, count(*)::int as n
    from conversation where workspace_id = ${workspaceId} group by 1, 2 order by 1, 2`.execute(database.db)
  const { rows: counted } = await sql`
    select status, assignee_id as who, count::int as n from conversation_counter
    where workspace_id = ${workspaceId} and count <> 0 order by 1, 2`.execute(database.db)
  assert.deepEqual(counted, rows)
}

describe('who waits, and since when', () => {
  it('is told anew when what was closed without an answer goes on', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [message('thanks', 0)])
    const [{ id }] = (await list(workspace)) as [Conversation]
    await changeConversations(database.db, workspace, [id], { status: 'done' }, { memberId: null, now: NOW })
    await say(workspace, [message('question', 300)])
    const [one] = await list(workspace)
    assert.deepEqual([one?.status, one?.waiting_since], ['open', minute(300)])
  })

  it('counts what arrives late: nobody has answered it, or somebody had', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [message('second', 20)])
    await say(workspace, [message('first', 10)])
    assert.deepEqual((await list(workspace))[0]?.waiting_since, minute(10))
    assert.deepEqual((await list(workspace))[0]?.first_at, minute(10))
    await say(workspace, [answer('sorry', 30)])
    await say(workspace, [message('third', 40)])
    await say(workspace, [message('between', 25)])
    assert.deepEqual((await list(workspace))[0]?.waiting_since, minute(40), 'answered at 30')
    await say(workspace, [answer('late answer', 45), message('fourth', 50)])
    await say(workspace, [answer('later still', 47)])
    assert.deepEqual((await list(workspace))[0]?.waiting_since, minute(50))
  })

  it('opens again what was closed before a message of the outage came', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [message('seen', 20)])
    const [{ id }] = (await list(workspace)) as [Conversation]
    await changeConversations(database.db, workspace, [id], { status: 'done' }, { memberId: null, now: NOW })
    await say(workspace, [message('unseen', 15)])
    assert.equal((await list(workspace))[0]?.status, 'open')
    await assertCounted(workspace)
  })

  it('stays right whatever comes, in whatever order, and people do meanwhile', async () => {
    type Act = { kind: 'theirs' | 'ours' | 'done' | 'open' | 'snoozed' | 'assign'; at: number }
    const act: fc.Arbitrary<Act> = fc.record({
      kind: fc.constantFrom('theirs', 'theirs', 'ours', 'done', 'open', 'snoozed', 'assign'),
      at: fc.nat(500),
    })
    const some = fc.uniqueArray(act, { selector: (one) => one.at, minLength: 1, maxLength: 14 })
    await fc.assert(
      fc.asyncProperty(some, fc.boolean(), async (acts, together) => {
        const workspace = await testWorkspace(database.db)
        const said: Act[] = []
        for (const one of acts) {
          const id = `m${one.at}`
          if (one.kind === 'theirs' || one.kind === 'ours') {
            const activity = one.kind === 'ours' ? answer(id, one.at) : message(id, one.at)
            await arrive(workspace, [activity])
            if (said.length > 0 || one.kind === 'theirs') said.push(one)
            if (!together) await file(workspace)
            continue
          }
          await file(workspace)
          const ids = (await list(workspace)).map((row) => row.id)
          if (ids.length === 0) continue
          const change =
            one.kind === 'assign'
              ? { assigneeId: uuidv7() }
              : { status: one.kind, ...(one.kind === 'snoozed' ? { snoozedUntil: minute(9_999) } : {}) }
          await changeConversations(database.db, workspace, ids, change, { memberId: null, now: NOW })
        }
        await file(workspace)
        await assertCounted(workspace)
        const [one, ...others] = await list(workspace)
        const firstTheirs = said.findIndex(({ kind }) => kind === 'theirs')
        assert.equal(others.length, 0)
        assert.equal(one === undefined, firstTheirs === -1)
        if (!one) return
        assert.equal(one.messages, said.length)
        // Closing by hand settles what stood there; without it the rule is plain.
        if (acts.some(({ kind }) => kind === 'done')) return
        const lastAnswer = Math.max(-1, ...said.filter(({ kind }) => kind === 'ours').map(({ at }) => at))
        const unanswered = said.filter(({ kind, at }) => kind === 'theirs' && at > lastAnswer)
        const since = unanswered.length ? minute(Math.min(...unanswered.map(({ at }) => at))) : null
        assert.deepEqual(one.waiting_since, since)
      }),
      { numRuns: 60 },
    )
  })
})

describe('what changes on the network', () => {
  it('leaves no word of a deleted message, even where it was not the last (T21)', async () => {
    const workspace = await testWorkspace(database.db)
    const first = message('a', 0)
    await say(workspace, [{ ...first, object: { ...first.object, title: 'My secret trouble' } }])
    await say(workspace, [answer('b', 5)])
    assert.equal((await list(workspace))[0]?.title, 'My secret trouble')
    await say(workspace, [about('Delete', 'a')])
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from conversation
      where workspace_id = ${workspace} and conversation::text like '%secret%'`.execute(database.db)
    assert.equal(rows[0]?.n, 0)
    assert.equal((await list(workspace))[0]?.snippet, 'said b')
  })

  it('puts in the inbox what an edit made concern us', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [note('p', 'nothing', { actor: ana, published: minute(0) })], [])
    assert.equal((await list(workspace)).length, 0)
    await say(workspace, [about('Update', 'p', { text: 'a lamp of theirs', actor: ana })])
    const [one] = await list(workspace)
    assert.deepEqual([one?.snippet, one?.status, one?.alerts], ['a lamp of theirs', 'open', [ALERT]])
    await say(
      workspace,
      [about('Update', 'p', { text: 'calm', actor: ana, externalId: 'again', at: '2026-11-10T12:00:00Z' })],
      [OTHER],
    )
    assert.deepEqual(
      (await list(workspace)).map(({ alerts, messages }) => [alerts, messages]),
      [[[OTHER], 1]],
    )
    await assertCounted(workspace)
  })

  it('shows the feeling of the text as it stands', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [message('a', 0)])
    const edit = entry(about('Update', 'a', { text: 'awful', actor: ana }), { alerts: [ALERT] })
    edit.reading = { lang: 'fr', sentiment: 'negative', p: { positive: 0, neutral: 0, negative: 1 }, why: [] }
    await append(database.db, {
      workspaceId: workspace,
      channel: 'bluesky',
      accountId: null,
      entries: [edit],
      received: NOW,
    })
    await file(workspace)
    const [one] = await list(workspace)
    assert.deepEqual(
      [one?.sentiment, one?.lang, one?.priority_reasons[0]?.reason],
      ['negative', 'fr', 'negative'],
    )
  })
})

it('never waits in a ring with people who change conversations of several channels', async () => {
  const workspace = await testWorkspace(database.db)
  const channels = ['b-channel', 'a-channel', 'c-channel']
  for (const channel of channels) await arrive(workspace, [message('m0', 0)], [ALERT], channel)
  await file(workspace)
  const ids = (await list(workspace)).map((row) => row.id)
  const failures: unknown[] = []
  for (let round = 1; round <= 12; round++) {
    for (const channel of round % 2 ? channels : channels.toReversed())
      await arrive(workspace, [message(`m${round}`, round)], [ALERT], channel)
    const by = { memberId: null, now: NOW }
    const changes = ids.map((id) =>
      changeConversations(database.db, workspace, [id], { status: 'done', labels: [`r${round}`] }, by),
    )
    const all = changeConversations(database.db, workspace, ids, { assigneeId: uuidv7() }, by)
    await Promise.all(
      [file(workspace), all, ...changes].map((work) => work.catch((error) => failures.push(error))),
    )
  }
  await file(workspace)
  assert.deepEqual(failures, [])
  await assertCounted(workspace)
  const counts = await countsFor(database.db, workspace, uuidv7())
  assert.equal(counts.open + counts.snoozed + counts.done, 3)
})
