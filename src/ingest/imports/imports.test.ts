import assert from 'node:assert/strict'
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '../../../lib/db/index.ts'
import { Problem } from '../../../lib/errors/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { bringFile, importDeps, reviews, runOn, startAndRun, tally } from '../../../test/support/imports.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { searchActivities } from '../../activity/index.ts'
import { cancel, resume, secondsLeft, start } from './import.ts'
import { errorReport, type ImportRow, receiveImport, resumeImports, runImport } from './index.ts'
import { forgetImportFiles } from './jobs.ts'
import { getImport, moveImport } from './store.ts'
import { filePath } from './upload.ts'

let database: TestDatabase
let workspaceId: string
let made: Awaited<ReturnType<typeof importDeps>>
before(async () => {
  database = await testDatabase()
  made = await importDeps(database.db)
})
after(async () => {
  await made.remove()
  await database.close()
})
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
})

const bring = (content: string | Uint8Array, name?: string) =>
  bringFile(made.deps, workspaceId, content, name)
const run = (row: ImportRow) => startAndRun(made.deps, row)
const figures = ({ state, phase, rows, imported, duplicates, errors }: ImportRow) => ({
  state,
  phase,
  rows,
  imported,
  duplicates,
  errors,
})

function refusal(id: string) {
  return (error: unknown) => error instanceof Problem && error.id === id
}

describe('an import', () => {
  it('is proposed, checked whole, then brought whole', async () => {
    const row = await bring(reviews(2500))
    assert.deepEqual(row.mapping, { Date: 'published', Auteur: 'author', Message: 'text', Note: 'rating' })
    assert.deepEqual(
      [row.state, row.phase, row.preview.length, row.preview[0]?.fields.rating],
      ['ready', null, 20, '2'],
    )
    const done = await run(row)
    assert.deepEqual(figures(done), {
      state: 'done',
      phase: null,
      rows: 2500,
      imported: 2500,
      duplicates: 0,
      errors: 0,
    })
    assert.deepEqual(
      [done.bytes_read, done.summary?.valid, done.summary?.verbs],
      [done.bytes, 2500, { Review: 2500 }],
    )
    assert.deepEqual(await tally(database.db, workspaceId), [2500, 2500, 2500, 2500])
    const [newest] = await searchActivities(database.db, workspaceId, { limit: 1 })
    assert.deepEqual([newest?.channel, newest?.object_type, newest?.account_id], ['file', 'Review', null])
  })

  it('brings nothing of a file that is brought again, under any name and encoding', async () => {
    await run(await bring(reviews(300)))
    const again = await run(await bring(Buffer.from(reviews(310), 'latin1'), 'copie.csv'))
    assert.deepEqual(figures(again), {
      state: 'done',
      phase: null,
      rows: 310,
      imported: 10,
      duplicates: 300,
      errors: 0,
    })
    assert.deepEqual(await tally(database.db, workspaceId), [310, 310, 310, 310])
  })

  it('goes on by itself past a few refusals, asks when there are many, and imports the rest when told again', async () => {
    const few = await run(await bring(reviews(200, [7, 90])))
    assert.deepEqual(figures(few), {
      state: 'done',
      phase: null,
      rows: 200,
      imported: 198,
      duplicates: 0,
      errors: 2,
    })
    const many = await run(await bring(reviews(100, [1, 2, 3, 50, 51]).replaceAll('Avis', 'Mot')))
    assert.deepEqual(figures(many), {
      state: 'ready',
      phase: null,
      rows: 100,
      imported: 0,
      duplicates: 0,
      errors: 5,
    })
    assert.deepEqual(
      [many.checked, many.summary?.valid, many.summary?.reasons],
      [true, 95, { date_missing: 5 }],
    )
    assert.equal((await tally(database.db, workspaceId))[0], 198)
    const told = await run(many)
    assert.deepEqual(figures(told), {
      state: 'done',
      phase: null,
      rows: 100,
      imported: 95,
      duplicates: 0,
      errors: 5,
    })
  })

  it('refuses to start where nothing can be imported', async () => {
    const none = await run(await bring(reviews(3, [1, 2, 3])))
    assert.deepEqual(figures(none), {
      state: 'ready',
      phase: null,
      rows: 3,
      imported: 0,
      duplicates: 0,
      errors: 3,
    })
    await assert.rejects(run(none), refusal('import_nothing'))
  })

  it('keeps two workspaces apart', async () => {
    const row = await bring(reviews(5))
    const other = await testWorkspace(database.db)
    await assert.rejects(getImport(database.db, other, row.id), refusal('not_found'))
    await assert.rejects(moveImport(database.db, other, row.id, start), refusal('not_found'))
    await runImport(made.deps, other, row.id, new AbortController().signal)
    assert.equal((await getImport(database.db, workspaceId, row.id)).state, 'ready')
  })

  it('tells which clock readings were skipped or doubled', async () => {
    const row = await run(
      await bring('Date;Message\n31/03/2024 02:30;a\n27/10/2024 02:30;b\n28/10/2024 12:00;c\n'),
    )
    assert.deepEqual([row.summary?.gaps, row.summary?.folds], [1, 1])
    assert.deepEqual(
      [row.summary?.from, row.summary?.to],
      ['2024-03-31T01:30:00.000Z', '2024-10-28T11:00:00.000Z'],
    )
  })
})

