import { fieldNamed } from '../query/fields.ts'
import { bareTerm } from '../query/leaves.ts'
import { parseQuery } from '../query/parse.ts'
import type { Node, QueryError } from '../query/query.ts'

export const MAX_LISTS = 200
export const MAX_LIST_TERMS = 1000
export const MAX_TERM = 200
const MOST_TOLD = 20

export interface TermList {
  id: string
  name: string
  terms: string[]
  created: Date
  changed: Date
}

/** A name that can stand after `list:` without quotes. */
export const LIST_NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,49}$/u

/** Names are the same whatever their case and accents. */
export function foldName(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

/** A query is no term: it would be looked for word by word. In quotes it is a phrase that has these words. */
const OPERATORS = /^[^"“«].*\s(?:AND|ET|OR|OU|NOT|SAUF|NON)\s|^(?:-|NOT\s|SAUF\s)/u

/** A term that cannot be looked for, by its line from 1. */
export interface TermFault {
  line: number
  term: string
  error: QueryError
}

/** One term as a query by itself: what has a space is a phrase. */
export function termQuery(term: string): string {
  const { written, exact } = bareTerm(term)
  return (exact ? '=' : '') + (/\s|^=/u.test(written) ? `"${written}"` : written)
}

/** The terms of a list, once each, in their order, and those that can be none. */
export function readTerms(lines: readonly string[]): { terms: string[]; faults: TermFault[] } {
  const terms = new Map<string, string>()
  const faults: TermFault[] = []
  for (const [i, line] of lines.entries()) {
    const term = line.normalize('NFC').trim().replace(/\s+/gu, ' ')
    if (term === '') continue
    const error = faultOf(term)
    if (error) faults.push({ line: i + 1, term, error })
    else {
      const key = term.startsWith('=') ? term : foldName(term)
      if (!terms.has(key)) terms.set(key, term)
    }
  }
  return { terms: [...terms.values()], faults: faults.slice(0, MOST_TOLD) }
}

function faultOf(term: string): QueryError | undefined {
  const whole = { start: 0, end: term.length, values: {} }
  if (term.length > MAX_TERM) return { ...whole, id: 'term_long', values: { max: MAX_TERM } }
  const [, field = ''] = /^([\p{L}_]+):(?!\/\/)\S/u.exec(term) ?? []
  if (OPERATORS.test(term) || fieldNamed(field)) return { ...whole, id: 'term_query' }
  const parsed = parseQuery(termQuery(term))
  if (!parsed.ok) return parsed.errors[0] ?? { ...whole, id: 'empty' }
  if (parsed.query.root.kind !== 'words') return { ...whole, id: 'term_query' }
  // A stray quote may be read otherwise in a list than alone: what a list cannot read is no term of it.
  const listed = parseQuery('list:a', { lists: new Map([['a', [term]]]) })
  return listed.ok ? undefined : { ...whole, id: 'term_query' }
}

/** Names of the lists that a query asks for. */
export function listsIn(node: Node): string[] {
  if (node.kind === 'not') return listsIn(node.node)
  if (node.kind === 'near') return node.lists ?? []
  if (node.kind !== 'and' && node.kind !== 'or') return []
  const own = node.kind === 'or' && node.list !== undefined ? [node.list] : []
  return [...own, ...node.nodes.flatMap(listsIn)]
}
