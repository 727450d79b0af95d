import { type ParseOptions, parseQuery } from '../../query/parse.ts'
import type { Node, Parsed } from '../../query/query.ts'

/** What is counted: what any of the brand's alerts finds, what one alert finds, or the words alone. */
export type Base = 'brand' | 'alert' | 'none'

/** What a tally counts: its base, and in it what answers `words` and does not answer `without`. */
export interface Recipe {
  base: Base
  /** With `alert` as base, the one; else the one that the tally goes with, if any. */
  alertId?: string | null
  words?: string | null
  without?: string | null
}

/** Queries that stand for one: any of `any`, and `words`, and not `without`. */
interface Composed {
  any: string[]
  words: string | null
  without: string | null
}

/**
 * The query of a tally as its row keeps it. Its parts stay apart, each within what a query may be, so that however long the
 * brand's own queries are there is room for a word more.
 */
export function compose(any: string[], { words = null, without = null }: Recipe): string {
  return JSON.stringify({ any, words, without } satisfies Composed)
}

/** The query of any alert: as a person wrote it, or put together for a tally; `options` are those of the workspace. */
export function queryOf(
  { kind, query }: { kind: string; query: string },
  options: ParseOptions = {},
): Parsed {
  if (kind !== 'tally') return parseQuery(query, options)
  const { any, words, without } = JSON.parse(query) as Composed
  const nodes: Node[] = []
  for (const parts of [any, words === null ? [] : [words]]) {
    const roots: Node[] = []
    for (const part of parts) {
      const parsed = parseQuery(part, options)
      if (!parsed.ok) return parsed
      roots.push(parsed.query.root)
    }
    const node = joined('or', roots)
    if (node) nodes.push(node)
  }
  if (without !== null) {
    const parsed = parseQuery(without, options)
    if (!parsed.ok) return parsed
    nodes.push({ kind: 'not', node: parsed.query.root })
  }
  const root = joined('and', nodes)
  return root ? { ok: true, query: { source: query, root } } : parseQuery('')
}

function joined(kind: 'and' | 'or', nodes: Node[]): Node | undefined {
  return nodes.length > 1 ? { kind, nodes } : nodes[0]
}
