import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { about, entry, note } from '../../../test/support/entries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { type Activity, append } from '../../activity/index.ts'
import {
  changeAlert,
  createAlert,
  deleteAlert,
  linkHistory,
  tallyIds,
  tallyStates,
  toTokens,
} from '../../match/index.ts'
import { shareOf, toneOf } from '../figure/interval.ts'
import { readPublished } from './published.ts'
import { getCompetitor, listRivals, setAccounts } from './store.ts'
import { readVoices } from './voices.ts'

const NOW = new Date('2026-11-22T09:00:00Z')
const WHO = { label: 'test' }
const PERIOD = { now: NOW, timeZone: 'Europe/Paris', step: 'day', count: 14 } as const

let database: TestDatabase
let workspaceId: string

before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
})

const make = (name: string, kind: 'brand' | 'competitor', query = name) =>
  createAlert(database.db, workspaceId, { name, query, kind }, WHO)
const accounts = (id: string, all: string[]) => setAccounts(database.db, workspaceId, id, all, WHO)
const voices = async () => (await readVoices(database.db, workspaceId, PERIOD)).voices

interface Said {
  text: string
  author: string
  sentiment: 'positive' | 'neutral' | 'negative'
  hours: number
}

async function say(posts: readonly Said[]): Promise<void> {
  const entries = posts.map(({ text, author, sentiment, hours }, i) => {
    const at = new Date(NOW.getTime() - hours * 3_600_000).toISOString()
    const doc = {
      text,
      lang: 'fr',
      sentiment,
      channel: 'bluesky',
      verb: 'Create',
      author: { handle: author },
    }
    const activity = note(`at://${i}-${Math.random()}`, text, { at, actor: { id: author, handle: author } })
    const made = entry(activity)
    return { ...made, tokens: toTokens(doc), reading: { ...made.reading, sentiment } }
  })
  await append(database.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: NOW })
  await linkHistory(database.db, workspaceId, NOW)
}

const said = fc.record({
  text: fc
    .array(fc.constantFrom('lumo', 'selo', 'clar', 'lampe', 'abat-jour'), { minLength: 1, maxLength: 3 })
    .map((words) => words.join(' ')),
  author: fc.constantFrom('ana.test', 'bob.test', 'selo.example'),
  sentiment: fc.constantFrom('positive' as const, 'neutral' as const, 'negative' as const),
  hours: fc.integer({ min: 1, max: 12 * 24 }),
})

describe('voices', () => {
  it('are what a scan of the posts counts, what is a rival’s own left out', async () => {
    const posts = fc.sample(said, { numRuns: 250, seed: 3 })
    await make('lumo', 'brand')
    const selo = await make('selo', 'competitor')
    await make('clar', 'competitor')
    await accounts(selo.id, ['@selo.example'])
    await say(posts)
    const of = (name: string) =>
      posts.filter(
        ({ text, author }) => text.includes(name) && !(name === 'selo' && author === 'selo.example'),
      )
    const total = ['lumo', 'selo', 'clar'].reduce((sum, name) => sum + of(name).length, 0)
    for (const voice of await voices()) {
      const all = of(voice.name)
      const leaning = (tone: string) => all.filter(({ sentiment }) => sentiment === tone).length
      assert.equal(voice.all.count, all.length, voice.name)
      assert.deepEqual(voice.all.share, shareOf(all.length, total))
      assert.deepEqual(voice.all.tone, toneOf(leaning('positive'), leaning('negative'), all.length))
      assert.equal(
        voice.points.reduce((sum, point) => sum + (point?.count ?? 0), 0),
        all.length,
        'its points add up',
      )
    }
    const own = posts.filter(({ author }) => author === 'selo.example').length
    assert.equal((await voices()).find((voice) => voice.name === 'selo')?.published, own)
  })

  it('begin with the brand, then go by how much is said', async () => {
    await make('clar', 'competitor')
    await make('selo', 'competitor')
    await make('lumo', 'brand')
    await say([
      { text: 'selo', author: 'ana.test', sentiment: 'neutral', hours: 3 },
      { text: 'selo encore', author: 'ana.test', sentiment: 'neutral', hours: 4 },
      { text: 'clar', author: 'ana.test', sentiment: 'neutral', hours: 5 },
    ])
    assert.deepEqual(
      (await voices()).map((voice) => [voice.name, voice.all.count, voice.all.share]),
      [
        ['lumo', 0, null],
        ['selo', 2, null],
        ['clar', 1, null],
      ],
      'of three posts no share is told',
    )
  })

  it('share only what was said while each of them was counted: who was counted first is not the loudest for it', async () => {
    const brand = await make('lumo', 'brand')
    await make('selo', 'competitor')
    const posts = (text: string, count: number, days: number): Said[] =>
      Array.from({ length: count }, () => ({
        text,
        author: 'ana.test',
        sentiment: 'neutral',
        hours: 24 * days,
      }))
    await say([...posts('lumo', 40, 150), ...posts('lumo', 30, 10), ...posts('selo', 10, 10)])
    // The brand has been listened for all the year, and its posts of then were found as they came.
    await append(database.db, {
      workspaceId,
      channel: 'bluesky',
      accountId: null,
      entries: posts('lumo', 25, 150).map((one, i) =>
        entry(note(`at://then-${i}`, one.text, { at: '2026-06-25T10:00:00Z' }), { alerts: [brand.id] }),
      ),
      received: NOW,
    })
    const { pool } = database
    await pool.query('update alert set linked_from = $1 where id = $2', ['2025-11-01', brand.id])
    const read = await readVoices(database.db, workspaceId, { ...PERIOD, step: 'month', count: 12 })
    const [us, them] = read.voices
    assert.deepEqual([us?.all.count, them?.all.count, read.total], [30, 10, 40])
    assert.deepEqual([us?.all.share, them?.all.share], [shareOf(30, 40), shareOf(10, 40)])
    const then = read.buckets.findIndex((bucket) => bucket.day === '2026-06-01')
    const [ours, theirs] = [us?.points[then], them?.points[then]]
    assert.equal(theirs, null, 'nobody listened for it then')
    assert.deepEqual(
      [ours?.count, ours?.share],
      [25, null],
      'what was said is told, and of how much is not known',
    )
    assert.deepEqual(us?.channels, [{ channel: 'bluesky', count: 30 }])
  })

  it('are those of competitors alone where nothing listens for the brand', async () => {
    await make('selo', 'competitor')
    assert.deepEqual(
      (await voices()).map((voice) => voice.kind),
      ['competitor'],
    )
  })
})

