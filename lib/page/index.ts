import { z } from 'zod'
import { invalid } from '../errors/index.ts'

/** A page of a list read by keyset: pass `next` back as `cursor` for the following one; null at the end. */
export interface Page<T> {
  items: T[]
  next: string | null
}

export type CursorValue = string | number | null

/** The schema of a `Page` of `item`, for a route's reply. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** The query fields of every paged list; `limit` is capped, so that no request asks for everything. */
export function pageQuery(options: { limit?: number; max?: number } = {}) {
  return {
    cursor: z.string().max(1000).optional(),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(options.max ?? 200)
      .default(options.limit ?? 50),
  }
}

/**
 * Makes the cursor that follows a row from the values of its sort key. It names nothing the reader has not just been
 * given and the server checks the workspace again on every page, so it is opaque but not secret.
 */
export function encodeCursor(key: CursorValue[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/**
 * Reads a cursor back into its sort key, checked against `shape` (a tuple).
 * @throws Problem `cursor_invalid` (422) when it was not made by `encodeCursor` with that shape.
 */
export function decodeCursor<T extends z.ZodType>(cursor: string, shape: T): z.output<T> {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString(), kept)
  } catch {
    throw invalid('cursor_invalid')
  }
  const parsed = shape.safeParse(value)
  if (!parsed.success) throw invalid('cursor_invalid')
  return parsed.data
}

/** ISO 8601 has a year that PostgreSQL, like historians, has not. */
const YEAR_ZERO = /^[+-]?0{4,6}-\d\d-\d\dT/

/** No row is after what no column keeps: NUL, half a sign, or a time of the year 0. */
function kept(_: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  if (value.includes('\0') || !value.isWellFormed() || YEAR_ZERO.test(value)) throw new Error('unkept')
  return value
}

/**
 * Cuts a list read with `limit + 1` rows into a page.
 * @param key values of the sort key of a row, in the order of `order by`
 */
export function toPage<Row, T>(
  rows: Row[],
  limit: number,
  key: (row: Row) => CursorValue[],
  present: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(present),
    next: rows.length > limit && last ? encodeCursor(key(last)) : null,
  }
}
