import { stat } from 'node:fs/promises'
import { meant } from '../../../lib/sheet/index.ts'
import { readCsv } from './csv/csv.ts'
import { isBlank } from './csv/dialect.ts'
import { readJson } from './json/json.ts'
import type { FileOptions } from './options.ts'
import type { Chunk, Format, Row } from './row.ts'
import { OWN } from './rows/identity.ts'
import { readSheet } from './xlsx/sheet.ts'

export interface FileLayout {
  path: string
  format: Format
  /** Names, in the order of the cells. */
  columns: readonly string[]
  options: FileOptions
}

/**
 * The records of a file below its header, blank lines left out, in bounded memory and always the same for the same file
 * and layout: the number of a record is a place one can come back to.
 * @throws Problem `import_…` when the file is not what it seemed
 */
export async function* readRows(layout: FileLayout, signal?: AbortSignal): AsyncGenerator<Chunk, void> {
  const { columns, options, format } = layout
  const fill = format === 'xlsx'
  const own = format === 'csv' && options.source === OWN
  for await (const { rows, bytesRead } of rawRows(layout, signal)) {
    const records = format === 'jsonl' ? rows : rows.filter((row) => isRecord(row, options.headerLine))
    const whole = fill ? records.map((row) => filled(row, columns.length)) : records
    yield { rows: own ? whole.map(unguarded) : whole, bytesRead }
  }
}

/** Every record, header and all. */
export async function* rawRows(layout: FileLayout, signal?: AbortSignal): AsyncGenerator<Chunk, void> {
  const { path, format, columns, options } = layout
  if (format === 'csv') yield* readCsv(path, options, signal)
  else if (format === 'jsonl') yield* readJson(path, options.encoding, columns, signal)
  else {
    const { size } = await stat(path)
    const { sheet } = options
    yield* readSheet(path, { bytes: size, ...(sheet ? { sheet } : {}), ...(signal ? { signal } : {}) })
  }
}

function isRecord({ line, cells, error }: Row, headerLine: number): boolean {
  if (line <= headerLine) return false
  return error !== undefined || !(isBlank(cells) || (line === 1 && isSeparatorLine(cells)))
}

/** Excel's `sep=;`, which is for programs. */
export function isSeparatorLine(cells: readonly string[]): boolean {
  return /^sep=.?$/i.test(cells[0] ?? '') && isBlank(cells.slice(1))
}

/** Our own CSV puts an apostrophe before what a spreadsheet would run: here it says again what was written. */
function unguarded(row: Row): Row {
  return { ...row, cells: row.cells.map(meant) }
}

/** A sheet does not write the empty cells at the end of a row. */
function filled(row: Row, width: number): Row {
  const missing = width - row.cells.length
  return missing > 0 ? { ...row, cells: [...row.cells, ...Array<string>(missing).fill('')] } : row
}
