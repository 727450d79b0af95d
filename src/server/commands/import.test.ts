import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { after, before, beforeEach, describe, it } from 'node:test'
import { Problem } from '../../../lib/errors/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { reviews, tally } from '../../../test/support/imports.ts'
import { createWorkspace } from '../../access/index.ts'
import { searchActivities } from '../../activity/index.ts'
import { readConfig } from '../config.ts'
import { type ExportOptions, exportCommand } from './export.ts'
import { type ImportOptions, importCommand } from './import.ts'

let database: TestDatabase
let folder: string
let workspace: string
before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'command-'))
})
after(async () => {
  await rm(folder, { recursive: true })
  await database.close()
})
beforeEach(async () => {
  workspace = await createWorkspace(database.db, {
    name: `Maison ${Math.random()}`,
    timeZone: 'Europe/Paris',
    locale: 'fr',
  })
})

function terminal(url = database.url) {
  const texts = { out: '', err: '' }
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  stdout.on('data', (chunk) => {
    texts.out += chunk
  })
  stderr.on('data', (chunk) => {
    texts.err += chunk
  })
  const config = readConfig({
    DATABASE_URL: url,
    VEILLEE_DATA: join(folder, 'data'),
    VEILLEE_LOG: 'silent',
    LANG: 'en_US.UTF-8',
  })
  return { texts, io: { config, stdout, stderr, signal: new AbortController().signal } }
}

