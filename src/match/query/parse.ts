import type { LeafOptions } from './leaves.ts'
import { Parser } from './parser.ts'
import { type Leaf, MAX_SOURCE, type Parsed, type QueryError, requires } from './query.ts'

export interface ParseOptions extends LeafOptions {
  /**
   * The query will listen for ever: it must then require a word, a tag, a handle or an author, or a whole network would
   * be kept.
   */
  alert?: boolean
}

/** Reads a query (grammar: `docs/query-language.md`), or tells all that is wrong with it, with places and mends. */
export function parseQuery(source: string, options: ParseOptions = {}): Parsed {
  if (source.length > MAX_SOURCE) {
    return refused(source, 'too_long', { max: MAX_SOURCE, length: source.length }, MAX_SOURCE)
  }
  const parser = new Parser(source, options)
  if (parser.lexemes.length === 0) return refused(source, 'empty', {})
  const root = parser.parse()
  if (parser.mistakes.errors.length > 0) return { ok: false, errors: parser.mistakes.errors }
  if (!root) return refused(source, 'empty', {})
  if (!requires(root, () => true)) return { ok: false, errors: [onlyExcludes(source, parser, options)] }
  if (options.alert && !requires(root, listensFor)) return refused(source, 'needs_word', {})
  return { ok: true, query: { source, root } }
}

/** What is found in a post by its words: an address is, by those of its host. */
function listensFor(leaf: Leaf): boolean {
  return leaf.kind === 'words' || leaf.kind === 'near' || (leaf.kind === 'field' && leaf.field === 'url')
}

function refused(source: string, id: string, values: Record<string, number>, start = 0): Parsed {
  return { ok: false, errors: [{ start, end: source.length, id, values }] }
}

/** `a OR -b` takes all that lacks b: most often `a -b` was meant. */
function onlyExcludes(source: string, parser: Parser, options: ParseOptions): QueryError {
  const { lexemes } = parser
  const at = lexemes.findIndex(({ symbol }, i) => symbol === 'or' && lexemes[i + 1]?.symbol === 'not')
  const or = lexemes[at]
  const error = { start: 0, end: source.length, id: 'lone_not', values: {} }
  if (!or) return error
  const mend = parser.mistakes.without(or)
  return parseQuery(mend, options).ok ? { ...error, start: or.start, mend } : error
}
