export interface CsvOptions {
  /** `;` is what a French Excel expects; default `,`. */
  delimiter?: string
}

/** Bytes that tell Excel the file is UTF-8; first thing of a file meant for it. */
export const BOM = '\uFEFF'

const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/
const NUMBER = /^\s*[-+]?\d[\d \u00A0\u202F]*([.,]\d+)?\s*%?$/

/**
 * A value that a spreadsheet would run as a formula gets an apostrophe in front, which spreadsheets read as "this is
 * text"; numbers, signed or not, are left alone.
 */
export function neutralise(value: string): string {
  return FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value
}

/** What `neutralise` was given. */
export function meant(value: string): string {
  return value.startsWith("'") && neutralise(value.slice(1)) === value ? value.slice(1) : value
}

/** One CSV record ending in CRLF (RFC 4180), its formula cells neutralised; null and undefined are empty. */
export function csvLine(
  values: readonly (string | number | null | undefined)[],
  options: CsvOptions = {},
): string {
  const delimiter = options.delimiter ?? ','
  const cells = values.map((value) => quoted(neutralise(String(value ?? '')), delimiter))
  return `${cells.join(delimiter)}\r\n`
}

function quoted(value: string, delimiter: string): string {
  const needed = value.includes(delimiter) || /["\r\n]|^\s|\s$/.test(value)
  return needed ? `"${value.replaceAll('"', '""')}"` : value
}
