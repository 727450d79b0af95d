import type { Node, Query, Words } from './query.ts'
import { termsOf } from './terms.ts'

/** The query with each of its words looked for among the names of authors as well: "Léa lampe" finds Léa’s lamp. */
export function withAuthors(query: Query): Query {
  return { ...query, root: alsoNamed(query.root) }
}

function alsoNamed(node: Node): Node {
  if (node.kind === 'and' || node.kind === 'or') return { ...node, nodes: node.nodes.map(alsoNamed) }
  if (node.kind !== 'words' || node.where !== 'body' || node.exact) return node
  const { written, phrase } = node
  const { runs } = termsOf(written, 'author', { phrase })
  if (runs.length === 0) return node
  const named: Words = { kind: 'words', where: 'author', written, phrase, runs }
  return { kind: 'or', nodes: [node, named] }
}

/** What was written, where the query asks for words and nothing else, all of them; undefined where it asks for more. */
export function plainWords({ root }: Query): string | undefined {
  const nodes = root.kind === 'and' ? root.nodes : [root]
  const words = nodes.flatMap((node) =>
    node.kind === 'words' && node.where === 'body' && !node.exact ? [node.written] : [],
  )
  return words.length === nodes.length ? words.join(' ') : undefined
}
