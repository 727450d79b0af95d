export interface Dialect {
  delimiter: string
  /** What stands before a quote that belongs to the text: another quote, or a backslash. */
  escape: '"' | '\\'
}

/** The text at hand and how to read it. */
export interface Scan extends Dialect {
  text: string
  newline: string
  /** No text will follow. */
  final: boolean
  /** A quote not closed before this place is taken for a letter. */
  limit: number
}

export interface QuotedRecord {
  cells: string[]
  /** Place after the record's newline. */
  next: number
  /** Lines it takes. */
  lines: number
  /** A quote was opened that nothing closes: its field was taken as it stands on its line. */
  open: boolean
}

interface Field {
  value: string
  /** Place of the delimiter or newline that ends it; the text's length when neither has come. */
  end: number
}

/** Reads the record at `at`, which has quotes in it. Undefined when its end has not come yet. */
export function readQuoted(scan: Scan, at: number): QuotedRecord | undefined {
  const record: QuotedRecord = { cells: [], next: at, lines: 1, open: false }
  let from = at
  while (true) {
    const opened = openingQuote(scan.text, from)
    const field = opened < 0 ? plainField(scan, from) : quotedField(scan, from, opened, record)
    if (!field || (field.end >= scan.text.length && !scan.final)) return undefined
    record.cells.push(field.value)
    from = field.end + 1
    if (scan.text.startsWith(scan.delimiter, field.end)) continue
    record.next = from
    return record
  }
}

function openingQuote(text: string, from: number): number {
  let at = from
  while (text[at] === ' ') at += 1
  return text[at] === '"' ? at : -1
}

function plainField(scan: Scan, from: number): Field {
  const line = endOf(scan.text, scan.newline, from)
  const end = Math.min(line, endOf(scan.text, scan.delimiter, from))
  const cut = end === line && scan.text[end - 1] === '\r' && end > from ? end - 1 : end
  return { value: scan.text.slice(from, cut), end }
}

/**
 * A quote inside a word, or one that nothing closes, is a letter: the field ends where it would without it. What was
 * looked at in vain ends at a lone quote, and no other opening quote can lead to the same one: the whole stays linear.
 */
function quotedField(scan: Scan, from: number, opened: number, record: QuotedRecord): Field | undefined {
  const closed = closingQuote(scan, opened + 1)
  if (closed < 0 && !scan.final && scan.text.length <= scan.limit) return undefined
  if (closed >= 0 && closed <= scan.limit) {
    let end = closed + 1
    while (scan.text[end] === ' ') end += 1
    // Half of a pair, the other half of which has not come yet.
    if (scan.text[end] === '\r' && scan.newline === '\n') end += 1
    if (end >= scan.text.length && !scan.final) return undefined
    if (endsField(scan, end)) return { value: inside(scan, opened, closed, record), end }
  }
  const line = scan.text.indexOf(scan.newline, opened)
  record.open ||= closed < 0 || (line >= 0 && line < closed)
  return plainField(scan, from)
}

function inside(scan: Scan, opened: number, closed: number, record: QuotedRecord): string {
  const raw = scan.text.slice(opened + 1, closed)
  for (let at = raw.indexOf(scan.newline); at >= 0; at = raw.indexOf(scan.newline, at + 1)) record.lines += 1
  return scan.escape === '"' ? raw.replaceAll('""', '"') : raw.replace(/\\(["\\])/g, '$1')
}

function endsField({ text, newline, delimiter }: Scan, at: number): boolean {
  return at >= text.length || text[at] === newline || text.startsWith(delimiter, at)
}

/** Place of the quote that closes what was opened before `from`, -1 when it has not come. */
function closingQuote(scan: Scan, from: number): number {
  const { text } = scan
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    if (scan.escape === '\\') {
      if (backslashesBefore(text, at, from) % 2 === 0) return at
    } else if (text[at + 1] === '"') at += 1
    else return at
  }
  return -1
}

function backslashesBefore(text: string, at: number, from: number): number {
  let count = 0
  while (at - 1 - count >= from && text[at - 1 - count] === '\\') count += 1
  return count
}

function endOf(text: string, mark: string, from: number): number {
  const found = text.indexOf(mark, from)
  return found < 0 ? text.length : found
}
