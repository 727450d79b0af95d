import type { Handle } from '../../../lib/db/index.ts'
import { type Locale, translate } from '../../../lib/i18n/index.ts'
import { BOM, csvLine } from '../../../lib/sheet/index.ts'
import { type RowError, readRows, rowMapper } from '../../channels/file/index.ts'
import { listErrors } from './refusals.ts'
import { layoutOf, planOf } from './run/deps.ts'
import type { ImportRow } from './store.ts'

const PIECE = 65_536

/** Why a line was refused, as a sentence. */
export function reasonWords(locale: Locale, error: Pick<RowError, 'reason' | 'values'>): string {
  return translate(locale, `import:reason.${error.reason}`, error.values ?? {})
}

/**
 * The lines that were refused, each with its reason, as a CSV for the reader's Excel. While the file is there it has
 * every one of them with its own cells, so that they can be mended and imported; afterwards, those the database kept.
 */
export async function* errorReport(
  db: Handle,
  folder: string,
  row: ImportRow,
  locale: Locale,
  signal?: AbortSignal,
): AsyncGenerator<string, void> {
  const own = row.file_kept ? row.columns.map(({ name }) => name) : []
  let piece = BOM + refusalTitles(own, locale)
  for await (const { error, cells } of refused(db, folder, row, signal)) {
    piece += refusalLine(error, cells, locale)
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

/** First line of a report on refused lines, for a file with these columns. */
export function refusalTitles(columns: readonly string[], locale: Locale): string {
  const titles = ['line', 'column', 'reason'].map((name) => translate(locale, `import:report.${name}`))
  return csvLine([...titles, ...columns], csvOptions(locale))
}

export function refusalLine(error: RowError, cells: readonly string[], locale: Locale): string {
  return csvLine([error.line, error.column, reasonWords(locale, error), ...cells], csvOptions(locale))
}

function csvOptions(locale: Locale) {
  return { delimiter: locale === 'fr' ? ';' : ',' }
}

interface Refused {
  error: RowError
  cells: string[]
}

async function* refused(
  db: Handle,
  folder: string,
  row: ImportRow,
  signal?: AbortSignal,
): AsyncGenerator<Refused, void> {
  if (!row.file_kept) {
    for (const { line, column_name: column, reason, length, values } of await listErrors(db, row)) {
      yield { error: { line, column, reason, length, ...(values ? { values } : {}) }, cells: [] }
    }
    return
  }
  const map = rowMapper(planOf(row))
  for await (const { rows } of readRows(layoutOf(folder, row), signal)) {
    for (const one of rows) {
      const mapped = map(one)
      if ('error' in mapped) yield { error: mapped.error, cells: one.cells }
    }
  }
}
