import { z } from 'zod'
import { type Locale, translate } from '../../../lib/i18n/index.ts'
import { FIELDS } from '../../channels/file/index.ts'
import { reasonWords } from './report.ts'
import type { ImportRow } from './store.ts'

const count = z.record(z.string(), z.number())

export const importReply = z.object({
  id: z.string(),
  fileName: z.string(),
  format: z.enum(['csv', 'xlsx', 'jsonl']),
  state: z.enum(['ready', 'running', 'cancelled', 'failed', 'done']),
  phase: z.enum(['checking', 'importing', 'removing']).nullable(),
  checked: z.boolean(),
  bytes: z.number(),
  bytesRead: z.number(),
  rows: z.number(),
  imported: z.number(),
  duplicates: z.number(),
  errors: z.number(),
  secondsLeft: z.number().nullable(),
  failure: z.string().nullable(),
  created: z.string(),
  columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
  sheets: z.array(z.string()),
  fields: z.array(z.object({ name: z.string(), words: z.string() })),
  mapping: z.record(z.string(), z.string()),
  options: z.object({
    encoding: z.string(),
    delimiter: z.string(),
    escape: z.enum(['"', '\\']),
    headerLine: z.number(),
    sheet: z.string().optional(),
    pad: z.boolean(),
    dateOrder: z.enum(['dmy', 'mdy', 'ymd']),
    timeZone: z.string(),
    decimal: z.enum([',', '.']),
    ratingScale: z.number(),
    currency: z.string(),
    source: z.string(),
    network: z.string().optional(),
    mangled: z.boolean(),
  }),
  known: z.string().nullable(),
  doubts: z.array(z.string()),
  summary: z
    .object({
      valid: z.number(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      verbs: count,
      reasons: z.array(z.object({ reason: z.string(), words: z.string(), count: z.number() })),
      gaps: z.number(),
      folds: z.number(),
    })
    .nullable(),
  preview: z.array(
    z.object({ line: z.number(), fields: z.record(z.string(), z.string()), error: z.string().nullable() }),
  ),
})

/** An import as people see it, in their language. */
export function presentImport(row: ImportRow, locale: Locale): z.input<typeof importReply> {
  return {
    id: row.id,
    fileName: row.file_name,
    format: row.format,
    state: row.state,
    phase: row.phase,
    checked: row.checked,
    bytes: row.bytes,
    bytesRead: row.bytes_read,
    rows: row.rows,
    imported: row.imported,
    duplicates: row.duplicates,
    errors: row.errors,
    secondsLeft: row.seconds_left,
    failure: row.failure && translate(locale, `error:${row.failure.id}`, row.failure.values),
    created: row.created.toISOString(),
    columns: row.columns,
    sheets: row.sheets,
    fields: FIELDS.map((name) => ({ name, words: translate(locale, `import:field.${name}`) })),
    mapping: row.mapping,
    options: row.options,
    known: row.known,
    doubts: row.doubts.map((doubt) => translate(locale, `import:doubt.${doubt}`)),
    summary: summaryOf(row, locale),
    preview: row.preview.map(({ line, fields, error }) => ({
      line,
      fields,
      error: error && reasonWords(locale, error),
    })),
  }
}

/** Reasons in words without values: they stand for many lines, each with its own. */
function summaryOf({ summary }: ImportRow, locale: Locale) {
  if (!summary) return null
  const { valid, from, to, verbs, reasons, gaps, folds } = summary
  const told = Object.entries(reasons).map(([reason, number]) => ({
    reason,
    words: translate(locale, `import:kind.${reason}`),
    count: number,
  }))
  return { valid, from, to, verbs, reasons: told.sort((a, b) => b.count - a.count), gaps, folds }
}
