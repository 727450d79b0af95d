/**
 * POST /imports?name=… with the file as body gives an Import in state `ready`; PATCH /imports/{id} {mapping?, options?}
 * (only while nothing runs; what is not said is found again); POST /imports/{id}/start|cancel|resume; GET /imports (an
 * array, newest first), /imports/{id}; GET /imports/{id}/errors.csv; DELETE /imports/{id} (what it brought stays).
 * Start checks the whole file first. When more than 2 % of the lines would be refused it comes back to `ready` with
 * `checked` true, `errors` and `summary` filled: a second start imports the other lines. Cancel takes back all that
 * came (also once `done`), resume goes on or begins again.
 */
export interface Import {
  id: string
  fileName: string
  format: 'csv' | 'xlsx' | 'jsonl'
  state: 'ready' | 'running' | 'cancelled' | 'failed' | 'done'
  /** What a worker is at; `removing` also while `cancelled` or `failed`: `imported` then goes down to 0. */
  phase: 'checking' | 'importing' | 'removing' | null
  /** The whole file was read with this mapping and these options. */
  checked: boolean
  bytes: number
  bytesRead: number
  rows: number
  imported: number
  duplicates: number
  errors: number
  secondsLeft: number | null
  /** In the reader's language. */
  failure: string | null
  created: string
  columns: { name: string; samples: string[] }[]
  /** Of a workbook. */
  sheets: string[]
  /** What a column may become, in the order in which it is proposed. */
  fields: { name: string; words: string }[]
  /** Column name to field. */
  mapping: Record<string, string>
  options: {
    encoding: string
    delimiter: string
    escape: '"' | '\\'
    /** Line of the column names, 0 when there is none. */
    headerLine: number
    sheet?: string
    /** Lines with too few cells are filled up rather than refused. */
    pad: boolean
    dateOrder: 'dmy' | 'mdy' | 'ymd'
    timeZone: string
    decimal: ',' | '.'
    /** Best possible rating, where the value does not say. */
    ratingScale: number
    /** Of amounts that say none. */
    currency: string
    /** Files with the same one share their ids. */
    source: string
    network?: string
    mangled: boolean
  }
  /** A known export (words: `import:known.<id>`). */
  known: string | null
  /** What was decided without being sure, in the reader's language. */
  doubts: string[]
  /** After the check. */
  summary: {
    valid: number
    from: string | null
    to: string | null
    verbs: Record<string, number>
    /** Refused lines by reason, most frequent first; `words` in the reader's language. */
    reasons: { reason: string; words: string; count: number }[]
    /** Clock readings that spring skips (moved forward) and that autumn repeats (taken as the first). */
    gaps: number
    folds: number
  } | null
  /** `error` in the reader's language. */
  preview: { line: number; fields: Record<string, string>; error: string | null }[]
}
