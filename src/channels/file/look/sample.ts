import type { Column } from '../columns/guess.ts'
import { cleanName, findHeader, type Header, headerAt } from '../columns/header.ts'
import { sniffDialect } from '../csv/dialect.ts'
import { JsonRecords } from '../json/json.ts'
import type { FileOptions } from '../options.ts'
import { isSeparatorLine } from '../read.ts'
import type { Format, Row } from '../row.ts'
import { decode, readHead } from '../text/decode.ts'
import type { EncodingGuess } from '../text/encoding.ts'
import { readSheet } from '../xlsx/sheet.ts'
import { openWorkbook, pickSheet } from '../xlsx/workbook.ts'
import { formatOf } from './kind.ts'

/** How much of a file is looked at to propose; the check that follows reads it whole. */
const HEAD = 1_048_576
const ROWS = 200
const MAX_PATHS = 500

/** What the beginning of a file shows. */
export interface Sample {
  format: Format
  columns: Column[]
  sheets: string[]
  sheet?: string
  delimiter: string
  escape: '"' | '\\'
  headerLine: number
  /** Cells of the sampled rows, by number of cells. */
  short: number
  rows: number
}

type Given = Partial<FileOptions>

export async function sampleFile(path: string, encoding: EncodingGuess, given: Given): Promise<Sample> {
  const head = await readHead(path, HEAD)
  const format = formatOf(head, encoding)
  if (format === 'xlsx') return sampleSheet(path, given)
  if (format === 'jsonl') return sampleJson(path, encoding.encoding)
  return sampleCsv(head, encoding.encoding, given)
}

function sampleCsv(head: Buffer, encoding: string, given: Given): Sample {
  const text = new TextDecoder(encoding).decode(head)
  const { rows, ...dialect } = sniffDialect(text, head.length < HEAD, given)
  return { format: 'csv', sheets: [], ...dialect, ...table(rows, given) }
}

async function sampleSheet(path: string, given: Given): Promise<Sample> {
  const workbook = await openWorkbook(path)
  const sheets = workbook.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name)
  workbook.archive.close()
  const { name } = pickSheet(workbook, given.sheet)
  const rows: Row[] = []
  for await (const chunk of readSheet(path, { sheet: name, bytes: 1 })) {
    rows.push(...chunk.rows)
    if (rows.length >= ROWS) break
  }
  const layout = { delimiter: ',', escape: '"' as const, sheets, sheet: name }
  return { format: 'xlsx', ...layout, ...table(rows.slice(0, ROWS), given) }
}

async function sampleJson(path: string, encoding: string): Promise<Sample> {
  const columns = new Map<string, string[]>()
  const records = new JsonRecords()
  let rows = 0
  for await (const { text, bytesRead } of decode(path, encoding)) {
    for (const { fields } of records.push(text)) {
      rows += 1
      for (const [name, value] of fields ?? []) collect(columns, name, value)
    }
    if (rows >= ROWS || bytesRead > 8 * HEAD) break
  }
  if (rows < ROWS)
    for (const { fields } of endOf(records)) for (const [n, v] of fields ?? []) collect(columns, n, v)
  const list = [...columns].map(([name, samples]) => ({ name, samples }))
  return {
    format: 'jsonl',
    columns: list,
    sheets: [],
    delimiter: ',',
    escape: '"',
    headerLine: 0,
    short: 0,
    rows,
  }
}

/** The last line without newline; a document cut by the sample has no end to speak of. */
function endOf(records: JsonRecords) {
  try {
    return records.end()
  } catch {
    return []
  }
}

function collect(columns: Map<string, string[]>, name: string, value: string): void {
  const samples = columns.get(name)
  if (samples) {
    if (samples.length < ROWS && value.trim()) samples.push(value)
  } else if (columns.size < MAX_PATHS && name === cleanName(name))
    columns.set(name, value.trim() ? [value] : [])
}

function table(all: readonly Row[], given: Given) {
  const rows = all.filter(({ line, cells }) => !(line === 1 && isSeparatorLine(cells)))
  const header: Header = given.headerLine === undefined ? findHeader(rows) : headerAt(rows, given.headerLine)
  const data = rows.filter(({ line, error }) => line > header.line && !error)
  const columns = header.names.map((name, i) => ({ name, samples: samplesAt(data, i) }))
  while (columns.length > 1 && columns.at(-1)?.samples.length === 0 && isUnnamed(columns)) columns.pop()
  const short = data.filter(
    ({ cells }) => cells.length < columns.length && cells.some((cell) => cell.trim()),
  ).length
  return { columns, headerLine: header.line, short, rows: data.length }
}

/** Columns past the last label that hold nothing: a sheet was wider once. */
function isUnnamed(columns: readonly Column[]): boolean {
  return /^[A-Z]{1,2}$/.test(columns.at(-1)?.name ?? '')
}

function samplesAt(rows: readonly Row[], place: number): string[] {
  return rows.map(({ cells }) => cells[place]?.trim() ?? '').filter((value) => value !== '')
}
