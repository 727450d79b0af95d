import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { about, entry, note } from '../../../test/support/entries.ts'
import { testMember, testWorkspace } from '../../../test/support/workspace.ts'
import { type Activity, adopt, append, consume } from '../../activity/index.ts'
import { changeConversations, wakeSnoozed } from './change.ts'
import { countsFor } from './counter.ts'
import { listEntries } from './entries.ts'
import { inboxIntake } from './intake.ts'
import { type Conversation, getConversations, listConversations } from './store.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const ALERT = uuidv7()
const intake = inboxIntake({
  inboxAlerts: async () => new Set([ALERT]),
  inboxAccounts: async () => new Set(),
})
const ana = { id: 'ana', name: 'Ana', handle: 'ana' }
const bob = { id: 'bob', name: 'Bob', handle: 'bob' }
const us = { id: 'brand', name: 'Brand', handle: 'brand' }

async function say(workspaceId: string, activities: Activity[], received = new Date('2026-11-10T12:00:00Z')) {
  const entries = activities.map((activity) => entry(activity, { alerts: activity.ours ? [] : [ALERT] }))
  await append(database.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received })
  while ((await consume(database.db, workspaceId, intake)) > 0);
}

async function list(workspaceId: string): Promise<Conversation[]> {
  const listed = await listConversations(database.db, workspaceId, { sort: 'recent' }, 100)
  if (listed.length === 0) return []
  const ids = listed.map((one) => one.id)
  const whole = await getConversations(database.db, workspaceId, ids)
  return whole.sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
}

function reply(
  id: string,
  to: string,
  thread: string,
  text: string,
  more: Partial<Activity> & { at?: string } = {},
): Activity {
  const base = note(id, text, more)
  return { ...base, object: { ...base.object, inReplyTo: to, thread } }
}

/** What the counters say must be what a count of the rows says. */
async function assertCounted(workspaceId: string) {
  const { rows } = await sql`
    select status, coalesce(assignee_id::text, '') as who, count(*)::int as n from conversation
    where workspace_id = ${workspaceId} group by 1, 2 order by 1, 2`.execute(database.db)
  const { rows: counted } = await sql`
    select status, replace(assignee_id::text, '00000000-0000-0000-0000-000000000000', '') as who, count::int as n
    from conversation_counter where workspace_id = ${workspaceId} and count <> 0 order by 1, 2`.execute(
    database.db,
  )
  assert.deepEqual(counted, rows)
}

const FIREHOSE = uuidv7()
const ACCOUNT = uuidv7()

/** As the pipeline does where an account sees what a firehose brought. */
async function seeAgain(workspaceId: string, externalId: string, ours: boolean, reader = intake) {
  const now = new Date('2026-11-10T12:01:00Z')
  const seen = [{ externalId, ours }]
  const claim = { workspaceId, channel: 'bluesky', accountId: ACCOUNT, equals: [], by: us, seen, now }
  await adopt(database.db, claim)
  while ((await consume(database.db, workspaceId, reader)) > 0);
}

describe('an account that finds its own', () => {
  const answering = inboxIntake({
    inboxAlerts: async () => new Set(),
    inboxAccounts: async () => new Set([ACCOUNT]),
  })
  async function overhear(workspaceId: string, activity: Activity) {
    const entries = [entry(activity)]
    const received = new Date('2026-11-10T12:00:00Z')
    await append(database.db, { workspaceId, channel: 'bluesky', accountId: FIREHOSE, entries, received })
    while ((await consume(database.db, workspaceId, answering)) > 0);
  }

  it('puts on the desk what a firehose had overheard', async () => {
    const workspace = await testWorkspace(database.db)
    await overhear(workspace, note('a', '@brand broken', { actor: ana }))
    assert.equal((await list(workspace)).length, 0)
    await seeAgain(workspace, 'a', false, answering)
    const [one, ...more] = await list(workspace)
    assert.deepEqual([one?.account_id, one?.messages, one?.status, more], [ACCOUNT, 1, 'open', []])
    await assertCounted(workspace)
  })

  it('takes over a conversation, and the wait ends where it had answered itself', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [note('a', 'broken lamp?', { actor: ana })])
    await say(workspace, [reply('b', 'a', 'a', 'sorry', { actor: us, at: '2026-11-10T10:30:00Z' })])
    assert.ok((await list(workspace))[0]?.waiting_since)
    await seeAgain(workspace, 'a', false)
    await seeAgain(workspace, 'b', true)
    const [one] = await list(workspace)
    assert.deepEqual([one?.account_id, one?.waiting_since, one?.messages], [ACCOUNT, null, 2])
    assert.equal(one?.first_answer_at?.toISOString(), '2026-11-10T10:30:00.000Z')
    await assertCounted(workspace)
  })

  it('leaves off the desk what an account only watches', async () => {
    const workspace = await testWorkspace(database.db)
    const entries = [entry(note('a', 'a hashtag', { extra: { watched: true } })), entry(note('b', '@brand'))]
    const received = new Date('2026-11-10T12:00:00Z')
    const batch = { workspaceId: workspace, channel: 'mastodon', accountId: ACCOUNT, entries, received }
    await append(database.db, batch)
    while ((await consume(database.db, workspace, answering)) > 0);
    assert.deepEqual(
      (await list(workspace)).map((one) => one.thread_key),
      ['b'],
    )
  })
})

