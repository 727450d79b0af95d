import type { Chunk, Row } from '../row.ts'
import { numberText, serialToCivil } from './serial.ts'
import { SharedStrings, unescapeCell } from './strings.ts'
import { openWorkbook, pickSheet, type Workbook } from './workbook.ts'
import { parseXml } from './xml.ts'

/** Cells further right are not read: a sheet may claim 16,384 columns in every row. */
const MAX_COLUMNS = 1000

/** A number stands for a shared string that is not fetched yet. */
type Value = string | number
interface RawRow {
  line: number
  cells: Value[]
}

/**
 * All rows of a sheet, header included, piece by piece and in bounded memory. Formulas give the value they had when the
 * file was saved; dates are written as they read on the wall (`2024-01-31T14:30:00`).
 * @throws Problem, see `openArchive` and `pickSheet`
 */
export async function* readSheet(
  path: string,
  options: { sheet?: string; bytes: number; scratch?: string; signal?: AbortSignal },
): AsyncGenerator<Chunk, void> {
  const workbook = await openWorkbook(path)
  const { archive, stringsPart } = workbook
  try {
    const { part } = pickSheet(workbook, options.sheet)
    const share = options.bytes / Math.max(1, archive.size(part))
    const strings = new SharedStrings(() => archive.open(stringsPart ?? ''), options.scratch)
    try {
      const taker = new RowTaker(workbook)
      for await (const inflated of parseXml(await archive.open(part), taker.handlers())) {
        options.signal?.throwIfAborted()
        yield { rows: await resolved(taker.take(), strings), bytesRead: Math.floor(inflated * share) }
      }
    } finally {
      await strings.close()
    }
  } finally {
    archive.close()
  }
}

async function resolved(rows: RawRow[], strings: SharedStrings): Promise<Row[]> {
  let last = -1
  for (const { cells } of rows)
    for (const cell of cells) if (typeof cell === 'number' && cell > last) last = cell
  if (last >= 0) await strings.reach(last)
  return rows.map(({ line, cells }) => ({
    line,
    cells: Array.from(cells, (cell) => (typeof cell === 'number' ? (strings.get(cell) ?? '') : (cell ?? ''))),
  }))
}

/** Turns the tags of a sheet into rows. */
class RowTaker {
  readonly #workbook: Workbook
  #rows: RawRow[] = []
  #cells: Value[] = []
  #line = 0
  #column = -1
  #type = ''
  #style = 0
  #text = ''
  #taking = false
  #phonetic = false

  constructor(workbook: Workbook) {
    this.#workbook = workbook
  }

  /** The rows completed since the last call. */
  take(): RawRow[] {
    const rows = this.#rows
    this.#rows = []
    return rows
  }

  handlers() {
    return {
      open: (name: string, attributes: Record<string, string>) => this.#open(name, attributes),
      text: (text: string) => {
        if (this.#taking) this.#text += text
      },
      close: (name: string) => this.#close(name),
    }
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (name === 'v' || name === 't') this.#taking = !this.#phonetic
    else if (name === 'rPh') this.#phonetic = true
    else if (name === 'c') {
      this.#column = attributes.r ? columnOf(attributes.r) : this.#column + 1
      this.#type = attributes.t ?? 'n'
      this.#style = Number(attributes.s ?? 0)
      this.#text = ''
    } else if (name === 'row') {
      const said = Number(attributes.r)
      this.#line = Number.isSafeInteger(said) && said > 0 ? said : this.#line + 1
      this.#cells = []
      this.#column = -1
    }
  }

  #close(name: string): void {
    if (name === 'v' || name === 't') this.#taking = false
    else if (name === 'rPh') this.#phonetic = false
    else if (name === 'c' && this.#text !== '' && this.#column >= 0 && this.#column < MAX_COLUMNS) {
      this.#cells[this.#column] = this.#value()
    } else if (name === 'row' && this.#cells.length > 0) {
      this.#rows.push({ line: this.#line, cells: this.#cells })
      this.#cells = []
    }
  }

  #value(): Value {
    const text = this.#text
    if (this.#type === 's') return /^\d{1,9}$/.test(text.trim()) ? Number(text) : ''
    if (this.#type === 'b') return text === '1' ? 'true' : 'false'
    if (this.#type === 'n') {
      const isDate = this.#workbook.dateStyles[this.#style] ?? false
      return (isDate ? serialToCivil(Number(text), this.#workbook.date1904) : undefined) ?? numberText(text)
    }
    return unescapeCell(text)
  }
}

/** `AB12` is column 27, counted from 0; -1 when there are no letters. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column - 1
}
