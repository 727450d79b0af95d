import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { note } from '../../test/support/entries.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import { type Marks, remark, searchActivities } from '../activity/index.ts'
import { ingest, type PipelineDeps, type Source } from '../ingest/index.ts'
import { changeAlert, createAlert, deleteAlert, linkHistory } from '../match/index.ts'
import { Matchers } from './matchers.ts'

const WHO = { label: 'test' }
const NOW = new Date('2026-11-12T12:00:00Z')
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function setting() {
  const workspaceId = await testWorkspace(database.db)
  const source: Source = { workspaceId, channel: 'feed', accountId: null, keep: 'all' }
  const matchers = new Matchers(database.db)
  await matchers.load(workspaceId)
  let meanwhile: () => Promise<unknown> = async () => undefined
  const deps: PipelineDeps = {
    interpret: () => ({
      lang: 'fr',
      sentiment: 'neutral',
      p: { positive: 0.1, neutral: 0.8, negative: 0.1 },
      why: [],
    }),
    match: matchers.steps,
    // Once the batch is matched, and before it takes its place in the stream.
    attribute: async (_tx, _workspace, _channel, activities) => {
      await meanwhile()
      return activities.map(() => null)
    },
    now: () => NOW,
  }
  const under = async (alertId: string) =>
    (await searchActivities(database.db, workspaceId, { alertId, limit: 10 }))
      .map((row) => row.external_id)
      .sort()
  const say = async (id: string, once: typeof meanwhile = async () => undefined) => {
    meanwhile = once
    await ingest(database.db, source, { activities: [note(id, 'une lampe')] }, deps)
  }
  const pour = (ids: string[]) =>
    ingest(database.db, source, { activities: ids.map((id) => note(id, 'une lampe')) }, deps)
  const countUnder = async (alertId: string) =>
    new Set(
      (await searchActivities(database.db, workspaceId, { alertId, limit: 1000 })).map(
        (row) => row.external_id,
      ),
    ).size
  const mark = async (marks: Partial<Marks>) => {
    for (const { id, edited } of await searchActivities(database.db, workspaceId, { limit: 10 }))
      await remark(database.db, workspaceId, id, { marks, edited }, matchers.answering)
  }
  return { workspaceId, under, say, pour, countUnder, mark }
}

it('a new alert misses nothing that was matched before it and committed after it had looked at history', async () => {
  const { workspaceId, under, say } = await setting()
  await say('before')
  let alert = ''
  await say('on its way', async () => {
    alert = (await createAlert(database.db, workspaceId, { name: 'l', query: 'lampe' }, WHO)).id
    await linkHistory(database.db, workspaceId, NOW)
    assert.deepEqual(await under(alert), ['before'])
  })
  assert.deepEqual(await under(alert), ['before', 'on its way'])
  await say('after')
  assert.deepEqual(await under(alert), ['after', 'before', 'on its way'])
})

it('nothing comes under an alert that was changed, paused or taken away before it is committed', async () => {
  const { workspaceId, under, say } = await setting()
  const { id } = await createAlert(database.db, workspaceId, { name: 'l', query: 'lampe' }, WHO)
  await say('a')
  assert.deepEqual(await under(id), ['a'], 'from its commit on, whatever this process had heard')
  await say('b', () => changeAlert(database.db, workspaceId, id, { query: 'chaise' }, WHO))
  await linkHistory(database.db, workspaceId, NOW)
  assert.deepEqual(await under(id), [])
  await changeAlert(database.db, workspaceId, id, { query: 'lampe' }, WHO)
  await linkHistory(database.db, workspaceId, NOW)
  assert.deepEqual(await under(id), ['a', 'b'])
  await say('c', () => changeAlert(database.db, workspaceId, id, { paused: true }, WHO))
  assert.deepEqual(await under(id), ['a', 'b'])
  await changeAlert(database.db, workspaceId, id, { paused: false }, WHO)
  await say('d', () => deleteAlert(database.db, workspaceId, id, WHO))
  assert.deepEqual(await under(id), [])
})

it('a post that is read otherwise is asked anew, by alerts that no process had heard of, and by none that is paused', async () => {
  const { workspaceId, under, say, mark } = await setting()
  const make = async (query: string) =>
    (await createAlert(database.db, workspaceId, { name: 'l', query }, WHO)).id
  const paused = await make('lampe sentiment:neutral')
  await say('a')
  await changeAlert(database.db, workspaceId, paused, { paused: true }, WHO)
  const asking = [
    'sentiment:negative',
    'toxicity:>0.8',
    'intent:leaving',
    'topic:delivery',
    'sentiment:neutral',
  ]
  const alerts = await Promise.all(asking.map((one) => make(`lampe ${one}`)))
  await linkHistory(database.db, workspaceId, NOW)
  const found = () => Promise.all(alerts.map(under))
  assert.deepEqual(await found(), [[], [], [], [], ['a']])
  await mark({ sentiment: 'negative', toxicity: 900, intent: 'leaving', topics: ['delivery'] })
  assert.deepEqual(await found(), [['a'], ['a'], ['a'], ['a'], []])
  await mark({ toxicity: 700, topics: [] })
  assert.deepEqual(await found(), [['a'], [], ['a'], [], []])
  assert.deepEqual(await under(paused), ['a'], 'as it was when it was paused')
})

it('queries that come, change and go under load lose no post: three hundred, by counting', async () => {
  const { workspaceId, pour, countUnder } = await setting()
  const make = async (query: string) =>
    (await createAlert(database.db, workspaceId, { name: 'l', query }, WHO)).id
  const [stays, turns] = [await make('lampe'), await make('lampe')]
  const streams = [0, 1, 2].map(async (stream) => {
    for (let batch = 0; batch < 20; batch++) await pour([0, 1, 2, 3, 4].map((i) => `${stream}-${batch}-${i}`))
  })
  const late: string[] = []
  const swaps = (async () => {
    for (let i = 0; i < 12; i++) {
      const passing = await make('lampe OR chaise')
      await changeAlert(database.db, workspaceId, turns, { query: i % 2 ? 'lampe' : 'lampe -chaise' }, WHO)
      if (i % 3 === 0) late.push(await make('"une lampe"'))
      await deleteAlert(database.db, workspaceId, passing, WHO)
    }
  })()
  await Promise.all([...streams, swaps])
  assert.equal(await countUnder(stays), 300, 'what was not touched needs no history')
  while ((await linkHistory(database.db, workspaceId, NOW)) > 0);
  assert.deepEqual(await Promise.all([stays, turns, ...late].map(countUnder)), [300, 300, 300, 300, 300, 300])
})
