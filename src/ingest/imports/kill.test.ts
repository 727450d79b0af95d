import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { bringFile, importDeps, reviews, tally } from '../../../test/support/imports.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { cancelImport, getImport, type ImportRow, moveImport, startImport } from './index.ts'

const CHILD = fileURLToPath(new URL('../../../test/support/import-child.ts', import.meta.url))
const ROWS = 5000
let database: TestDatabase
let made: Awaited<ReturnType<typeof importDeps>>
before(async () => {
  database = await testDatabase()
  made = await importDeps(database.db)
})
after(async () => {
  await made.remove()
  await database.close()
})

/** Runs the import in a process of its own and kills it -9 after that many steps. */
async function runKilled({ workspace_id, id }: ImportRow, steps: number): Promise<void> {
  const child = spawn(process.execPath, [CHILD, database.url, made.folder, workspace_id, id], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let seen = 0
  child.stdout.on('data', (dots: Buffer) => {
    seen += dots.length
    if (seen > steps) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.once('close', resolve))
}

/** Kills until it is over; answers how often. Where exactly each falls, the machine decides. */
async function runToEnd(row: ImportRow, steps: () => number): Promise<number> {
  for (let kills = 0; kills < 100; kills += 1) {
    await runKilled(row, steps())
    if ((await getImport(database.db, row.workspace_id, row.id)).phase === null) return kills
  }
  throw new Error('it never ends')
}

test('killed -9 again and again, an import brings each line exactly once, and takes each back', async () => {
  const workspaceId = await testWorkspace(database.db)
  const row = await bringFile(made.deps, workspaceId, reviews(ROWS, [7, 4999]))
  await moveImport(database.db, workspaceId, row.id, startImport)
  let turn = 0
  const kills = await runToEnd(row, () => [0, 12, 21, 30][turn++ % 4] ?? 0)
  assert.ok(kills >= 3, `only ${kills} kills`)
  const done = await getImport(database.db, workspaceId, row.id)
  assert.deepEqual([done.state, done.imported, done.duplicates, done.errors], ['done', ROWS - 2, 0, 2])
  assert.deepEqual(await tally(database.db, workspaceId), [ROWS - 2, ROWS - 2, ROWS - 2, ROWS - 2])

  await moveImport(database.db, workspaceId, row.id, cancelImport)
  turn = 0
  const more = await runToEnd(row, () => [0, 4, 8][turn++ % 3] ?? 0)
  assert.ok(more >= 2, `only ${more} kills`)
  const gone = await getImport(database.db, workspaceId, row.id)
  assert.deepEqual([gone.state, gone.imported], ['cancelled', 0])
  assert.deepEqual(await tally(database.db, workspaceId), [0, 0, 0, 0])
})
