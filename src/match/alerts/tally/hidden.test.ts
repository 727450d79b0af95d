import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { append, isCounter, presentActivity, searchActivities } from '../../../activity/index.ts'
import { createMatcher } from '../../live/matcher.ts'
import { toTokens } from '../../words/document.ts'
import { linkHistory } from '../history.ts'
import {
  alertsAmong,
  changeAlert,
  createAlert,
  deleteAlert,
  findAlert,
  getAlert,
  hasAlerts,
  inboxAlertIds,
  listListening,
} from '../store.ts'
import { brandTally, changeTally, createTally, deleteTally, tallyIds, tallyStates } from './store.ts'
import { queryOf, type Recipe } from './tally.ts'

const WHO = { label: 'test' }
const NOW = new Date('2026-11-20T09:00:00Z')

let database: TestDatabase

before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const docOf = (text: string) => ({
  text,
  lang: 'fr',
  sentiment: 'neutral' as const,
  channel: 'bluesky',
  verb: 'Create',
  author: {},
})

/** Appends a text live, as the pipeline does. */
async function say(workspaceId: string, id: string, text: string): Promise<void> {
  const matcher = createMatcher()
  for (const one of await listListening(database.db, workspaceId)) {
    const parsed = queryOf(one)
    if (parsed.ok) matcher.add(one.id, parsed.query)
  }
  const doc = docOf(text)
  const made = entry(note(id, text, { at: '2026-11-19T10:00:00Z' }), {
    tokens: toTokens(doc),
    alerts: matcher.match(doc),
  })
  await append(database.db, {
    workspaceId,
    channel: 'bluesky',
    accountId: null,
    entries: [made],
    received: NOW,
  })
}

const brand = (workspaceId: string, query: string) =>
  createAlert(database.db, workspaceId, { name: query, query, kind: 'brand', inbox: true }, WHO)

test('a post tells the alerts of people that found it, and no counter: live, over history, nor the brand as a whole', async () => {
  const workspaceId = await testWorkspace(database.db)
  const [lumo, ampere] = [await brand(workspaceId, 'lumo'), await brand(workspaceId, 'ampère')]
  const topic = await createAlert(database.db, workspaceId, { name: 'Panne', query: 'panne' }, WHO)
  const early = await createTally(database.db, workspaceId, { base: 'brand', words: 'panne' })
  await say(workspaceId, 'at://1', 'lumo ampère en panne')
  const late = await createTally(database.db, workspaceId, { base: 'brand', words: 'lumo' })
  await linkHistory(database.db, workspaceId, NOW)
  const whole = await brandTally(database.db, workspaceId)
  const [row] = await searchActivities(database.db, workspaceId, { limit: 1 })
  assert.ok(row && whole)
  const people = new Set([lumo.id, ampere.id, topic.id])
  assert.deepEqual(new Set(row.alerts), new Set([...people, early, late, whole]), 'the stream knows them all')
  assert.deepEqual(new Set(presentActivity(row).alerts), people)
  for (const id of [early, late, whole]) {
    const by = await searchActivities(database.db, workspaceId, { alertId: id, limit: 5 })
    assert.deepEqual(
      by.map((one) => one.id),
      [row.id],
      'its posts are found by it all the same',
    )
  }
})

test('a counter is known by its id alone, and an alert of people is never taken for one', async () => {
  const workspaceId = await testWorkspace(database.db)
  const alerts = [await brand(workspaceId, 'lumo'), await brand(workspaceId, 'ampère')]
  await createTally(database.db, workspaceId, { base: 'none', words: 'solide' })
  const tallies = [...(await tallyIds(database.db, workspaceId))]
  assert.equal(tallies.length, 2)
  assert.ok(tallies.every(isCounter))
  assert.ok(!alerts.some(({ id }) => isCounter(id)))
})

