/** One place of a phrase: any of these folded words, or any word that begins so. */
export interface Slot {
  words: string[]
  prefix: boolean
}

/** Words that stand one right after the other; a single word is a run of one. */
export type Run = Slot[]

export const FIELDS = ['lang', 'channel', 'sentiment', 'is'] as const
export type Field = (typeof FIELDS)[number]

/**
 * A query understood. `words` holds what was written (for people) and the runs it stands for, any of which will do;
 * both engines read nothing else, so that they cannot disagree on what a word is.
 */
export type Node =
  | { kind: 'and'; nodes: Node[] }
  | { kind: 'or'; nodes: Node[] }
  | { kind: 'not'; node: Node }
  | { kind: 'words'; where: Where; written: string; phrase: boolean; runs: Run[] }
  | { kind: 'field'; field: Field; value: string }

/** `body` is text and title; an author's words carry the author's mark already. */
export type Where = 'body' | 'title' | 'author'

export interface Query {
  source: string
  root: Node
}

/**
 * Something wrong at a place of the source (UTF-16 offsets). Its words are under `query:<id>`. `mend` is the whole
 * source put right, where one can be proposed.
 */
export interface QueryError {
  start: number
  end: number
  id: string
  values: Record<string, string | number>
  mend?: string
}

export type Parsed = { ok: true; query: Query } | { ok: false; errors: QueryError[] }

export const MAX_SOURCE = 4000
export const MAX_TERMS = 200
export const MAX_DEPTH = 30
export const MIN_PREFIX = 2

/** Whether something must be there for the node to hold: a query of exclusions only would take the rest of the world. */
export function requires(node: Node, counts: (leaf: Leaf) => boolean): boolean {
  switch (node.kind) {
    case 'and':
      return node.nodes.some((child) => requires(child, counts))
    case 'or':
      return node.nodes.every((child) => requires(child, counts))
    case 'not':
      return forbids(node.node, counts)
    default:
      return counts(node)
  }
}

type Leaf = Extract<Node, { kind: 'words' | 'field' }>

/** Whether the opposite of the node requires something. */
function forbids(node: Node, counts: (leaf: Leaf) => boolean): boolean {
  switch (node.kind) {
    case 'and':
      return node.nodes.every((child) => forbids(child, counts))
    case 'or':
      return node.nodes.some((child) => forbids(child, counts))
    case 'not':
      return requires(node.node, counts)
    default:
      return false
  }
}
