import { setTimeout as sleep } from 'node:timers/promises'
import { type Migration, Migrator } from 'kysely'
import type { Client } from 'pg'
import { connect } from '../db/index.ts'
import { knownMigrations } from '../db/migrate.ts'
import { Problem } from '../errors/index.ts'
import { withSession } from './session.ts'

/** Stands in the database from the first step of a restore to the commit of its rows. */
export const MARKER = 'restore_in_progress'

interface PrepareOptions {
  url: string
  replace?: boolean
  migrations?: URL
  /** Done once the restore may begin and before anything is changed; its failure leaves all as it was. */
  first?: () => Promise<void>
}

/**
 * Brings an empty database to the schema that a backup was taken from: its migrations and no later one.
 * @throws Problem `backup_newer`, `restore_not_empty`, `restore_in_use`
 */
export async function prepareSchema(options: PrepareOptions, wanted: string[]): Promise<void> {
  const { url, replace = false, migrations: folder, first } = options
  const known = await knownMigrations(folder)
  const unknown = wanted.find((name) => !known.includes(name))
  if (unknown) throw new Problem('backup_newer', { status: 422, values: { migration: unknown } })
  await withSession(url, (client) => clear(client, replace, first))
  const { db, close } = connect(url, { max: 1, applicationName: 'veillee-backup' })
  const base = folder ?? new URL('../../migrations/', import.meta.url)
  const getMigrations = async () => {
    const steps: Record<string, Migration> = {}
    for (const name of wanted) steps[name] = (await import(new URL(`${name}.ts`, base).href)) as Migration
    return steps
  }
  const { error } = await new Migrator({ db, provider: { getMigrations } }).migrateToLatest().finally(close)
  if (error) throw new Problem('migration_failed', { status: 500, cause: error })
}

/** Empties the database if that was asked for, or if what it holds is what a killed restore left. */
async function clear(client: Client, replace: boolean, first?: () => Promise<void>): Promise<void> {
  await refuseInUse(client)
  await client.query('begin')
  const tables = await objects(client, 'pg_class', "relkind in ('r', 'p') and not relispartition", 'relname')
  if (tables.length > 0 && !replace && !tables.includes(MARKER)) {
    throw new Problem('restore_not_empty', { status: 409, values: { tables: tables.length } })
  }
  await first?.()
  for (const name of tables) await drop(client, 'table', name)
  for (const name of await objects(client, 'pg_class', "relkind = 'S'", 'relname'))
    await drop(client, 'sequence', name)
  for (const name of await objects(client, 'pg_type', "typtype in ('e', 'd')", 'typname'))
    await drop(client, 'type', name)
  // Functions are named with their arguments, already quoted.
  const functions = await objects(client, 'pg_proc', "prokind = 'f'", 'oid::regprocedure::text')
  for (const name of functions) await client.query(`drop function if exists ${name} cascade`)
  // Work that was waiting belonged to the data that is gone.
  await client.query('drop schema if exists jobs cascade')
  await client.query(`create table public.${MARKER} (since timestamptz not null default now())`)
  await client.query('commit')
}

/** Connections that were just closed take a moment to leave. Outside a transaction, which would keep one answer. */
async function refuseInUse(client: Client): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const { rows } = await client.query(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()
         and application_name like 'veillee%' and application_name <> 'veillee-backup'`,
    )
    const connections: number = rows[0].count
    if (connections === 0) return
    if (attempt === 20) throw new Problem('restore_in_use', { status: 409, values: { connections } })
    await sleep(100)
  }
}

/** Names in schema `public` of what belongs to no extension. */
async function objects(client: Client, catalog: string, filter: string, name: string): Promise<string[]> {
  const space = { pg_class: 'relnamespace', pg_type: 'typnamespace', pg_proc: 'pronamespace' }[catalog]
  const { rows } = await client.query(
    `select ${name} as name from ${catalog} o
     where ${space} = 'public'::regnamespace and ${filter} and not exists (
       select from pg_depend d
       where d.classid = '${catalog}'::regclass and d.objid = o.oid and d.deptype = 'e')
     order by 1`,
  )
  return rows.map((row) => row.name)
}

async function drop(client: Client, kind: string, name: string): Promise<void> {
  await client.query(`drop ${kind} if exists public.${client.escapeIdentifier(name)} cascade`)
}
