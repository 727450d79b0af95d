import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { Locale } from '../../../lib/i18n/index.ts'
import { write } from '../../../lib/text/index.ts'
import { describeQuery, errorWords } from '../query/describe.ts'
import { parseQuery } from '../query/parse.ts'
import type { QueryError } from '../query/query.ts'
import { IMPORT_USAGE, importCommand } from './import.ts'

export const QUERY_USAGE = `Usage: veillee query check "QUERY"
       veillee query check < query

Says in words what a query means, or shows where it goes wrong and how to mend it. Code 0: it is understood; 1: it is not.

${IMPORT_USAGE}`

/**
 * `veillee query check QUERY`: the query in words, or what is wrong with it, marked under its place.
 * `veillee query import --from TOOL < QUERY`: a query of another tool in our language.
 * @returns exit code: 0 when it is understood, 1 when not, 2 for bad usage
 */
export async function queryCommand(
  args: string[],
  stdin: Readable & { isTTY?: boolean },
  stdout: Writable,
  stderr: Writable,
  locale: Locale = 'en',
): Promise<number> {
  const [verb, ...words] = args
  if (args.some((arg) => arg === '--help' || arg === '-h')) {
    await write(stdout, QUERY_USAGE)
    return 0
  }
  if (verb === 'import') return await importCommand(words, stdin, stdout, stderr, locale)
  const source = verb === 'check' ? await sourceOf(words, stdin) : undefined
  if (source === undefined) {
    await write(stderr, QUERY_USAGE)
    return 2
  }
  const parsed = parseQuery(source)
  if (parsed.ok) {
    await write(stdout, `${describeQuery(parsed.query, locale)}\n`)
    return 0
  }
  for (const error of parsed.errors) await write(stderr, pointed(source, error, locale))
  return 1
}

/** The one that is typed, or the one that is piped in; undefined where there is none, or the shell has cut it in pieces. */
async function sourceOf(words: string[], stdin: Readable & { isTTY?: boolean }): Promise<string | undefined> {
  if (words.length > 0) return words.length === 1 ? words[0] : undefined
  const piped = stdin.isTTY ? '' : await text(stdin)
  return piped.trim() === '' ? undefined : piped.trim()
}

/** The place under the query, then the words, then the mend. */
function pointed(source: string, error: QueryError, locale: Locale): string {
  const line = source.replace(/\s/gu, ' ')
  const around = line.slice(Math.max(0, error.start - 60), error.start + 60)
  const at = Math.min(error.start, 60)
  const width = Math.max(1, Math.min(error.end - error.start, around.length - at))
  const mend = error.mend === undefined ? '' : `→ ${error.mend}\n`
  return `${around}\n${' '.repeat(at)}${'^'.repeat(width)}\n${errorWords(error, locale)}\n${mend}`
}
