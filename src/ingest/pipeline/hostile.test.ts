import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { about, note } from '../../../test/support/entries.ts'
import { hostileActivity } from '../../../test/support/hostile.ts'
import { PLAIN } from '../../../test/support/imports.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import type { Activity } from '../../activity/index.ts'
import { commit, drink, type PipelineDeps, prepare, type Source } from './index.ts'

/** Whatever a network gives, each item is in the stream or counted under one reason, and the next batch comes. */
const NOW = new Date('2026-11-10T12:00:00Z')
const deps: PipelineDeps = {
  ...PLAIN,
  match: { ...PLAIN.match, tokens: () => '', wanted: (_workspace, text) => text.includes('lamp') },
  now: () => NOW,
  refused: (_source, reason) =>
    assert.fail(`the database was given what it does not take: ${JSON.stringify(reason)}`),
}
let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function account(keep: Source['keep'] = 'all'): Promise<Source & { accountId: string }> {
  const workspaceId = await testWorkspace(database.db)
  const accountId = uuidv7()
  await sql`
    insert into channel_account (workspace_id, id, channel, name, config)
    values (${workspaceId}, ${accountId}, 'net', 'n', '{}')`.execute(database.db)
  return { workspaceId, accountId, channel: 'net', keep }
}

/** What the channel's page says of an account, and what is truly there. */
async function told({ workspaceId, accountId }: { workspaceId: string; accountId: string }) {
  const { rows } = await sql<{ kept: number; dropped: number; there: number }>`
    select (select coalesce(sum(count), 0)::int from ingest_counter where account_id = ${accountId} and reason = 'kept') as kept,
      (select coalesce(sum(count), 0)::int from ingest_counter where account_id = ${accountId} and reason <> 'kept') as dropped,
      (select count(*)::int from activity where workspace_id = ${workspaceId}) as there`.execute(database.db)
  return rows[0]
}

it('keeps or counts each item of any batch, once', async () => {
  const batches = fc.array(fc.array(hostileActivity(), { maxLength: 8 }), { minLength: 1, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(batches, fc.constantFrom('all', 'matched'), fc.nat(5), async (given, keep, skipped) => {
      const source = await account(keep as Source['keep'])
      let items = 0
      for (const activities of given) {
        const batch = { activities, rejected: [{ reason: 'not json' }], skipped }
        const passage = await prepare(database.db, source, batch, deps)
        const { stored } = await commit(database.db, passage, deps)
        const dropped = [...passage.drops.values()].reduce((sum, count) => sum + count, 0)
        assert.equal(
          stored.length + dropped,
          activities.length + 1 + skipped,
          'nothing is lost between two steps',
        )
        items += activities.length + 1 + skipped
      }
      const { kept = -1, dropped = -1, there } = (await told(source)) ?? {}
      assert.deepEqual([kept + dropped, there], [items, kept])
    }),
    { numRuns: 25 },
  )
})

it('counts a batch that failed and came again as though it had come once', async () => {
  const source = await account()
  const activities = [note('a', 'lamp'), note('a', 'lamp'), note('', 'lamp'), about('Like', 'a')]
  let fails = 2
  const shaky: PipelineDeps = {
    ...deps,
    attribute: async (tx, workspace, channel, some) => {
      if (fails-- > 0) throw new Error('the connection is gone')
      return deps.attribute(tx, workspace, channel, some)
    },
  }
  const again = () =>
    drink(
      database.db,
      source,
      (async function* () {
        yield { activities }
      })(),
      shaky,
    )
  await assert.rejects(again(), /gone/)
  await assert.rejects(again(), /gone/)
  assert.equal(await again(), 2)
  assert.deepEqual(await told(source), { kept: 2, dropped: 2, there: 2 })
})

it('begins again at once when what came could not be committed, not at the next word of a quiet network', async () => {
  const source = await account()
  const left = Promise.withResolvers<void>()
  const silence = new Promise<never>(() => undefined)
  async function* quiet() {
    yield { activities: [note('a', 'lamp')], cursor: '1' }
    await silence
  }
  const failing: PipelineDeps = {
    ...deps,
    attribute: () => Promise.reject(new Error('the connection is gone')),
  }
  await assert.rejects(drink(database.db, source, quiet(), failing, left.resolve), /gone/)
  await left.promise
  assert.deepEqual(await told(source), { kept: 0, dropped: 0, there: 0 })
})

it('lets go of what it has committed, however long it listens', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const given: WeakRef<object>[] = []
  let held = Number.NaN
  async function* batches() {
    for (let n = 0; n < 40; n++) {
      const batch = { activities: [note(String(n), 'lamp')] }
      given.push(new WeakRef(batch))
      yield batch
    }
    await new Promise(setImmediate)
    collect()
    held = given.filter((one) => one.deref()).length
  }
  assert.equal(await drink(database.db, await account(), batches(), deps), 40)
  assert.ok(held < 10, `${held} of 40 batches are held`)
})

it('says goodbye to a network that is left half way, and waits for what it is committing', async () => {
  const source = await account()
  let closed = false
  async function* batches(): AsyncGenerator<{ activities: Activity[] }> {
    try {
      yield { activities: [note('a', 'lamp')] }
      yield { activities: [note('b', 'lamp')] }
      throw new Error('the network hung up')
    } finally {
      closed = true
    }
  }
  await assert.rejects(drink(database.db, source, batches(), deps), /hung up/)
  assert.ok(closed)
  assert.equal((await told(source))?.there, 2)
  closed = false
  const failing: PipelineDeps = { ...deps, interpret: () => assert.fail('cannot read') }
  await assert.rejects(drink(database.db, await account(), batches(), failing), /cannot read/)
  assert.ok(closed)
})
