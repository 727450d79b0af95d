import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { translate } from '../../../lib/i18n/index.ts'
import { audit, type Workspace } from '../../access/index.ts'
import {
  cancelImport,
  errorReport,
  getImport,
  type ImportDeps,
  type ImportRow,
  moveImport,
  receiveImport,
  resumeImport,
  runImport,
  startImport,
} from '../../ingest/index.ts'
import { type Config, readConfig } from '../config.ts'
import { createEngine } from '../engine.ts'
import { importDeps } from '../imports.ts'
import { joinProgram, type Program } from '../program.ts'
import { type Bar, progressBar } from './bar.ts'
import { type FileAsked, type Looked, lookAtFile, passOver, type ReadingOptions } from './import-file.ts'
import { workspaceFor } from './workspace.ts'

export interface ImportOptions extends ReadingOptions {
  workspace?: string
  /** Only reads and tells. */
  dryRun?: boolean
  /** Path of a CSV for the refused lines. */
  errors?: string
  /** Goes on although many lines are refused. */
  yes?: boolean
  /** Id of an import to go on with, or to take back. */
  resume?: string
  cancel?: string
  /** Prints activities instead of importing them; no database. */
  toJsonl?: boolean
  /** The file says which customers bear which tier. */
  tiers?: boolean
  /** Of tiers: also where a member had spoken. */
  overwrite?: boolean
}

export interface ImportIo {
  config: Config
  stdout: Writable
  stderr: Writable & { isTTY?: boolean; columns?: number }
  signal: AbortSignal
}

const POLL = 250

/** `veillee import` at a terminal: until it is done, or Ctrl-C. */
export async function importAtTerminal(file: string | undefined, options: ImportOptions): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const { stdout, stderr } = process
  return importCommand(file, options, { config: readConfig(), stdout, stderr, signal: stop.signal })
}

/**
 * Imports a file, goes on with an import, takes one back, or only reads a file.
 * @returns exit code: 0; 1 when something was refused in a reading without database; 2 for bad usage; 3 when it asks for
 *   `--yes`; 4 when the import failed; 130 when it was stopped
 * @throws Problem
 */
export async function importCommand(
  file: string | undefined,
  options: ImportOptions,
  io: ImportIo,
): Promise<number> {
  if (options.tiers) return (await import('./import-tiers.ts')).importTiers(file, options, io)
  if (options.resume ?? options.cancel) return inDatabase(options, io, (run) => goOn(run, options))
  if (file === undefined) {
    io.stderr.write('veillee import FILE\n')
    return 2
  }
  if (options.toJsonl || options.dryRun) return withoutDatabase(file, options, io)
  return inDatabase(options, io, (run) => bring(run, file, options))
}

async function withoutDatabase(path: string, options: ImportOptions, io: ImportIo): Promise<number> {
  const { locale } = io.config
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const asked: FileAsked = { path, options, timeZone, locale, signal: io.signal }
  const looked = await lookAtFile(asked)
  if (options.dryRun) tellReading(looked, io)
  const bar = progressBar(io.stderr)
  const onProgress = (share: number, count: number) =>
    bar.show(share, translate(locale, 'import:cli.rows', { count }))
  const out = options.toJsonl ? { out: writer(io.stdout, io.signal) } : {}
  const done = await passOver(asked, looked, { ...out, errors: options.errors, onProgress })
  bar.clear()
  const { rows, valid, errors, reasons } = done
  io.stderr.write(`${translate(locale, 'import:cli.checked', { rows, valid, errors })}\n`)
  tellReasons(reasons, options, io)
  return done.errors > 0 ? 1 : 0
}

/** Waits where the reader is slower; once nobody reads any more, goes on in silence to the end of the signal. */
function writer(stream: Writable, signal: AbortSignal): (text: string) => Promise<void> {
  let closed = false
  stream.on('error', () => {
    closed = true
  })
  return async (text) => {
    if (closed) return
    if (!stream.write(text) && !closed) await once(stream, 'drain', { signal }).catch(() => undefined)
  }
}

/** What each column becomes, and what was decided without being sure. */
function tellReading({ inspection }: Looked, { stderr, config: { locale } }: ImportIo): void {
  const { columns, mapping, doubts, known } = inspection
  const say = (words: string) => stderr.write(`${words}\n`)
  if (known) say(translate(locale, `import:known.${known}`))
  for (const { name } of columns) {
    const field = Object.hasOwn(mapping, name) ? mapping[name] : undefined
    const words = field
      ? `${field} (${translate(locale, `import:field.${field}`)})`
      : translate(locale, 'import:cli.ignored')
    say(translate(locale, 'import:cli.column', { column: name, field: words }))
  }
  for (const doubt of doubts) say(`! ${translate(locale, `import:doubt.${doubt}`)}`)
}

/** Why lines were refused, the most frequent reason first, and where each of them can be had. */
function tellReasons(
  reasons: Record<string, number>,
  { errors }: ImportOptions,
  { stderr, config: { locale } }: ImportIo,
): void {
  const told = Object.entries(reasons).sort(([, a], [, b]) => b - a)
  if (told.length === 0) return
  for (const [reason, count] of told) {
    const words = translate(locale, `import:kind.${reason}`)
    stderr.write(`  ${translate(locale, 'import:cli.reason', { words, count })}\n`)
  }
  const where = errors === undefined ? 'errors_hint' : 'errors_there'
  stderr.write(`${translate(locale, `import:cli.${where}`, { file: errors ?? '' })}\n`)
}

