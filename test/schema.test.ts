import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { describeSchema } from '../lib/db/schema.ts'
import { type TestDatabase, testDatabase } from './support/database.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

/**
 * Tables that say who a person is and where they may enter stand above the workspaces, and are copied to every node of
 * a cluster; the migrator's own are its library's.
 */
const ABOVE = new Set([
  'workspace',
  'app_user',
  'app_session',
  'app_account',
  'app_verification',
  'app_two_factor',
  'app_passkey',
  'app_rate_limit',
  'setup_token',
  'kysely_migration',
  'kysely_migration_lock',
])

/** The workspaces of somebody who signs in are not known before they are asked for. */
const ACROSS = new Set(['member_user'])

async function tables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`.execute(
    database.db,
  )
  return rows.map((row) => row.name)
}

describe('the schema', () => {
  it('is the one that was reviewed (npm run schema writes it)', async () => {
    const reviewed = await readFile(new URL('../schema.sql', import.meta.url), 'utf8')
    assert.equal(await describeSchema(database.db), reviewed)
  })

  it('names no table as standing above the workspaces that is not there', async () => {
    const all = new Set(await tables())
    assert.deepEqual(
      [...ABOVE].filter((name) => !all.has(name)),
      [],
    )
  })

  it('leads with workspace_id in every primary key, unique constraint, foreign key and index', async () => {
    const { rows } = await sql<{ table: string; index: string; first: string | null }>`
      select t.relname as table, i.relname as index, a.attname as first
      from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
        join pg_namespace n on n.oid = t.relnamespace
        left join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
      where n.nspname = 'public' and not t.relispartition`.execute(database.db)
    const wrong = rows.filter(
      (row) => !ABOVE.has(row.table) && !ACROSS.has(row.index) && row.first !== 'workspace_id',
    )
    assert.deepEqual(wrong, [])
    const keyed = new Set(rows.map((row) => row.table))
    assert.deepEqual(
      (await tables()).filter((name) => !keyed.has(name)),
      [],
      'every table has a primary key',
    )
  })

  it('refers inside the workspace, or to what stands above', async () => {
    const { rows } = await sql<{ table: string; to: string; columns: string[] }>`
      select c.conrelid::regclass::text as table, c.confrelid::regclass::text as to,
        array(select attname::text from unnest(c.conkey) with ordinality as k (num, place)
          join pg_attribute on attrelid = c.conrelid and attnum = k.num order by k.place) as columns
      from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where c.contype = 'f' and n.nspname = 'public'`.execute(database.db)
    const inside = rows.filter((row) => !ABOVE.has(row.to))
    assert.deepEqual(
      inside.filter((row) => row.columns[0] !== 'workspace_id'),
      [],
    )
    assert.deepEqual(
      rows.filter((row) => ABOVE.has(row.table) && !ABOVE.has(row.to)),
      [],
    )
  })

  it('has no global sequence', async () => {
    const { rows } = await sql`
      select sequencename from pg_sequences where schemaname = 'public'`.execute(database.db)
    assert.deepEqual(rows, [])
  })

  it('takes uuids for every id', async () => {
    const { rows } = await sql`
      select table_name, column_name from information_schema.columns
      where table_schema = 'public' and (column_name = 'id' or column_name = 'workspace_id') and data_type <> 'uuid'
        and table_name <> all(${[...ABOVE]}::text[])`.execute(database.db)
    assert.deepEqual(rows, [])
  })
})
