import { type Locale, translate } from '../../../lib/i18n/index.ts'
import { BOM, type Cell, csvLine, xlsx } from '../../../lib/sheet/index.ts'
import { presentActivity, type StoredActivity } from '../../activity/index.ts'
import type { Zone } from '../../channels/file/index.ts'

export const FORMATS = ['jsonl', 'csv', 'xlsx'] as const
export type ExportFormat = (typeof FORMATS)[number]

export interface ExportShape {
  format: ExportFormat
  /** For a person's Excel: titles in words, dates of the zone, and for CSV the mark and delimiter it expects. */
  excel: boolean
  locale: Locale
  zone: Zone
  /** Names of alerts, by id. */
  alertNames: ReadonlyMap<string, string>
}

const COLUMNS = [
  'published',
  'channel',
  'verb',
  'author',
  'authorHandle',
  'authorId',
  'followers',
  'title',
  'text',
  'url',
  'rating',
  'amount',
  'currency',
  'lang',
  'sentiment',
  'alerts',
  'externalId',
  'inReplyTo',
  'thread',
  'visibility',
  'ours',
] as const
type Column = (typeof COLUMNS)[number]

/** The stream as a file, piece by piece, however long it is. */
export function exportPieces(
  rows: AsyncIterable<StoredActivity>,
  shape: ExportShape,
): AsyncIterable<string | Uint8Array> {
  if (shape.format === 'jsonl') return jsonLines(rows)
  const titles = COLUMNS.map((column) => titleOf(column, shape))
  if (shape.format === 'csv') return csvPieces(rows, titles, shape)
  return xlsx('Veillée', titles, cellsOf(rows, shape))
}

function titleOf(column: Column, { excel, format, locale }: ExportShape): string {
  if (!excel && format === 'csv') return column
  return translate(locale, column === 'channel' ? 'import:column.network' : `import:column.${column}`)
}

async function* jsonLines(rows: AsyncIterable<StoredActivity>): AsyncGenerator<string, void> {
  for await (const row of rows) {
    const more = { network: networkOf(row), total: amountOf(row), extra: row.extra }
    yield `${JSON.stringify({ ...presentActivity(row), ...more, ...keysOf(row) })}\n`
  }
}

async function* csvPieces(
  rows: AsyncIterable<StoredActivity>,
  titles: string[],
  shape: ExportShape,
): AsyncGenerator<string, void> {
  const options = { delimiter: shape.excel && shape.locale === 'fr' ? ';' : ',' }
  yield (shape.excel ? BOM : '') + csvLine(titles, options)
  for await (const row of rows)
    yield csvLine(
      cellsFor(row, shape).map((cell) => asText(cell, shape)),
      options,
    )
}

async function* cellsOf(
  rows: AsyncIterable<StoredActivity>,
  shape: ExportShape,
): AsyncGenerator<Cell[], void> {
  for await (const row of rows) yield cellsFor(row, shape)
}

function cellsFor(row: StoredActivity, shape: ExportShape): Cell[] {
  const local = shape.excel || shape.format === 'xlsx'
  const published = local ? new Date(shape.zone.civilOf(row.published.getTime())) : row.published
  const values: Record<Column, Cell> = {
    published,
    channel: networkOf(row),
    verb: row.verb,
    author: row.actor_name,
    authorHandle: row.actor_handle,
    authorId: row.actor_id,
    followers: row.actor_followers,
    title: row.title,
    text: row.text,
    url: row.url,
    rating: row.rating,
    amount: amountOf(row),
    currency: row.currency,
    lang: row.lang,
    sentiment: row.sentiment,
    alerts: row.alerts.flatMap((id) => shape.alertNames.get(id) ?? []).join(', '),
    ...keysOf(row),
    visibility: row.visibility,
    ours: row.ours ? 'true' : '',
  }
  return COLUMNS.map((column) => values[column])
}

function keysOf({ external_id, in_reply_to, thread }: StoredActivity) {
  return { externalId: external_id, inReplyTo: in_reply_to, thread }
}

/** Of what came in a file, the network it is of. */
function networkOf({ channel, extra }: StoredActivity): string {
  const network = extra?.network
  return channel === 'file' && typeof network === 'string' ? network : channel
}

/** In whole units, as people write money. */
function amountOf({ amount, currency }: StoredActivity): number | null {
  if (amount === null || !currency) return amount
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions()
  return amount / 10 ** digits
}

/** Dates sort as they are read; a French Excel takes the comma for its decimals. */
function asText(cell: Cell, { excel, locale }: ExportShape): string {
  if (cell instanceof Date)
    return excel ? cell.toISOString().slice(0, 19).replace('T', ' ') : cell.toISOString()
  if (typeof cell === 'number' && excel && locale === 'fr') return String(cell).replace('.', ',')
  return cell === null || cell === undefined ? '' : String(cell)
}
