import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { zstdDecompressSync } from 'node:zlib'
import pg from 'pg'
import { BENDING, ROWS, writeMigrations } from '../../test/support/backup-schema.ts'
import { emptyDatabase } from '../../test/support/database.ts'
import { parseKey } from '../crypto/index.ts'
import { connect } from '../db/index.ts'
import { migrate } from '../db/migrate.ts'
import { backup, restore, verify } from './index.ts'

let folder = ''
let one: URL
let two: URL
/** A database of the first schema with all kinds of rows, and a backup of it. */
let source: { url: string; close(): Promise<void> }
let taken = ''
const key = parseKey('ab'.repeat(32))

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'))
  one = await writeMigrations(join(folder, 'one'), 1)
  two = await writeMigrations(join(folder, 'two'), 2)
  source = await migrated(one)
  await run(source.url, ROWS)
  taken = join(folder, 'taken.tar.zst')
  await backup({ url: source.url, path: taken })
})
after(async () => {
  await source.close()
  await rm(folder, { recursive: true })
})

async function migrated(migrations: URL) {
  const database = await emptyDatabase()
  const { db, close } = connect(database.url, { max: 1 })
  await migrate(db, migrations).finally(close)
  return database
}

async function run(url: string, statements: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result = await client.query(statements)
    return result.rows
  } finally {
    await client.end()
  }
}

/** Everything the tables hold, as text. */
async function contents(url: string): Promise<unknown> {
  const tables = ['zone', 'area', 'hen', 'egg', 'event', 'event_2026_10', 'event_2026_11', 'empty']
  const rows = tables.map((name) => `'${name}', (select jsonb_agg(t::text order by t::text) from ${name} t)`)
  return (await run(url, `select jsonb_build_object(${rows.join(', ')}) as all`))[0]?.all
}

async function withEmpty<R>(work: (url: string) => Promise<R>): Promise<R> {
  const database = await emptyDatabase()
  return await work(database.url).finally(() => database.close())
}

test('all comes back: every kind of value, rings, months, sequences; and nothing else', async () => {
  const summary = await verify(taken)
  assert.equal(summary.schemaVersion, '2026-01-01-01-step')
  assert.deepEqual(
    summary.tables.filter(({ rows }) => rows > 0).sort((a, b) => a.name.localeCompare(b.name)),
    [
      { name: 'area', rows: 3 },
      { name: 'egg', rows: 2 },
      { name: 'event', rows: 600 },
      { name: 'hen', rows: 2 },
      { name: 'zone', rows: 2 },
    ],
  )
  await withEmpty(async (url) => {
    const restored = await restore({ url, path: taken, migrations: one })
    assert.equal(restored.summary.rows, 609)
    assert.equal(restored.secretKey, undefined)
    assert.deepEqual(await contents(url), await contents(source.url))
    // The ring is closed again, and the sequence goes on.
    await assert.rejects(run(url, 'insert into hen values (3, 99)'), /violates foreign key/)
    assert.deepEqual(await run(url, `select nextval('ticket')`), [{ nextval: 4 }])
    assert.equal((await run(url, `select to_regclass('restore_in_progress') as marker`))[0]?.marker, null)
  })
})

test('an older backup is brought to the present schema', async () => {
  await withEmpty(async (url) => {
    await restore({ url, path: taken, migrations: two })
    assert.deepEqual(await run(url, 'select distinct later from area'), [{ later: 'later' }])
    const again = join(folder, 'second.tar.zst')
    await backup({ url, path: again })
    assert.equal((await verify(again)).schemaVersion, '2026-01-02-01-step')
    await withEmpty((other) =>
      assert.rejects(restore({ url: other, path: again, migrations: one }), {
        id: 'backup_newer',
        values: { migration: '2026-01-02-01-step' },
      }),
    )
  })
})

test('what a database holds is replaced only when asked', async () => {
  const target = await migrated(two)
  await run(
    target.url,
    `insert into zone values (gen_random_uuid(), 'in the way'); create table stray (id serial)`,
  )
  await assert.rejects(restore({ url: target.url, path: taken, migrations: one }), {
    id: 'restore_not_empty',
  })
  assert.deepEqual(await run(target.url, `select count(*) from zone`), [{ count: 2 }])
  const busy = connect(target.url)
  await busy.pool.query('select 1')
  const replace = () => restore({ url: target.url, path: taken, migrations: one, replace: true })
  await assert.rejects(replace(), { id: 'restore_in_use' })
  await busy.close()
  await replace()
  assert.deepEqual(await contents(target.url), await contents(source.url))
  assert.equal((await run(target.url, `select to_regclass('stray') as stray`))[0]?.stray, null)
  await target.close()
})

