import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import type { SecretKey } from '../crypto/index.ts'
import { Problem } from '../errors/index.ts'
import { listSequences, listTables } from './catalog.ts'
import { RowDigest } from './digest.ts'
import { writeBackupFile } from './file.ts'
import { type Manifest, Schema, type Summary } from './manifest.ts'
import { summarise } from './read.ts'
import { readRows, withSession } from './session.ts'
import { TAR_END, tarMember } from './tar.ts'

export interface Progress {
  table: string
  /** Rows of this table so far. */
  rows: number
}

export interface BackupOptions {
  url: string
  /** The file to make; it must not exist. */
  path: string
  passphrase?: string
  /** Put into the backup so that the credentials in it can be used elsewhere; asks for a passphrase. */
  secretKey?: SecretKey
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

/**
 * Writes the whole database, as it is at one moment, into one file, while others read and write on. Memory stays
 * bounded whatever its size. The file appears under its name only once it is whole.
 * @throws Problem `backup_exists`, `backup_key_in_clear`, `backup_unsupported`
 */
export async function backup(options: BackupOptions): Promise<Summary> {
  const { url, path, passphrase, secretKey, signal } = options
  if (secretKey && !passphrase) throw new Problem('backup_key_in_clear', { status: 422 })
  return await withSession(url, async (client) => {
    await client.query('begin transaction isolation level repeatable read, read only')
    // Parsed as it will be at the restore: what could not be put back is not taken.
    const schema = parseSchema({
      format: 'veillee-backup',
      version: 1,
      created: new Date().toISOString(),
      migrations: await ranMigrations(client),
      tables: await listTables(client),
    })
    const manifest: Manifest = {
      tables: [],
      sequences: await listSequences(client),
      ...(secretKey && { secretKey: secretKey.export().toString('hex') }),
    }
    const members = writeMembers(client, schema, manifest, options.onProgress)
    await writeBackupFile(path, withChecksum(members, schema), { passphrase, signal })
    return summarise(schema, manifest, Boolean(passphrase))
  })
}

function parseSchema(schema: Schema): Schema {
  const { success, data, error } = Schema.safeParse(schema)
  if (!success) throw new Problem('backup_unsupported', { status: 500, cause: error })
  return data
}

async function ranMigrations(client: Client): Promise<string[]> {
  const { rows } = await client.query(`select to_regclass('public.kysely_migration') is not null as there`)
  if (!rows[0]?.there) return []
  const ran = await client.query<{ name: string }>('select name from public.kysely_migration order by name')
  return ran.rows.map(({ name }) => name)
}

/** The tar archive: schema, rows table by table in numbered pieces, then the manifest filled on the way. */
async function* writeMembers(
  client: Client,
  schema: Schema,
  manifest: Manifest,
  onProgress?: (progress: Progress) => void,
): AsyncGenerator<Buffer> {
  const modified = new Date(schema.created)
  const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
  yield* tarMember('schema.json', json(schema), modified)
  for (const table of schema.tables) {
    const digest = new RowDigest()
    let piece = 0
    for await (const rows of readRows(client, table)) {
      digest.add(rows)
      piece++
      yield* tarMember(`${table.name}/${String(piece).padStart(6, '0')}.copy`, rows, modified)
      onProgress?.({ table: table.name, rows: digest.rows })
    }
    manifest.tables.push({ name: table.name, rows: digest.rows, checksum: digest.checksum })
  }
  yield* tarMember('manifest.json', json(manifest), modified)
}

/** Ends the archive with the checksum of all that it holds. */
async function* withChecksum(members: AsyncIterable<Buffer>, schema: Schema): AsyncGenerator<Buffer> {
  const digest = createHash('sha256')
  for await (const bytes of members) {
    digest.update(bytes)
    yield bytes
  }
  yield* tarMember('sha256', Buffer.from(`${digest.digest('hex')}\n`), new Date(schema.created))
  yield TAR_END
}
