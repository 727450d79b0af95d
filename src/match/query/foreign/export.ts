import { readOutlines } from '../../../../lib/feed/index.ts'
import { type BasicAlert, basicQuery } from './mention.ts'
import type { Tool } from './tree.ts'

/** An alert as another tool's file tells it: its query is still in that tool's language. */
export interface ForeignAlert {
  name: string
  query: string
}

/** Alerts of one file; more are left out. */
export const MAX_FILE_ALERTS = 2000

const QUERY_NAMES = [
  'query',
  'booleanquery',
  'boolean',
  'querystring',
  'search',
  'searchquery',
  'keywords',
  'requete',
  'recherche',
  'q',
]
const NAME_NAMES = [
  'name',
  'title',
  'alert',
  'queryname',
  'alertname',
  'topic',
  'nom',
  'alerte',
  'titre',
  'label',
]

/**
 * Alerts from what another tool lets its users take along: JSON of an API or an export, CSV with or without a head, an
 * OPML list of the feeds of Google Alerts, or one query a line.
 * @returns no alert where nothing of the kind is in it
 */
export function readForeignFile(tool: Tool, text: string): ForeignAlert[] {
  const start = text.replace(/^\uFEFF/u, '').trimStart()
  const alerts = /^[[{]/u.test(start) ? fromJson(start) : start.startsWith('<') ? fromOpml(start) : undefined
  return (alerts ?? fromCsv(start))
    .filter(({ query }) => query !== '')
    .slice(0, MAX_FILE_ALERTS)
    .map((alert, i) => ({
      name: cut(alert.name || shortName(alert.query) || `${tool} ${i + 1}`, 100),
      query: alert.query,
    }))
}

/** A query that stands alone is called by what it is about. */
function shortName(query: string): string {
  const words = query.replace(/[^\p{L}\p{N}@#' -]+/gu, ' ').replace(/\b(?:AND|OR|NOT)\b.*$/u, '')
  return cut(words.trim().replace(/\s+/gu, ' '), 40).trimEnd()
}

/** Never between the halves of one character. */
function cut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/u, '')
}

function fromJson(text: string): ForeignAlert[] | undefined {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // A list of queries may well begin with a bracket.
    return
  }
  return listIn(value).map(alertIn)
}

/** The list in an answer of an API, under whatever name it has. */
function listIn(value: unknown): Record<string, unknown>[] {
  const list = Array.isArray(value)
    ? value
    : Object.values(value as object).find((part) => Array.isArray(part))
  return (list ?? [value]).map((one: unknown) =>
    typeof one === 'string' ? { query: one } : isObject(one) ? (isObject(one.alert) ? one.alert : one) : {},
  )
}

function alertIn(one: Record<string, unknown>): ForeignAlert {
  const folded = new Map(Object.entries(one).map(([key, value]) => [plain(key), value]))
  const found = (names: string[]) =>
    names.map((name) => folded.get(name)).find((value) => value !== undefined)
  const query = found(QUERY_NAMES)
  const name = found(NAME_NAMES)
  return { name: typeof name === 'string' ? name.trim() : '', query: queryIn(query, one) }
}

/** Mention's API tells a query as lists of words, or as a string within an object. */
function queryIn(query: unknown, alert: Record<string, unknown>): string {
  if (typeof query === 'string') return query.trim()
  if (!isObject(query)) return ''
  if (typeof query.query_string === 'string') return query.query_string.trim()
  const basic: BasicAlert = {
    any: strings(query.included_keywords),
    all: strings(query.required_keywords),
    none: strings(query.excluded_keywords),
    sites: strings(alert.blocked_sites),
    langs: strings(alert.languages),
  }
  return basic.any.length + basic.all.length > 0 ? basicQuery(basic) : ''
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Readers of feeds name those of Google Alerts by their query. */
function fromOpml(text: string): ForeignAlert[] {
  const outlines = readOutlines(Buffer.from(text), { url: 'file:///alerts.opml' })
  return outlines.flatMap(({ title }) => {
    const [, query] = /^(?:Google Alerts?|Alertes? Google)\s*[-–—:]\s*(.+)$/iu.exec(title.trim()) ?? []
    return query ? [{ name: query, query }] : []
  })
}

function fromCsv(text: string): ForeignAlert[] {
  const head = text.split(/\r?\n/u, 1)[0] ?? ''
  const delimiter = ['\t', ';', ','].find((one) => columns(head, one).query >= 0)
  if (!delimiter) return text.split(/\r?\n/u).map((line) => ({ name: '', query: line.trim() }))
  const { name, query } = columns(head, delimiter)
  return records(text, delimiter)
    .slice(1)
    .map((cells) => ({ name: (cells[name] ?? '').trim(), query: (cells[query] ?? '').trim() }))
}

function columns(head: string, delimiter: string): { name: number; query: number } {
  const names = (records(head, delimiter)[0] ?? []).map(plain)
  const at = (known: string[]) => names.findIndex((name) => known.includes(name))
  return { name: at(NAME_NAMES), query: at(QUERY_NAMES) }
}

function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}

/** Records of a CSV (RFC 4180); quotes that never close run to the end. */
function records(text: string, delimiter: string): string[][] {
  const all: string[][] = []
  let cells: string[] = []
  for (let i = 0; i <= text.length; ) {
    const cell = cellAt(text, i, delimiter)
    cells.push(cell.text)
    i = cell.end
    if (text.charAt(i) === delimiter) i++
    else {
      if (cells.some((one) => one !== '')) all.push(cells)
      cells = []
      i += text.startsWith('\r\n', i) ? 2 : 1
    }
  }
  return all
}

function cellAt(text: string, start: number, delimiter: string): { text: string; end: number } {
  let i = start
  let cell = ''
  if (text.charAt(i) === '"') {
    for (i++; i < text.length; i++) {
      if (text.charAt(i) !== '"') cell += text.charAt(i)
      else if (text.charAt(i + 1) === '"') cell += text.charAt(i++)
      else break
    }
    i++
  }
  const from = Math.min(i, text.length)
  let end = from
  while (end < text.length && text.charAt(end) !== delimiter && !'\r\n'.includes(text.charAt(end))) end++
  return { text: cell + text.slice(from, end), end }
}
