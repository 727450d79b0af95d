import { type RawBuilder, sql } from 'kysely'
import { quoted } from '../words/document.ts'
import type { Field, Node, Query, Run } from './query.ts'

/**
 * The query as a condition on the columns `tokens` (made by `toTokens`), `lang`, `channel` and `sentiment` of the table
 * or alias named. Everything that people wrote travels as parameters. It answers as the live matcher does.
 */
export function compileQuery(query: Query, alias = 'activity'): RawBuilder<boolean> {
  return condition(query.root, alias)
}

function condition(node: Node, alias: string): RawBuilder<boolean> {
  const text = tsquery(node)
  if (text !== undefined) return sql<boolean>`${sql.ref(`${alias}.tokens`)} @@ ${text}::tsquery`
  switch (node.kind) {
    case 'and':
      return joined(node.nodes, 'and', alias)
    case 'or':
      return joined(node.nodes, 'or', alias)
    case 'not':
      return sql<boolean>`not (${condition(node.node, alias)})`
    case 'field':
      return column(node.field, node.value, alias)
    case 'words':
      throw new Error('words are always a tsquery')
  }
}

/** Children that need no column go together in one `tsquery`, so that one look at the index serves them all. */
function joined(nodes: Node[], operator: 'and' | 'or', alias: string): RawBuilder<boolean> {
  const inIndex = nodes.filter((node) => tsquery(node) !== undefined)
  const beside = nodes.filter((node) => tsquery(node) === undefined)
  const parts = beside.map((node) => condition(node, alias))
  if (inIndex.length > 0) parts.unshift(condition({ kind: operator, nodes: inIndex }, alias))
  return sql<boolean>`(${sql.join(parts, operator === 'and' ? sql` and ` : sql` or `)})`
}

function column(field: Field, value: string, alias: string): RawBuilder<boolean> {
  return sql<boolean>`${sql.ref(`${alias}.${field}`)} = ${value}`
}

/** The node as text for `::tsquery`; undefined when it asks for a column. */
function tsquery(node: Node): string | undefined {
  switch (node.kind) {
    case 'and':
      return all(node.nodes, ' & ')
    case 'or':
      return all(node.nodes, ' | ')
    case 'not': {
      const inner = tsquery(node.node)
      return inner && `!${inner}`
    }
    case 'field':
      return node.field === 'is' ? quoted(`~${node.value}`) : undefined
    case 'words':
      return grouped(
        node.runs.map((run) => phrase(run, node.where === 'title' ? 'A' : '')),
        ' | ',
      )
  }
}

function all(nodes: Node[], operator: string): string | undefined {
  const parts = nodes.map(tsquery)
  return parts.includes(undefined) ? undefined : grouped(parts, operator)
}

/** One slot is one place, whatever its words: `<->` between slots of one place each means the next place. */
function phrase(run: Run, weight: string): string {
  const slots = run.map(({ words, prefix }) => {
    const suffix = prefix || weight ? `:${prefix ? '*' : ''}${weight}` : ''
    return grouped(
      words.map((word) => quoted(word) + suffix),
      ' | ',
    )
  })
  return grouped(slots, ' <-> ')
}

function grouped(parts: (string | undefined)[], operator: string): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(operator)})`
}
