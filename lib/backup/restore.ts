import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from } from 'pg-copy-streams'
import type { SecretKey } from '../crypto/index.ts'
import { connect } from '../db/index.ts'
import { migrate } from '../db/migrate.ts'
import { Problem } from '../errors/index.ts'
import type { Progress } from './backup.ts'
import { listReferences, type Reference } from './catalog.ts'
import { RowDigest } from './digest.ts'
import type { Manifest, Schema, Summary } from './manifest.ts'
import { MARKER, prepareSchema } from './prepare.ts'
import { type Entry, readBackup, readWhole, summarise } from './read.ts'
import { readRows, withSession } from './session.ts'

export interface RestoreOptions {
  url: string
  path: string
  passphrase?: string
  /** Removes what the database holds; otherwise it must be empty. */
  replace?: boolean
  /** Where the migrations are; the program's own by default. */
  migrations?: URL
  /**
   * Keeps the secret that the backup carries, before anything is changed: its refusal leaves all as it was, and a restore
   * that is cut has the key of what it began to bring.
   */
  keepKey?: (key: SecretKey) => Promise<void>
  onProgress?: (progress: Progress) => void
}

export interface Restored {
  summary: Summary
  secretKey?: SecretKey
}

/**
 * Reads the whole backup once to check it, prepares the schema it was taken from, puts all rows in in one transaction
 * that commits only when counts and checksums read back agree, and then migrates to this program's schema. Killed at
 * any moment before that commit, it can be run again; after it, the next start ends the migration.
 * @throws Problem `backup_newer`, `restore_not_empty`, `restore_in_use`, `restore_mismatch`, and those of `verify`
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const { path, passphrase, url, migrations, keepKey } = options
  const { summary, secretKey } = await readWhole(path, passphrase)
  const entries = readBackup(path, passphrase)
  const first = await entries.next()
  if (first.done || first.value.kind !== 'schema')
    throw new Problem('backup_spoilt', { status: 422, values: { path } })
  const { schema } = first.value
  const begin = async () => {
    if (secretKey) await keepKey?.(secretKey)
  }
  await prepareSchema({ ...options, first: begin }, schema.migrations)
  const manifest = await withSession(url, (client) => load(client, schema, entries, options.onProgress))
  const { db, close } = connect(url, { max: 1 })
  await migrate(db, migrations).finally(close)
  return { summary: summarise(schema, manifest, summary.encrypted), secretKey }
}

async function load(
  client: Client,
  schema: Schema,
  entries: AsyncGenerator<Entry>,
  onProgress?: (progress: Progress) => void,
): Promise<Manifest> {
  await client.query('begin')
  await client.query(`drop table public.${MARKER}`)
  // A migration may have put rows in; the backup holds them as they became.
  const tables = schema.tables.map(({ name }) => qualified(client, name))
  if (tables.length > 0) await client.query(`truncate ${tables.join(', ')}`)
  const late = await dropLateReferences(client, schema)
  await makePartitions(client, schema)
  const manifest = await copyRows(client, schema, entries, onProgress)
  for (const reference of late) {
    const name = client.escapeIdentifier(reference.constraint)
    await client.query(
      `alter table ${qualified(client, reference.from)} add constraint ${name} ${reference.definition}`,
    )
  }
  for (const { name, value, called } of manifest.sequences) {
    await client.query('select setval($1::regclass, $2::bigint, $3)', [
      qualified(client, name),
      value,
      called,
    ])
  }
  await compareWithDatabase(client, schema, manifest)
  await client.query('commit')
  for (const table of schema.tables) await client.query(`analyze ${qualified(client, table.name)}`)
  return manifest
}

function qualified(client: Client, name: string): string {
  return `public.${client.escapeIdentifier(name)}`
}

/** In a ring of tables that refer to each other, one reference at least points to rows that come later. */
async function dropLateReferences(client: Client, schema: Schema): Promise<Reference[]> {
  const place = (table: string) => schema.tables.findIndex(({ name }) => name === table)
  const late = (await listReferences(client)).filter(({ from: owner, to }) => place(to) > place(owner))
  for (const { from: owner, constraint } of late) {
    await client.query(
      `alter table ${qualified(client, owner)} drop constraint ${client.escapeIdentifier(constraint)}`,
    )
  }
  return late
}

async function makePartitions(client: Client, schema: Schema): Promise<void> {
  for (const table of schema.tables) {
    for (const { name, bounds } of table.partitions) {
      const partition = qualified(client, name)
      await client.query(
        `create table if not exists ${partition} partition of ${qualified(client, table.name)} ${bounds}`,
      )
    }
  }
}

async function copyRows(
  client: Client,
  schema: Schema,
  entries: AsyncGenerator<Entry>,
  onProgress?: (progress: Progress) => void,
): Promise<Manifest> {
  let next = await entries.next()
  async function* rowsOf(table: string): AsyncGenerator<Buffer> {
    while (!next.done && next.value.kind === 'rows' && next.value.table === table) {
      yield next.value.rows
      onProgress?.({ table, rows: next.value.total })
      next = await entries.next()
    }
  }
  while (!next.done && next.value.kind === 'rows') {
    const { table } = next.value
    const columns = schema.tables.find(({ name }) => name === table)?.columns ?? []
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ')
    const copy = client.query(from(`copy ${qualified(client, table)} (${list}) from stdin`))
    await pipeline(rowsOf(table), copy)
  }
  if (next.done || next.value.kind !== 'manifest') throw new Error('a backup gives its manifest last')
  return next.value.manifest
}

/** Reads back what was put in: what stands in the database is the proof, not what was sent. */
async function compareWithDatabase(client: Client, schema: Schema, manifest: Manifest): Promise<void> {
  for (const { name, rows, checksum } of manifest.tables) {
    const table = schema.tables.find((known) => known.name === name)
    const digest = new RowDigest()
    if (table) for await (const piece of readRows(client, table)) digest.add(piece)
    if (digest.rows !== rows || digest.checksum !== checksum) {
      throw new Problem('restore_mismatch', {
        status: 500,
        values: { table: name, rows, found: digest.rows },
      })
    }
  }
}
