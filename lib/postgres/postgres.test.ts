import assert from 'node:assert/strict'
import {
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { createLog } from '../log/index.ts'
import { makeLinks } from './binaries.ts'
import { findRunningPostgres, type RunningPostgres, startPostgres } from './index.ts'
import { settingsArguments } from './settings.ts'
import { makeSocketFolder } from './socket.ts'

const lines: string[] = []
const log = createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } })
const me = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
let folder = ''
let server: RunningPostgres
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pg-'))
  server = await startPostgres({ dataFolder: join(folder, 'data'), log, durable: false })
})
after(async () => {
  await server.stop()
  await rm(folder, { recursive: true })
})

async function ask(url: string, question: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return await client
    .query(question)
    .then(
      ({ rows }) => rows,
      (error) => {
        throw error
      },
    )
    .finally(() => client.end())
}

test('node-postgres reaches it by its address, as a role that is no superuser', async () => {
  const [row] = await ask(
    server.url,
    `select current_user::text as role, current_database() as database, rolsuper as super,
       current_setting('server_encoding') as encoding, datlocprovider as provider, datlocale as locale,
       upper('été') as upper, current_setting('data_checksums') as checksums
     from pg_roles, pg_database where rolname = current_user and datname = current_database()`,
  )
  assert.deepEqual(row, {
    role: 'veillee',
    database: 'veillee',
    super: false,
    encoding: 'UTF8',
    provider: 'b',
    locale: 'C.UTF-8',
    upper: 'ÉTÉ',
    checksums: 'on',
  })
})

test('nobody reaches it by the network, and only its owner by the socket', async () => {
  const [row] = await ask(server.url, `select current_setting('listen_addresses') as addresses`)
  assert.deepEqual(row, { addresses: '' })
  const socket = decodeURIComponent(server.url.split('host=')[1] ?? '')
  assert.equal((await stat(socket)).mode & 0o777, 0o700)
  await assert.rejects(
    ask(server.url.replace('//veillee@', '//someone@'), 'select 1'),
    /authentication failed|role/,
  )
})

test('another process finds the one that runs, and nothing where none does', async () => {
  assert.equal(await findRunningPostgres(join(folder, 'data')), server.url)
  assert.equal(await findRunningPostgres(join(folder, 'nowhere')), undefined)
})

test('what people wrote does not reach the log when a statement fails', async () => {
  await ask(server.url, 'create table said (words text unique)')
  await ask(server.url, `insert into said values ('ce que le client a dit')`)
  await assert.rejects(ask(server.url, `insert into said values ('ce que le client a dit')`), /duplicate/)
  await assert.rejects(ask(server.url, `select 'ce que le client a dit'::int`), /invalid input/)
  assert.ok(!lines.some((line) => line.includes('insert into said') || line.includes('Key (words)')))
})

test('every commit is on disk before it is acknowledged, except in tests', () => {
  const durable = settingsArguments(true).join(' ')
  assert.doesNotMatch(durable, /fsync=off|synchronous_commit=off|full_page_writes=off/)
  assert.match(settingsArguments(false).join(' '), /fsync=off/)
  assert.match(settingsArguments(true, { work_mem: '64MB' }).join(' '), /work_mem=64MB/)
})

test('library links that npm left out are made, and those that are there stay', async () => {
  const library = join(folder, 'package', 'native', 'lib')
  await mkdir(library, { recursive: true })
  await writeFile(join(library, 'libx.so.5.18'), 'x')
  const links = ['libx.so', 'libx.so.5'].map((name) => ({
    source: 'native/lib/libx.so.5.18',
    target: `native/lib/${name}`,
  }))
  await writeFile(join(library, '..', 'pg-symlinks.json'), JSON.stringify(links))
  await symlink('libx.so.5.18', join(library, 'libx.so'))
  await Promise.all([makeLinks(join(folder, 'package')), makeLinks(join(folder, 'package'))])
  assert.equal(await readlink(join(library, 'libx.so.5')), 'libx.so.5.18')
  assert.equal(await readFile(join(library, 'libx.so'), 'utf8'), 'x')
})

test('a folder prepared by someone else in the temporary folder is not used for the socket', async () => {
  const data = await mkdtemp(join(folder, 'socket-'))
  const first = await makeSocketFolder(data, me)
  assert.equal(await makeSocketFolder(data, me), first)
  await writeFile(join(first, '.s.PGSQL.5432.lock'), '1\n')
  await makeSocketFolder(data, me)
  assert.deepEqual(await readdir(first), [])
  await rm(first, { recursive: true })
  await symlink(data, first)
  const second = await makeSocketFolder(data, me)
  assert.equal(second, `${first}-2`)
  await rm(second, { recursive: true })
  await unlink(first)
})

test('files of another owner or another version are refused in words', async () => {
  const data = await mkdtemp(join(folder, 'refused-'))
  const first = await startPostgres({ dataFolder: data, log, durable: false })
  await first.stop()
  const version = join(data, 'postgres', 'PG_VERSION')
  await writeFile(version, '17\n')
  await assert.rejects(startPostgres({ dataFolder: data, log }), {
    id: 'postgres_version',
    values: { found: '17', needed: '18' },
  })
  await writeFile(version, '18\n')
  if (me.uid === 0) {
    await chown(join(data, 'postgres'), 4_000_000, 4_000_000)
    await assert.rejects(startPostgres({ dataFolder: data, log }), { id: 'postgres_owner' })
  }
})

test('a name too long for a socket finds another folder', async () => {
  const before = process.env.TMPDIR
  const deep = await mkdtemp(join(folder, 'x'.repeat(90)))
  process.env.TMPDIR = deep
  try {
    const socket = await makeSocketFolder(deep, me)
    assert.ok(`${socket}/.s.PGSQL.5432`.length < 104)
    await rm(socket, { recursive: true })
  } finally {
    process.env.TMPDIR = before
  }
})
