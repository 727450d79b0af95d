import pg from 'pg'
import { to } from 'pg-copy-streams'
import type { Schema } from './manifest.ts'

/** How values are written must depend on nobody's settings: the digests are of their text. */
const SETTINGS = [
  "set client_encoding = 'UTF8'",
  "set datestyle = 'ISO, YMD'",
  "set intervalstyle = 'postgres'",
  "set timezone = 'UTC'",
  'set extra_float_digits = 3',
  "set bytea_output = 'hex'",
  "set search_path = 'public'",
  'set statement_timeout = 0',
  'set idle_in_transaction_session_timeout = 0',
  // A row hidden from us would be missing from the backup: PostgreSQL then refuses instead.
  'set row_security = off',
]

/** Runs `work` on a connection of its own, whose transaction is rolled back unless `work` commits it. */
export async function withSession<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url, application_name: 'veillee-backup' })
  // The query that was running tells of a lost connection.
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (const setting of SETTINGS) await client.query(setting)
    return await work(client)
  } finally {
    await client.end()
  }
}

/** All rows of a table as whole lines of COPY's text format, in pieces of about a megabyte. */
export async function* readRows(client: pg.Client, table: Schema['tables'][number]): AsyncGenerator<Buffer> {
  const columns = table.columns.map((name) => client.escapeIdentifier(name)).join(', ')
  const rows = client.query(
    to(`copy (select ${columns} from public.${client.escapeIdentifier(table.name)}) to stdout`),
  )
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of rows as AsyncIterable<Buffer>) {
    held.push(chunk)
    size += chunk.length
    if (size < PIECE) continue
    const all = Buffer.concat(held)
    const end = all.lastIndexOf('\n') + 1
    if (end > 0) yield all.subarray(0, end)
    held = [all.subarray(end)]
    size = all.length - end
  }
  if (size > 0) yield Buffer.concat(held)
}

const PIECE = 1 << 20
