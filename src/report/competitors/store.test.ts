import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { entry, note } from '../../../test/support/entries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { append } from '../../activity/index.ts'
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
})
