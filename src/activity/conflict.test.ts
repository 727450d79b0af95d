import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { connect, type Handle } from '../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { about, entry, note } from '../../test/support/entries.ts'
import { eventually } from '../../test/support/eventually.ts'
import {
  activityReply,
  append,
  type Entry,
  presentActivity,
  searchActivities,
  series,
  tallyOf,
  withdraw,
} from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

function put(workspaceId: string, entries: Entry[], db: Handle = database.db) {
  return append(db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: new Date() })
}

describe('two writers of one workspace', () => {
  it('do not wait in a ring when one deletes what the other brings', async () => {
    const workspace = uuidv7()
    for (let round = 0; round < 25; round++) {
      const [a, b] = [`a${round}`, `b${round}`]
      await Promise.all([
        put(workspace, [entry(note(a, 'text')), entry(about('Delete', b))]),
        put(workspace, [entry(note(b, 'text')), entry(about('Delete', a))]),
      ])
    }
    const rows = await searchActivities(database.db, workspace, { limit: 100 })
    assert.deepEqual(
      [...new Set(rows.map((row) => row.text))],
      rows.length ? [null] : [],
      'nothing deleted is left',
    )
  })

  it('lose no edit that meets its text while that is being written', async () => {
    const workspace = uuidv7()
    const writing = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const other = connect(database.url, { max: 1 })
    const first = other.db.transaction().execute(async (tx) => {
      await put(workspace, [entry(note('late', 'first'))], tx as unknown as Handle)
      writing.resolve()
      await written.promise
    })
    await writing.promise
    const edit = put(workspace, [entry(about('Update', 'late', { text: 'edited' })), entry(note('x', 'x'))])
    const waiting = async () =>
      (
        await sql`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db)
      ).rows.length
    await eventually(waiting, (n) => n > 0)
    written.resolve()
    await first
    const { stored, duplicates, tombstoned } = await edit
    await other.close()
    assert.deepEqual([stored.length, duplicates, tombstoned], [2, 0, 0])
    const rows = await searchActivities(database.db, workspace, { limit: 10 })
    assert.deepEqual(rows.map((row) => row.text).sort(), ['edited', 'x'])
  })

  it('do not wait in a ring when one takes back what the other edits', async () => {
    const workspace = uuidv7()
    const many = Array.from({ length: 40 }, (_, n) => `n${String(n).padStart(2, '0')}`)
    for (let round = 0; round < 6; round++) {
      const ids = many.map((id) => `${id}-${round}`)
      const { stored } = await put(
        workspace,
        ids.map((id) => entry(note(id, 'text'))),
      )
      await Promise.all([
        withdraw(
          database.db,
          workspace,
          stored.map(({ id }) => id),
        ),
        put(
          workspace,
          ids.toReversed().map((id) => entry(about('Update', id, { text: 'edited' }))),
        ),
        put(
          workspace,
          ids.map((id) => entry(about('Delete', id))),
        ),
      ])
    }
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from activity_counter where workspace_id = ${workspace} and count < 0`.execute(
      database.db,
    )
    assert.equal(rows[0]?.n, 0)
  })
})

describe('an edit', () => {
  it('changes the stars too, and leaves of its own nothing to read', async () => {
    const workspace = uuidv7()
    const base = note('r', 'bad')
    await put(workspace, [
      entry({ ...base, verb: 'Review', object: { ...base.object, type: 'Review', rating: 1 } }),
    ])
    const edit = about('Update', 'r', { text: 'good after all', extra: { was: 'a secret' } })
    await put(workspace, [entry({ ...edit, object: { ...edit.object, rating: 5 } })])
    const [row] = await searchActivities(database.db, workspace, { limit: 1 })
    assert.deepEqual([row?.text, row?.rating], ['good after all', 5])
    await put(workspace, [entry(about('Delete', 'r', { extra: { was: 'a secret' } }))])
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from activity
      where workspace_id = ${workspace} and activity::text like '%secret%'`.execute(database.db)
    assert.equal(rows[0]?.n, 0)
  })
})

it('shows where a word stands: in the title, or in the text', async () => {
  const workspace = uuidv7()
  const one = entry(note('t', 'text'))
  one.reading = { ...one.reading, why: [{ start: 0, end: 3, effect: 'negative', weight: -1, in: 'title' }] }
  await put(workspace, [one])
  const [row] = await searchActivities(database.db, workspace, { limit: 1 })
  const shown = activityReply.parse(row && presentActivity(row))
  assert.deepEqual(shown.why, [{ start: 0, end: 3, effect: 'negative', weight: -1, in: 'title' }])
})

it('adds no dollars to euros: the total is of the currency that a person pays in most', async () => {
  const [workspace, person] = [uuidv7(), uuidv7()]
  const order = (id: string, amount: number, currency: string) => {
    const base = note(id, 'order')
    const object = { ...base.object, type: 'Order' as const, amount, currency }
    return entry({ ...base, verb: 'Purchase', object }, { personId: person })
  }
  await put(workspace, [
    order('1', 1000, 'EUR'),
    order('2', 500, 'EUR'),
    order('3', 9900, 'USD'),
    order('4', -200, 'EUR'),
  ])
  const { orders, total, currency } = await tallyOf(database.db, workspace, person)
  assert.deepEqual([orders, total, currency], [4, 1300, 'EUR'])
  const nobody = await tallyOf(database.db, workspace, uuidv7())
  assert.deepEqual([nobody.orders, nobody.total, nobody.currency, nobody.last], [0, 0, null, null])
})

it('reads a span long ago under an alert without reading all that came since', async () => {
  const [workspace, alert] = [uuidv7(), uuidv7()]
  for (let part = 0; part < 20; part++) {
    const at = (n: number) => new Date(Date.UTC(2026, 9, 1) + (part * 200 + n) * 600_000).toISOString()
    const entries = Array.from({ length: 200 }, (_, n) =>
      entry(note(`p${part}-${n}`, 'lamp', { at: at(n) }), { alerts: [alert] }),
    )
    await put(workspace, entries)
  }
  await sql`analyze activity, activity_alert`.execute(database.db)
  const filter = {
    alertId: alert,
    from: new Date('2026-10-01T00:00:00Z'),
    to: new Date('2026-10-01T05:00:00Z'),
  }
  const rows = await searchActivities(database.db, workspace, { ...filter, limit: 10 })
  assert.equal(rows.length, 10)
  const linked = await linksRead((db) => searchActivities(db, workspace, { ...filter, limit: 10 }))
  assert.ok(linked < 100, `${linked} links were read for 30 in the span`)
  const last = rows.at(-1)
  assert.ok(last)
  const next = await searchActivities(database.db, workspace, {
    ...filter,
    limit: 50,
    before: { published: last.published, id: last.id },
  })
  assert.equal(next.length, 20)
  const points = await series(database.db, workspace, {
    ...filter,
    by: 'none',
    alertIds: [alert],
    step: 'hour',
    timeZone: 'UTC',
  })
  assert.equal(
    points.reduce((sum, { count }) => sum + count, 0),
    30,
  )
})

/** Rows of `activity_alert` that `work` has PostgreSQL fetch, by its own figures. */
async function linksRead(work: (db: Handle) => Promise<unknown>): Promise<number> {
  // One connection: each tells its figures by itself.
  const { db, close } = connect(database.url, { max: 1 })
  const read = async () => {
    await sql`select pg_stat_force_next_flush()`.execute(db)
    await sql`select pg_stat_clear_snapshot()`.execute(db)
    const { rows } = await sql<{ n: number }>`
      select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_read, 0))::int as n from pg_stat_user_tables
        join (select relid, sum(idx_tup_read) as idx_tup_read from pg_stat_user_indexes group by 1) as i using (relid)
      where relname = 'activity_alert'`.execute(db)
    return rows[0]?.n ?? 0
  }
  const before = await read()
  await work(db)
  const linked = (await read()) - before
  await close()
  return linked
}
