import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { Problem } from '../../../../lib/errors/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import { attachmentIdOf, forgetUnused, keepFile } from '../../../activity/index.ts'
import { draftsFor, dropDraft, dropDrafts, forgetDrafts, keepDraft, takeOver } from './store.ts'
import type { DraftBody } from './tables.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
let database: TestDatabase
let workspaceId: string
let talk: string
let ana: string
let ben: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(fresh)

async function fresh(): Promise<void> {
  workspaceId = await testWorkspace(database.db)
  ;[ana, ben] = [await member('Ana'), await member('Ben')]
  talk = await conversation()
}

async function member(name: string): Promise<string> {
  const userId = await insertUser(database.db, { name, email: `${uuidv7()}@example.org`, passwordHash: 'x' })
  return insertMember(database.db, workspaceId, userId, 'agent')
}

async function conversation(): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, snippet, status, priority,
      sentiment, lang, first_at, last_at, last_activity_id)
    values (${workspaceId}, ${id}, 'email', ${id}, 'private', 'x', 'dit', 'open', 0, 'neutral', 'fr', ${NOW}, ${NOW},
      ${uuidv7()})`.execute(database.db)
  return id
}

const said = (text: string, media: DraftBody['media'] = []): DraftBody => ({ text, media })
const place = (memberId: string) => ({ workspaceId, conversationId: talk, memberId })
const keep = (memberId: string, version: number, body: DraftBody, shared = false) =>
  keepDraft(database.db, place(memberId), { version, shared, body }, NOW)
const seen = async (memberId: string) =>
  (await draftsFor(database.db, place(memberId))).map((row) => [row.member_id, row.body.text, row.version])
const take = (memberId: string, from: string, version: number, replace = false) =>
  takeOver(database.db, place(memberId), { memberId: from, version, replace }, NOW)

it('is kept as it grows, for its writer alone until they share it', async () => {
  await keep(ana, 0, said('Bon'))
  await keep(ana, 1, said('Bonjour'))
  assert.deepEqual(await seen(ana), [[ana, 'Bonjour', 2]])
  assert.deepEqual(await seen(ben), [])
  await keep(ana, 2, said('Bonjour'), true)
  assert.deepEqual(await seen(ben), [[ana, 'Bonjour', 3]])
})

it('is never written over by what another device did not know of, and told what is there', async () => {
  await keep(ana, 0, said('On the train'))
  const error = await keep(ana, 0, said('At the desk')).catch((problem: unknown) => problem)
  assert.ok(error instanceof Problem && error.id === 'draft_changed' && error.status === 409)
  assert.deepEqual(error.more?.draft, {
    ...{ version: 1, updated: NOW.toISOString(), body: said('On the train') },
  })
  assert.equal((await keep(ana, 0, said('On the train'))).version, 1, 'the same words again are no conflict')
  await inTransaction(database.db, (tx) => dropDraft(tx, place(ana)))
  await assert.rejects(keep(ana, 1, said('After all')), { id: 'draft_changed' })
  await keep(ana, 0, said('After all'))
})

it('of devices that go on from the same words in the same moment, one is kept and the others are told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 5 }), fc.boolean(), async (devices, there) => {
      await fresh()
      if (there) await keep(ana, 0, said('Begun'))
      const version = there ? 1 : 0
      const ends = await Promise.allSettled(
        Array.from({ length: devices }, (_, n) => keep(ana, version, said(`Device ${n}`))),
      )
      const kept = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value.body.text : []))
      assert.equal(kept.length, 1)
      assert.deepEqual(await seen(ana), [[ana, kept[0], version + 1]])
    }),
    { numRuns: 20 },
  )
})

it('is taken over whole, once, and not from under what one has written oneself', async () => {
  await keep(ana, 0, said('Chère madame'), true)
  await keep(ben, 0, said('Mine'))
  await assert.rejects(take(ben, ana, 1), { id: 'draft_in_the_way' })
  await assert.rejects(take(ben, ana, 7, true), { id: 'draft_changed' })
  const taken = await take(ben, ana, 1, true)
  assert.deepEqual([taken.body.text, taken.taken_from], ['Chère madame', ana])
  assert.deepEqual(await seen(ana), [[ben, 'Chère madame', 2]], 'theirs no more, but theirs to see')
  await assert.rejects(take(ben, ana, 1), { id: 'not_found' })
  await assert.rejects(keep(ana, 1, said('Chère madame, bonjour')), { id: 'draft_changed' })
})

it('is not taken over where it is not shared', async () => {
  await keep(ana, 0, said('Private'))
  await assert.rejects(take(ben, ana, 1), { id: 'not_found' })
  await assert.rejects(take(ana, ana, 1), { id: 'not_found' })
})

it('is taken by one of two who reach for it in the same moment', async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), async (both) => {
      await fresh()
      const cleo = await member('Cleo')
      await keep(ana, 0, said('One'), true)
      if (both) await keep(ben, 0, said('Two'), true)
      const tries = both
        ? [take(ben, ana, 1, true), take(ana, ben, 1, true)]
        : [take(ben, ana, 1), take(cleo, ana, 1)]
      const ends = await Promise.allSettled(tries)
      assert.equal(ends.filter((end) => end.status === 'fulfilled').length, 1)
      for (const end of ends)
        if (end.status === 'rejected') assert.ok(end.reason instanceof Problem, String(end.reason))
    }),
    { numRuns: 10 },
  )
})

it('keeps its files for as long as it is there', async () => {
  const attachmentId = await file()
  const later = new Date(Date.now() + 3_600_000)
  await keep(ana, 0, said('See', [{ attachmentId }, { attachmentId: uuidv7() }]))
  await forgetUnused(database.db, later)
  assert.equal(await files(), 1)
  await keep(ana, 1, said('See'))
  await forgetUnused(database.db, later)
  assert.equal(await files(), 0)
})

it('goes with its conversation and its member, and when nobody went on with it, files and all', async () => {
  const later = new Date(Date.now() + 3_600_000)
  const ways = [
    () => inTransaction(database.db, (tx) => dropDrafts(tx, workspaceId, { conversationIds: [talk] })),
    () => inTransaction(database.db, (tx) => dropDrafts(tx, workspaceId, { memberId: ana })),
    () => forgetDrafts(database.db, new Date(NOW.getTime() + 1)),
  ]
  for (const go of ways) {
    const attachmentId = await file()
    await keep(ana, 0, said('See', [{ attachmentId }]))
    await forgetDrafts(database.db, NOW)
    assert.equal((await seen(ana)).length, 1)
    await go()
    assert.deepEqual(await seen(ana), [])
    await forgetUnused(database.db, later)
    assert.equal(await files(), 0)
  }
})

async function file(): Promise<string> {
  const kept = await keepFile(database.db, workspaceId, { name: 'a.txt', bytes: Buffer.from('12 lampes') })
  return attachmentIdOf(kept.url) ?? ''
}

async function files(): Promise<number> {
  const { rows } = await database.pool.query(
    'select count(*)::int as n from attachment where workspace_id = $1',
    [workspaceId],
  )
  return rows[0].n
}
