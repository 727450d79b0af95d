import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import fc from 'fast-check'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { alertCounters, append } from '../../../activity/index.ts'
import { createMatcher } from '../../live/matcher.ts'
import { MAX_TERMS } from '../../query/query.ts'
import { toTokens } from '../../words/document.ts'
import { linkHistory } from '../history.ts'
import { changeAlert, createAlert, deleteAlert, listAlerts, listListening, pageOfAlerts } from '../store.ts'
import { brandTally, changeTally, createTally, deleteTally, tallyIds, tallyStates } from './store.ts'
import { compose, queryOf } from './tally.ts'

const WHO = { label: 'test' }
const NOW = new Date('2026-11-20T09:00:00Z')

let database: TestDatabase
let workspaceId: string

before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
})

const docOf = (text: string, handle = 'ana') => ({
  text,
  lang: 'fr',
  sentiment: 'neutral' as const,
  channel: 'bluesky',
  verb: 'Create',
  author: { handle },
})

/** Appends texts as the pipeline does: each under what the matcher finds. */
async function say(texts: string[], live: boolean): Promise<void> {
  const matcher = createMatcher()
  if (live) {
    for (const one of await listListening(database.db, workspaceId)) {
      const parsed = queryOf(one)
      if (parsed.ok) matcher.add(one.id, parsed.query)
    }
  }
  const entries = texts.map((text) => {
    const doc = docOf(text)
    const activity = note(`at://${Math.random()}`, text, { at: '2026-11-19T10:00:00Z' })
    return entry(activity, { tokens: toTokens(doc), alerts: matcher.match(doc) })
  })
  await append(database.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: NOW })
}

async function counted(id: string): Promise<number> {
  const from = new Date('2026-01-01T00:00:00Z')
  const rows = await alertCounters(database.db, workspaceId, [id], from, NOW)
  return rows.reduce((sum, { count }) => sum + count, 0)
}

const alert = (name: string, query: string, kind: 'brand' | 'competitor' | 'topic' = 'brand') =>
  createAlert(database.db, workspaceId, { name, query, kind }, WHO)

test('a tally counts what answers its words within what the brand’s alerts find, live and over history', async () => {
  const words = fc.constantFrom('lumo', 'ampère', 'fiable', 'solide', 'panne')
  const text = fc.array(words, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
  const texts = fc.sample(text, { numRuns: 120, seed: 7 })
  await alert('Lumo', 'lumo')
  const early = await createTally(database.db, workspaceId, { base: 'brand', words: 'fiable OR solide' })
  await say(texts.slice(0, 60), true)
  await alert('Ampère', 'ampère')
  const late = await createTally(database.db, workspaceId, {
    base: 'brand',
    words: 'fiable OR solide',
    without: 'panne',
  })
  await say(texts.slice(60), true)
  await linkHistory(database.db, workspaceId, NOW)
  const brand = texts.filter((one) => /lumo|ampère/.test(one))
  const trait = brand.filter((one) => /fiable|solide/.test(one))
  assert.equal(await counted(early), trait.length, 'what the second alert of the brand finds counts too')
  assert.equal(await counted(late), trait.filter((one) => !one.includes('panne')).length)
  const whole = await brandTally(database.db, workspaceId)
  assert.ok(whole && (await counted(whole)) === brand.length, 'a post of both alerts is one')
})

test('it is in no list, and goes when the alert it hangs on goes', async () => {
  const rival = await alert('Rival', 'rival', 'competitor')
  const own = await createTally(database.db, workspaceId, {
    base: 'none',
    alertId: rival.id,
    words: 'author:@rival.example',
  })
  const others = await createTally(database.db, workspaceId, {
    base: 'alert',
    alertId: rival.id,
    without: 'author:@rival.example',
  })
  const names = (await listAlerts(database.db, workspaceId)).map((one) => one.name)
  assert.deepEqual(names, ['Rival'])
  assert.equal((await pageOfAlerts(database.db, workspaceId, 10)).length, 1)
  assert.deepEqual(await tallyIds(database.db, workspaceId), new Set([own, others]))
  const said = docOf('rival dit', 'rival.example')
  const matcher = createMatcher()
  for (const one of await listListening(database.db, workspaceId)) {
    const parsed = queryOf(one)
    if (parsed.ok) matcher.add(one.id, parsed.query)
  }
  assert.deepEqual(new Set(matcher.match(said)), new Set([rival.id, own]))
  assert.deepEqual(new Set(matcher.match(docOf('rival est bon'))), new Set([rival.id, others]))
  await deleteAlert(database.db, workspaceId, rival.id, WHO)
  assert.equal((await tallyIds(database.db, workspaceId)).size, 0)
  assert.deepEqual(await listListening(database.db, workspaceId), [])
})

test('it rests while there is nothing to count in, and finds afterwards what it has missed', async () => {
  const brand = await alert('Lumo', 'lumo')
  const id = await createTally(database.db, workspaceId, { base: 'brand', words: 'fiable' })
  const state = async () => (await tallyStates(database.db, workspaceId, [id])).get(id)?.state
  assert.equal(await state(), 'counting')
  await linkHistory(database.db, workspaceId, NOW)
  assert.equal(await state(), 'counted')
  await changeTally(database.db, workspaceId, id, { stopped: true })
  assert.equal(await state(), 'stopped')
  await say(['lumo fiable'], true)
  assert.equal(await counted(id), 0)
  await changeTally(database.db, workspaceId, id, { stopped: false })
  await linkHistory(database.db, workspaceId, NOW)
  assert.equal(await counted(id), 1)
  await changeAlert(database.db, workspaceId, brand.id, { kind: 'topic' }, WHO)
  assert.equal(await state(), 'idle')
  await deleteTally(database.db, workspaceId, id)
  assert.equal(await counted(id), 0)
})

test('words that stand alone must keep it from listening to whole networks', async () => {
  const alone = (words: string) => createTally(database.db, workspaceId, { base: 'none', words })
  for (const words of ['lang:fr', 'sentiment:negative']) {
    await assert.rejects(alone(words), { id: 'alert_query_invalid' }, words)
  }
  assert.equal((await tallyIds(database.db, workspaceId)).size, 0)
  await alert('Lumo', 'lumo')
  await createTally(database.db, workspaceId, { base: 'brand', words: 'sentiment:negative' })
  await alone('author:@rival.example')
  assert.equal((await tallyIds(database.db, workspaceId)).size, 2)
})

test('long queries of the brand leave room for words, each part within what a query may be', () => {
  const long = Array.from({ length: MAX_TERMS }, (_, i) => `mot${i}`).join(' OR ')
  const query = compose([long, long], { base: 'brand', words: long, without: 'panne' })
  assert.ok(queryOf({ kind: 'tally', query }).ok)
  assert.equal(queryOf({ kind: 'tally', query: compose([`${long} OR un`], { base: 'brand' }) }).ok, false)
  assert.equal(queryOf({ kind: 'tally', query: compose([], { base: 'none' }) }).ok, false)
})
