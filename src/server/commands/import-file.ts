import { access, open, stat } from 'node:fs/promises'
import { invalid } from '../../../lib/errors/index.ts'
import type { Locale } from '../../../lib/i18n/index.ts'
import { BOM } from '../../../lib/sheet/index.ts'
import {
  FIELDS,
  type Field,
  type FileOptions,
  type Given,
  type Inspection,
  inspect,
  type Mapping,
  readRows,
  rowMapper,
  sniffEncoding,
} from '../../channels/file/index.ts'
import { refusalLine, refusalTitles, requireMapping } from '../../ingest/index.ts'

export interface ReadingOptions {
  /** `column=field`, each. */
  map?: string[]
  encoding?: string
  delimiter?: string
  sheet?: string
  dateOrder?: FileOptions['dateOrder']
  timeZone?: string
  source?: string
}

export interface FileAsked {
  path: string
  options: ReadingOptions
  /** Zone of the times that say none. */
  timeZone: string
  locale: Locale
  signal: AbortSignal
}

export interface Looked {
  inspection: Inspection
  given: Given
}

/**
 * Looks at a file as `options` say, the rest being proposed.
 * @throws Problem `file_unreadable`, `import_map`, `import_column`, `import_mapping_…`, `import_…`
 */
export async function lookAtFile({ path, options, timeZone }: FileAsked): Promise<Looked> {
  await access(path).catch((error: NodeJS.ErrnoException) => {
    throw invalid('file_unreadable', { file: path, why: error.code ?? '' })
  })
  const encoding = await sniffEncoding(path)
  const said = optionsSaid(options)
  const first = await inspect(path, { encoding, timeZone }, { options: said })
  const mapping = mapped(first, options.map ?? [])
  requireMapping(mapping)
  const given = { options: said, mapping }
  return { inspection: await inspect(path, { encoding, timeZone }, given), given }
}

function optionsSaid(options: ReadingOptions): Partial<FileOptions> {
  const { encoding, sheet, dateOrder, timeZone, source } = options
  const delimiter = options.delimiter?.replace(/^(\\t|tab)$/, '\t')
  const said = { encoding, delimiter, sheet, dateOrder, timeZone, source }
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
}

/** The proposal with what was said over it; a field said for one column is taken from the others. */
function mapped({ columns, mapping }: Inspection, said: string[]): Mapping {
  const names = columns.map(({ name }) => name)
  let result: Mapping = { ...mapping }
  for (const pair of said) {
    const at = pair.lastIndexOf('=')
    const [name, field] = [pair.slice(0, at), pair.slice(at + 1)]
    if (at < 1 || !(field === '' || isField(field))) {
      throw invalid('import_map', { value: pair, fields: FIELDS.join(', ') })
    }
    const column = names.find((one) => one.toLowerCase() === name.toLowerCase())
    if (column === undefined) throw invalid('import_column', { name, names: names.join(', ') })
    result = Object.fromEntries(
      Object.entries(result).filter(([key, value]) => key !== column && value !== field),
    )
    if (field) result[column] = field as Field
  }
  return result
}

function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name)
}

export interface Outcome {
  rows: number
  valid: number
  errors: number
  /** How many lines were refused for each reason. */
  reasons: Record<string, number>
}

interface Pass {
  /** Takes the activities, one a line of JSON. */
  out?: (lines: string) => Promise<void>
  /** Path of the CSV of refused lines. */
  errors?: string | undefined
  onProgress?(share: number, rows: number): void
}

/** Reads the whole file without a database: writes its activities as JSON Lines, its refusals as CSV, and counts. */
export async function passOver(
  { path, locale, signal }: FileAsked,
  { inspection: { format, columns, mapping, options } }: Looked,
  pass: Pass,
): Promise<Outcome> {
  const outcome: Outcome = { rows: 0, valid: 0, errors: 0, reasons: {} }
  const names = columns.map(({ name }) => name)
  const map = rowMapper({ columns: names, mapping, options, now: new Date() })
  const { size } = await stat(path)
  const refused = pass.errors === undefined ? undefined : await open(pass.errors, 'w')
  try {
    await refused?.appendFile(BOM + refusalTitles(names, locale))
    for await (const { rows, bytesRead } of readRows({ path, format, columns: names, options }, signal)) {
      let lines = ''
      let refusals = ''
      for (const row of rows) {
        const result = map(row)
        outcome.rows += 1
        if ('activity' in result) {
          outcome.valid += 1
          if (pass.out) lines += `${JSON.stringify(result.activity)}\n`
        } else {
          const { reason } = result.error
          outcome.errors += 1
          outcome.reasons[reason] = (outcome.reasons[reason] ?? 0) + 1
          if (refused) refusals += refusalLine(result.error, row.cells, locale)
        }
      }
      if (lines) await pass.out?.(lines)
      if (refusals) await refused?.appendFile(refusals)
      pass.onProgress?.(bytesRead / Math.max(1, size), outcome.rows)
    }
  } finally {
    await refused?.close()
  }
  return outcome
}
