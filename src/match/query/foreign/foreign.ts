import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import { parseQuery } from '../parse.ts'
import type { QueryError } from '../query.ts'
import { MAX_FOREIGN } from './lexer.ts'
import { mentionSource } from './mention.ts'
import { parseForeign } from './parser.ts'
import type { Note, Tool } from './tree.ts'
import { type WriteOptions, Writer } from './write.ts'

export interface Translation {
  /** In our language; empty where nothing of it has a meaning here. */
  query: string
  notes: Note[]
  /** What keeps it from being used as it stands: places are in `query`. */
  errors: QueryError[]
}

/**
 * Brings a query of another tool into our language. What has no meaning here is left out and told; nothing is taken for
 * what it is not. The result parses, or `errors` say why it does not: it only excludes, or is too long.
 */
export function importQuery(tool: Tool, source: string, options: WriteOptions = {}): Translation {
  const text = tool === 'mention' ? mentionSource(source) : source
  const { tree, odd } = parseForeign(text, tool)
  const writer = new Writer(text, tool, options)
  const query = tree ? writer.write(tree) : ''
  for (const { id, ...place } of odd) writer.note(place, id === 'comment' ? 'dropped' : 'changed', 'same', id)
  if (text.length > MAX_FOREIGN)
    writer.note({ start: MAX_FOREIGN, end: text.length }, 'dropped', 'same', 'too_long', { max: MAX_FOREIGN })
  // A form with labels is written out first: its notes are about all of it.
  const whole = text === source ? {} : { start: 0, end: source.length }
  const notes = once(writer.notes)
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map((note) => ({ ...note, ...whole }))
  const parsed = parseQuery(query)
  return { query, notes, errors: parsed.ok ? [] : parsed.errors }
}

/** What became of a piece, in words. */
export function noteWords(note: Note, locale: Locale): string {
  return translate(locale, `foreign:${note.id}`, note.values)
}

function once(notes: Note[]): Note[] {
  return [...new Map(notes.map((note) => [`${note.start} ${note.end} ${note.id}`, note])).values()]
}
