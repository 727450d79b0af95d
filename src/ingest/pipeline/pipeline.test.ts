import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { about, note } from '../../../test/support/entries.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { type Activity, searchActivities } from '../../activity/index.ts'
import type { Batch } from '../../channels/index.ts'
import {
  commit,
  DROP_REASONS,
  drink,
  ingest,
  PIPELINE,
  type PipelineDeps,
  prepare,
  type Source,
} from './index.ts'

const ALERT = '01890000-0000-7000-8000-000000000001'
const NOW = new Date('2026-11-10T12:00:00Z')

let database: TestDatabase
let source: Source
let steps: string[]
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  steps = []
  source = { workspaceId: await testWorkspace(database.db), channel: 'feed', accountId: null, keep: 'all' }
})

/** What the server hands in, in its simplest true form: a word is an alert, everybody is nobody. */
const deps: PipelineDeps = {
  interpret: () => ({
    lang: 'fr',
    sentiment: 'neutral',
    p: { positive: 0.1, neutral: 0.8, negative: 0.1 },
    why: [],
  }),
  match: {
    tokens: (activity) =>
      (activity.object.text ?? '')
        .toLowerCase()
        .split(/\W+/)
        .filter(Boolean)
        .map((word, i) => `${word}:${i + 1}`)
        .join(' '),
    alerts: (_workspace, activity) => ((activity.object.text ?? '').includes('lamp') ? [ALERT] : []),
    wanted: (_workspace, text) => text.includes('lamp'),
  },
  attribute: async (_tx, _workspace, _channel, activities) => activities.map(() => null),
  timed: (step) => steps.push(step),
  now: () => NOW,
}

async function texts(): Promise<(string | null)[]> {
  return (await searchActivities(database.db, source.workspaceId, { limit: 100 }))
    .map((row) => row.text)
    .sort()
}

async function dropsOf(batch: Batch, more: Partial<Source> = {}): Promise<Record<string, number>> {
  const passage = await prepare(database.db, { ...source, ...more }, batch, deps)
  await commit(database.db, passage, deps)
  return Object.fromEntries(passage.drops)
}

