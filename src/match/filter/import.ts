import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import type { Locale } from '../../../lib/i18n/index.ts'
import { write } from '../../../lib/text/index.ts'
import { errorWords } from '../query/describe.ts'
import { readForeignFile } from '../query/foreign/export.ts'
import { importQuery, noteWords, type Translation } from '../query/foreign/foreign.ts'
import { TOOLS, type Tool } from '../query/foreign/tree.ts'

export const IMPORT_USAGE = `Usage: veillee query import --from ${TOOLS.join('|')} [--list] < query

Reads a query of another tool, writes it in Veillée's language; what is not the same here is told on stderr.

  --list   reads a file of alerts (JSON, CSV, OPML of Google Alerts, or a query a line) and writes for each a line
           {"id","query","notes","errors"}, to be used with \`veillee match --queries\`
`

const MOST_BYTES = 20_000_000

/** @returns exit code: 0; 1 when what comes out cannot be used as it stands; 2 for bad usage */
export async function importCommand(
  args: string[],
  stdin: Readable,
  stdout: Writable,
  stderr: Writable,
  locale: Locale = 'en',
): Promise<number> {
  const options = readOptions(args)
  const text = options && (await readAll(stdin))
  if (!options || text === undefined) {
    await write(stderr, IMPORT_USAGE)
    return 2
  }
  if (options.list) return await importList(options.tool, text, stdout, locale)
  const source = text.trim()
  const done = importQuery(options.tool, source)
  for (const note of done.notes) {
    const effect =
      note.effect === 'same' ? '' : ` ${noteWords({ ...note, id: `effect_${note.effect}` }, locale)}`
    await write(stderr, `${note.what}: ${noteWords(note, locale)}${effect}\n`)
  }
  for (const error of done.errors) await write(stderr, `${errorWords(error, locale)}\n`)
  await write(stdout, `${done.query}\n`)
  return done.errors.length === 0 ? 0 : 1
}

async function importList(tool: Tool, text: string, stdout: Writable, locale: Locale): Promise<number> {
  let bad = 0
  const ids = new Set<string>()
  for (const alert of readForeignFile(tool, text)) {
    const { query, notes, errors } = importQuery(tool, alert.query)
    if (errors.length > 0) bad++
    const id = fresh(alert.name, ids)
    await write(stdout, `${JSON.stringify({ id, query, ...said({ query, notes, errors }, locale) })}\n`)
  }
  return bad === 0 ? 0 : 1
}

/** Alerts may be called alike, queries of `veillee match` may not: the second is `name 2`. */
function fresh(name: string, taken: Set<string>): string {
  let id = name
  for (let n = 2; taken.has(id); n++) id = `${name} ${n}`
  taken.add(id)
  return id
}

function said({ notes, errors }: Translation, locale: Locale) {
  return {
    notes: notes.map((note) => ({
      what: note.what,
      fate: note.fate,
      effect: note.effect,
      why: noteWords(note, locale),
    })),
    errors: errors.map((error) => errorWords(error, locale)),
  }
}

function readOptions(args: string[]): { tool: Tool; list: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: { from: { type: 'string' }, list: { type: 'boolean', default: false } },
    })
    const tool = TOOLS.find((one) => one === values.from)
    return tool && { tool, list: values.list }
  } catch {
    return undefined
  }
}

async function readAll(stdin: Readable): Promise<string | undefined> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stdin) {
    const bytes = Buffer.from(part)
    size += bytes.length
    if (size > MOST_BYTES) return
    parts.push(bytes)
  }
  return Buffer.concat(parts).toString('utf8')
}
