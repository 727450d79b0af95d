import { createSecretKey } from 'node:crypto'
import type { SecretKey } from '../crypto/index.ts'
import { Problem } from '../errors/index.ts'
import { RowDigest } from './digest.ts'
import { isEncryptedFile, readBackupFile } from './file.ts'
import { Manifest, Schema, type Summary } from './manifest.ts'
import { readTar } from './tar.ts'

/** What a backup gives, in this order: one schema, rows of its tables in their order, one manifest. */
export type Entry =
  | { kind: 'schema'; schema: Schema }
  | { kind: 'rows'; table: string; rows: Buffer /** Rows of this table so far. */; total: number }
  | { kind: 'manifest'; manifest: Manifest }

/**
 * Reads a backup to its end and checks it on the way: the manifest is given only when all that came before agrees.
 * @throws Problem `backup_spoilt` (reason), `backup_not_found`, `backup_passphrase`, `backup_passphrase_needed`
 */
export async function* readBackup(path: string, passphrase?: string): AsyncGenerator<Entry> {
  try {
    yield* readEntries(path, passphrase)
  } catch (error) {
    if (error instanceof Problem) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new Problem('backup_not_found', { status: 404, values: { path }, cause: error })
    }
    throw new Problem('backup_spoilt', { status: 422, values: { path }, cause: error })
  }
}

async function* readEntries(path: string, passphrase?: string): AsyncGenerator<Entry> {
  let schema: Schema | undefined
  let manifest: Manifest | undefined
  const digests = new Map<string, RowDigest>()
  let place = 0
  let whole = false
  for await (const { name, content, before } of readTar(readBackupFile(path, passphrase))) {
    if (whole) throw new Error('something follows the checksum')
    if (manifest) {
      whole = name === 'sha256' && content.toString('latin1') === `${before()}\n`
      if (!whole) throw new Error('the checksum is not that of the content')
    } else if (!schema) {
      if (name !== 'schema.json') throw new Error('the schema is missing')
      schema = Schema.parse(JSON.parse(content.toString('utf8')))
      yield { kind: 'schema', schema }
    } else if (name === 'manifest.json') {
      manifest = Manifest.parse(JSON.parse(content.toString('utf8')))
    } else {
      const table = /^(\w+)\/\d+\.copy$/.exec(name)?.[1]
      const at = schema.tables.findIndex((known) => known.name === table)
      if (!table || at < place) throw new Error(`${name} is out of place`)
      place = at
      const digest = digests.get(table) ?? new RowDigest()
      digest.add(content)
      digests.set(table, digest)
      yield { kind: 'rows', table, rows: content, total: digest.rows }
    }
  }
  if (!schema || !manifest || !whole) throw new Error('the end is missing')
  compare(schema, manifest, digests)
  yield { kind: 'manifest', manifest }
}

function compare(schema: Schema, manifest: Manifest, digests: Map<string, RowDigest>): void {
  if (schema.tables.length !== manifest.tables.length) throw new Error('the manifest and the schema differ')
  manifest.tables.forEach(({ name, rows, checksum }, i) => {
    const found = digests.get(name) ?? new RowDigest()
    if (schema.tables[i]?.name !== name || found.rows !== rows || found.checksum !== checksum) {
      throw new Error(`the rows of ${name} are not those that were written`)
    }
  })
}

export function summarise(schema: Schema, manifest: Manifest, encrypted: boolean): Summary {
  return {
    created: new Date(schema.created),
    schemaVersion: schema.migrations.at(-1) ?? null,
    tables: manifest.tables.map(({ name, rows }) => ({ name, rows })),
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    encrypted,
  }
}

/** The secret that an encrypted backup may carry. */
function secretKeyOf(manifest: Manifest): SecretKey | undefined {
  return manifest.secretKey ? createSecretKey(manifest.secretKey, 'hex') : undefined
}

/**
 * Opens a backup, reads all of it and counts, without any database.
 * @throws Problem as `readBackup`
 */
export async function verify(path: string, passphrase?: string): Promise<Summary> {
  return (await readWhole(path, passphrase)).summary
}

/** As `verify`, with the secret that it carries. */
export async function readWhole(
  path: string,
  passphrase?: string,
): Promise<{ summary: Summary; secretKey: SecretKey | undefined }> {
  let schema: Schema | undefined
  for await (const entry of readBackup(path, passphrase)) {
    if (entry.kind === 'schema') schema = entry.schema
    else if (entry.kind === 'manifest' && schema) {
      const { manifest } = entry
      const summary = summarise(schema, manifest, await isEncryptedFile(path))
      return { summary, secretKey: secretKeyOf(manifest) }
    }
  }
  throw new Problem('backup_spoilt', { status: 422, values: { path } })
}
