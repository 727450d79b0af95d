import { type ZipEntry, zip } from './zip.ts'

/** A Date is written as its UTC clock reads. Texts are texts, whatever they start with: none becomes a formula. */
export type Cell = string | number | Date | null | undefined

/** Excel's own limits. */
const MAX_ROWS = 1_048_576
const MAX_TEXT = 32_767
/** A sheet's XML stays well under the 4 GiB of a plain ZIP entry. */
const MAX_SHEET_CHARS = 1_500_000_000
const DAY = 86_400_000
const EPOCH = Date.UTC(1899, 11, 30)
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/**
 * A workbook as it is made, in bounded memory: a header line, then the rows; goes on in a further sheet when one is
 * full. Texts longer than a cell may hold (32,767 characters) end in an ellipsis.
 */
export function xlsx(
  name: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<Uint8Array, void> {
  return zip(parts(name, columns, rows))
}

async function* parts(
  name: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly Cell[]>,
): AsyncGenerator<ZipEntry, void> {
  const source = rows[Symbol.asyncIterator]()
  const state = { next: await source.next() }
  let sheets = 0
  do {
    sheets += 1
    yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet(columns, source, state) }
  } while (!state.next.done)
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1)
  yield { name: 'xl/workbook.xml', content: workbook(name, numbers) }
  yield { name: 'xl/_rels/workbook.xml.rels', content: relations(numbers) }
  yield { name: 'xl/styles.xml', content: STYLES }
  yield { name: '_rels/.rels', content: ROOT }
  yield { name: '[Content_Types].xml', content: contentTypes(numbers) }
}

interface Reading {
  next: IteratorResult<readonly Cell[]>
}

async function* sheet(
  columns: readonly string[],
  source: AsyncIterator<readonly Cell[]>,
  state: Reading,
): AsyncGenerator<string, void> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">`
  yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
  let chunk = `<row>${columns.map((column) => textCell(column, 2)).join('')}</row>`
  let written = 0
  for (let row = 1; row < MAX_ROWS && written < MAX_SHEET_CHARS && !state.next.done; row += 1) {
    chunk += `<row>${state.next.value.map(cell).join('')}</row>`
    if (chunk.length > 65_536) {
      written += chunk.length
      yield chunk
      chunk = ''
    }
    state.next = await source.next()
  }
  yield `${chunk}</sheetData></worksheet>`
}

function cell(value: Cell): string {
  if (value === null || value === undefined || value === '') return '<c/>'
  if (typeof value === 'number') return Number.isFinite(value) ? `<c><v>${value}</v></c>` : '<c/>'
  if (value instanceof Date) return dateCell(value)
  return textCell(value, 0)
}

/** Programs agree on the calendar of workbooks from March 1900 on; what is before is written in letters. */
function dateCell(value: Date): string {
  const days = (value.getTime() - EPOCH) / DAY
  if (days >= 61) return `<c s="1"><v>${days}</v></c>`
  return Number.isNaN(days) ? '<c/>' : textCell(value.toISOString().slice(0, 19).replace('T', ' '), 0)
}

function textCell(value: string, style: number): string {
  const text = value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT - 1)}…` : value
  return `<c t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`
}

function escaped(text: string): string {
  return (
    text
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids them
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
      .replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? mark)
  )
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function workbook(name: string, numbers: number[]): string {
  // Excel refuses these in the name of a sheet, more than 31 characters, apostrophes at its ends, and none at all.
  const plain = name.replace(/[\\/?*[\]:\p{Cc}]/gu, ' ').slice(0, 26)
  const base = plain.toWellFormed().replace(/^[\s']+|[\s'\ufffd]+$/g, '') || 'Veillée'
  const list = numbers.map((n) => {
    const title = escaped(n === 1 ? base : `${base} ${n}`)
    return `<sheet name="${title}" sheetId="${n}" r:id="rId${n}"/>`
  })
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list.join('')}</sheets></workbook>`
}

function relations(numbers: number[]): string {
  const list = numbers.map(
    (n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  )
  const styles = `<Relationship Id="rId0" Type="${RELATIONS}/styles" Target="styles.xml"/>`
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${list.join('')}${styles}</Relationships>`
}

function contentTypes(numbers: number[]): string {
  const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const override = (part: string, type: string) =>
    `<Override PartName="${part}" ContentType="${kind}.${type}+xml"/>`
  const sheets = numbers.map((n) => override(`/xl/worksheets/sheet${n}.xml`, 'worksheet'))
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${sheets.join('')}</Types>`
}

const ROOT = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`

const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs></styleSheet>`
