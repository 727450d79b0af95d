import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import {
  type Answering,
  answeredFor,
  append,
  type Entry,
  getByExternalId,
  newGeneration,
  type Remark,
  remark,
  type StoredActivity,
} from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const [BAD, LOUD, PAUSED] = ['a1', 'a2', 'a3'].map((end) => `01890000-0000-7000-8000-0000000000${end}`) as [
  string,
  string,
  string,
]
/** What a matcher says that knows two alerts, and not the one that is paused. */
const answering: Answering = async () => (row) => [
  ...(row.sentiment === 'negative' ? [BAD] : []),
  ...((row.toxicity ?? 0) > 800 ? [LOUD] : []),
]

async function setting(entries: Entry[] = [entry(note('a', 'the lamp'), { alerts: [PAUSED] })]) {
  const { db } = database
  const workspaceId = await testWorkspace(db)
  const say = (more: Entry[]) =>
    append(db, { workspaceId, channel: 'net', accountId: null, entries: more, received: new Date() })
  await say(entries)
  const kept = async (id = 'a'): Promise<StoredActivity> => {
    const [row] = await getByExternalId(db, workspaceId, 'net', [id])
    assert.ok(row)
    return row
  }
  const mark = async (change: Omit<Remark, 'edited'>, by = answering) => {
    const { id, edited } = await kept()
    return remark(db, workspaceId, id, { ...change, edited }, by)
  }
  return { db, workspaceId, say, kept, mark }
}

async function countersOf(workspaceId: string) {
  const { rows } = await sql<{
    alert_id: string
    sentiment: string
    count: number
    reach: number
    toxic: number
  }>`
    select alert_id, sentiment, count, reach::int as reach, toxic from activity_counter
    where workspace_id = ${workspaceId} and count <> 0 order by alert_id, sentiment`.execute(database.db)
  return rows.map((row) => [row.alert_id.slice(-2), row.sentiment, row.count, row.reach, row.toxic])
}

