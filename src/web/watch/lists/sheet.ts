import type { TermList } from '../../../server/api.ts'
import { meant, toCsv } from '../../lib/csv.ts'

/** Every list as a sheet, one term a line. */
export function sheetOf(lists: readonly Pick<TermList, 'name' | 'terms'>[], head: [string, string]): string {
  return toCsv([head, ...lists.flatMap(({ name, terms }) => terms.map((term) => [name, term]))])
}

/** The terms of a file: of the list of this name where it has names, of all that stands there otherwise. */
export function termsIn(text: string, name: string): string[] {
  const rows = rowsOf(text.replace(/^\uFEFF/u, ''))
  const [head = []] = rows
  const sheet = head.length >= 2 && rows.every((row) => row.length >= 2)
  if (!sheet) return unique(rows.map((row) => row.join(', ')))
  const own = rows.filter((row) => fold(meant(row[0] ?? '')) === fold(name))
  return unique((own.length > 0 ? own : rows.slice(1)).map((row) => row[1] ?? ''))
}

function unique(terms: string[]): string[] {
  const clean = terms.map((term) => meant(term.trim()).trim()).filter((term) => term !== '')
  return [...new Set(clean)]
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

function rowsOf(text: string): string[][] {
  const delimiter = /^[^\n"]*;/u.test(text) ? ';' : text.split('\n', 1)[0]?.includes('\t') ? '\t' : ','
  return text
    .split(/\r?\n/u)
    .filter((line) => line.trim() !== '')
    .map((line) => cellsOf(line, delimiter))
}

function cellsOf(line: string, delimiter: string): string[] {
  const cells: string[] = []
  for (let i = 0; i <= line.length; ) {
    const quoted = line.charAt(i) === '"' ? /^"((?:[^"]|"")*)"?/u.exec(line.slice(i)) : null
    const end = line.indexOf(delimiter, i + (quoted?.[0].length ?? 0))
    const to = end < 0 ? line.length : end
    cells.push(quoted ? (quoted[1] ?? '').replaceAll('""', '"') : line.slice(i, to))
    i = to + 1
  }
  return cells
}