describe('an answer that is taken back', () => {
  it('leaves who had asked waiting again, and nobody in what people put away', async () => {
    const workspace = await testWorkspace(database.db)
    for (const root of ['a', 'x']) {
      await say(workspace, [note(root, 'broken lamp?', { actor: ana })])
      const mine = { actor: us, ours: true, at: '2026-11-10T10:30:00Z' }
      await say(workspace, [reply(`${root}-answer`, root, root, 'sorry', mine)])
    }
    const put = (await list(workspace)).find((one) => one.thread_key === 'x')
    const now = new Date('2026-11-10T10:40:00Z')
    await changeConversations(
      database.db,
      workspace,
      [put?.id ?? ''],
      { status: 'done' },
      { memberId: null, now },
    )
    await say(workspace, [
      about('Delete', 'a-answer', { actor: us }),
      about('Delete', 'x-answer', { actor: us }),
    ])
    const waits = new Map((await list(workspace)).map((one) => [one.thread_key, one.waiting_since]))
    assert.equal(waits.get('a')?.toISOString(), '2026-11-10T10:00:00.000Z')
    assert.equal(waits.get('x'), null)
    await assertCounted(workspace)
  })
})

describe('mail that no person wrote', () => {
  const auto = { extra: { auto: 'reply' } }

  it('is filed, and neither opens a conversation nor makes anybody wait', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [note('x', 'I am away', { actor: ana, ...auto })])
    const [alone] = await list(workspace)
    assert.deepEqual([alone?.status, alone?.waiting_since, alone?.messages], ['done', null, 1])
    await say(workspace, [note('a', 'broken lamp?', { actor: bob })])
    await say(workspace, [
      reply('b', 'a', 'a', 'sorry', { actor: us, ours: true, at: '2026-11-10T10:30:00Z' }),
    ])
    await say(workspace, [
      reply('c', 'b', 'a', 'I am away', { actor: bob, at: '2026-11-10T10:31:00Z', ...auto }),
    ])
    const talk = (await list(workspace)).find((one) => one.thread_key === 'a')
    assert.deepEqual([talk?.messages, talk?.waiting_since], [3, null])
    await assertCounted(workspace)
  })

  it('opens the conversation whose answer came back, and says to whom; a delay changes nothing', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [note('a', 'broken lamp?', { actor: ana })])
    await say(workspace, [
      reply('b', 'a', 'a', 'sorry', { actor: us, ours: true, at: '2026-11-10T10:30:00Z' }),
    ])
    const [{ id } = { id: '' }] = await list(workspace)
    const now = new Date('2026-11-10T10:40:00Z')
    await changeConversations(database.db, workspace, [id], { status: 'done' }, { memberId: null, now })
    const bounced = (permanent: boolean) => {
      const status = permanent ? '5.1.1' : '4.4.1'
      const extra = { bounce: { recipient: 'ana@test', permanent, status, words: 'no such user' } }
      return about('Reject', 'b', { externalId: `bounce-${permanent}`, actor: { id: 'daemon' }, extra })
    }
    await say(workspace, [bounced(false)])
    assert.equal((await list(workspace))[0]?.status, 'done')
    await say(workspace, [bounced(true)])
    const [open, ...more] = await list(workspace)
    assert.deepEqual(
      [open?.status, open?.waiting_since?.toISOString(), more],
      ['open', '2026-11-10T11:00:00.000Z', []],
    )
    const { entries, activities } = await listEntries(database.db, workspace, id, {
      order: 'asc',
      limit: 100,
    })
    const answer = [...activities.values()].find((one) => one.ours)?.id
    assert.deepEqual(
      entries.flatMap(({ what, value, about, detail }) =>
        about ? [[what, value, about, detail?.status]] : [],
      ),
      [
        ['delayed', 'ana@test', answer, '4.4.1'],
        ['undelivered', 'ana@test', answer, '5.1.1'],
      ],
    )
    await assertCounted(workspace)
  })
})

