import { plainHeader } from '../columns/fields.ts'
import { isColumnName } from '../columns/synonyms.ts'
import type { Row } from '../row.ts'
import { CsvParser } from './parser.ts'
import type { Dialect } from './quoted.ts'

export const DELIMITERS = [',', ';', '\t', '|'] as const
const SAMPLE_ROWS = 200
const HEADER_ROWS = 30
/** What a known column name weighs against a share of lines that agree. */
const WORD = 0.2

export interface SniffedDialect extends Dialect {
  /** Records of the sample, cut at its last whole one. */
  rows: Row[]
}

/**
 * Delimiter and escape of a CSV by its beginning: what cuts the lines into the same number of cells, and into more than
 * one; known column names help. A first line `sep=;`, as Excel writes it, decides.
 */
export function sniffDialect(head: string, whole: boolean, given: Partial<Dialect> = {}): SniffedDialect {
  const sample = whole ? head : head.slice(0, lastBreak(head))
  const told = /^sep=(.)\r?\n/.exec(sample)?.[1]
  const mark = given.escape ?? escapeOf(sample)
  const said = given.delimiter ?? told
  const candidates = said ? [said] : DELIMITERS
  const tried = candidates.map((delimiter) => ({
    delimiter,
    escape: mark,
    rows: rowsOf(sample, { delimiter, escape: mark }),
  }))
  const scored = tried.map((dialect) => {
    const { share, width } = consistency(dialect.rows)
    return { dialect, width, score: share + WORD * Math.min(3, knownWords(dialect.rows)) }
  })
  scored.sort((a, b) => (Math.abs(a.score - b.score) > 0.1 ? b.score - a.score : b.width - a.width))
  return scored[0]?.dialect ?? { delimiter: ',', escape: mark, rows: [] }
}

function lastBreak(text: string): number {
  const found = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'))
  return found < 0 ? text.length : found + 1
}

function escapeOf(sample: string): Dialect['escape'] {
  const backslashes = sample.match(/[^\\]\\"(?!\s*[,;\t|\r\n])/g)?.length ?? 0
  const doubled = sample.match(/[^",;\t|\n]""/g)?.length ?? 0
  return backslashes > doubled ? '\\' : '"'
}

function rowsOf(sample: string, dialect: Dialect): Row[] {
  const parser = new CsvParser(dialect)
  return [...parser.push(sample), ...parser.end()].slice(0, SAMPLE_ROWS)
}

/** How many of the rows have the commonest width; one cell a row says nothing, so it scores nothing. */
function consistency(rows: Row[]): { share: number; width: number } {
  const widths = new Map<number, number>()
  let counted = 0
  for (const { cells } of rows) {
    if (isBlank(cells)) continue
    counted += 1
    widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
  }
  let [width, count] = [1, 0]
  for (const [w, n] of widths) if (w > 1 && (n > count || (n === count && w > width))) [width, count] = [w, n]
  return { share: counted === 0 ? 0 : count / counted, width }
}

/** Column names that are known, in the line that has most of them: no other delimiter leaves them whole. */
function knownWords(rows: Row[]): number {
  const words = ({ cells }: Row) =>
    cells.length > 1 ? cells.filter((cell) => isColumnName(plainHeader(cell))).length : 0
  return Math.max(0, ...rows.slice(0, HEADER_ROWS).map(words))
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '')
}
