import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { backup, restore } from '../lib/backup/index.ts'
import { connect } from '../lib/db/index.ts'
import { ensureMonthsAhead } from '../src/activity/index.ts'
import { emptyDatabase, testDatabase } from './support/database.ts'

test('the product’s own schema comes back whole, with its months', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'whole-'))
  const source = await testDatabase()
  const target = await emptyDatabase()
  try {
    await ensureMonthsAhead(source.db, new Date())
    await source.pool.query(
      `insert into workspace (id, name, time_zone, locale) values (gen_random_uuid(), 'Épicerie', 'Europe/Paris', 'fr')`,
    )
    await source.pool.query(
      `insert into attachment (workspace_id, id, name, media_type, size, sha256, bytes)
       select id, gen_random_uuid(), 'été.bin', 'application/octet-stream', 5, '\\x01', '\\x00ff5c0a09' from workspace`,
    )
    const path = join(folder, 'whole.tar.zst')
    const { tables } = await backup({ url: source.url, path })
    await restore({ url: target.url, path })
    const restored = connect(target.url, { max: 1 })
    const shape = `select relname as name, relkind as kind, pg_get_expr(relpartbound, oid) as bounds,
        (select json_agg(json_build_array(attname, format_type(atttypid, atttypmod), attnotnull) order by attnum)
           from pg_attribute where attrelid = c.oid and attnum > 0) as columns
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'i', 'I') order by 1`
    const before = await source.pool.query(shape)
    assert.deepEqual((await restored.pool.query(shape)).rows, before.rows)
    const owned = before.rows.filter(({ kind, bounds }) => (kind === 'r' || kind === 'p') && bounds === null)
    assert.equal(tables.length, owned.filter(({ name }) => !name.startsWith('kysely_')).length)
    assert.deepEqual((await restored.pool.query('select name from workspace')).rows, [{ name: 'Épicerie' }])
    const files = 'select name, bytes from attachment'
    assert.deepEqual((await restored.pool.query(files)).rows, (await source.pool.query(files)).rows)
    await restored.close()
  } finally {
    await source.close()
    await target.close()
    await rm(folder, { recursive: true })
  }
})