describe('what is understood of an activity', () => {
  it('is set with its alerts and counters, and answers how it stood', async () => {
    const { workspaceId, kept, mark } = await setting()
    const done = await mark({
      marks: { sentiment: 'negative', toxicity: 900 },
      answered: ['sentiment', 'toxicity'],
    })
    assert.deepEqual([done?.was.sentiment, done?.was.toxicity], ['neutral', null])
    assert.deepEqual([done?.now.sentiment, done?.now.toxicity], ['negative', 900])
    assert.deepEqual(done?.corrected, ['sentiment', 'toxicity'])
    assert.deepEqual((await kept()).alerts.sort(), [BAD, LOUD, PAUSED])
    assert.deepEqual(await countersOf(workspaceId), [
      ['00', 'negative', 1, 10, 1],
      ['a1', 'negative', 1, 10, 1],
      ['a2', 'negative', 1, 10, 1],
      ['a3', 'negative', 1, 10, 1],
    ])
    await mark({ marks: { sentiment: 'positive', toxicity: 0 }, answered: ['sentiment', 'toxicity'] })
    assert.deepEqual((await kept()).alerts, [PAUSED])
    assert.deepEqual(await countersOf(workspaceId), [
      ['00', 'positive', 1, 10, 0],
      ['a3', 'positive', 1, 10, 0],
    ])
  })

  it('is the same when it is set again', async () => {
    const { workspaceId, kept, mark } = await setting()
    const change = { marks: { sentiment: 'negative' as const }, answered: ['sentiment' as const] }
    await mark(change)
    const [row, counters] = [await kept(), await countersOf(workspaceId)]
    await mark(change)
    assert.deepEqual(await kept(), row)
    assert.deepEqual(await countersOf(workspaceId), counters)
  })

  it('stays where a person answers for it, whatever is read again, until it is given back', async () => {
    const { kept, mark } = await setting()
    await mark({ marks: { sentiment: 'negative', p_negative: 1, p_positive: 0 }, answered: ['sentiment'] })
    await mark({
      marks: { intent: 'question', urgency: 2, topics: ['price'] },
      answered: ['topics', 'urgency'],
    })
    const again = {
      sentiment: 'positive' as const,
      p_positive: 0.9,
      p_negative: 0.05,
      toxicity: 20,
      intent: 'praise',
      urgency: 0,
      topics: ['delivery'],
    }
    await mark({ marks: again })
    const row = await kept()
    assert.deepEqual(
      [row.sentiment, row.p_positive, row.p_negative, row.toxicity, row.intent, row.urgency, row.topics],
      ['negative', 0, 1, 20, 'praise', 2, ['price']],
    )
    assert.deepEqual(row.corrected, ['sentiment', 'urgency', 'topics'])
    await mark({ marks: { urgency: 0 }, givenBack: ['urgency'] })
    await mark({ marks: { ...again, urgency: 1 } })
    assert.deepEqual([(await kept()).urgency, (await kept()).corrected], [1, ['sentiment', 'topics']])
  })

  it('can be that it speaks of nothing, and keeps its reasons unless others are named', async () => {
    const why = [{ start: 4, end: 8, effect: 'positive', weight: 1 }]
    const one = entry(note('a', 'the lamp'))
    one.reading = { ...one.reading, why, topics: ['price'] }
    const { kept, mark } = await setting([one])
    await mark({ marks: { topics: [] }, answered: ['topics'] })
    assert.deepEqual([(await kept()).topics, (await kept()).why], [null, why])
    await mark({ marks: { why: [] } })
    assert.equal((await kept()).why, null)
  })

  it('is not set of a text that nobody judged: edited, deleted, gone, or of another workspace', async () => {
    const { db, workspaceId, say, kept, mark } = await setting()
    const { id, edited } = await kept()
    const change = { marks: { sentiment: 'negative' as const }, edited }
    const elsewhere = await testWorkspace(db)
    assert.equal(await remark(db, elsewhere, id, change, answering), null)
    assert.equal(await remark(db, workspaceId, PAUSED, change, answering), null)
    await say([entry(about('Update', 'a', { text: 'the chair' }))])
    assert.equal(await remark(db, workspaceId, id, change, answering), null)
    assert.equal((await kept()).sentiment, 'neutral')
    assert.ok(await mark({ marks: { sentiment: 'negative' } }))
    await say([entry(about('Delete', 'a', { at: '2026-11-11T11:00:00Z' }))])
    assert.equal(await mark({ marks: { sentiment: 'positive' } }), null)
    assert.equal((await kept()).sentiment, 'negative')
  })

  it('brings no alert over what is ours, nor over what nobody says', async () => {
    const ours = entry(note('a', 'the lamp', { ours: true }))
    const order = entry(note('a', 'one lamp', { verb: 'Purchase' }))
    for (const one of [ours, order]) {
      const { kept, mark } = await setting([one])
      assert.ok(await mark({ marks: { sentiment: 'negative', toxicity: 900 } }))
      assert.deepEqual([(await kept()).sentiment, (await kept()).alerts], ['negative', []])
    }
  })

  it('asks the alerts of the generation that stands, and asks them once', async () => {
    const { db, workspaceId, mark } = await setting()
    const asked: number[] = []
    const noting: Answering = async (tx, of, generation) => {
      assert.equal(of, workspaceId)
      asked.push(generation)
      return answering(tx, of, generation)
    }
    await mark({ marks: { sentiment: 'negative' } }, noting)
    await newGeneration(db, workspaceId)
    await mark({ marks: { sentiment: 'positive' } }, noting)
    assert.deepEqual(asked, [0, 1])
  })

  it('comes right whoever sets it at once', async () => {
    const { workspaceId, mark } = await setting()
    const moods = ['negative', 'positive', 'negative', 'neutral', 'positive', 'negative'] as const
    await Promise.all(moods.map((sentiment, i) => mark({ marks: { sentiment, toxicity: (i % 2) * 900 } })))
    const rows = await countersOf(workspaceId)
    assert.deepEqual(
      rows.filter(([alert]) => alert === '00').map(([, , count]) => count),
      [1],
    )
    assert.ok(
      rows.every(([, , count]) => count === 1),
      JSON.stringify(rows),
    )
  })
})

it('tells who answers for what, and not of what was edited since or is gone', async () => {
  const { db, workspaceId, say, kept, mark } = await setting([
    entry(note('a', 'the lamp')),
    entry(note('b', 'the chair')),
  ])
  const ids = [(await kept()).id, (await kept('b')).id, BAD]
  const answered = async () => [...(await answeredFor(db, workspaceId, ids))]
  assert.deepEqual(await answered(), [])
  await mark({ marks: { urgency: 2, intent: 'leaving' }, answered: ['urgency', 'intent'] })
  assert.deepEqual(await answered(), [[ids[0], ['intent', 'urgency']]])
  assert.deepEqual([...(await answeredFor(db, await testWorkspace(db), ids))], [])
  await say([entry(about('Update', 'a', { text: 'the other lamp' }))])
  assert.deepEqual(await answered(), [])
  await mark({ marks: { urgency: 2 }, answered: ['urgency'] })
  await say([entry(about('Delete', 'a', { at: '2026-11-11T11:00:00Z' }))])
  assert.deepEqual(await answered(), [])
  assert.equal((await answeredFor(db, workspaceId, [])).size, 0)
})