describe('intake', () => {
  it('files a message with its thread, and ends the wait at our answer', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [note('a', 'broken lamp?', { actor: ana })])
    const [open] = await list(workspace)
    assert.deepEqual(
      [open?.status, open?.messages, open?.waiting_since?.toISOString()],
      ['open', 1, '2026-11-10T10:00:00.000Z'],
    )
    await say(workspace, [
      reply('b', 'a', 'a', 'sorry', { actor: us, ours: true, at: '2026-11-10T10:30:00Z' }),
    ])
    const [answered] = await list(workspace)
    assert.deepEqual([answered?.id, answered?.messages, answered?.waiting_since], [open?.id, 2, null])
    assert.equal(answered?.first_answer_at?.toISOString(), '2026-11-10T10:30:00.000Z')
    assert.equal(answered?.snippet, 'sorry')
    await assertCounted(workspace)
  })

  it('gives each commenter under a post of ours a conversation, with the post in it and our answer in the right one', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [note('post', 'New lamp', { actor: us, ours: true, at: '2026-11-10T09:00:00Z' })])
    assert.equal((await list(workspace)).length, 0, 'our own post asks for no answer')
    await say(workspace, [
      reply('c1', 'post', 'post', 'late parcel', { actor: ana, at: '2026-11-10T09:10:00Z' }),
      reply('c2', 'post', 'post', 'lovely', { actor: bob, at: '2026-11-10T09:11:00Z' }),
      reply('r1', 'c1', 'post', 'on its way', { actor: us, ours: true, at: '2026-11-10T09:12:00Z' }),
    ])
    const conversations = await list(workspace)
    assert.deepEqual(
      conversations.map((one) => [one.author_name, one.messages, one.waiting_since === null]),
      [
        ['Ana', 2, true],
        ['Bob', 1, false],
      ],
    )
    const { entries, activities } = await listEntries(database.db, workspace, conversations[0]!.id, {
      order: 'asc',
      limit: 10,
    })
    assert.deepEqual(
      entries.map((one) => activities.get(one.id)?.text),
      ['New lamp', 'late parcel', 'on its way'],
    )
    await assertCounted(workspace)
  })

  it('leaves out what asks for no answer, and files old history without putting it on a desk', async () => {
    const workspace = await testWorkspace(database.db)
    await append(database.db, {
      workspaceId: workspace,
      channel: 'feed',
      accountId: null,
      received: new Date(),
      entries: [entry(note('x', 'nothing'))],
    })
    await say(workspace, [note('old', 'long ago', { at: '2024-01-01T00:00:00Z' })])
    assert.deepEqual(
      (await list(workspace)).map((one) => [one.snippet, one.status, one.waiting_since]),
      [['long ago', 'done', null]],
    )
    await assertCounted(workspace)
  })

  it('opens again what was done or put away when they write again', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [note('a', 'hello', { actor: ana })])
    const [{ id }] = (await list(workspace)) as [Conversation]
    const by = { memberId: await testMember(database.db, workspace), now: new Date('2026-11-10T11:00:00Z') }
    const [undo] = await changeConversations(
      database.db,
      workspace,
      [id],
      { status: 'done', assigneeId: by.memberId },
      by,
    )
    assert.deepEqual(undo?.change, { status: 'open', assigneeId: null })
    await assertCounted(workspace)
    await say(workspace, [reply('b', 'a', 'a', 'hello?', { actor: ana, at: '2026-11-10T12:00:00Z' })])
    const [again] = await list(workspace)
    assert.deepEqual([again?.status, again?.assignee_id], ['open', by.memberId])
    await changeConversations(database.db, workspace, [id], { status: 'done', assigneeId: uuidv7() }, by)
    await say(workspace, [reply('c', 'a', 'a', 'hello??', { actor: ana, at: '2026-11-10T13:00:00Z' })])
    const [released] = await list(workspace)
    assert.deepEqual([released?.status, released?.assignee_id], ['open', null], 'of somebody who has left')
    await assertCounted(workspace)
  })

  it('follows edits and deletions in what the list shows', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [note('a', 'frist', { actor: ana })])
    await say(workspace, [about('Update', 'a', { text: 'first' })])
    assert.equal((await list(workspace))[0]?.snippet, 'first')
    await say(workspace, [about('Delete', 'a')])
    assert.equal((await list(workspace))[0]?.snippet, '')
  })

  it('wakes what was snoozed at its time, once', async () => {
    const workspace = await testWorkspace(database.db)
    await say(workspace, [note('a', 'later', { actor: ana })])
    const [{ id }] = (await list(workspace)) as [Conversation]
    const now = new Date('2026-11-10T11:00:00Z')
    const until = new Date('2026-11-10T15:00:00Z')
    await changeConversations(
      database.db,
      workspace,
      [id],
      { status: 'snoozed', snoozedUntil: until },
      { memberId: null, now },
    )
    assert.equal(await wakeSnoozed(database.db, new Date('2026-11-10T14:59:00Z')), 0)
    assert.equal(await wakeSnoozed(database.db, until), 1)
    assert.equal(await wakeSnoozed(database.db, until), 0)
    assert.equal((await list(workspace))[0]?.status, 'open')
    await assertCounted(workspace)
  })

  it('changes all or none, and no conversation of another workspace', async () => {
    const [mine, other] = [await testWorkspace(database.db), await testWorkspace(database.db)]
    await say(mine, [note('a', 'mine')])
    await say(other, [note('a', 'other')])
    const ids = [(await list(mine))[0]!.id, (await list(other))[0]!.id]
    const by = { memberId: null, now: new Date() }
    await assert.rejects(changeConversations(database.db, mine, ids, { status: 'done' }, by), {
      id: 'not_found',
    })
    assert.deepEqual([(await list(mine))[0]?.status, (await list(other))[0]?.status], ['open', 'open'])
    const me = uuidv7()
    assert.equal((await countsFor(database.db, mine, me)).unassigned, 1)
  })
})
