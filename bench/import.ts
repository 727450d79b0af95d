// Files of a million lines: how fast they are read and imported, beside bare csv-parse on the same file in the same run,
// and the most memory each process ever held.
//   npm run bench -- import [rows]
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse'
import { sql } from 'kysely'
import { connect, type Handle } from '../lib/db/index.ts'
import { xlsx } from '../lib/sheet/index.ts'
import { withdraw } from '../src/activity/index.ts'
import { inspect, readRows, rowMapper, sniffEncoding } from '../src/channels/file/index.ts'
import {
  cancelImport,
  getImport,
  type ImportDeps,
  moveImport,
  receiveImport,
  runImport,
  startImport,
} from '../src/ingest/index.ts'
import { understand } from '../src/interpret/index.ts'
import { attribute } from '../src/people/index.ts'
import { Matchers } from '../src/server/matchers.ts'
import { testWorkspace } from '../test/support/workspace.ts'
import { benchDatabase, posts, report } from './support.ts'

interface Figures {
  rows: number
  seconds: number
  peakMB: number
}

const HEADER = ['Date', 'Auteur', 'Message', 'Note', 'Lien']

/** Lines as a French shop's export has them, 150 characters in the mean. */
function lineOf(i: number, texts: string[]): [Date, string, string, number, string] {
  const at = new Date(Date.UTC(2023, 0, 1) + i * 31_000)
  return [
    at,
    `Client ${i % 5000}`,
    `${texts[i % texts.length]} ${i}`,
    (i % 5) + 1,
    `https://exemple.fr/p/${i}`,
  ]
}

async function writeFiles(folder: string, rows: number): Promise<{ csv: string; book: string }> {
  const texts = posts(1, 997).map(({ object }) => (object.text ?? '').slice(0, 90))
  const [csv, book] = [join(folder, 'a.csv'), join(folder, 'a.xlsx')]
  const out = createWriteStream(csv)
  out.write(`${HEADER.join(';')}\r\n`)
  for (let i = 0; i < rows; i++) {
    const [at, author, text, rating, url] = lineOf(i, texts)
    const day = at.toISOString()
    const date = `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)} ${day.slice(11, 16)}`
    if (!out.write(`${date};${author};"Avis ""${i % 7}"" ; ${text}";${rating};${url}\r\n`, 'latin1'))
      await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  async function* cells() {
    for (let i = 0; i < rows; i++) yield lineOf(i, texts)
  }
  const target = createWriteStream(book)
  for await (const chunk of xlsx('Avis', HEADER, cells()))
    if (!target.write(chunk)) await once(target, 'drain')
  target.end()
  await once(target, 'finish')
  return { csv, book }
}

async function bare(path: string): Promise<number> {
  let rows = 0
  const parser = createReadStream(path).pipe(parse({ delimiter: ';', encoding: 'latin1' }))
  parser.on('data', () => {
    rows += 1
  })
  await once(parser, 'end')
  return rows
}

async function read(path: string): Promise<number> {
  const { columns, format, mapping, options } = await inspect(path, {
    encoding: await sniffEncoding(path),
    timeZone: 'Europe/Paris',
  })
  const names = columns.map(({ name }) => name)
  const map = rowMapper({ columns: names, mapping, options, now: new Date() })
  let rows = 0
  for await (const chunk of readRows({ path, format, columns: names, options })) {
    for (const row of chunk.rows) if ('activity' in map(row)) rows += 1
  }
  return rows
}

function importDeps(db: Handle, folder: string): ImportDeps {
  const matchers = new Matchers(db)
  const pipeline = {
    interpret: ({ object }: { object: { text?: string } }) => understand({ text: object.text ?? '' }),
    match: matchers.steps,
    attribute,
    now: () => new Date(),
  }
  return { db, folder, pipeline, withdraw }
}

async function bring(path: string, url: string, workspaceId: string): Promise<number> {
  const { db, close } = connect(url, { max: 4 })
  const folder = await mkdtemp(join(tmpdir(), 'veillee-bench-imports-'))
  const deps = importDeps(db, folder)
  const source = createReadStream(path)
  const arrival = { workspaceId, fileName: 'a.csv', source, createdBy: null, now: new Date() }
  const { id } = await receiveImport(db, { folder, limit: 1e12 }, arrival)
  await moveImport(db, workspaceId, id, startImport)
  await runImport(deps, workspaceId, id, new AbortController().signal)
  const done = await getImport(db, workspaceId, id)
  if (done.state !== 'done') throw new Error(JSON.stringify(done.failure ?? done.state))
  await close()
  await rm(folder, { recursive: true })
  return done.imported
}

async function takeBack(url: string, workspaceId: string): Promise<number> {
  const { db, close } = connect(url, { max: 4 })
  const { rows } = await sql<{
    id: string
  }>`select id from import where workspace_id = ${workspaceId}`.execute(db)
  const id = rows[0]?.id ?? ''
  const { imported } = await moveImport(db, workspaceId, id, cancelImport)
  await runImport(importDeps(db, tmpdir()), workspaceId, id, new AbortController().signal)
  await close()
  return imported
}

/** Runs one of the works above in a process of its own, and prints its figures. */
async function child([work = '', path = '', url = '', workspaceId = '']: string[]): Promise<void> {
  const works: Record<string, () => Promise<number>> = {
    nothing: async () => 0,
    bare: () => bare(path),
    read: () => read(path),
    bring: () => bring(path, url, workspaceId),
    takeBack: () => takeBack(url, workspaceId),
  }
  const start = performance.now()
  const rows = (await works[work]?.()) ?? 0
  const figures = {
    rows,
    seconds: (performance.now() - start) / 1000,
    peakMB: process.resourceUsage().maxRSS / 1024,
  }
  process.stdout.write(JSON.stringify(figures))
}

async function measure(...args: string[]): Promise<Figures> {
  const own = fileURLToPath(import.meta.url)
  const run = spawn(process.execPath, [own, '--child', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  run.stdout.on('data', (chunk) => {
    text += chunk
  })
  await once(run, 'close')
  return JSON.parse(text)
}

async function main(rows: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'veillee-bench-files-'))
  const database = await benchDatabase()
  try {
    const { csv, book } = await writeFiles(folder, rows)
    const workspace = await testWorkspace(database.db)
    const nothing = await measure('nothing')
    const plain = await measure('bare', csv)
    const ours = await measure('read', csv)
    const sheet = await measure('read', book)
    const whole = await measure('bring', csv, database.url, workspace)
    const gone = await measure('takeBack', '', database.url, workspace)
    const rate = ({ rows: count, seconds }: Figures) => count / seconds
    report('import', {
      inputs: `${rows} lines, CSV ${Math.round((await stat(csv)).size / 1e6)} MB in Windows-1252, XLSX ${Math.round((await stat(book)).size / 1e6)} MB`,
      'bare csv-parse, lines a second': rate(plain),
      'CSV to activities, lines a second': rate(ours),
      'ratio to csv-parse': rate(ours) / rate(plain),
      'XLSX to activities, lines a second': rate(sheet),
      'checked, imported and committed, lines a second': rate(whole),
      'taken back, lines a second': rate(gone),
      'peak MB, only started': nothing.peakMB,
      'peak MB, csv-parse': plain.peakMB,
      'peak MB, CSV': ours.peakMB,
      'peak MB, XLSX': sheet.peakMB,
      'peak MB, import': whole.peakMB,
      'peak MB, taking back': gone.peakMB,
    })
  } finally {
    await database.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const [first, ...rest] = process.argv.slice(2)
if (first === '--child') await child(rest)
else await main(Number(first ?? 1_000_000))