test('nothing that takes an alert takes a counter: it is not found, changed, taken away, nor answered', async () => {
  const workspaceId = await testWorkspace(database.db)
  const id = await createTally(database.db, workspaceId, { base: 'none', words: 'solide' })
  const { db } = database
  assert.equal(await hasAlerts(db, workspaceId), false)
  assert.equal(await findAlert(db, workspaceId, id), undefined)
  assert.deepEqual(await alertsAmong(db, workspaceId, [id]), [])
  assert.deepEqual(await inboxAlertIds(db, workspaceId), new Set())
  for (const refused of [
    () => getAlert(db, workspaceId, id),
    () => changeAlert(db, workspaceId, id, { inbox: true, name: 'à moi' }, WHO),
    () => changeAlert(db, workspaceId, id, { paused: true }, WHO),
    () => deleteAlert(db, workspaceId, id, WHO),
  ])
    await assert.rejects(refused, { id: 'not_found' })
  assert.equal((await tallyStates(db, workspaceId, [id])).get(id)?.state, 'counting')
})

test('nobody sees, changes or takes away the counters of another workspace', async () => {
  const [mine, theirs] = [await testWorkspace(database.db), await testWorkspace(database.db)]
  const id = await createTally(database.db, mine, { base: 'none', words: 'solide' })
  assert.equal((await tallyIds(database.db, theirs)).size, 0)
  assert.equal((await tallyStates(database.db, theirs, [id])).size, 0)
  await deleteTally(database.db, theirs, id)
  assert.deepEqual(await tallyIds(database.db, mine), new Set([id]))
})

test('two alerts of the brand made at once are counted by one whole, and none when both go at once', async () => {
  const workspaceId = await testWorkspace(database.db)
  const made = await Promise.all(['lune', 'soleil', 'vent'].map((query) => brand(workspaceId, query)))
  assert.equal((await tallyIds(database.db, workspaceId)).size, 1)
  const whole = await brandTally(database.db, workspaceId)
  assert.deepEqual([...(await tallyIds(database.db, workspaceId))], [whole])
  await say(workspaceId, 'at://w', 'le vent et la lune')
  const rows = await searchActivities(database.db, workspaceId, { alertId: whole ?? '', limit: 5 })
  assert.equal(rows.length, 1, 'it counts in all of them')
  await Promise.all(made.map(({ id }) => deleteAlert(database.db, workspaceId, id, WHO)))
  assert.equal((await tallyIds(database.db, workspaceId)).size, 0)
  assert.equal(await brandTally(database.db, workspaceId), null)
  assert.deepEqual(await listListening(database.db, workspaceId), [])
})

test('words that cannot be read are refused at once, and not on the day that somebody makes an alert', async () => {
  const workspaceId = await testWorkspace(database.db)
  const { db } = database
  const create = (recipe: Recipe) => createTally(db, workspaceId, recipe)
  const rival = await createAlert(
    db,
    workspaceId,
    { name: 'r', query: 'rival', kind: 'competitor', paused: true },
    WHO,
  )
  const refused: Recipe[] = [
    { base: 'brand', words: '(' },
    { base: 'brand', words: 'fiable', without: 'NEAR/5' },
    { base: 'none', alertId: rival.id, words: 'lang:fr' },
    { base: 'alert', alertId: rival.id, without: '*' },
  ]
  for (const recipe of refused) {
    await assert.rejects(() => create(recipe), { id: 'alert_query_invalid' }, JSON.stringify(recipe))
  }
  assert.equal((await tallyIds(db, workspaceId)).size, 0)
  const id = await create({ base: 'brand', words: 'fiable' })
  await assert.rejects(() => changeTally(db, workspaceId, id, { words: '(fiable' }), {
    id: 'alert_query_invalid',
  })
  assert.equal((await tallyStates(db, workspaceId, [id])).get(id)?.state, 'idle')
  assert.deepEqual(await listListening(db, workspaceId), [], 'without a brand there is nothing to count in')
  await brand(workspaceId, 'lumo')
  assert.equal((await tallyStates(db, workspaceId, [id])).get(id)?.state, 'counting')
})
