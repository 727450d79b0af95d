import type { Chunk, Row } from '../row.ts'
import { decode } from '../text/decode.ts'
import { flatten } from './flatten.ts'
import { ArraySplitter, LineSplitter, type Piece } from './splitter.ts'

export interface JsonRecord {
  line: number
  length: number
  /** Undefined when the text is no JSON object, or too long; `reason` says which. */
  fields?: Map<string, string>
  reason?: 'json' | 'line_too_long'
}

/** Whether each line is a record of its own; a list, or an object that spreads over lines, is a document instead. */
export function isLines(head: string): boolean {
  const first = head.trimStart()
  if (!first.startsWith('{')) return false
  const end = first.indexOf('\n')
  const line = (end < 0 ? first : first.slice(0, end)).trim()
  const alone = end < 0 || first.slice(end).trim() === ''
  return alone ? !wrapsList(line) : line.endsWith('}')
}

/** One line alone may be a document around its list, `{"total":2,"reviews":[{…}]}`, or so long that it is cut here. */
function wrapsList(line: string): boolean {
  try {
    const lists = Object.values(JSON.parse(line) as object).filter(
      (value) => Array.isArray(value) && value.some((item) => item && typeof item === 'object'),
    )
    // A record may hold a list too; a document is little else.
    return lists.reduce((sum, list) => sum + JSON.stringify(list).length, 0) > 0.4 * line.length
  } catch {
    return /^\{\s*"[^"]*"\s*:\s*\[\s*\{/.test(line) || line.length > 100_000
  }
}

export function isJson(head: string): boolean {
  return /^\s*(\{\s*"|\{\s*\}|\[\s*[{\]]|window\.YTD\.)/.test(head)
}

/** Splits text into records: `push` as it comes, `end` at the end. */
export class JsonRecords {
  #splitter: LineSplitter | ArraySplitter | undefined

  push(text: string): JsonRecord[] {
    if (!this.#splitter) {
      if (text.trim() === '') return []
      this.#splitter = isLines(text) ? new LineSplitter() : new ArraySplitter()
    }
    return this.#splitter.push(text).map(recordOf)
  }

  end(): JsonRecord[] {
    return (this.#splitter?.end() ?? []).map(recordOf)
  }
}

/** Identifiers longer than a double can hold. */
const LONG_NUMBER = /[:[,]\s*-?\d{16,}/

/** Keeps the digits of a long whole number, which `JSON.parse` would round. */
function exact(this: unknown, _key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source
  return typeof value === 'number' && source && /^-?\d{16,}$/.test(source) ? source : value
}

function recordOf({ line, json, length }: Piece): JsonRecord {
  if (json === undefined) return { line, length, reason: 'line_too_long' }
  try {
    const value: unknown = LONG_NUMBER.test(json) ? JSON.parse(json, exact) : JSON.parse(json)
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      return { line, length, reason: 'json' }
    }
    return { line, length, fields: flatten(value) }
  } catch {
    return { line, length, reason: 'json' }
  }
}

/** All records of a JSON Lines file or JSON list, their fields in the order of `columns`. */
export async function* readJson(
  path: string,
  encoding: string,
  columns: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<Chunk, void> {
  const records = new JsonRecords()
  let bytesRead = 0
  for await (const chunk of decode(path, encoding, signal)) {
    bytesRead = chunk.bytesRead
    yield { rows: records.push(chunk.text).map((record) => rowOf(record, columns)), bytesRead }
  }
  yield { rows: records.end().map((record) => rowOf(record, columns)), bytesRead }
}

export function rowOf(record: JsonRecord, columns: readonly string[]): Row {
  const { line, fields, reason, length } = record
  if (!fields) return { line, cells: [], error: { column: null, reason: reason ?? 'json', length } }
  return { line, cells: columns.map((column) => fields.get(column) ?? '') }
}
