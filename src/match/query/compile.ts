import { type RawBuilder, sql } from 'kysely'
import { URGENCIES } from './fields.ts'
import { lookedUp, wholly } from './lookup.ts'
import type { Compare, Field, Node, Query } from './query.ts'

/**
 * The query as a condition on the columns of `activity`, or of the table or alias named: `tokens` (made by `toTokens`),
 * and those that fields ask for. Everything that people wrote travels as parameters. It answers as the live matcher does.
 */
export function compileQuery(query: Query, alias = 'activity'): RawBuilder<boolean> {
  return condition(query.root, alias)
}

function condition(node: Node, alias: string): RawBuilder<boolean> {
  const text = lookedUp(node)
  if (text !== undefined) return sql<boolean>`${sql.ref(`${alias}.tokens`)} @@ ${text}::tsquery`
  switch (node.kind) {
    case 'and':
      return joined(node.nodes, 'and', alias)
    case 'or':
      return joined(node.nodes, 'or', alias)
    case 'not':
      // What is not known is not so: of a comparison with nothing, only the negation holds.
      return sql<boolean>`((${condition(node.node, alias)}) is not true)`
    case 'field':
      return column(node.field, node.value, alias)
    case 'compare':
      return compared(node, alias)
    case 'near':
    case 'words':
      return wholly(node, alias)
  }
}

/** Children that need no column go together in one `tsquery`, so that one look at the index serves them all. */
function joined(nodes: Node[], operator: 'and' | 'or', alias: string): RawBuilder<boolean> {
  const inIndex = nodes.filter((node) => lookedUp(node) !== undefined)
  const beside = nodes.filter((node) => lookedUp(node) === undefined)
  const parts = beside.map((node) => condition(node, alias))
  if (inIndex.length > 0) parts.unshift(condition({ kind: operator, nodes: inIndex }, alias))
  return sql<boolean>`(${sql.join(parts, operator === 'and' ? sql` and ` : sql` or `)})`
}

function column(field: Field, value: string, alias: string): RawBuilder<boolean> {
  const here = sql.ref(`${alias}.${field === 'topic' ? 'topics' : field === 'has' ? 'media' : field}`)
  if (field === 'topic') return sql<boolean>`${here} @> array[${value}]::text[]`
  if (field === 'urgency') return sql<boolean>`${here} = ${URGENCIES.indexOf(value)}::smallint`
  if (field !== 'has') return sql<boolean>`${here} = ${value}`
  if (value === 'media') return sql<boolean>`${here} <> '[]'::jsonb`
  return sql<boolean>`${here} @> ${JSON.stringify([{ type: value }])}::jsonb`
}

const COLUMNS = {
  followers: 'actor_followers',
  rating: 'rating',
  toxicity: 'toxicity',
  published: 'published',
} as const

function compared({ measure, test, value }: Compare, alias: string): RawBuilder<boolean> {
  const here = sql.ref(`${alias}.${COLUMNS[measure]}`)
  const operator = sql.raw(test)
  if (measure === 'published')
    return sql<boolean>`${here} ${operator} ${new Date(value).toISOString()}::timestamptz`
  // A rating is kept as a `real`: what is asked is cut as it was.
  if (measure === 'rating') return sql<boolean>`${here} ${operator} ${value}::real`
  return sql<boolean>`${here} ${operator} ${value}::double precision`
}
