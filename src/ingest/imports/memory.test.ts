import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { bringFile, importDeps, tally } from '../../../test/support/imports.ts'
import { writeWorkbook } from '../../../test/support/workbook.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { getImport, moveImport, startImport } from './index.ts'

const SUPPORT = fileURLToPath(new URL('../../../test/support/', import.meta.url))
const ROWS = 50_000
/** What a process may hold at any time, and what may pile up from a tenth of the file to its end. */
const HELD = 80_000_000
const GROWTH = 10_000_000
/** Pages of shared strings that are kept in memory, by design. */
const PAGES = 16_777_216
const TEXT = 'Une phrase assez longue pour que le fichier pèse bien plus que la mémoire permise. '.repeat(12)

interface Weighed {
  first: number
  growth: number
}

let folder: string
let database: TestDatabase
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memory-'))
  database = await testDatabase()
})
after(async () => {
  await rm(folder, { recursive: true })
  await database.close()
})

function dateOf(i: number): string {
  return new Date(Date.UTC(2023, 0, 1) + i * 600_000).toISOString()
}

function child(script: string, ...args: string[]) {
  return spawn(process.execPath, ['--expose-gc', join(SUPPORT, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function assertLight({ first, growth }: Weighed, more = 0): void {
  const mega = (bytes: number) => `${Math.round(bytes / 1e6)} MB`
  assert.ok(first > 0 && first < HELD, `holds ${mega(first)}`)
  assert.ok(growth < GROWTH + more, `grows by ${mega(growth)}`)
}

async function readIn(path: string, more = 0) {
  const { size } = await stat(path)
  const run = child('read-child.ts', path)
  const read = (await json(run.stdout)) as Weighed & { activities: number; errors: number; letters: number }
  assert.deepEqual([read.activities, read.errors], [ROWS, 0])
  assert.ok(read.letters > ROWS * TEXT.length && (more > 0 || size > 40_000_000))
  assertLight(read, more)
}

async function* csv(text = TEXT) {
  yield 'Date;Auteur;Message\n'
  for (let i = 0; i < ROWS; i++) yield `${dateOf(i)};Client ${i % 97};"${i} ${text}"\n`
}

describe('a file that the memory could not hold', () => {
  it('is read, as CSV', async () => {
    const path = join(folder, 'a.csv')
    await pipeline(Readable.from(csv()), createWriteStream(path))
    await readIn(path)
    await rm(path)
  })

  it('is read, as JSON Lines', async () => {
    const path = join(folder, 'a.jsonl')
    async function* lines() {
      for (let i = 0; i < ROWS; i++)
        yield `${JSON.stringify({ date: dateOf(i), author: { name: `C${i % 97}` }, text: `${i} ${TEXT}` })}\n`
    }
    await pipeline(Readable.from(lines()), createWriteStream(path))
    await readIn(path)
    await rm(path)
  })

  it('is read, as a workbook whose strings are all different and shared', async () => {
    const path = join(folder, 'a.xlsx')
    async function* strings() {
      yield '<sst><si><t>Date</t></si><si><t>Message</t></si>'
      for (let i = 0; i < ROWS; i++) yield `<si><t>${i} ${TEXT}</t></si>`
      yield '</sst>'
    }
    async function* rows() {
      yield '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
      for (let i = 0; i < ROWS; i++)
        yield `<row r="${i + 2}"><c t="str"><v>${dateOf(i)}</v></c><c t="s"><v>${i + 2}</v></c></row>`
      yield '</sheetData></worksheet>'
    }
    const parts = [
      { name: 'xl/sharedStrings.xml', content: strings() },
      { name: 'xl/worksheets/sheet1.xml', content: rows() },
    ]
    await writeWorkbook(path, { sheets: { A: '' }, parts })
    await readIn(path, PAGES)
    await rm(path)
  })

  it('is imported', async () => {
    const path = join(folder, 'b.csv')
    await pipeline(Readable.from(csv(TEXT.slice(0, 500))), createWriteStream(path))
    const made = await importDeps(database.db)
    const workspaceId = await testWorkspace(database.db)
    const row = await bringFile(made.deps, workspaceId, createReadStream(path))
    await moveImport(database.db, workspaceId, row.id, startImport)
    const run = child('import-child.ts', database.url, made.folder, workspaceId, row.id, 'weigh')
    assertLight((await json(run.stdout)) as Weighed)
    const done = await getImport(database.db, workspaceId, row.id)
    assert.deepEqual([done.state, done.imported], ['done', ROWS])
    assert.deepEqual(await tally(database.db, workspaceId), [ROWS, ROWS, ROWS, ROWS])
    await made.remove()
  })
})
