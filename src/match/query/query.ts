/**
 * One place of a phrase: any of these folded words, or any word that begins so. In a word `*` stands for any letters and
 * `?` for one; `orange=Orange` is the word as written on the right, and `orange=` the word written just as it is folded.
 */
export interface Slot {
  words: string[]
  prefix: boolean
}

/** Words that stand one right after the other; a single word is a run of one. */
export type Run = Slot[]

export const FIELDS = [
  'lang',
  'channel',
  'sentiment',
  'is',
  'has',
  'intent',
  'urgency',
  'topic',
  'country',
  'url',
  'site',
] as const
export type Field = (typeof FIELDS)[number]

/** What numbers are compared with: counts, stars, thousandths, milliseconds since 1970. */
export const MEASURES = ['followers', 'rating', 'toxicity', 'published'] as const
export type Measure = (typeof MEASURES)[number]
export type Test = '>' | '>=' | '<' | '<='

/**
 * A query understood. `words` holds what was written (for people) and the runs it stands for, any of which will do;
 * both engines read nothing else, so that they cannot disagree on what a word is. A comparison with what is not known
 * does not hold, and so its negation does.
 */
export type Node =
  | { kind: 'and'; nodes: Node[] }
  /** `list`: the name of the list of terms that it was written as. */
  | { kind: 'or'; nodes: Node[]; list?: string }
  | { kind: 'not'; node: Node }
  | Words
  | Near
  | { kind: 'field'; field: Field; value: string }
  | Compare

export interface Words {
  kind: 'words'
  where: Where
  written: string
  phrase: boolean
  runs: Run[]
  /** Case and accents as written. */
  exact?: true
}

/** Any of `left` and any of `right` with at most `distance - 1` places between them, `left` first if `ordered`. */
export interface Near {
  kind: 'near'
  distance: number
  ordered: boolean
  left: Words[]
  right: Words[]
  /** Names of the lists of terms that a side was written as. */
  lists?: string[]
}

export interface Compare {
  kind: 'compare'
  measure: Measure
  test: Test
  value: number
  /** Where the days of `published` were counted: an IANA name. */
  zone?: string
}

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

export const MAX_SOURCE = 32_000
export const MAX_TERMS = 2000
export const MAX_DEPTH = 30
export const MIN_PREFIX = 2
/** Letters that must end a word that begins with a star. */
export const MIN_SUFFIX = 3
export const MAX_DISTANCE = 50
/** Distance of a `NEAR` without one. */
export const USUAL_DISTANCE = 10

export type Leaf = Exclude<Node, { kind: 'and' | 'or' | 'not' }>

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
