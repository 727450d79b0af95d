import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type Activity, consume, searchActivities } from '../src/activity/index.ts'
import { ingest, normalise, type PipelineDeps, type Source } from '../src/ingest/index.ts'
import { attribute } from '../src/people/index.ts'
import { inboxIntake, listConversations } from '../src/relate/inbox/index.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'
import { note } from './support/entries.ts'
import { testWorkspace } from './support/workspace.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
let database: TestDatabase
let source: Source
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  source = { workspaceId: await testWorkspace(database.db), channel: 'webhook', accountId: null, keep: 'all' }
})

const deps: PipelineDeps = {
  interpret: () => ({
    lang: 'fr',
    sentiment: 'neutral',
    p: { positive: 0.1, neutral: 0.8, negative: 0.1 },
    why: [],
  }),
  match: { tokens: () => '', alerts: () => [], wanted: () => true },
  attribute,
  now: () => NOW,
}
const intake = inboxIntake({ inboxAlerts: async () => new Set(), inboxAccounts: async () => new Set() })

/** Letters that no compression makes short: as long in an index as they look. */
function long(letters: number): string {
  return Array.from(randomBytes(letters * 2), (byte, i) =>
    i % 2 ? '' : String.fromCodePoint(0x4e00 + byte * 77),
  )
    .join('')
    .slice(0, letters)
}

function by(externalId: string, more: Partial<Activity>): Activity {
  return note(externalId, `said ${externalId.slice(0, 4)}`, { visibility: 'private', ...more })
}

async function shown(): Promise<(string | null)[]> {
  return (await searchActivities(database.db, source.workspaceId, { limit: 100 })).map((row) => row.text)
}

/** One item of a stranger's must never stop what others say: neither at the door nor in the inbox. */
async function passes(...hostile: Activity[]): Promise<void> {
  await ingest(database.db, source, { activities: [by('before', {}), ...hostile, by('beyond', {})] }, deps)
  while ((await consume(database.db, source.workspaceId, intake)) > 0);
  const conversations = await listConversations(database.db, source.workspaceId, { sort: 'recent' }, 100)
  assert.equal((await shown()).length, 2 + hostile.length)
  assert.equal(conversations.length, 2 + hostile.length)
}

describe('an item made to hurt', () => {
  it('has ids and names longer than an index holds', async () => {
    const id = long(2000)
    await passes(
      by(id, {
        actor: { id: long(2000), name: long(2000), handle: long(2000) },
        object: { type: 'Note', id, text: 'long', inReplyTo: long(2000), thread: long(2000) },
      }),
    )
  })

  it('has signs that the database refuses, wherever they are', async () => {
    const bad = 'a\u0000b\ud800c'
    await passes(
      by('nul', {
        actor: { id: `x${bad}`, name: bad, handle: bad, url: `https://a.example/${bad}` },
        object: {
          type: 'Order',
          id: 'nul',
          text: bad,
          title: bad,
          currency: bad,
          media: [{ type: 'image', url: 'https://a.example/i.png', alt: bad, mediaType: bad }],
        },
        extra: { [bad]: bad, deep: { list: [bad, { [bad]: 1 }] } },
      }),
    )
  })

  it('has numbers that no column holds', async () => {
    await passes(
      by('big', {
        actor: { id: 'crowd', name: 'Crowd', followers: 9e15 },
        object: { type: 'Order', id: 'big', text: 'big', amount: 1e300, rating: 1e300 },
      }),
      by('part', {
        actor: { id: 'half', name: 'Half', followers: 1.5 },
        object: { type: 'Order', id: 'part', text: 'part', amount: 19.9, rating: Number.NaN },
      }),
      by('less', {
        actor: { id: 'less', name: 'Less', followers: Number.NEGATIVE_INFINITY },
        object: { type: 'Order', id: 'less', text: 'less', amount: Number.NEGATIVE_INFINITY },
      }),
    )
  })

  it('keeps two long ids apart, and one the same at every place it is named', () => {
    const [a, b] = [`${'x'.repeat(2500)}a`, `${'x'.repeat(2500)}b`]
    const [one, two] = [normalise(note(a, 'one'), NOW), normalise(note(b, 'two'), NOW)]
    assert.notEqual(one.externalId, two.externalId)
    assert.equal(one.externalId, one.object.id)
    const reply = note('r', 'reply')
    const answer = normalise({ ...reply, object: { ...reply.object, inReplyTo: a, thread: a } }, NOW)
    assert.deepEqual([answer.object.inReplyTo, answer.object.thread], [one.externalId, one.externalId])
    assert.deepEqual(normalise(one, NOW), one, 'once is enough')
  })
})
