import type { DateOrder } from './dates/parse.ts'
import type { Decimal } from './rows/numbers.ts'

/** How a file is read and its values understood; proposed by `inspect`, every one may be changed. */
export interface FileOptions {
  encoding: string
  /** CSV only. */
  delimiter: string
  escape: '"' | '\\'
  /** Line of the column names, 0 when there is none. JSON names its own. */
  headerLine: number
  /** Workbooks only: the first sheet shown when absent. */
  sheet?: string
  /** Lines with fewer cells than the header are filled up rather than refused. */
  pad: boolean
  dateOrder: DateOrder
  /** IANA zone of the times that say none. */
  timeZone: string
  decimal: Decimal
  /** Best possible rating, where the value does not say. */
  ratingScale: number
  /** ISO 4217 code of the amounts that say none. */
  currency: string
  /** Space that the file's ids are in: two files with the same one share their ids. */
  source: string
  /** Network of all lines, where no column says it. */
  network?: string
  /** Characters are the bytes of UTF-8, as Meta exports them. */
  mangled: boolean
}
