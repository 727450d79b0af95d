import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { about, entry, note } from '../../../../test/support/entries.ts'
import { testMember, testWorkspace } from '../../../../test/support/workspace.ts'
import { type Activity, append, consume, withdraw } from '../../../activity/index.ts'
import { changeConversations } from '../change.ts'
import { listEntries } from '../entries.ts'
import { forgetActivities } from '../forget.ts'
import { inboxIntake } from '../intake.ts'
import { getConversation, listConversations } from '../store.ts'
import { contextOf } from './context.ts'
import { joinConversations, partConversations } from './join.ts'
import { choicesOf, saidIn } from './said-in.ts'
import { splitConversation } from './split.ts'

const ALERT = uuidv7()
const NOW = new Date('2026-11-20T12:00:00Z')
const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00Z`
const intake = inboxIntake({
  inboxAlerts: async () => new Set([ALERT]),
  inboxAccounts: async () => new Set(),
})
const ana = { id: 'ana', name: 'Ana' }
const bob = { id: 'bob', name: 'Bob' }
const us = { id: 'brand', name: 'Brand' }
let by: { memberId: string; now: Date }

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  by = { memberId: await testMember(database.db, workspaceId), now: NOW }
})

async function say(channel: string, ...activities: Activity[]): Promise<string[]> {
  const entries = activities.map((one) => entry(one, { alerts: one.ours ? [] : [ALERT] }))
  const { stored } = await append(database.db, {
    workspaceId,
    channel,
    accountId: null,
    entries,
    received: NOW,
  })
  while ((await consume(database.db, workspaceId, intake)) > 0);
  return stored.map(({ id }) => id)
}

/** Something said in a thread: its first message has the thread's own name. */
function said(
  id: string,
  hour: number,
  more: Partial<Activity> & { thread?: string; to?: string } = {},
): Activity {
  const { thread, to, ...rest } = more
  const made = note(id, id, { at: at(hour), actor: more.ours ? us : ana, ...rest })
  return {
    ...made,
    object: { ...made.object, ...(thread ? { thread } : {}), ...(to ? { inReplyTo: to } : {}) },
  }
}

const list = () => listConversations(database.db, workspaceId, { sort: 'recent' }, 50)
const get = (id: string) => getConversation(database.db, workspaceId, id)
const idOf = async (channel: string) => {
  const row = (await list()).find((one) => one.channel === channel)
  return row?.id ?? assert.fail(`nothing on ${channel}`)
}
const textsIn = async (id: string) => {
  const { entries, activities } = await listEntries(database.db, workspaceId, id, {
    order: 'asc',
    limit: 100,
  })
  return entries.flatMap((one) => activities.get(one.id)?.text ?? [])
}
const eventsIn = async (id: string) => {
  const { entries } = await listEntries(database.db, workspaceId, id, { order: 'asc', limit: 100 })
  return entries.filter((one) => one.kind === 'event').map(({ what, value }) => [what, value])
}

/** What the counters say must be what a count of the rows says. */
async function assertCounted() {
  const { rows } = await sql`
    select status, count(*)::int as n from conversation
    where workspace_id = ${workspaceId} and merged_into is null group by 1 order by 1`.execute(database.db)
  const { rows: counted } = await sql`
    select status, sum(count)::int as n from conversation_counter
    where workspace_id = ${workspaceId} group by 1 having sum(count) <> 0 order by 1`.execute(database.db)
  assert.deepEqual(counted, rows)
}

async function commentAndMail() {
  await say('net', said('comment', 8))
  await say('mail', said('mail', 9, { visibility: 'private' }))
  return { comment: await idOf('net'), mail: await idOf('mail') }
}

describe('what is joined', () => {
  it('is one thread across channels, in the order it was said, and follows what comes later in each', async () => {
    const { comment, mail } = await commentAndMail()
    const done = await joinConversations(
      database.db,
      workspaceId,
      { into: comment, ids: [mail, comment] },
      by,
    )
    assert.deepEqual(done, { id: comment, joined: [mail] })
    await say('mail', said('mail 2', 10, { thread: 'mail', visibility: 'private' }))
    await say('net', said('comment 2', 11, { thread: 'comment' }))
    assert.deepEqual(
      (await list()).map(({ id }) => id),
      [comment],
    )
    assert.deepEqual(await textsIn(comment), ['comment', 'mail', 'mail 2', 'comment 2'])
    const row = await get(comment)
    assert.deepEqual([row.messages, row.snippet, row.waiting_since], [4, 'comment 2', new Date(at(8))])
    assert.deepEqual(await eventsIn(comment), [['joined', mail]])
    assert.equal((await get(mail)).id, comment, 'who asks for it is shown the other')
    await assertCounted()
  })

  it('is answered where it was said: an answer to one of them ends the wait of all', async () => {
    const { comment, mail } = await commentAndMail()
    await joinConversations(database.db, workspaceId, { into: comment, ids: [mail] }, by)
    const choices = await choicesOf(database.db, workspaceId, comment)
    assert.deepEqual(
      choices.map(({ home, message }) => [home, message.text]),
      [
        [mail, 'mail'],
        [comment, 'comment'],
      ],
    )
    const talk = await get(comment)
    const place = await saidIn(database.db, workspaceId, talk, choices[0]?.message.id)
    assert.deepEqual([place.channel, place.visibility], ['mail', 'private'])
    assert.equal((await saidIn(database.db, workspaceId, talk, choices[1]?.message.id)).channel, 'net')
    await say('mail', said('answer', 10, { ours: true, thread: 'mail', to: 'mail', visibility: 'private' }))
    const row = await get(comment)
    assert.deepEqual([row.waiting_since, row.first_answer_at], [null, new Date(at(10))])
    assert.deepEqual(await textsIn(comment), ['comment', 'mail', 'answer'])
  })

  it('parts again as it stood, with all that came by its thread since', async () => {
    const { comment, mail } = await commentAndMail()
    await changeConversations(database.db, workspaceId, [comment], { status: 'done', labels: ['a'] }, by)
    await changeConversations(
      database.db,
      workspaceId,
      [mail],
      { labels: ['b'], assigneeId: by.memberId },
      by,
    )
    await joinConversations(database.db, workspaceId, { into: comment, ids: [mail] }, by)
    const joined = await get(comment)
    assert.deepEqual([joined.status, joined.labels, joined.assignee_id], ['open', ['a', 'b'], by.memberId])
    await say('mail', said('mail 2', 10, { thread: 'mail', visibility: 'private' }))
    await say('mail', said('answer', 11, { ours: true, thread: 'mail', to: 'mail 2', visibility: 'private' }))
    await partConversations(database.db, workspaceId, { from: comment, ids: [mail] }, by)
    const [one, two] = [await get(comment), await get(mail)]
    assert.deepEqual([one.status, one.labels, one.assignee_id, one.messages], ['done', ['a'], null, 1])
    assert.deepEqual([two.id, two.status, two.labels, two.messages], [mail, 'open', ['b'], 3])
    assert.equal(two.waiting_since, null)
    assert.deepEqual(await textsIn(mail), ['mail', 'mail 2', 'answer'])
    assert.deepEqual(await textsIn(comment), ['comment'])
    await say('mail', said('mail 3', 12, { thread: 'mail', visibility: 'private' }))
    assert.equal((await get(mail)).messages, 4)
    await assertCounted()
    await assert.rejects(partConversations(database.db, workspaceId, { from: comment, ids: [mail] }, by), {
      id: 'not_joined',
    })
  })

  it('may be joined to a third, and parted from it as a whole', async () => {
    const { comment, mail } = await commentAndMail()
    await say('forum', said('forum', 10))
    const forum = await idOf('forum')
    await joinConversations(database.db, workspaceId, { into: mail, ids: [comment] }, by)
    // Named by the one that it does not show any more.
    const done = await joinConversations(database.db, workspaceId, { into: forum, ids: [comment] }, by)
    assert.deepEqual(done, { id: forum, joined: [mail] })
    await say('net', said('comment 2', 11, { thread: 'comment' }))
    assert.deepEqual(await textsIn(forum), ['comment', 'mail', 'forum', 'comment 2'])
    await partConversations(database.db, workspaceId, { from: forum, ids: [mail] }, by)
    assert.deepEqual(await textsIn(mail), ['comment', 'mail', 'comment 2'])
    assert.deepEqual(await textsIn(forum), ['forum'])
    await partConversations(database.db, workspaceId, { from: mail, ids: [comment] }, by)
    assert.deepEqual(await textsIn(comment), ['comment', 'comment 2'])
    await assertCounted()
  })

  it('shows a post of ours once that both stand under, and gives it back to both', async () => {
    const post = note('post', 'Nouvelle lampe', { at: at(7), actor: us, ours: true })
    await say(
      'net',
      post,
      said('a', 8, { thread: 'post', to: 'post' }),
      said('b', 9, { thread: 'post', to: 'post', actor: bob }),
    )
    const [two, one] = (await list()).map(({ id }) => id)
    assert.ok(one && two)
    await joinConversations(database.db, workspaceId, { into: one, ids: [two] }, by)
    assert.deepEqual(await textsIn(one), ['Nouvelle lampe', 'a', 'b'])
    await partConversations(database.db, workspaceId, { from: one, ids: [two] }, by)
    assert.deepEqual(await textsIn(two), ['Nouvelle lampe', 'b'])
    assert.deepEqual(await textsIn(one), ['Nouvelle lampe', 'a'])
  })

  it('follows edits, deletions and answers that are taken back', async () => {
    const { comment, mail } = await commentAndMail()
    await joinConversations(database.db, workspaceId, { into: comment, ids: [mail] }, by)
    await say('mail', said('answer', 10, { ours: true, thread: 'mail', to: 'mail', visibility: 'private' }))
    await say('mail', about('Delete', 'answer', { at: at(11), actor: us, ours: true }))
    assert.deepEqual((await get(comment)).waiting_since, new Date(at(8)))
    await say('mail', about('Update', 'mail', { at: at(12), actor: ana, text: 'corrected' }))
    assert.deepEqual((await textsIn(comment)).slice(0, 2), ['comment', 'corrected'])
    assert.equal((await list()).length, 1)
  })

  it('forgets who is erased, hidden parts and all, and stays for the others', async () => {
    await say('net', said('comment', 8))
    const [mailed = ''] = await say('mail', said('mail', 9, { actor: bob, visibility: 'private' }))
    const [comment, mail] = [await idOf('net'), await idOf('mail')]
    await joinConversations(database.db, workspaceId, { into: comment, ids: [mail] }, by)
    await withdraw(database.db, workspaceId, [mailed])
    await forgetActivities(database.db, workspaceId, [mailed])
    assert.deepEqual(await textsIn(comment), ['comment'])
    const { rows } = await sql<{ author_name: string }>`
      select author_name from conversation where workspace_id = ${workspaceId}`.execute(database.db)
    assert.deepEqual(rows, [{ author_name: 'Ana' }])
    await assertCounted()
  })

  it('names who is left where the first who wrote is erased', async () => {
    const [commented = ''] = await say('net', said('comment', 8))
    await say('mail', said('mail', 9, { actor: bob, visibility: 'private' }))
    const [comment, mail] = [await idOf('net'), await idOf('mail')]
    await joinConversations(database.db, workspaceId, { into: comment, ids: [mail] }, by)
    await withdraw(database.db, workspaceId, [commented])
    await forgetActivities(database.db, workspaceId, [commented])
    const row = await get(comment)
    assert.deepEqual([row.author_name, await textsIn(comment)], ['Bob', ['mail']])
    await assert.rejects(partConversations(database.db, workspaceId, { from: comment, ids: [mail] }, by), {
      id: 'part_leaves_nothing',
    })
    assert.deepEqual(await textsIn(comment), ['mail'])
  })
})

describe('two at once', () => {
  it('who changes, and who files, what another joins meanwhile find it where it is shown', async () => {
    for (let round = 0; round < 5; round++) {
      workspaceId = await testWorkspace(database.db)
      const { comment, mail } = await commentAndMail()
      await Promise.all([
        joinConversations(database.db, workspaceId, { into: comment, ids: [mail] }, by),
        changeConversations(database.db, workspaceId, [mail], { labels: ['vu'] }, by),
        say('mail', said('mail 2', 10, { thread: 'mail', visibility: 'private' })),
      ])
      const row = await get(comment)
      assert.deepEqual([row.messages, row.labels], [3, ['vu']])
      assert.deepEqual(await textsIn(comment), ['comment', 'mail', 'mail 2'])
      await assertCounted()
    }
  })

  it('join each to the other, and one of them shows both', async () => {
    for (let round = 0; round < 5; round++) {
      workspaceId = await testWorkspace(database.db)
      const { comment, mail } = await commentAndMail()
      const join = (into: string, other: string) =>
        joinConversations(database.db, workspaceId, { into, ids: [other] }, by)
      const [one, two] = await Promise.all([join(comment, mail), join(mail, comment)])
      assert.equal(one.id, two.id)
      assert.equal(one.joined.length + two.joined.length, 1)
      assert.equal((await list()).length, 1)
    }
  })

  it('split and file: what comes by the thread goes on in the new one', async () => {
    for (let round = 0; round < 5; round++) {
      workspaceId = await testWorkspace(database.db)
      const [, second = ''] = await say('net', said('root', 8), said('other', 9, { thread: 'root' }))
      const [first] = await list()
      assert.ok(first)
      const [next] = await Promise.all([
        splitConversation(database.db, workspaceId, { id: first.id, from: second }, by),
        say('net', said('more', 10, { thread: 'root' })),
      ])
      const both = [...(await textsIn(first.id)), ...(await textsIn(next))]
      assert.deepEqual(both, ['root', 'other', 'more'])
      await say('net', said('last', 11, { thread: 'root' }))
      assert.equal((await textsIn(next)).at(-1), 'last')
      await assertCounted()
    }
  })
})

describe('what is split', () => {
  async function long() {
    const ids = await say(
      'net',
      said('root', 7),
      said('one', 8, { thread: 'root' }),
      said('answer', 9, { ours: true, thread: 'root', to: 'one' }),
      said('two', 10, { thread: 'root' }),
    )
    return { id: await idOf('net'), ids }
  }

  it('goes on by itself from that message, and an answer to what stays goes there', async () => {
    const { id, ids } = await long()
    const next = await splitConversation(database.db, workspaceId, { id, from: ids[3] ?? '' }, by)
    assert.deepEqual([await textsIn(id), await textsIn(next)], [['root', 'one', 'answer'], ['two']])
    const [left, right] = [await get(id), await get(next)]
    assert.deepEqual([left.waiting_since, right.waiting_since], [null, new Date(at(10))])
    assert.deepEqual([left.messages, right.messages, right.snippet], [3, 1, 'two'])
    await say('net', said('three', 11, { thread: 'root' }))
    await say('net', said('late answer', 12, { ours: true, thread: 'root', to: 'one' }))
    assert.equal((await textsIn(next)).at(-1), 'three')
    assert.equal((await textsIn(id)).at(-1), 'late answer')
    assert.deepEqual([await eventsIn(id), await eventsIn(next)], [[['split', next]], [['split-from', id]]])
    await assertCounted()
  })

  it('is one again when it is joined to what it left, and so is what comes later', async () => {
    const { id, ids } = await long()
    const next = await splitConversation(database.db, workspaceId, { id, from: ids[3] ?? '' }, by)
    await joinConversations(database.db, workspaceId, { into: id, ids: [next] }, by)
    await say('net', said('three', 11, { thread: 'root' }))
    assert.deepEqual(await textsIn(id), ['root', 'one', 'answer', 'two', 'three'])
    assert.equal((await list()).length, 1)
    assert.deepEqual((await get(id)).waiting_since, new Date(at(10)))
  })

  it('takes the threads along that went on there, and leaves the others', async () => {
    const { comment, mail } = await commentAndMail()
    await joinConversations(database.db, workspaceId, { into: comment, ids: [mail] }, by)
    const [from = ''] = await say('mail', said('invoice', 10, { thread: 'mail', visibility: 'private' }))
    const next = await splitConversation(database.db, workspaceId, { id: comment, from }, by)
    assert.deepEqual([(await get(next)).channel, (await get(next)).visibility], ['mail', 'private'])
    await say('mail', said('invoice 2', 11, { thread: 'mail', visibility: 'private' }))
    await say('net', said('comment 2', 12, { thread: 'comment' }))
    assert.deepEqual(await textsIn(next), ['invoice', 'invoice 2'])
    assert.deepEqual(await textsIn(comment), ['comment', 'mail', 'comment 2'])
  })

  it('leaves something: the first message alone cannot go, nor an answer of ours', async () => {
    const { id, ids } = await long()
    const split = (from = uuidv7()) => splitConversation(database.db, workspaceId, { id, from }, by)
    await assert.rejects(split(ids[0]), { id: 'split_leaves_nothing' })
    await assert.rejects(split(), { id: 'not_found' })
    await say('net', said('end', 11, { ours: true, thread: 'root', to: 'two' }))
    const { rows } = await sql<{ activity_id: string }>`
      select activity_id from conversation_item where workspace_id = ${workspaceId}
      order by published desc limit 1`.execute(database.db)
    await assert.rejects(split(rows[0]?.activity_id), { id: 'split_leaves_nothing' })
  })
})

it('shows what was said above: the posts answered, and the root, oldest first', async () => {
  const theirs = { actor: bob }
  const plain = { inboxAlerts: async () => new Set<string>(), inboxAccounts: async () => new Set<string>() }
  const entries = [said('post', 5, theirs), said('reply', 6, { ...theirs, thread: 'post', to: 'post' })].map(
    (one) => entry(one),
  )
  await append(database.db, { workspaceId, channel: 'net', accountId: null, entries, received: NOW })
  while ((await consume(database.db, workspaceId, inboxIntake(plain))) > 0);
  await say('net', said('mention', 7, { thread: 'post', to: 'reply' }))
  const above = await contextOf(database.db, workspaceId, await get(await idOf('net')))
  assert.deepEqual(
    above.map(({ text }) => text),
    ['post', 'reply'],
  )
})