describe('cancelling', () => {
  it('takes back all that an import brought, and only that', async () => {
    await run(await bring(reviews(40)))
    const more = await run(await bring(reviews(2600)))
    assert.equal(more.imported, 2560)
    await moveImport(database.db, workspaceId, more.id, cancel)
    const gone = await runOn(made.deps, workspaceId, more.id)
    assert.deepEqual(figures(gone), {
      state: 'cancelled',
      phase: null,
      rows: 2600,
      imported: 0,
      duplicates: 0,
      errors: 0,
    })
    assert.deepEqual(await tally(database.db, workspaceId), [40, 40, 40, 40])
    await moveImport(database.db, workspaceId, more.id, resume)
    const back = await runOn(made.deps, workspaceId, more.id)
    assert.deepEqual([back.state, back.imported, back.duplicates], ['done', 2560, 40])
    assert.deepEqual(await tally(database.db, workspaceId), [2600, 2600, 2600, 2600])
  })

  it('while it runs stops it at a whole batch, and leaves nothing', async () => {
    const row = await bring(reviews(6000))
    let batches = 0
    const pipeline = {
      ...made.deps.pipeline,
      notify: () => {
        batches += 1
      },
    }
    await moveImport(database.db, workspaceId, row.id, start)
    const cancelled = waitFor(() => batches >= 2).then(() =>
      moveImport(database.db, workspaceId, row.id, cancel),
    )
    await runImport({ ...made.deps, pipeline }, workspaceId, row.id, new AbortController().signal)
    await cancelled
    // Cancelled after the run had ended, the withdrawal is for the next run; cancelled before, this run has done it.
    const gone = await runOn(made.deps, workspaceId, row.id)
    assert.deepEqual([gone.state, gone.phase, gone.imported], ['cancelled', null, 0])
    assert.deepEqual(await tally(database.db, workspaceId), [0, 0, 0, 0])
  })

  it('holds consumers while activities go', async () => {
    const done = await run(await bring(reviews(10)))
    await sql`insert into stream_cursor (workspace_id, consumer) values (${workspaceId}, 'inbox')`.execute(
      database.db,
    )
    await moveImport(database.db, workspaceId, done.id, cancel)
    let seen: unknown[] = []
    const withdraw: typeof made.deps.withdraw = async (tx, workspace, ids) => {
      await made.deps.withdraw(tx, workspace, ids)
      const { rows } = await sql`
        select 1 from stream_cursor where workspace_id = ${workspaceId} for update skip locked`.execute(
        database.db,
      )
      seen = rows
    }
    await runOn({ ...made.deps, withdraw }, workspaceId, done.id)
    assert.deepEqual(seen, [])
    assert.equal((await tally(database.db, workspaceId))[0], 0)
  })
})

async function waitFor(come: () => boolean): Promise<void> {
  while (!come()) await new Promise((resolve) => setImmediate(resolve))
}

