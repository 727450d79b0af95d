import { z } from 'zod'
import { BOM, csvLine, meant } from '../../../../lib/sheet/index.ts'
import { CsvParser, sniffDialect } from '../../../channels/file/index.ts'
import { type Content, contentSchema } from './saved.ts'

/** A line of the file, an answer of it, or a field that is not what it must be. */
export interface Fault {
  line: number
  /** A key of `error.json`, or what the schema calls the field. */
  reason: string
}

export interface ReadFile {
  answers: { line: number; content: Content }[]
  faults: Fault[]
}

export const LONGEST_FILE = 4_000_000
const MOST_FAULTS = 100
const COLUMNS = ['name', 'shortcut', 'folder', 'tags', 'channels', 'crisis', 'lang', 'text'] as const
type Column = (typeof COLUMNS)[number]
/** Between tags, and between networks, in one cell. */
const BETWEEN = '; '

/** One line a text: an answer in two languages is two lines that bear the same name. */
export function toCsv(answers: readonly Content[]): string {
  const lines = answers.flatMap(({ texts, tags, channels, crisis, ...one }) =>
    Object.entries(texts).map(([lang, text]) => {
      const lists = [tags.join(BETWEEN), channels.join(BETWEEN)]
      return csvLine([one.name, one.shortcut, one.folder, ...lists, crisis ? 'yes' : '', lang, text])
    }),
  )
  return BOM + csvLine(COLUMNS) + lines.join('')
}

export function toJson(answers: readonly Content[]): string {
  return `${JSON.stringify({ answers }, null, 2)}\n`
}

export function readJson(text: string): ReadFile {
  const list = z.object({ answers: z.array(z.unknown()).max(2000) }).safeParse(parsed(text))
  if (!list.success) return { answers: [], faults: [{ line: 1, reason: 'saved_file_json' }] }
  return checked(list.data.answers.map((value, i) => ({ line: i + 1, value })))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** What a spreadsheet made of `toCsv`, or a list of one’s own: `name`, `lang` and `text` are enough. */
export function readCsv(text: string): ReadFile {
  const body = text.replace(/^\uFEFF/, '').replace(/^sep=.\r?\n/, '')
  const parser = new CsvParser(sniffDialect(body.slice(0, 20_000), body.length <= 20_000))
  const rows = [...parser.push(body), ...parser.end()].filter(({ cells }) =>
    cells.some((cell) => cell.trim()),
  )
  const [head, ...lines] = rows
  const titles = (head?.cells ?? []).map((cell) => cell.trim().toLowerCase())
  if (!titles.includes('name') || !titles.includes('text'))
    return { answers: [], faults: [{ line: 1, reason: 'saved_file_columns' }] }
  const cellOf = (cells: readonly string[], column: Column) =>
    meant(cells[titles.indexOf(column)] ?? '').trim()
  const byName = new Map<string, { line: number; value: Content }>()
  const twice: Fault[] = []
  for (const { line, cells } of lines) {
    const cell = (column: Column) => cellOf(cells, column)
    const known = byName.get(cell('name'))
    const lang = cell('lang').toLowerCase() || 'fr'
    if (!known) byName.set(cell('name'), { line, value: firstOf(cell, lang) })
    // The last would be kept and the others lost, and nobody told.
    else if (lang in known.value.texts) twice.push({ line, reason: 'saved_file_twice' })
    else known.value.texts[lang] = cell('text')
  }
  const { answers, faults } = checked([...byName.values()])
  return { answers, faults: [...faults, ...twice].sort((a, b) => a.line - b.line).slice(0, MOST_FAULTS) }
}

function firstOf(cell: (column: Column) => string, lang: string): Content {
  const list = (text: string) =>
    text
      .split(/[;|]/)
      .map((one) => one.trim())
      .filter(Boolean)
  return {
    name: cell('name'),
    shortcut: cell('shortcut').replace(/^\//, '') || null,
    folder: cell('folder'),
    tags: list(cell('tags')),
    channels: list(cell('channels')),
    crisis: /^(?:yes|oui|true|vrai|1|x)$/i.test(cell('crisis')),
    texts: { [lang]: cell('text') },
  }
}

function checked(all: { line: number; value: unknown }[]): ReadFile {
  const read: ReadFile = { answers: [], faults: [] }
  const names = new Set<string>()
  for (const { line, value } of all) {
    const content = contentSchema.safeParse(value)
    const [issue] = content.error?.issues ?? []
    if (content.success && !names.has(content.data.name)) {
      names.add(content.data.name)
      read.answers.push({ line, content: content.data })
    } else if (read.faults.length < MOST_FAULTS) {
      const reason = content.success ? 'saved_file_twice' : reasonOf(issue)
      read.faults.push({ line, reason })
    }
  }
  return read
}

function reasonOf(issue: z.core.$ZodIssue | undefined): string {
  const said = issue?.code === 'invalid_key' ? issue.issues[0]?.message : issue?.message
  if (said?.startsWith('saved_')) return said
  const [field] = issue?.path ?? []
  if (field === 'texts') return 'saved_file_text'
  return COLUMNS.some((column) => column === field) ? `saved_file_${String(field)}` : 'saved_file_field'
}
