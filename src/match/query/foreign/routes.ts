import { z } from 'zod'
import { type Route, route } from '../../../access/index.ts'
import { describeQuery, errorWords } from '../describe.ts'
import { parseQuery } from '../parse.ts'
import { readForeignFile } from './export.ts'
import { importQuery, noteWords } from './foreign.ts'
import { MAX_FOREIGN } from './lexer.ts'
import { TOOLS, type Tool } from './tree.ts'

const tool = z.enum(TOOLS)

const note = z.object({
  start: z.number(),
  end: z.number(),
  what: z.string(),
  fate: z.enum(['kept', 'changed', 'dropped']),
  effect: z.enum(['same', 'more', 'less']),
  message: z.string(),
})

const importReply = z.object({
  query: z.string(),
  notes: z.array(note),
  /** In words, why the query cannot be used as it stands. */
  errors: z.array(z.string()),
  reading: z.string().nullable(),
})

interface Options {
  channels?: readonly string[]
}

/** A query of another tool in ours, as the API tells it. */
function imported(from: Tool, source: string, locale: 'fr' | 'en', { channels }: Options) {
  const { query, notes, errors } = importQuery(from, source, { ...(channels ? { channels } : {}) })
  const parsed = parseQuery(query)
  return {
    query,
    notes: notes.slice(0, 200).map(({ start, end, what, fate, effect, ...one }) => ({
      start,
      end,
      what,
      fate,
      effect,
      message: noteWords({ start, end, what, fate, effect, ...one }, locale),
    })),
    errors: errors.map((error) => errorWords(error, locale)),
    reading: parsed.ok ? describeQuery(parsed.query, locale) : null,
  }
}

export function foreignRoutes(options: Options): Route[] {
  return [
    route({
      method: 'post',
      path: '/query/import',
      summary: 'Brings a query of another tool into this language, and tells what is not the same',
      tag: 'alerts',
      can: 'member',
      body: z.strictObject({ from: tool, query: z.string().max(2 * MAX_FOREIGN) }),
      reply: importReply,
      status: 200,
      limit: 300,
      handler: async ({ locale }, { body }) => imported(body.from, body.query, locale, options),
    }),
    route({
      method: 'post',
      path: '/query/import-list',
      summary: 'Reads a file of alerts of another tool: JSON, CSV, OPML or a query a line',
      tag: 'alerts',
      can: 'member',
      body: z.strictObject({ from: tool, text: z.string().max(1_000_000) }),
      reply: z.object({
        items: z.array(z.object({ name: z.string(), source: z.string(), ...importReply.shape })),
      }),
      status: 200,
      limit: 30,
      handler: async ({ locale }, { body }) => ({
        items: readForeignFile(body.from, body.text).map(({ name, query }) => ({
          name,
          source: query,
          ...imported(body.from, query, locale, options),
        })),
      }),
    }),
  ]
}