async function file(content: string | Buffer, name = 'avis.csv'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

async function run(path: string | undefined, options: ImportOptions = {}) {
  const { texts, io } = terminal()
  const code = await importCommand(path, { workspace, ...options }, io)
  return { code, ...texts }
}

async function take(options: ExportOptions = {}) {
  const { texts, io } = terminal()
  const code = await exportCommand({ workspace, ...options }, io)
  return { code, ...texts }
}

function refusal(id: string) {
  return (error: unknown) => error instanceof Problem && error.id === id
}

/** A terminal whose database does not exist: what needs none must not ask. */
async function offline(path: string, options: ImportOptions) {
  const { texts, io } = terminal('postgres://nobody@127.0.0.1:1/none')
  const code = await importCommand(path, options, io)
  return { code, ...texts }
}

describe('veillee import without a database', () => {
  it('prints activities, a line each, and writes what it refuses', async () => {
    const errors = join(folder, 'refus.csv')
    const path = await file(
      Buffer.from('Date;Auteur;Message\n31/01/2024 14:30;Élodie;Ça va\n;Zoé;=1+1\n', 'latin1'),
    )
    const { code, out, err } = await offline(path, { toJsonl: true, timeZone: 'Europe/Paris', errors })
    assert.equal(code, 1)
    const [line, ...rest] = out.trimEnd().split('\n')
    assert.equal(rest.length, 0)
    const activity = JSON.parse(line ?? '')
    assert.deepEqual(
      [activity.verb, activity.published, activity.actor.name, activity.object.text],
      ['Create', '2024-01-31T13:30:00.000Z', 'Élodie', 'Ça va'],
    )
    assert.match(err, /Lines read: 2; to import: 1; refused: 1\.\n {2}No date: 1\nEach refused line/)
    assert.match((await offline(path, { dryRun: true })).err, /\n {2}No date: 1\nWith --errors FILE\.csv/)
    assert.equal(
      await readFile(errors, 'utf8'),
      "\ufeffLine,Column,Reason,Date,Auteur,Message\r\n3,Date,The line has no date.,,Zoé,'=1+1\r\n",
    )
  })

  it('tells how it would read a file, and takes columns as they are said', async () => {
    const path = await file('Jour;Qui;Quoi\n31/01/2024;A;Bonjour\n13/02/2024;B;Merci\n')
    const map = ['jour=published', 'Qui=author', 'Quoi=title']
    const { code, out, err } = await offline(path, { dryRun: true, map })
    assert.deepEqual([code, out], [0, ''])
    assert.match(err, /Quoi → title \(Title\)/)
    const printed = await offline(path, { toJsonl: true, map, dateOrder: 'dmy' })
    assert.equal(JSON.parse(printed.out.split('\n')[0] ?? '').object.title, 'Bonjour')
  })

  it('refuses in words what cannot be', async () => {
    const path = await file('Date;Message\n31/01/2024;A\n')
    await assert.rejects(offline(path, { toJsonl: true, map: ['Message'] }), refusal('import_map'))
    await assert.rejects(offline(path, { toJsonl: true, map: ['Message=prix'] }), refusal('import_map'))
    await assert.rejects(offline(path, { toJsonl: true, map: ['Prix=amount'] }), refusal('import_column'))
    await assert.rejects(offline(path, { toJsonl: true, map: ['Date='] }), refusal('import_mapping_date'))
    await assert.rejects(offline(join(folder, 'absent.csv'), { dryRun: true }), refusal('file_unreadable'))
    assert.equal((await run(undefined)).code, 2)
  })
})

describe('veillee import', () => {
  it('imports once, and says what was there', async () => {
    const path = await file(reviews(1500, [3]))
    const first = await run(path)
    assert.equal(first.code, 0, first.err)
    assert.match(first.err, /1,499 imported, 0 already there, 1 refused\.\n {2}No date: 1\n/)
    const again = await run(path)
    assert.match(again.err, /0 imported, 1,499 already there, 1 refused/)
    assert.deepEqual(await tally(database.db, workspace), [1499, 1499, 1499, 1499])
  })

  it('asks before it leaves many lines out, goes on when told, and takes all back', async () => {
    const path = await file(reviews(50, [1, 2, 3, 4]))
    const errors = join(folder, 'laissees.csv')
    const asks = await run(path, { errors })
    assert.equal(asks.code, 3, asks.err)
    assert.equal((await readFile(errors, 'utf8')).split('\r\n').length, 6)
    assert.equal((await tally(database.db, workspace))[0], 0)
    const resume = /--resume (\S+) --yes/.exec(asks.err)?.[1] ?? ''
    assert.match((await run(undefined, { resume, yes: true })).err, /46 imported/)
    const gone = await run(undefined, { cancel: resume })
    assert.equal(gone.code, 0)
    assert.deepEqual(await tally(database.db, workspace), [0, 0, 0, 0])
    assert.match((await run(path, { yes: true })).err, /46 imported/)
  })

  it('stops when told, and goes on later', async () => {
    const path = await file(reviews(3000))
    const { io, texts } = terminal()
    const code = await importCommand(path, { workspace }, { ...io, signal: AbortSignal.abort() }).catch(
      (error) => error.name,
    )
    assert.ok(code === 130 || code === 'AbortError', String(code))
    const id = /--resume (\S+?)\./.exec(texts.err)?.[1]
    if (id) assert.match((await run(undefined, { resume: id })).err, /3,000 imported/)
  })

  it('asks which workspace where there are several, and knows them by name', async () => {
    const path = await file(reviews(2))
    await createWorkspace(database.db, { name: 'Boutique Nord', timeZone: 'Europe/Paris', locale: 'fr' })
    await assert.rejects(run(path, { workspace: undefined }), refusal('workspace_which'))
    await assert.rejects(run(path, { workspace: 'Ailleurs' }), refusal('workspace_unknown'))
    assert.equal((await run(path, { workspace: 'boutique nord' })).code, 0)
  })
})

describe('veillee export', () => {
  const SOURCE =
    'id;Date;Auteur;Message;Note;Réseau\nabcdefgh1;31/01/2024 14:30;Élodie;"Très, ""bien""\nreçu";5;Twitter\nabcdefgh2;13/02/2024 09:00;Max;=SOMME(A1);2;Facebook\n'

  beforeEach(async () => {
    assert.equal((await run(await file(SOURCE))).code, 0)
  })

  it('writes JSON Lines, newest first, that a query and dates may narrow', async () => {
    const { code, out, err } = await take()
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.equal(code, 0)
    assert.deepEqual(
      lines.map((line) => [line.text, line.rating, line.extra.network]),
      [
        ['=SOMME(A1)', 2, 'facebook'],
        ['Très, "bien"\nreçu', 5, 'x'],
      ],
    )
    assert.match(err, /2 activities exported/)
    const texts = async (options: ExportOptions) =>
      (await take(options)).out
        .trimEnd()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).actor.name)
    assert.deepEqual(await texts({ query: 'recu' }), ['Élodie'])
    assert.deepEqual(await texts({ from: '2024-02-01' }), ['Max'])
    assert.deepEqual(await texts({ to: '2024-01-31T14:30' }), [])
    assert.deepEqual(await texts({ to: '2024-01-31T14:31' }), ['Élodie'])
    await assert.rejects(take({ from: 'hier' }), refusal('export_date'))
    await assert.rejects(take({ from: '2024-02-01', to: '2024-01-01' }), refusal('export_range'))
  })

  it('writes CSV whose formulas are harmless', async () => {
    const { out } = await take({ format: 'csv' })
    const [titles, first] = out.split('\r\n')
    assert.match(titles ?? '', /^published,channel,verb,author,/)
    assert.match(first ?? '', /^2024-02-13T08:00:00.000Z,facebook,Review,Max,.*,'=SOMME\(A1\),,2,/)
  })

  it('writes what a French Excel expects, and what it writes is read back', async () => {
    for (const options of [
      { format: 'csv', excel: true },
      { format: 'csv' },
      { format: 'xlsx' },
      { format: 'jsonl' },
    ] as const) {
      const out = join(folder, `sortie.${options.format}`)
      assert.equal((await take({ ...options, out })).code, 0)
      const other = await createWorkspace(database.db, {
        name: `Copie ${Math.random()}`,
        timeZone: 'Europe/Paris',
        locale: 'fr',
      })
      const back = await run(out, { workspace: other, yes: true })
      assert.equal(back.code, 0, `${JSON.stringify(options)} ${back.err}`)
      const rows = await searchActivities(database.db, other, { limit: 10 })
      assert.deepEqual(
        rows.map((row) => [
          row.published.toISOString(),
          row.actor_name,
          row.text?.replace(/^'/, ''),
          row.rating,
          row.verb,
        ]),
        [
          ['2024-02-13T08:00:00.000Z', 'Max', '=SOMME(A1)', 2, 'Review'],
          ['2024-01-31T13:30:00.000Z', 'Élodie', 'Très, "bien"\nreçu', 5, 'Review'],
        ],
        JSON.stringify(options),
      )
    }
    for (const format of ['csv', 'jsonl'] as const) {
      const out = join(folder, `meme.${format}`)
      await take({ format, out })
      assert.match(
        (await run(out, { yes: true })).err,
        /0 imported, 2 already there/,
        'into where it came from',
      )
    }
    const { out } = await take({ format: 'csv', excel: true })
    assert.ok(out.startsWith('\ufeffDate,Network,Type,Author'))
  })

  it('leaves no half file when it is stopped', async () => {
    const { io } = terminal()
    const out = join(folder, 'moitie.csv')
    assert.equal(
      await exportCommand({ workspace, format: 'csv', out }, { ...io, signal: AbortSignal.abort() }),
      130,
    )
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('moitie')),
      [],
    )
  })
})
