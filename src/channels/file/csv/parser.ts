import type { Row } from '../row.ts'
import { type Dialect, readQuoted } from './quoted.ts'

/** Longest record, in characters; a quote left open is given up past it. */
const LONGEST = 1_000_000

/**
 * Cuts text into records as it comes (RFC 4180, and what programs really write): quotes with newlines, spaces around
 * quotes, lone carriage returns, backslash escapes. A stray quote costs its own field and never the lines after it.
 * The records do not depend on how the text was cut into pieces.
 */
export class CsvParser {
  readonly #dialect: Dialect
  readonly #longest: number
  #text = ''
  #line = 1
  #newline: '\n' | '\r' | undefined
  #skipping = false

  constructor(dialect: Dialect, longest = LONGEST) {
    this.#dialect = dialect
    this.#longest = longest
  }

  /** Records completed by this piece of text. */
  push(text: string): Row[] {
    this.#text += text
    return this.#drain(false)
  }

  /** What is left once the text has ended. */
  end(): Row[] {
    return this.#drain(true)
  }

  #drain(final: boolean): Row[] {
    const text = this.#text
    const newline = this.#newlineOf(text, final)
    if (!newline) return []
    const rows: Row[] = []
    let at = 0
    let quote = -1
    while (at < text.length) {
      const found = text.indexOf(newline, at)
      if (found < 0 && !final) break
      const stop = found < 0 ? text.length : found
      if (quote < at) quote = indexOrEnd(text, '"', at)
      const plain = quote >= stop || this.#skipping
      const next = plain ? this.#plain(rows, at, stop) : this.#quoted(rows, at, newline, final)
      if (next < 0) break
      at = next
    }
    this.#text = text.slice(at)
    this.#dropEndless(rows)
    return rows
  }

  #plain(rows: Row[], from: number, stop: number): number {
    if (!this.#skipping) {
      const end = this.#text[stop - 1] === '\r' && stop > from ? stop - 1 : stop
      const cells = this.#text.slice(from, end).split(this.#dialect.delimiter)
      this.#add(rows, { line: this.#line, cells }, end - from)
    }
    this.#skipping = false
    this.#line += 1
    return stop + 1
  }

  /** Place after the record that starts at `at`, -1 when its end has not come yet. */
  #quoted(rows: Row[], at: number, newline: string, final: boolean): number {
    const limit = at + this.#longest
    const record = readQuoted({ ...this.#dialect, text: this.#text, newline, final, limit }, at)
    if (!record) return -1
    const error = record.open ? { column: null, reason: 'quote_open', length: 0 } : undefined
    this.#add(rows, { line: this.#line, cells: record.cells, ...(error ? { error } : {}) }, record.next - at)
    this.#line += record.lines
    return record.next
  }

  #add(rows: Row[], row: Row, length: number): void {
    rows.push(length > 2 * this.#longest ? tooLong(row.line, length) : row)
  }

  /** A line that never ends must not fill the memory: it is told, and skipped up to its end. */
  #dropEndless(rows: Row[]): void {
    if (this.#text.length <= 2 * this.#longest + 2) return
    if (!this.#skipping) rows.push(tooLong(this.#line, this.#text.length))
    for (const mark of this.#text) if (mark === this.#newline) this.#line += 1
    this.#skipping = true
    this.#text = ''
  }

  #newlineOf(text: string, final: boolean): string | undefined {
    if (this.#newline) return this.#newline
    if (text.includes('\n')) this.#newline = '\n'
    // The reader of lone carriage returns waits for enough text to be sure that no line feed comes.
    else if (final || text.length > this.#longest) this.#newline = text.includes('\r') ? '\r' : '\n'
    return this.#newline
  }
}

function tooLong(line: number, length: number): Row {
  return { line, cells: [], error: { column: null, reason: 'line_too_long', length } }
}

function indexOrEnd(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? Number.POSITIVE_INFINITY : found
}
