import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser, type Role } from '../../../access/index.ts'
import { joinConversations } from '../merge/join.ts'
import { listConversations } from '../store.ts'
import { countMentions, listMentions, markMentions, mentionedIn, namedIn, writeNote } from './store.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
const minutes = (n: number) => new Date(NOW.getTime() + n * 60_000)
let database: TestDatabase
let workspaceId: string
let ana: string
let ben: string
let told: { noteId: string; members: string[] }[]
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  ;[ana, ben] = [await member('Ana'), await member('Ben')]
  told = []
})

async function member(name: string, role: Role = 'agent'): Promise<string> {
  const userId = await insertUser(database.db, { name, email: `${uuidv7()}@example.org`, passwordHash: 'x' })
  return insertMember(database.db, workspaceId, userId, role)
}

async function talk(): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, snippet, status, priority,
      sentiment, lang, first_at, last_at, last_activity_id)
    values (${workspaceId}, ${id}, 'email', ${id}, 'private', 'x', 'dit', 'open', 0, 'neutral', 'fr', ${NOW}, ${NOW},
      ${uuidv7()})`.execute(database.db)
  return id
}

const note = (id: string, text: string, more: { at?: number; by?: string; mentions?: string[] } = {}) =>
  writeNote(
    database.db,
    workspaceId,
    id,
    { memberId: more.by ?? ana, text, now: minutes(more.at ?? 0), mentions: more.mentions },
    async (_tx, _workspaceId, { noteId, members }) => {
      told.push({ noteId, members })
    },
  )
const mentions = (who: string, ask: { unread?: boolean; since?: Date } = {}) =>
  listMentions(database.db, workspaceId, who, { limit: 10, ...ask })

it('is told once to each who is named, in the transaction of the note, and to nobody else', async () => {
  const id = await talk()
  const cleo = await member('Cleo')
  const { id: noteId, mentions: named } = await note(id, '@Ben et @Cleo, et encore @Ben')
  assert.deepEqual(named.sort(), [ben, cleo].sort())
  assert.deepEqual(
    told.map((one) => ({ ...one, members: one.members.sort() })),
    [{ noteId, members: [ben, cleo].sort() }],
  )
  await note(id, 'Sans nom')
  assert.equal(told.length, 1)
  assert.deepEqual(
    [...(await mentionedIn(database.db, workspaceId, id))].map(([key, all]) => [key, all.sort()]),
    [[noteId, [ben, cleo].sort()]],
  )
})

it('leaves neither note nor mention where telling fails', async () => {
  const id = await talk()
  const fails = async () => {
    throw new Error('no')
  }
  await assert.rejects(
    writeNote(database.db, workspaceId, id, { memberId: ana, text: '@Ben', now: NOW }, fails),
    /no/,
  )
  const { rows } = await database.pool.query('select notes from conversation where id = $1', [id])
  assert.deepEqual([rows[0].notes, await mentions(ben)], [0, []])
})

it('of two who bear one name is of whom was picked, else of both', async () => {
  const id = await talk()
  const twin = await member('Ben')
  await note(id, 'Vois, @Ben', { mentions: [twin] })
  assert.deepEqual([(await mentions(ben)).length, (await mentions(twin)).length], [0, 1])
  await note(id, 'Vois, @Ben')
  assert.deepEqual([(await mentions(ben)).length, (await mentions(twin)).length], [1, 2])
})

it('is read by conversation, by note, or all at once, each by who is named alone', async () => {
  const [one, two] = [await talk(), await talk()]
  for (const [n, id] of [one, two, two].entries()) await note(id, `@Ben ${n}`, { at: n })
  const count = () => countMentions(database.db, workspaceId, ben)
  const mark = (who: string, ask: { ids?: string[]; conversationId?: string; read?: boolean }) =>
    markMentions(database.db, workspaceId, who, { read: true, now: NOW, ...ask })
  assert.equal(await count(), 3)
  await mark(ana, {})
  assert.equal(await count(), 3)
  await mark(ben, { conversationId: one })
  assert.equal(await count(), 2)
  const [latest] = await mentions(ben, { unread: true })
  assert.equal(latest?.text, '@Ben 2')
  await mark(ben, { ids: [latest?.id ?? ''] })
  assert.equal(await count(), 1)
  await mark(ben, {})
  await mark(ben, { ids: [latest?.id ?? ''], read: false })
  assert.equal(await count(), 1)
  assert.deepEqual(
    (await mentions(ben, { since: minutes(1) })).map(({ text }) => text),
    ['@Ben 2', '@Ben 1'],
  )
})

it('is found where its conversation is shown, also once that was joined to another', async () => {
  const [one, two] = [await talk(), await talk()]
  await note(two, '@Ben')
  const list = async () => {
    const only = namedIn(workspaceId, ben)
    return (await listConversations(database.db, workspaceId, { sort: 'recent', only }, 10)).map(
      ({ id }) => id,
    )
  }
  assert.deepEqual(await list(), [two])
  await joinConversations(database.db, workspaceId, { into: one, ids: [two] }, { memberId: ana, now: NOW })
  assert.deepEqual(await list(), [one])
  const [mention] = await mentions(ben)
  assert.equal(mention?.conversation_id, one)
  assert.equal((await mentionedIn(database.db, workspaceId, one)).size, 1)
  await markMentions(database.db, workspaceId, ben, { conversationId: one, read: true, now: NOW })
  assert.equal(await countMentions(database.db, workspaceId, ben), 0)
})

it('goes with its conversation and with its member', async () => {
  const [one, two] = [await talk(), await talk()]
  await note(one, '@Ben')
  await note(two, '@Ben')
  await database.pool.query('delete from conversation where id = $1', [one])
  assert.equal((await mentions(ben)).length, 1)
  await database.pool.query('delete from member where id = $1', [ben])
  const { rows } = await database.pool.query('select 1 from conversation_mention where workspace_id = $1', [
    workspaceId,
  ])
  assert.deepEqual(rows, [])
})