describe('accounts of their own', () => {
  it('are kept, changed and taken away, and so is who counts by them', async () => {
    const { id } = await make('selo', 'competitor')
    await accounts(id, ['@selo.example', '@selo.example', 'Selo Paris'])
    const first = (await listRivals(database.db, workspaceId)).get(id)
    assert.deepEqual(first?.accounts, ['@selo.example', 'Selo Paris'], 'each once')
    await accounts(id, ['@autre.example'])
    const second = (await listRivals(database.db, workspaceId)).get(id)
    assert.deepEqual([second?.voice_id, second?.others_id], [first?.voice_id, first?.others_id])
    await accounts(id, [])
    assert.equal((await listRivals(database.db, workspaceId)).size, 0)
    assert.equal((await tallyIds(database.db, workspaceId)).size, 0)
    await accounts(id, [])
  })

  it('that cannot be read change nothing', async () => {
    const { id } = await make('selo', 'competitor')
    await accounts(id, ['@selo.example'])
    await assert.rejects(accounts(id, ['@']), { id: 'accounts_unreadable' })
    assert.deepEqual((await listRivals(database.db, workspaceId)).get(id)?.accounts, ['@selo.example'])
  })

  it('rest and wake with their alert, and go with it', async () => {
    const { id } = await make('selo', 'competitor')
    await accounts(id, ['@selo.example'])
    const ids = [...(await tallyIds(database.db, workspaceId))]
    const states = async () =>
      [...(await tallyStates(database.db, workspaceId, ids)).values()].map((one) => one.state)
    assert.deepEqual(await states(), ['counting', 'counting'])
    await changeAlert(database.db, workspaceId, id, { paused: true }, WHO)
    assert.deepEqual(await states(), ['idle', 'idle'])
    await changeAlert(database.db, workspaceId, id, { paused: false }, WHO)
    assert.deepEqual(await states(), ['counting', 'counting'])
    await deleteAlert(database.db, workspaceId, id, WHO)
    assert.deepEqual(await states(), [])
    assert.equal((await listRivals(database.db, workspaceId)).size, 0)
  })

  it('are for competitors of this workspace', async () => {
    const brand = await make('lumo', 'brand')
    await assert.rejects(accounts(brand.id, ['@lumo.example']), { id: 'not_found' })
    const { id } = await make('selo', 'competitor')
    const other = await testWorkspace(database.db)
    await assert.rejects(getCompetitor(database.db, other, id), { id: 'not_found' })
    await assert.rejects(setAccounts(database.db, other, id, ['@a'], WHO), { id: 'not_found' })
  })
})