describe('going on after a cut', () => {
  it('loses and doubles nothing wherever a batch fails', async () => {
    const cuts = ['dedupe', 'attribute', 'append', 'notify'].flatMap((step) =>
      [0, 2].map((nth) => ({ step, nth })),
    )
    for (const cut of cuts) {
      const workspace = await testWorkspace(database.db)
      workspaceId = workspace
      const row = await bring(reviews(3500, [5]))
      await moveImport(database.db, workspace, row.id, start)
      let nth = 0
      const timed = (step: string) => {
        if (step === cut.step && nth++ === cut.nth) throw new Error('the database went away')
      }
      const broken = { ...made.deps, pipeline: { ...made.deps.pipeline, timed } }
      await assert.rejects(runImport(broken, workspace, row.id, new AbortController().signal), /went away/)
      const stopped = await getImport(database.db, workspace, row.id)
      assert.deepEqual([stopped.state, stopped.phase], ['running', 'importing'])
      assert.equal(stopped.imported, (await tally(database.db, workspace))[0])
      const asked: string[] = []
      const ask = async ({ importId }: { importId: string }, key: string) => {
        asked.push(importId, key)
      }
      await resumeImports(database.db, ask, { now: new Date() })
      assert.ok(!asked.includes(row.id), 'it may be on its way still')
      await resumeImports(database.db, ask, { now: new Date(Date.now() + 31_000) })
      assert.ok(asked.includes(row.id) && asked.includes(`${row.id}:${stopped.runner}`))
      const done = await runOn(made.deps, workspace, row.id)
      assert.deepEqual(figures(done), {
        state: 'done',
        phase: null,
        rows: 3500,
        imported: 3499,
        duplicates: 0,
        errors: 1,
      })
      assert.deepEqual(await tally(database.db, workspace), [3499, 3499, 3499, 3499])
    }
  })

  it('stops when asked to, and two runs at once bring each line once', async () => {
    const row = await bring(reviews(5000))
    await moveImport(database.db, workspaceId, row.id, start)
    const stop = new AbortController()
    const pipeline = { ...made.deps.pipeline, notify: () => stop.abort() }
    await runImport({ ...made.deps, pipeline }, workspaceId, row.id, stop.signal)
    assert.equal((await getImport(database.db, workspaceId, row.id)).state, 'running')
    const signal = new AbortController().signal
    await Promise.all([1, 2, 3].map(() => runImport(made.deps, workspaceId, row.id, signal)))
    const done = await runOn(made.deps, workspaceId, row.id)
    assert.deepEqual(figures(done), {
      state: 'done',
      phase: null,
      rows: 5000,
      imported: 5000,
      duplicates: 0,
      errors: 0,
    })
    assert.deepEqual(await tally(database.db, workspaceId), [5000, 5000, 5000, 5000])
  })

  it('takes all back when the file has changed or gone since it was checked', async () => {
    for (const spoil of [
      (path: string) => truncate(path, 90_000),
      (path: string) => writeFile(path, reviews(3001)),
    ]) {
      workspaceId = await testWorkspace(database.db)
      const row = await bring(reviews(3000))
      await moveImport(database.db, workspaceId, row.id, () => ({ state: 'running', phase: 'importing' }))
      await inTransaction(database.db, (tx) =>
        sql`update import set checked = true, rows = 3000 where id = ${row.id}`.execute(tx),
      )
      await spoil(filePath(made.folder, workspaceId, row.id))
      const failed = await runOn(made.deps, workspaceId, row.id)
      assert.deepEqual(
        [failed.state, failed.phase, failed.imported, failed.failure?.id],
        ['failed', null, 0, 'import_changed'],
      )
      assert.deepEqual(await tally(database.db, workspaceId), [0, 0, 0, 0])
    }
  })

  it('fails in words when the file is gone', async () => {
    const row = await bring(reviews(10))
    await moveImport(database.db, workspaceId, row.id, start)
    await rm(filePath(made.folder, workspaceId, row.id))
    const failed = await runOn(made.deps, workspaceId, row.id)
    assert.deepEqual([failed.state, failed.phase, failed.failure?.id], ['failed', null, 'import_file_gone'])
  })
})

