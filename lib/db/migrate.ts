import { readdir } from 'node:fs/promises'
import { type Migration, Migrator } from 'kysely'
import { Problem } from '../errors/index.ts'
import { type Handle, tables } from './index.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)

/** Names of the migrations this program knows, oldest first; the last one is the schema's version. */
export async function knownMigrations(folder: URL = FOLDER): Promise<string[]> {
  const files = await readdir(folder)
  return files
    .filter((file) => /^\d{4}-\d{2}-\d{2}-.*\.ts$/.test(file))
    .map((file) => file.slice(0, -3))
    .sort()
}

export interface SchemaState {
  /** Name of the last migration that ran, null on an empty database. */
  at: string | null
  pending: string[]
  /** Migrations found in the database that this program does not know: it is older than the database. */
  unknown: string[]
}

export async function schemaState(db: Handle, folder: URL = FOLDER): Promise<SchemaState> {
  const known = await knownMigrations(folder)
  const ran = await ranMigrations(db)
  return {
    at: ran.at(-1) ?? null,
    pending: known.filter((name) => !ran.includes(name)),
    unknown: ran.filter((name) => !known.includes(name)),
  }
}

async function ranMigrations(db: Handle): Promise<string[]> {
  const there = (await db.introspection.getTables({ withInternalKyselyTables: true })).some(
    (table) => table.name === 'kysely_migration',
  )
  if (!there) return []
  const rows = await tables<{ kysely_migration: { name: string } }>(db)
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute()
  return rows.map((row) => row.name)
}

/**
 * Brings the schema to this program's version: all pending migrations in one transaction, under a lock, so that a cut
 * half way leaves the schema as it was. Forward only.
 * @throws Problem `schema_newer` when the database was written by a newer program, `migration_failed` otherwise.
 */
export async function migrate(db: Handle, folder: URL = FOLDER): Promise<string[]> {
  await refuseNewer(db, folder)
  const migrator = new Migrator({ db, provider: { getMigrations: () => load(folder) } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName ?? 'unknown'
    throw new Problem('migration_failed', { status: 500, values: { migration: failed }, cause: error })
  }
  return (results ?? []).map((result) => result.migrationName)
}

/** @throws Problem `schema_newer` or `schema_stale`, each with the remedy in its words. */
export async function requireCurrentSchema(db: Handle, folder: URL = FOLDER): Promise<void> {
  await refuseNewer(db, folder)
  const { pending } = await schemaState(db, folder)
  if (pending.length > 0)
    throw new Problem('schema_stale', { status: 503, values: { pending: pending.length } })
}

async function refuseNewer(db: Handle, folder: URL): Promise<void> {
  const { unknown } = await schemaState(db, folder)
  const last = unknown.at(-1)
  if (last) throw new Problem('schema_newer', { status: 503, values: { migration: last } })
}

async function load(folder: URL): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {}
  for (const name of await knownMigrations(folder)) {
    migrations[name] = (await import(new URL(`${name}.ts`, folder).href)) as Migration
  }
  return migrations
}
