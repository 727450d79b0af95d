import { oneLine } from '../../../../lib/text/index.ts'
import { parseDate } from '../dates/parse.ts'
import type { Row } from '../row.ts'
import { plainHeader } from './fields.ts'
import { synonymOf } from './synonyms.ts'

/** Lines above the header that some exports write: title, filters, period. */
const MAX_PREAMBLE = 30

export interface Header {
  /** Line of the header, 0 when the file has none. */
  line: number
  names: string[]
}

/**
 * Finds the line that names the columns: about as wide as the table, with labels and no values; of several such lines,
 * the first, or the one whose words are best known.
 */
export function findHeader(rows: readonly Row[]): Header {
  const width = commonWidth(rows)
  let best: { row: Row; known: number } | undefined
  for (const row of rows.slice(0, MAX_PREAMBLE)) {
    if (filled(row.cells) < Math.max(1, Math.ceil(width / 2)) || row.error) continue
    if (!looksLikeLabels(row.cells)) break
    const known = row.cells.filter((cell) => synonymOf(plainHeader(cell)) !== undefined).length
    if (!best || (known >= 2 && known > best.known)) best = { row, known }
  }
  // One column of words alone is a list: its first line is a name only if it is known for one.
  if (!best || (width === 1 && best.known === 0 && !hasValues(rows))) return headerAt(rows, 0)
  return { line: best.row.line, names: nameAll(best.row.cells, width) }
}

/** The names of the columns when the header stands on `line`. */
export function headerAt(rows: readonly Row[], line: number): Header {
  const row = line > 0 ? rows.find((candidate) => candidate.line === line) : undefined
  if (row) return { line, names: nameAll(row.cells, commonWidth(rows)) }
  return { line: 0, names: nameAll([], Math.max(1, ...rows.map(({ cells }) => lastFilled(cells) + 1))) }
}

/** What most lines fill; cells left empty at the end of them do not count. */
function commonWidth(rows: readonly Row[]): number {
  const widths = new Map<number, number>()
  for (const { cells } of rows) {
    const width = lastFilled(cells) + 1
    if (width > 0) widths.set(width, (widths.get(width) ?? 0) + 1)
  }
  // By what they hold rather than by their number: a short file may have more lines above its table than in it.
  let [best, cells] = [0, 0]
  for (const [width, n] of widths) if (n * width > cells) [best, cells] = [width, n * width]
  return best
}

function lastFilled(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '')
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length
}

function looksLikeLabels(cells: readonly string[]): boolean {
  const labels = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return labels.length > 0 && labels.every((label) => label.length <= 100 && !isValue(label))
}

function hasValues(rows: readonly Row[]): boolean {
  return rows.some(({ cells }) => cells.some((cell) => isValue(cell.trim())))
}

function isValue(text: string): boolean {
  return (
    /^[-+]?\d+([.,]\d+)?$/.test(text) ||
    /^https?:\/\//i.test(text) ||
    /^\S+@\S+\.\S+$/.test(text) ||
    parseDate(text, 'dmy') !== undefined ||
    parseDate(text, 'mdy') !== undefined
  )
}

/** Every column gets a name of its own: its label, else its letter as sheets have them. */
function nameAll(labels: readonly string[], width: number): string[] {
  const taken = new Set<string>()
  const count = Math.max(1, width, lastFilled(labels) + 1)
  return Array.from({ length: count }, (_, i) => {
    const label = cleanName(labels[i] ?? '') || letterOf(i)
    let name = label
    for (let again = 2; taken.has(name); again += 1) name = `${label} (${again})`
    taken.add(name)
    return name
  })
}

/** A name that can be kept and shown: one line, no control characters. */
export function cleanName(label: string): string {
  return oneLine(label, 200)
}

function letterOf(index: number): string {
  const rest = Math.floor(index / 26)
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26))
}