describe('the pipeline', () => {
  it('runs its named steps in the order of the list, each timed', async () => {
    await drink(
      database.db,
      source,
      (async function* () {
        yield { activities: [note('a', 'a lamp')] }
      })(),
      deps,
    )
    assert.deepEqual(
      steps,
      PIPELINE.map((step) => step.name),
    )
  })

  it('counts what it drops under a closed list of reasons', async () => {
    await ingest(database.db, source, { activities: [note('seen', 'a lamp'), about('Delete', 'gone')] }, deps)
    const bad: Activity = { ...note('', 'a lamp') }
    const drops = await dropsOf({
      activities: [
        bad,
        note('old', 'a lamp', { published: new Date(Number.NaN) }),
        note('void', ' \u0000 '),
        note('seen', 'a lamp'),
        note('gone', 'a lamp'),
        note('new', 'a lamp'),
      ],
      rejected: [{ reason: 'not json' }],
    })
    assert.deepEqual(drops, { 'bad-item': 2, 'bad-date': 1, empty: 1, deleted: 1, duplicate: 1 })
    assert.deepEqual(
      Object.keys(drops).filter((reason) => !(DROP_REASONS as readonly string[]).includes(reason)),
      [],
    )
    assert.deepEqual(await texts(), ['a lamp', 'a lamp'])
  })

  it('keeps of a firehose what an alert wants, what concerns it, and what is asked for by name', async () => {
    const batch: Batch = {
      activities: [
        note('x', 'nothing of ours'),
        note('y', 'a lamp'),
        about('Like', 'y'),
        about('Like', 'x', { externalId: 'x#l' }),
        note('z', 'by a watched author'),
      ],
      certain: new Set(['z']),
      skipped: 7,
    }
    assert.deepEqual(await dropsOf(batch, { keep: 'matched' }), { unwanted: 8, 'unknown-object': 1 })
    assert.deepEqual(await texts(), [null, 'a lamp', 'by a watched author'].sort())
  })

  it('makes text safe to keep, and links only to the web', async () => {
    await ingest(
      database.db,
      source,
      {
        activities: [
          note('a', ' caf\u0065\u0301 \u0000\u0007lamp \ud800', {
            actor: { id: 'a', handle: '@ana', url: 'javascript:alert(1)', avatar: 'data:image/svg+xml,x' },
            published: new Date('2031-01-01'),
          }),
        ],
      },
      deps,
    )
    const [row] = await searchActivities(database.db, source.workspaceId, { limit: 1 })
    assert.deepEqual(
      [row?.text, row?.actor_handle, row?.actor_url, row?.actor_avatar, row?.published.toISOString()],
      ['café lamp \ufffd', 'ana', null, null, NOW.toISOString()],
    )
  })

  it('commits batches in order while preparing the next, and stops at the first that fails', async () => {
    const seen: number[] = []
    async function* batches() {
      for (let n = 0; n < 6; n++) {
        seen.push(n)
        yield { activities: [note(`b${n}`, `lamp ${n}`)] }
      }
    }
    const failing: PipelineDeps = {
      ...deps,
      attribute: async (_tx, _workspace, _channel, activities) => {
        if (activities.some((activity) => activity.externalId === 'b3')) throw new Error('cut')
        return activities.map(() => null)
      },
    }
    await assert.rejects(drink(database.db, source, batches(), failing), /cut/)
    assert.deepEqual(await texts(), ['lamp 0', 'lamp 1', 'lamp 2'])
    assert.ok(seen.length <= 5, 'no more than one batch is prepared ahead')
    assert.equal(await drink(database.db, source, batches(), deps), 3, 'what failed is taken up again, once')
  })

  it('of a firehose, loses neither a deletion nor an edit that follows close behind', async () => {
    async function* batches() {
      yield { activities: [note('a', 'a lamp'), note('b', 'a lamp, mispelt')] }
      yield { activities: [about('Delete', 'a'), about('Update', 'b', { text: 'spelt right' })] }
      yield { activities: [about('Like', 'b')] }
    }
    assert.equal(await drink(database.db, { ...source, keep: 'matched' }, batches(), deps), 5)
    assert.deepEqual(await texts(), [null, null, 'spelt right'].sort())
  })

  it('saves the cursor with what it covers, or neither', async () => {
    const account = '01890000-0000-7000-8000-0000000000aa'
    await sql`
      insert into channel_account (workspace_id, id, channel, name, config)
      values (${source.workspaceId}, ${account}, 'feed', 'f', '{}')`.execute(database.db)
    const cursor = async () =>
      (
        await sql<{ cursor: string }>`
      select cursor from channel_account where id = ${account}`.execute(database.db)
      ).rows[0]?.cursor
    const mine = { ...source, accountId: account }
    await ingest(database.db, mine, { activities: [note('a', 'lamp')], cursor: '1' }, deps)
    const failing = { ...deps, attribute: () => Promise.reject(new Error('cut')) }
    await assert.rejects(ingest(database.db, mine, { activities: [note('b', 'lamp')], cursor: '2' }, failing))
    assert.deepEqual([await cursor(), await texts()], ['1', ['lamp']])
    await ingest(database.db, mine, { activities: [], cursor: '3' }, deps)
    assert.equal(await cursor(), '3', 'a batch without anything moves it too')
  })

  it('leaves out what the database refuses for a reason nobody foresaw, and goes on with the rest', async () => {
    const account = '01890000-0000-7000-8000-0000000000ab'
    await sql`
      insert into channel_account (workspace_id, id, channel, name, config)
      values (${source.workspaceId}, ${account}, 'feed', 'f', '{}')`.execute(database.db)
    const reasons: object[] = []
    const poisoned: PipelineDeps = {
      ...deps,
      // A language that no column takes: PostgreSQL keeps no NUL.
      interpret: (activity, workspaceId) => ({
        ...deps.interpret(activity, workspaceId),
        lang: activity.externalId.startsWith('bad') ? 'fr\u0000' : 'fr',
      }),
      refused: (_source, reason) => reasons.push(reason),
    }
    const ids = Array.from({ length: 40 }, (_, i) => (i === 7 || i === 31 ? `bad ${i}` : `good ${i}`))
    const activities = [...ids.map((id) => note(id, `lamp ${id}`)), about('Like', 'good 3')]
    const mine = { ...source, accountId: account }
    const { stored } = await ingest(database.db, mine, { activities, cursor: 'past it' }, poisoned)
    assert.equal(stored.length, 39)
    assert.equal((await texts()).filter((text) => text?.startsWith('lamp good')).length, 38)
    assert.deepEqual(reasons, [{ code: '22P05' }, { code: '22P05' }])
    const { rows } = await sql`
      select cursor, reason, count from channel_account join ingest_counter on account_id = id
      where id = ${account} order by reason`.execute(database.db)
    assert.deepEqual(rows, [
      { cursor: 'past it', reason: 'bad-item', count: 2 },
      { cursor: 'past it', reason: 'kept', count: 39 },
    ])
  })

  it('throws what another try may mend, and then keeps nothing of the batch', async () => {
    let tries = 0
    const cancelled: PipelineDeps = {
      ...deps,
      attribute: async (tx, _workspace, _channel, activities) => {
        tries++
        await sql`select set_config('statement_timeout', '10', true)`.execute(tx)
        await sql`select pg_sleep(60)`.execute(tx)
        return activities.map(() => null)
      },
    }
    const batch = { activities: [note('a', 'lamp'), note('b', 'lamp')] }
    await assert.rejects(ingest(database.db, source, batch, cancelled), { code: '57014' })
    assert.deepEqual([tries, await texts()], [1, []])
    await ingest(database.db, source, batch, deps)
    assert.equal((await texts()).length, 2)
  })

  it('gives an account what a firehose overheard of it, and knows its own voice anywhere', async () => {
    const ours = (_workspace: string, channel: string, actor: string) =>
      channel === 'feed' && actor === 'did:us'
    const mine = { ...deps, isOurs: ours }
    const said = {
      activities: [note('m', 'a lamp for us'), note('e', 'our lamp', { actor: { id: 'did:us' } })],
    }
    await ingest(database.db, { ...source, keep: 'matched' }, said, mine)
    const account = '01890000-0000-7000-8000-0000000000aa'
    const claims = { by: { id: 'did:us' }, equals: [] }
    const again = await prepare(database.db, { ...source, accountId: account, claims }, said, mine)
    await commit(database.db, again, mine)
    const { rows } = await sql`
      select external_id, account_id, ours from activity where workspace_id = ${source.workspaceId}
        and verb = 'Create' order by external_id`.execute(database.db)
    assert.deepEqual(rows, [
      { external_id: 'e', account_id: account, ours: true },
      { external_id: 'm', account_id: account, ours: false },
    ])
    assert.equal(again.drops.get('duplicate'), 2)
  })
})
