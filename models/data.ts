import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

const FOLDER = new URL('../../shared/data/', import.meta.url)

/** A text with its label, a class from 0 on. */
export interface Row {
  text: string
  label: number
  /** How much it counts in training; 1 where nothing is said. */
  weight?: number
}

/** Ends with words where a set is not there: a model is never trained on half of what its card names. */
export function demand(names: string[]): void {
  const absent = names.filter((name) => !existsSync(new URL(name, FOLDER)))
  if (absent.length === 0) return
  process.stderr.write(
    `Training needs these files in ../shared/data, which are absent: ${absent.join(', ')}\n`,
  )
  process.exit(2)
}

export function csv(name: string): Record<string, string>[] {
  return parse(readFileSync(new URL(name, FOLDER), 'utf8'), { columns: true, relax_column_count: true })
}

export function jsonl<T>(name: string): T[] {
  return readFileSync(new URL(name, FOLDER), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** Some sets hold "\u2019" and "\n" as they were written in a program. */
export function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\n/g, ' ')
    .replace(/\\?""/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
}
