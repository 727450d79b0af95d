import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { pathToFileURL } from 'node:url'
import { connect } from '../lib/db/index.ts'
import { knownMigrations, migrate, requireCurrentSchema, schemaState } from '../lib/db/migrate.ts'
import { describeSchema } from '../lib/db/schema.ts'
import { emptyDatabase } from './support/database.ts'

let folder: URL
before(async () => {
  // A folder of its own beside a link to lib/, so that the migrations' imports hold.
  const root = await mkdtemp(join(tmpdir(), 'veillee-migrations-'))
  await symlink(new URL('../lib', import.meta.url).pathname, join(root, 'lib'))
  await symlink(new URL('../node_modules', import.meta.url).pathname, join(root, 'node_modules'))
  await cp(new URL('../migrations', import.meta.url), join(root, 'migrations'), { recursive: true })
  folder = pathToFileURL(`${join(root, 'migrations')}/`)
})
after(() => rm(new URL('..', folder), { recursive: true, force: true }))

/** What the schema is once the migrations of a folder have run; not told where `next` is copied there before. */
async function migrated(url: string, from: URL, next?: string): Promise<string> {
  if (next) await cp(new URL(`${next}.ts`, folder), new URL(`${next}.ts`, from))
  const connection = connect(url)
  try {
    assert.ok((await migrate(connection.db, from)).length > 0)
    return next ? '' : await describeSchema(connection.db)
  } finally {
    await connection.close()
  }
}

/** Ages that are always tried: nobody is further behind than that for long. */
const RECENT = 12
/** Of those before, one in so many, by the seed of the run: each commit tries others. */
const SHARE = 4

/** Without a seed, as when this file is run by itself, every age is. */
function isTried(age: number, ages: number): boolean {
  const seed = Number(process.env.VEILLEE_TEST_SEED || Number.NaN)
  return !Number.isInteger(seed) || age === 0 || age >= ages - RECENT || age % SHARE === seed % SHARE
}

describe('a migration', () => {
  it('that fails half way leaves the schema as it was, and runs again once mended', async () => {
    const empty = await emptyDatabase()
    const connection = connect(empty.url)
    const last = new URL('2099-01-01-01-broken.ts', folder)
    await migrate(connection.db, folder)
    const whole = await describeSchema(connection.db)
    const broken =
      "import { sql } from 'kysely'\nexport async function up(db) { await sql`create table half (workspace_id uuid primary key)`.execute(db); throw new Error('cut') }\n"
    await writeFile(last, broken)
    await assert.rejects(migrate(connection.db, folder), { id: 'migration_failed' })
    assert.equal(await describeSchema(connection.db), whole)
    await rm(last)
    assert.deepEqual(await migrate(connection.db, folder), [])
    await connection.close()
    await empty.close()
  })

  it('runs from each past schema to the same present one', async () => {
    const names = await knownMigrations(folder)
    const schemas = new Set<string>()
    // One database grows old migration by migration; a copy of each of its ages goes on to the present.
    const old = await emptyDatabase()
    const past = new URL('../past/', folder)
    await mkdir(past)
    for (const [age, next] of ['', ...names.slice(0, -1)].entries()) {
      if (next) await migrated(old.url, past, next)
      if (!isTried(age, names.length)) continue
      const copy = await emptyDatabase(old)
      schemas.add(await migrated(copy.url, folder))
      await copy.close()
    }
    await old.close()
    assert.equal(schemas.size, 1)
  })

  it('that is missing makes the program refuse, and so does one from the future', async () => {
    const empty = await emptyDatabase()
    const connection = connect(empty.url)
    await assert.rejects(requireCurrentSchema(connection.db, folder), { id: 'schema_stale' })
    await migrate(connection.db, folder)
    await requireCurrentSchema(connection.db, folder)
    const names = await readdir(folder)
    const older = new URL('../older/', folder)
    await cp(folder, older, { recursive: true })
    await rm(new URL(names.sort().at(-1) ?? '', older))
    await assert.rejects(requireCurrentSchema(connection.db, older), { id: 'schema_newer' })
    await assert.rejects(migrate(connection.db, older), { id: 'schema_newer' })
    assert.equal((await schemaState(connection.db, older)).unknown.length, 1)
    await connection.close()
    await empty.close()
  })
})
