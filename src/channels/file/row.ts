/** Why a record, or one value of it, cannot be taken; the words are `import:reason.<reason>`. */
export interface RowError {
  /** Line of the file where the record starts, from 1. */
  line: number
  /** Column concerned, where there is one. */
  column: string | null
  reason: string
  /** Length of the value refused: what may be logged of it. */
  length: number
  values?: Record<string, string | number>
}

/** One record of a file, all values as text in the order of the columns. */
export interface Row {
  line: number
  cells: string[]
  /** The reader could not make sense of the record: it is counted, told and left out. */
  error?: Omit<RowError, 'line'>
}

/** Some records, and how far into the file the reader is. */
export interface Chunk {
  rows: Row[]
  bytesRead: number
}

export type Format = 'csv' | 'xlsx' | 'jsonl'
