import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { append, type Consumer, consume } from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  await sql`create table effect (workspace_id uuid, external_id text)`.execute(database.db)
})
after(() => database.close())

async function fill(workspaceId: string, count: number, from = 0): Promise<void> {
  const entries = Array.from({ length: count }, (_, i) => entry(note(`n${from + i}`, `text ${i}`)))
  await append(database.db, { workspaceId, channel: 'feed', accountId: null, entries, received: new Date() })
}

async function effects(workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ external_id: string }>`
    select external_id from effect where workspace_id = ${workspaceId} order by ctid`.execute(database.db)
  return rows.map((row) => row.external_id)
}

/** Writes one row an activity, and dies where `cut` says. */
function recorder(cut: (at: string) => void = () => undefined): Consumer {
  return {
    name: 'recorder',
    verbs: ['Create'],
    handle: async (tx, workspaceId, activities) => {
      cut('before')
      for (const activity of activities) {
        await sql`insert into effect values (${workspaceId}, ${activity.external_id})`.execute(tx)
        cut('within')
      }
      cut('after')
    },
  }
}

describe('a consumer', () => {
  it('reads everything once and in order, whatever the page', async () => {
    const workspace = uuidv7()
    await fill(workspace, 25)
    while ((await consume(database.db, workspace, recorder(), 7)) > 0);
    await fill(workspace, 5, 25)
    while ((await consume(database.db, workspace, recorder(), 7)) > 0);
    const seen = await effects(workspace)
    assert.equal(seen.length, 30)
    assert.equal(new Set(seen).size, 30)
  })

  it('killed at any of its awaits, neither loses nor repeats', async () => {
    const workspace = uuidv7()
    await fill(workspace, 12)
    let deaths = 0
    for (let point = 0; point < 18; point++) {
      let step = 0
      const dying = recorder(() => {
        if (step++ === point) throw new Error('killed')
      })
      await consume(database.db, workspace, dying, 5).catch(() => deaths++)
    }
    while ((await consume(database.db, workspace, recorder(), 5)) > 0);
    const seen = await effects(workspace)
    assert.ok(deaths >= 6, 'the test kills at all')
    assert.deepEqual([seen.length, new Set(seen).size], [12, 12])
  })

  it('is read by one process at a time: ten at once have the effect of one', async () => {
    const workspace = uuidv7()
    await fill(workspace, 60)
    for (let round = 0; round < 12; round++) {
      await Promise.all(Array.from({ length: 10 }, () => consume(database.db, workspace, recorder(), 10)))
    }
    const seen = await effects(workspace)
    assert.deepEqual([seen.length, new Set(seen).size], [60, 60])
  })

  it('is given only the verbs it declares, and passes over the others', async () => {
    const workspace = uuidv7()
    await fill(workspace, 1)
    await append(database.db, {
      workspaceId: workspace,
      channel: 'feed',
      accountId: null,
      received: new Date(),
      entries: [entry(about('Like', 'n0'))],
    })
    assert.equal(await consume(database.db, workspace, recorder()), 2)
    assert.deepEqual(await effects(workspace), ['n0'])
  })
})