describe('accounts of a competitor that rests', () => {
  it('are refused where they cannot be read, and not on the day that it wakes', async () => {
    const { id } = await make('selo', 'competitor')
    await changeAlert(database.db, workspaceId, id, { paused: true }, WHO)
    await assert.rejects(accounts(id, ['@']), { id: 'accounts_unreadable' })
    await accounts(id, ['@selo.example'])
    await assert.rejects(accounts(id, ['@selo.example', 'https://bsky.app']), { id: 'accounts_unreadable' })
    await changeAlert(database.db, workspaceId, id, { paused: false }, WHO)
    assert.deepEqual((await listRivals(database.db, workspaceId)).get(id)?.accounts, ['@selo.example'])
  })
})

describe('what they publish', () => {
  const span = {
    from: new Date('2026-11-01T00:00:00Z'),
    to: new Date('2026-11-23T00:00:00Z'),
    timeZone: 'UTC',
    publicOnly: false,
  }

  it('is nothing before anything was published', async () => {
    const { id } = await make('selo', 'competitor')
    await accounts(id, ['@selo.example'])
    const ownId = (await listRivals(database.db, workspaceId)).get(id)?.voice_id ?? ''
    const read = await readPublished(database.db, workspaceId, { ...span, ownId })
    assert.deepEqual([read.posts, read.median, read.best, read.effects], [0, null, [], []])
    assert.equal(read.times.flat().length, 7 * 24)
  })

  it('is their posts of the period, whether or not these name them', async () => {
    const { id } = await make('selo', 'competitor')
    await accounts(id, ['@selo.example'])
    await say([
      { text: 'bonne année', author: 'selo.example', sentiment: 'neutral', hours: 10 },
      { text: 'selo arrive', author: 'selo.example', sentiment: 'neutral', hours: 20 },
      { text: 'selo est bien', author: 'ana.test', sentiment: 'positive', hours: 30 },
      { text: 'autrefois', author: 'selo.example', sentiment: 'neutral', hours: 24 * 40 },
    ])
    const ownId = (await listRivals(database.db, workspaceId)).get(id)?.voice_id ?? ''
    const read = await readPublished(database.db, workspaceId, { ...span, ownId })
    assert.deepEqual([read.posts, read.median, read.best.length], [2, 0, 0])
    assert.equal(
      read.times.flat().reduce((sum, count) => sum + count, 0),
      2,
    )
  })

  it('is told with what others made of it, neither what was deleted nor what is private', async () => {
    const { id } = await make('selo', 'competitor')
    await accounts(id, ['@selo.example'])
    const ownId = (await listRivals(database.db, workspaceId)).get(id)?.voice_id ?? ''
    const own = (at: string, more: Partial<Activity> = {}) =>
      entry(note(`at://${at}`, `annonce de ${at}`, { at: `2026-11-${at}T10:00:00Z`, ...more }), {
        alerts: [ownId],
      })
    const like = (at: string, n: number) =>
      entry(about('Like', `at://${at}`, { externalId: `like-${at}-${n}`, at: '2026-11-20T10:00:00Z' }))
    const entries = [
      own('10'),
      own('11'),
      own('12'),
      own('13', { visibility: 'private' }),
      own('14'),
      ...[1, 2, 3, 4].map((n) => like('11', n)),
      ...[1, 2, 3, 4].map((n) => like('12', n)),
      like('10', 1),
      ...[1, 2, 3, 4, 5, 6].map((n) => like('14', n)),
    ]
    const keep = (some: typeof entries) =>
      append(database.db, { workspaceId, channel: 'bluesky', accountId: null, entries: some, received: NOW })
    await keep(entries)
    await keep([entry(about('Delete', 'at://14', { externalId: 'gone', at: '2026-11-21T10:00:00Z' }))])
    const read = await readPublished(database.db, workspaceId, { ...span, ownId, publicOnly: true })
    assert.deepEqual([read.posts, read.median, read.partial], [3, 4, false])
    assert.deepEqual(
      read.best.map(({ row, total, times }) => [row.external_id, total, times]),
      [
        ['at://12', 4, 1],
        ['at://11', 4, 1],
        ['at://10', 1, 0.25],
      ],
      'of two alike the newest first',
    )
    const all = await readPublished(database.db, workspaceId, { ...span, ownId })
    assert.equal(all.posts, 4, 'who reads conversations sees what is private')
    const other = await testWorkspace(database.db)
    assert.equal((await readPublished(database.db, other, { ...span, ownId })).posts, 0)
  })
})
