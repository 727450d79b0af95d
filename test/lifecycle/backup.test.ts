import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { backup, restore, verify } from '../../lib/backup/index.ts'
import { connect } from '../../lib/db/index.ts'
import { migrate } from '../../lib/db/migrate.ts'
import { writeMigrations } from '../support/backup-schema.ts'
import { emptyDatabase } from '../support/database.ts'
import { ended } from '../support/holder.ts'

const SCRIPT = fileURLToPath(new URL('../support/back-up.ts', import.meta.url))
const ROWS = 60_000

let folder = ''
let migrations: URL
let source: { url: string; close(): Promise<void> }

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'))
  migrations = await writeMigrations(join(folder, 'migrations'), 2)
  source = await emptyDatabase()
  const { db, pool, close } = connect(source.url)
  await migrate(db, migrations)
  await pool.query('create table event_rest partition of event default')
  await pool.query(
    `insert into event select gen_random_uuid(), now(), repeat(md5(n::text), 10) from generate_series(1, ${ROWS}) n`,
  )
  await close()
})
after(async () => {
  await source.close()
  await rm(folder, { recursive: true })
})

/** Runs the script and kills it when it has said `lines` lines and `wait` milliseconds have gone. */
async function killed(args: string[], lines: number, wait = 0): Promise<string[]> {
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  await new Promise<void>((done) => {
    child.once('exit', () => done())
    child.stdout.on('data', (chunk) => {
      said += chunk
      if (said.split('\n').length > lines) done()
    })
  })
  await sleep(wait)
  child.kill('SIGKILL')
  await ended(child)
  return said.split('\n')
}

test('a backup killed at any step leaves no file under its name, and what it left is refused', async () => {
  for (const [round, lines] of [1, 2, 5, 12].entries()) {
    const path = join(folder, `killed-${round}`)
    await killed(['backup', source.url, path], lines)
    const left = (await readdir(folder)).filter((name) => name.startsWith(`killed-${round}`))
    assert.ok(!left.includes(`killed-${round}`))
    for (const name of left) {
      assert.match(name, /\.partial-/)
      await assert.rejects(verify(join(folder, name)), { id: 'backup_spoilt' })
    }
    await backup({ url: source.url, path })
    assert.equal((await verify(path)).rows, ROWS + 1)
  }
})

test('a restore killed at any step can be run again, and then holds all', async () => {
  const path = join(folder, 'whole')
  await backup({ url: source.url, path })
  for (const [lines, wait] of [
    [1, 150],
    [1, 300],
    [2, 0],
    [5, 0],
    [10, 0],
    [18, 100],
  ] as const) {
    const target = await emptyDatabase()
    const said = await killed(['restore', target.url, path, migrations.href], lines, wait)
    assert.ok(!said.includes('done'))
    const { pool, close } = connect(target.url)
    const { rows } = await pool.query(`select to_regclass('event') is not null as there`)
    // Nothing half restored is ever to be seen.
    if (rows[0].there) assert.deepEqual((await pool.query('select count(*) from event')).rows, [{ count: 0 }])
    await close()
    assert.equal((await restore({ url: target.url, path, migrations })).summary.rows, ROWS + 1)
    await target.close()
  }
})

test('an empty file or one of something else is no backup', async () => {
  for (const content of ['', '{"format":"veillee-backup-encrypted"', 'PK\u0003\u0004', 'x'.repeat(5000)]) {
    const path = join(folder, 'other')
    await writeFile(path, content)
    await assert.rejects(verify(path, 'phrase'), { id: 'backup_spoilt' })
  }
})