test('a spoilt backup is refused before the database is touched', async () => {
  const whole = await readFile(taken)
  const spoilt = join(folder, 'spoilt')
  await withEmpty(async (url) => {
    const refuse = async (bytes: Buffer, what: string) => {
      await writeFile(spoilt, bytes)
      await assert.rejects(verify(spoilt), { id: 'backup_spoilt' }, what)
      await assert.rejects(restore({ url, path: spoilt, migrations: one }), { id: 'backup_spoilt' }, what)
    }
    const step = Math.ceil(whole.length / 40)
    for (let at = 0; at < whole.length; at += step) {
      await refuse(whole.subarray(0, at), `cut at ${at}`)
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 0x10
      await refuse(changed, `changed at ${at}`)
    }
    // Node ends a zstd stream with an empty frame of nine bytes, whose loss loses nothing.
    await refuse(whole.subarray(0, -10), 'without its last bytes')
    assert.deepEqual(
      await run(url, `select count(*) from pg_class where relnamespace = 'public'::regnamespace`),
      [{ count: 0 }],
    )
    await assert.rejects(verify(join(folder, 'nowhere')), { id: 'backup_not_found' })
  })
})

test('rows that another hand put in the archive are noticed', async () => {
  const { zstdCompressSync } = await import('node:zlib')
  const archive = zstdDecompressSync(await readFile(taken))
  const at = archive.indexOf('événement 7\n')
  archive.write('x', at)
  const forged = join(folder, 'forged')
  await writeFile(forged, zstdCompressSync(archive))
  await assert.rejects(verify(forged), { id: 'backup_spoilt' })
})

test('what stands in the database is compared with what was saved, and a difference undoes all', async () => {
  const bent = await writeMigrations(join(folder, 'bent'), 1, BENDING)
  await withEmpty(async (url) => {
    await assert.rejects(restore({ url, path: taken, migrations: bent }), {
      id: 'restore_mismatch',
      values: { table: 'zone', rows: 2, found: 2 },
    })
    assert.deepEqual(await run(url, 'select count(*) from event'), [{ count: 0 }])
    await restore({ url, path: taken, migrations: one })
    assert.deepEqual(await contents(url), await contents(source.url))
  })
})

test('with a passphrase nothing shows, and the secret key travels inside', async () => {
  const path = join(folder, 'sealed')
  await assert.rejects(backup({ url: source.url, path, secretKey: key }), { id: 'backup_key_in_clear' })
  await backup({ url: source.url, path, passphrase: 'châtaigne', secretKey: key })
  assert.equal((await stat(path)).mode & 0o777, 0o600)
  await assert.rejects(verify(path), { id: 'backup_passphrase_needed' })
  await assert.rejects(verify(path, 'chataigne'), { id: 'backup_passphrase' })
  const { rows, encrypted } = await verify(path, 'châtaigne')
  assert.deepEqual([rows, encrypted], [609, true])
  assert.equal((await verify(taken, 'a passphrase it does not need')).encrypted, false)
  await withEmpty(async (url) => {
    const { secretKey } = await restore({ url, path, passphrase: 'châtaigne', migrations: one })
    assert.ok(secretKey?.equals(key))
    assert.deepEqual(await contents(url), await contents(source.url))
  })
})

test('a key that cannot be kept stops a restore before it has changed anything', async () => {
  const path = join(folder, 'sealed')
  await withEmpty(async (url) => {
    await restore({ url, path: taken, migrations: one })
    const before = await contents(url)
    const keepKey = () => Promise.reject(new Error('another key is there'))
    const again = { url, path, passphrase: 'châtaigne', migrations: one, keepKey }
    await assert.rejects(restore({ ...again, replace: true }), /another key is there/)
    assert.deepEqual(await contents(url), before)
    await assert.rejects(restore(again), { id: 'restore_not_empty' }, 'and it is not asked for in vain')
  })
})

test('the rows of one moment, though others write meanwhile', async () => {
  const database = await migrated(one)
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  let going = true
  const writing = (async () => {
    for (let n = 1; going; n++) {
      await client.query(
        `with e as (insert into egg values (${n}, ${n})) insert into hen values (${n}, ${n})`,
      )
    }
  })()
  for (const round of [1, 2, 3]) {
    const path = join(folder, `moment-${round}`)
    const { tables } = await backup({ url: database.url, path })
    const rows = (name: string) => tables.find((table) => table.name === name)?.rows
    assert.equal(rows('egg'), rows('hen'))
  }
  going = false
  await writing
  await client.end()
  await database.close()
})

test('a backup never takes the place of another, and a cancelled one leaves nothing', async () => {
  await assert.rejects(backup({ url: source.url, path: taken }), { id: 'backup_exists' })
  const path = join(folder, 'cancelled')
  const stop = new AbortController()
  const onProgress = () => stop.abort()
  await assert.rejects(backup({ url: source.url, path, signal: stop.signal, onProgress }), {
    name: 'AbortError',
  })
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.startsWith('cancelled')),
    [],
  )
})

test('memory stays bounded, however much there is', async () => {
  const database = await migrated(one)
  await run(
    database.url,
    `create table event_rest partition of event default;
     insert into event select gen_random_uuid(), now(), repeat(md5(n::text), 40) from generate_series(1, 100000) n`,
  )
  const path = join(folder, 'large')
  let most = 0
  const onProgress = () => {
    most = Math.max(most, process.memoryUsage().arrayBuffers)
  }
  const { rows } = await backup({ url: database.url, path, onProgress })
  assert.equal(rows, 100_001)
  await withEmpty((url) => restore({ url, path, migrations: one, onProgress }))
  assert.ok(most < 100e6, `${most} bytes at most, for 135 MB of rows`)
  await database.close()
})
