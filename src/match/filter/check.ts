import type { Readable, Writable } from 'node:stream'
import type { Locale } from '../../../lib/i18n/index.ts'
import { write } from '../../../lib/text/index.ts'
import { describeQuery, errorWords } from '../query/describe.ts'
import { parseQuery } from '../query/parse.ts'
import type { QueryError } from '../query/query.ts'
import { IMPORT_USAGE, importCommand } from './import.ts'

/**
 * `veillee query check QUERY`: the query in words, or what is wrong with it, marked under its place.
 * `veillee query import --from TOOL < QUERY`: a query of another tool in our language.
 * @returns exit code: 0 when it is understood, 1 when not, 2 for bad usage
 */
export async function queryCommand(
  args: string[],
  stdin: Readable,
  stdout: Writable,
  stderr: Writable,
  locale: Locale = 'en',
): Promise<number> {
  const [verb, source, ...more] = args
  if (verb === 'import') return await importCommand(args.slice(1), stdin, stdout, stderr, locale)
  if (verb !== 'check' || source === undefined || more.length > 0) {
    await write(stderr, `Usage: veillee query check "QUERY"\n\n${IMPORT_USAGE}`)
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

/** The place under the query, then the words, then the mend. */
function pointed(source: string, error: QueryError, locale: Locale): string {
  const line = source.replace(/\s/gu, ' ')
  const around = line.slice(Math.max(0, error.start - 60), error.start + 60)
  const at = Math.min(error.start, 60)
  const width = Math.max(1, Math.min(error.end - error.start, around.length - at))
  const mend = error.mend === undefined ? '' : `→ ${error.mend}\n`
  return `${around}\n${' '.repeat(at)}${'^'.repeat(width)}\n${errorWords(error, locale)}\n${mend}`
}
