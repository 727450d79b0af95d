import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { invalid } from '../../../lib/errors/index.ts'
import { translate } from '../../../lib/i18n/index.ts'
import { audit, type Workspace } from '../../access/index.ts'
import { type ActivityFilter, readActivities, type StoredActivity } from '../../activity/index.ts'
import { parseDate, Zone } from '../../channels/file/index.ts'
import {
  compileQuery,
  listAlerts,
  type ParseOptions,
  readingOptions,
  requireQuery,
} from '../../match/index.ts'
import { type Config, readConfig } from '../config.ts'
import { joinProgram } from '../program.ts'
import { progressBar } from './bar.ts'
import { type ExportFormat, type ExportShape, exportPieces } from './export-rows.ts'
import { workspaceFor } from './workspace.ts'

export interface ExportOptions {
  workspace?: string
  query?: string
  /** Inclusive; a day, or a day and a time, of the workspace's zone. */
  from?: string
  /** Exclusive. */
  to?: string
  format?: ExportFormat
  excel?: boolean
  /** File to write; standard output otherwise. */
  out?: string
}

export interface ExportIo {
  config: Config
  stdout: Writable
  stderr: Writable & { isTTY?: boolean; columns?: number }
  signal: AbortSignal
}

/** `veillee export` at a terminal. */
export async function exportAtTerminal(options: ExportOptions): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const { stdout, stderr } = process
  return exportCommand(options, { config: readConfig(), stdout, stderr, signal: stop.signal })
}

/**
 * Writes what was said, newest first, as JSON Lines, CSV or a workbook, and leaves a line in the journal.
 * @returns exit code: 0; 130 when it was stopped
 * @throws Problem `export_date`, `export_range`, `search_invalid`, `workspace_…`
 */
export async function exportCommand(options: ExportOptions, io: ExportIo): Promise<number> {
  const program = await joinProgram(io.config)
  try {
    const { db } = program.connection
    const workspace = await workspaceFor(db, options.workspace)
    const reading = options.query ? await readingOptions(db, workspace.id) : {}
    const filter = filterOf(options, workspace, io.config, reading)
    const alerts = await listAlerts(db, workspace.id)
    const shape: ExportShape = {
      format: options.format ?? 'jsonl',
      excel: options.excel ?? false,
      locale: io.config.locale,
      zone: new Zone(workspace.timeZone),
      alertNames: new Map(alerts.map(({ id, name }) => [id, name])),
    }
    const counted = { count: 0 }
    const rows = counting(readActivities(db, workspace.id, filter), counted, io)
    const whole = await write(exportPieces(rows, shape), options.out, io)
    const detail = { format: shape.format, ...counted, query: options.query ?? null, whole }
    const who = { label: 'veillee export' }
    await audit(db, {
      workspaceId: workspace.id,
      who,
      action: 'stream.exported',
      target: workspace.id,
      detail,
    })
    io.stderr.write(`${translate(io.config.locale, 'import:cli.exported', counted)}\n`)
    return whole ? 0 : 130
  } finally {
    await program.close()
  }
}

function filterOf(
  { query, from, to }: ExportOptions,
  { timeZone }: Workspace,
  { locale }: Config,
  reading: ParseOptions,
): ActivityFilter {
  const filter: ActivityFilter = {}
  if (query) filter.where = compileQuery(requireQuery(query, locale, reading))
  if (from) filter.from = momentOf(from, timeZone)
  if (to) filter.to = momentOf(to, timeZone)
  if (filter.from && filter.to && filter.to <= filter.from) throw invalid('export_range')
  return filter
}

function momentOf(text: string, timeZone: string): Date {
  const date = parseDate(text, 'ymd')
  if (!date) throw invalid('export_date', { value: text })
  return new Date(date.kind === 'instant' ? date.at : new Zone(timeZone).instantOf(date.at).at)
}

async function* counting(
  rows: AsyncIterable<StoredActivity>,
  counted: { count: number },
  { stderr, config, signal }: ExportIo,
): AsyncGenerator<StoredActivity, void> {
  const bar = progressBar(stderr)
  try {
    for await (const row of rows) {
      if (signal.aborted) return
      counted.count += 1
      if (counted.count % 1000 === 0) bar.show(0, translate(config.locale, 'import:cli.rows', counted))
      yield row
    }
  } finally {
    bar.clear()
  }
}

/** To a file: whole under its name, or not at all. Answers whether it was written to its end. */
async function write(
  pieces: AsyncIterable<string | Uint8Array>,
  out: string | undefined,
  { stdout, signal }: ExportIo,
): Promise<boolean> {
  const source = Readable.from(pieces, { objectMode: false })
  if (out === undefined) {
    await pipeline(source, stdout, { end: false }).catch(ignoreClosedPipe)
    return !signal.aborted
  }
  const part = `${out}.part`
  await pipeline(source, createWriteStream(part))
  if (signal.aborted) await rm(part, { force: true })
  else await rename(part, out)
  return !signal.aborted
}

/** The next program in the pipe has had enough: `veillee export | head`. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
}