interface Run {
  io: ImportIo
  program: Program
  deps: ImportDeps
  workspace: Workspace
  bar: Bar
}

async function inDatabase(
  options: ImportOptions,
  io: ImportIo,
  work: (run: Run) => Promise<number>,
): Promise<number> {
  const program = await joinProgram(io.config)
  try {
    const { db } = program.connection
    const workspace = await workspaceFor(db, options.workspace)
    const engine = await createEngine(db, program.key, io.config, program.log)
    const deps = importDeps(db, engine, io.config)
    return await work({ io, program, deps, workspace, bar: progressBar(io.stderr) })
  } finally {
    await program.close()
  }
}

async function bring(run: Run, file: string, options: ImportOptions): Promise<number> {
  const { deps, workspace, io } = run
  const asked = {
    path: file,
    options,
    timeZone: workspace.timeZone,
    locale: io.config.locale,
    signal: io.signal,
  }
  const looked = await lookAtFile(asked)
  tellReading(looked, io)
  const limits = { folder: deps.folder, limit: Number.MAX_SAFE_INTEGER }
  const row = await receiveImport(deps.db, limits, {
    workspaceId: workspace.id,
    fileName: basename(resolve(file)),
    source: createReadStream(file),
    createdBy: null,
    now: new Date(),
    given: looked.given,
  })
  await noted(run, 'import.received', row)
  await moveImport(deps.db, workspace.id, row.id, startImport)
  return follow(run, row.id, options)
}

async function goOn(run: Run, options: ImportOptions): Promise<number> {
  const { deps, workspace } = run
  const id = options.resume ?? options.cancel ?? ''
  const row = await getImport(deps.db, workspace.id, id)
  const next = options.cancel ? cancelImport : row.state === 'ready' ? startImport : resumeImport
  await moveImport(deps.db, workspace.id, row.id, next)
  await noted(run, options.cancel ? 'import.cancel' : 'import.resume', row)
  return follow(run, row.id, { ...options, yes: options.yes ?? row.checked })
}

/** Runs an import to its end, drawing how far it is; asks nothing of a person but `--yes`. */
async function follow(run: Run, id: string, options: ImportOptions): Promise<number> {
  const { deps, workspace, io, bar } = run
  let drawn = Promise.resolve()
  const draw = setInterval(() => {
    // What cannot be drawn is not the import's fault.
    drawn = getImport(deps.db, workspace.id, id).then(
      (row) => show(run, row),
      () => undefined,
    )
  }, POLL)
  try {
    await runImport(deps, workspace.id, id, io.signal)
    const row = await getImport(deps.db, workspace.id, id)
    if (row.state === 'ready' && options.yes && (row.summary?.valid ?? 0) > 0) {
      await moveImport(deps.db, workspace.id, id, startImport)
      await runImport(deps, workspace.id, id, io.signal)
    }
  } finally {
    clearInterval(draw)
    await drawn
    bar.clear()
  }
  const row = await getImport(deps.db, workspace.id, id)
  if (options.errors && row.errors > 0) {
    const report = errorReport(deps.db, deps.folder, row, io.config.locale)
    await pipeline(Readable.from(report), createWriteStream(options.errors))
  }
  return tellEnd(row, options, io)
}

function show({ bar, io }: Run, row: ImportRow): void {
  if (!row.phase) return
  const { locale } = io.config
  const share = row.phase === 'removing' || row.bytes === 0 ? 0 : row.bytes_read / row.bytes
  const count = row.phase === 'importing' ? row.place : row.phase === 'removing' ? row.imported : row.rows
  const words = [
    translate(locale, `import:cli.${row.phase}`),
    translate(locale, 'import:cli.rows', { count }),
  ]
  if (row.seconds_left !== null)
    words.push(translate(locale, 'import:cli.left', { seconds: row.seconds_left }))
  bar.show(share, words.join(', '))
}

function tellEnd(row: ImportRow, options: ImportOptions, io: ImportIo): number {
  const { stderr, config } = io
  const { locale } = config
  const say = (key: string, values: Record<string, string | number> = {}) =>
    stderr.write(`${translate(locale, `import:cli.${key}`, values)}\n`)
  const { imported, duplicates, errors, rows, id } = row
  if (row.state === 'done') {
    say('done', { imported, duplicates, errors })
    tellReasons(row.summary?.reasons ?? {}, options, io)
    return 0
  }
  if (row.state === 'ready') {
    say('asks', { errors, rows })
    tellReasons(row.summary?.reasons ?? {}, options, io)
    stderr.write(`veillee import --resume ${id} --yes\n`)
    return 3
  }
  if (row.phase) {
    say('stopped', { id })
    return 130
  }
  if (row.state === 'cancelled') say('cancelled')
  if (row.failure) stderr.write(`${translate(locale, `error:${row.failure.id}`, row.failure.values)}\n`)
  return row.state === 'failed' ? 4 : 0
}

function noted({ deps, workspace }: Run, action: string, row: ImportRow): Promise<void> {
  const who = { label: 'veillee import' }
  return audit(deps.db, {
    workspaceId: workspace.id,
    who,
    action,
    target: row.id,
    detail: { file: row.file_name },
  })
}
