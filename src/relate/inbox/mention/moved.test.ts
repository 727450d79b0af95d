import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testMember, testWorkspace } from '../../../../test/support/workspace.ts'
import { listEntries } from '../entries.ts'
import { joinConversations, partConversations } from '../merge/join.ts'
import { addNote } from '../note.ts'
import { getConversation, listConversations } from '../store.ts'
import { mentionsIn } from './mention.ts'
import { countMentions, listMentions, markMentions, mentionedIn, namedIn, writeNote } from './store.ts'

const NOW = new Date('2026-11-20T12:00:00Z')
let database: TestDatabase
let workspaceId: string
let ana: string
let ben: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
  ;[ana, ben] = [await testMember(database.db, workspaceId), await testMember(database.db, workspaceId)]
})

async function talk(): Promise<string> {
  const id = uuidv7()
  await sql`
    insert into conversation (workspace_id, id, channel, thread_key, visibility, author_id, snippet, status, priority,
      sentiment, lang, first_at, last_at, last_activity_id)
    values (${workspaceId}, ${id}, 'email', ${id}, 'private', 'x', 'dit', 'open', 0, 'neutral', 'fr', ${NOW}, ${NOW},
      ${uuidv7()})`.execute(database.db)
  return id
}
const by = () => ({ memberId: ana, now: NOW })
const join = (into: string, id: string) =>
  joinConversations(database.db, workspaceId, { into, ids: [id] }, by())
const part = (from: string, id: string) =>
  partConversations(database.db, workspaceId, { from, ids: [id] }, by())
const name = (id: string, text = 'Vois cela') =>
  writeNote(
    database.db,
    workspaceId,
    id,
    { memberId: ana, text, now: NOW, mentions: [ben] },
    async () => undefined,
  )
const mentions = () => listMentions(database.db, workspaceId, ben, { limit: 50 })
const notesIn = async (id: string) => {
  const { entries } = await listEntries(database.db, workspaceId, id, { order: 'asc', limit: 100 })
  return entries.flatMap(({ kind, text }) => (kind === 'note' ? [text] : []))
}
const lists = async () => {
  const only = namedIn(workspaceId, ben)
  const rows = await listConversations(database.db, workspaceId, { sort: 'recent', only }, 50)
  return rows.map(({ id }) => id)
}

describe('a mention', () => {
  it('is found however often its conversation was joined to another, and read there', async () => {
    const [a, b, c, d] = [await talk(), await talk(), await talk(), await talk()]
    const { id: note } = await name(a)
    for (const [into, one] of [
      [b, a],
      [c, b],
      [d, c],
    ] as const) {
      await join(into, one)
      assert.deepEqual(
        (await mentions()).map((one) => one.conversation_id),
        [into],
      )
      assert.deepEqual(await lists(), [into])
      assert.deepEqual([...(await mentionedIn(database.db, workspaceId, into))], [[note, [ben]]])
    }
    await markMentions(database.db, workspaceId, ben, { conversationId: b, read: true, now: NOW })
    assert.equal(
      await countMentions(database.db, workspaceId, ben),
      0,
      'also by a name that it had meanwhile',
    )
    await markMentions(database.db, workspaceId, ben, { conversationId: d, read: false, now: NOW })
    assert.equal(await countMentions(database.db, workspaceId, ben), 1)
    await part(d, c)
    assert.deepEqual([(await mentions())[0]?.conversation_id, await lists()], [c, [c]])
    await markMentions(database.db, workspaceId, ben, { conversationId: d, read: true, now: NOW })
    assert.equal(await countMentions(database.db, workspaceId, ben), 1, 'it does not stand there any more')
  })

  it('written into what a colleague has just joined stands where it is shown, and goes back with it', async () => {
    const [a, b, c] = [await talk(), await talk(), await talk()]
    await join(b, a)
    await join(c, b)
    await name(a, 'Trop tard ?')
    await addNote(database.db, workspaceId, b, { memberId: ana, text: 'Et ici', now: NOW })
    assert.deepEqual(
      [await notesIn(c), (await getConversation(database.db, workspaceId, c)).notes],
      [['Trop tard ?', 'Et ici'], 2],
    )
    assert.deepEqual(
      (await mentions()).map(({ conversation_id, text }) => [conversation_id, text]),
      [[c, 'Trop tard ?']],
    )
    await part(c, b)
    assert.deepEqual([(await notesIn(b)).length, (await notesIn(c)).length], [2, 0])
    await part(b, a)
    assert.deepEqual([await notesIn(a), await notesIn(b)], [['Trop tard ?'], ['Et ici']])
  })

  it('is never lost while another joins', async () => {
    for (let round = 0; round < 6; round++) {
      const [a, b] = [await talk(), await talk()]
      await Promise.all([name(a, `${round}`), join(b, a), name(b, `b${round}`)])
      assert.deepEqual((await notesIn(b)).toSorted(), [`${round}`, `b${round}`])
      assert.equal((await getConversation(database.db, workspaceId, b)).notes, 2)
    }
    assert.equal((await mentions()).length, 12)
  })

  it('is of nobody in another workspace, by whatever id it is asked for', async () => {
    const id = await talk()
    await name(id)
    const home = workspaceId
    workspaceId = await testWorkspace(database.db)
    await assert.rejects(name(id), { id: 'mention_unknown' })
    await assert.rejects(addNote(database.db, workspaceId, id, { memberId: ana, text: 'x', now: NOW }), {
      id: 'not_found',
    })
    await markMentions(database.db, workspaceId, ben, { conversationId: id, read: true, now: NOW })
    assert.deepEqual([await mentions(), (await mentionedIn(database.db, workspaceId, id)).size], [[], 0])
    assert.equal(await countMentions(database.db, home, ben), 1)
  })
})

describe('names in a text', () => {
  const named = fc.array(fc.constantFrom('Ana', 'Ana Li', 'ANA', 'Élodie', 'Bo-Ann', 'İpek', 'Zoé', ' '), {
    maxLength: 6,
  })
  const text = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '@',
          '@Ana',
          '@ana li',
          '@Ana Lia',
          'x@Ana',
          '@ÉLODIE',
          '@İpek',
          ' ',
          ',',
          '\u202f',
          '😀',
        ),
        fc.string({ unit: 'grapheme', maxLength: 4 }),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''))

  it('are whole, begin at an @ that begins a word, and never cover one another', () => {
    fc.assert(
      fc.property(named, text, (names, said) => {
        const members = names.map((one, n) => ({ id: `${n}`, name: one }))
        let end = 0
        for (const { start, end: stop, ids } of mentionsIn(said, members)) {
          assert.ok(start >= end && stop <= said.length && ids.length > 0)
          end = stop
          const written = said.slice(start + 1, stop).replace(/[\u00a0\u202f]/g, ' ')
          assert.equal(said.at(start), '@')
          assert.doesNotMatch(said.slice(0, start), /[\p{L}\p{N}_]$/u)
          for (const id of ids)
            assert.equal(names[Number(id)]?.toLowerCase(), written.toLowerCase(), 'only who bears that name')
          assert.doesNotMatch(said.slice(stop), /^[\p{L}\p{N}_]/u, 'a longer word is another name')
        }
      }),
      { numRuns: 400 },
    )
  })
})