describe('files', () => {
  it('are refused past the limit or when they are no table, and leave nothing behind', async () => {
    const arrival = { workspaceId, fileName: 'a', createdBy: null, now: new Date() }
    async function* big() {
      for (let i = 0; i < 5; i += 1) yield Buffer.alloc(400, 'a;b\n')
    }
    async function* broken() {
      yield Buffer.from('Date;Message\n')
      throw new Error('the client went away')
    }
    async function* picture() {
      yield Buffer.from('89504e470d0a1a0a', 'hex')
    }
    const options = { folder: made.folder, limit: 1000 }
    await assert.rejects(
      receiveImport(database.db, options, { ...arrival, source: big() }),
      refusal('import_too_large'),
    )
    await assert.rejects(receiveImport(database.db, options, { ...arrival, source: broken() }), /went away/)
    await assert.rejects(
      receiveImport(database.db, options, { ...arrival, source: picture() }),
      refusal('import_format'),
    )
    assert.deepEqual(await readdir(`${made.folder}/${workspaceId}`), [])
  })

  it('are forgotten in time, and so are those that nobody owns', async () => {
    const row = await run(await bring(reviews(5, [2])))
    const stray = filePath(made.folder, workspaceId, '01890000-0000-7000-8000-00000000000a')
    const part = `${filePath(made.folder, workspaceId, '01890000-0000-7000-8000-00000000000b')}.part`
    for (const path of [stray, part, `${made.folder}/notes.txt`]) await writeFile(path, 'x')
    const there = async (path: string) =>
      readFile(path).then(
        () => true,
        () => false,
      )
    const kept = filePath(made.folder, workspaceId, row.id)
    const later = (days: number) => new Date(Date.now() + days * 86_400_000)
    await forgetImportFiles(database.db, made.folder, later(0.5))
    assert.deepEqual(await Promise.all([stray, part, kept].map(there)), [true, true, true])
    await forgetImportFiles(database.db, made.folder, later(2))
    assert.deepEqual(await Promise.all([stray, part, kept, `${made.folder}/notes.txt`].map(there)), [
      false,
      false,
      true,
      true,
    ])
    await forgetImportFiles(database.db, made.folder, later(31))
    assert.equal(await there(kept), false)
    const old = await getImport(database.db, workspaceId, row.id)
    assert.deepEqual([old.file_kept, old.state], [false, 'ready'])
    const report = await text(errorReport(database.db, made.folder, old, 'en'))
    assert.equal(report, '\ufeffLine,Column,Reason\r\n3,Date,The line has no date.\r\n')
  })
})

describe('the report', () => {
  it('has every refused line with its own cells, formulas harmless, for the reader’s Excel', async () => {
    const row = await run(
      await bring(
        'Date;Message;Note\n;=1+1;5\n01/02/2024;"a;b\nc";neuf\n01/02/2024;ok;3\n01/02/2024;x;4;trop\n',
      ),
    )
    assert.equal(row.errors, 3)
    const report = await text(errorReport(database.db, made.folder, row, 'fr'))
    assert.deepEqual(report.split('\r\n'), [
      '\ufeffLigne;Colonne;Motif;Date;Message;Note',
      "2;Date;La ligne n’a pas de date.;;'=1+1;5",
      '3;Note;La note ne se lit pas, ou dépasse 5.;01/02/2024;"a;b\nc";neuf',
      '6;;La ligne a 4 cellules pour 3 colonnes\u202f: un séparateur est peut-être de trop.;01/02/2024;x;4;trop',
      '',
    ])
  })
})

describe('moves', () => {
  const standing = { state: 'ready', phase: null, checked: false, errors: 0, summary: null } as const

  it('are those that make sense', () => {
    assert.deepEqual(start(standing), { state: 'running', phase: 'checking' })
    assert.deepEqual(start({ ...standing, checked: true }), { state: 'running', phase: 'importing' })
    assert.deepEqual(cancel({ ...standing, state: 'running', phase: 'checking' }), {
      state: 'cancelled',
      phase: null,
    })
    assert.deepEqual(cancel({ ...standing, state: 'running', phase: 'importing' }), {
      state: 'cancelled',
      phase: 'removing',
    })
    assert.deepEqual(cancel({ ...standing, state: 'done' }), { state: 'cancelled', phase: 'removing' })
    assert.deepEqual(resume({ ...standing, state: 'cancelled', checked: true }), {
      state: 'running',
      phase: 'importing',
    })
    assert.deepEqual(resume({ ...standing, state: 'running', phase: 'importing' }), {
      state: 'running',
      phase: 'importing',
    })
    assert.throws(
      () => start({ ...standing, state: 'running', phase: 'checking' }),
      refusal('import_running'),
    )
    assert.throws(() => start({ ...standing, state: 'done' }), refusal('import_done'))
    assert.throws(() => cancel(standing), refusal('import_not_running'))
    assert.throws(() => resume(standing), refusal('import_not_stopped'))
    assert.throws(
      () => resume({ ...standing, state: 'cancelled', phase: 'removing' }),
      refusal('import_removing'),
    )
  })

  it('say how long the rest takes', () => {
    assert.equal(secondsLeft(0, 100, 5), null)
    assert.equal(secondsLeft(25, 100, 5), 15)
    assert.equal(secondsLeft(100, 100, 5), 0)
  })
})
