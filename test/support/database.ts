import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { type Connection, connect } from '../../lib/db/index.ts'
import { knownMigrations, migrate } from '../../lib/db/migrate.ts'

export interface TestDatabase extends Connection {
  url: string
}

/** The same for all files of a process. */
let template: Promise<string> | undefined

/** A fresh migrated database of its own, cloned from a template (some 20 ms); `close` drops it. */
export async function testDatabase(): Promise<TestDatabase> {
  const admin = adminUrl()
  template ??= ensureTemplate(admin)
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`
  const from = await template
  await withClient(admin, (client) => client.query(`create database ${name} template ${from}`))
  const url = databaseUrl(admin, name)
  const connection = connect(url, { max: 10, applicationName: 'test' })
  return {
    ...connection,
    url,
    close: async () => {
      await connection.close()
      await withClient(admin, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

/** An empty database, not migrated, or a copy of one to which nobody is connected. */
export async function emptyDatabase(copied?: {
  url: string
}): Promise<{ url: string; close(): Promise<void> }> {
  const admin = adminUrl()
  const name = `empty_${process.pid}_${randomBytes(6).toString('hex')}`
  const from = copied ? ` template ${/\/\/[^/]*\/([^?]*)/.exec(copied.url)?.[1]}` : ''
  await withClient(admin, (client) => client.query(`create database ${name}${from}`))
  return {
    url: databaseUrl(admin, name),
    close: async () => {
      await withClient(admin, (client) => client.query(`drop database if exists ${name} with (force)`))
    },
  }
}

function adminUrl(): string {
  const url = process.env.VEILLEE_TEST_DATABASE_URL
  if (!url) throw new Error('VEILLEE_TEST_DATABASE_URL is not set: run tests with `npm test -- FILE…`')
  return url
}

function databaseUrl(admin: string, name: string): string {
  return admin.replace(/(\/\/[^/]*\/)[^?]*/, `$1${name}`)
}

async function withClient<R>(url: string, work: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** One template a version of the migrations, made by whichever test process comes first. */
async function ensureTemplate(admin: string): Promise<string> {
  const hash = createHash('sha256')
  for (const name of await knownMigrations()) {
    hash.update(await readFile(new URL(`../../migrations/${name}.ts`, import.meta.url)))
  }
  const template = `template_${hash.digest('hex').slice(0, 16)}`
  await withClient(admin, async (client) => {
    await client.query('select pg_advisory_lock(42)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (rowCount) return
    const building = `${template}_building`
    await client.query(`drop database if exists ${building} with (force)`)
    await client.query(`create database ${building}`)
    const connection = connect(databaseUrl(admin, building), { max: 1 })
    try {
      await migrate(connection.db)
    } finally {
      await connection.close()
    }
    await client.query(`alter database ${building} rename to ${template}`)
  })
  return template
}
