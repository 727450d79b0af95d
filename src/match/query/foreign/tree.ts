/** Tools whose queries can be brought here. */
export const TOOLS = ['brandwatch', 'talkwalker', 'mention', 'google-alerts'] as const
export type Tool = (typeof TOOLS)[number]

export interface Place {
  start: number
  end: number
}

/** How strictly letters are compared there: capitals and accents count, or accents alone. */
export type Strict = 'case' | 'accents'

/** A query of another tool, as that tool reads it. Places are UTF-16 offsets in its source. */
export type Tree = Place &
  (
    | { kind: 'and'; nodes: Tree[] }
    | { kind: 'or'; nodes: Tree[] }
    | { kind: 'not'; node: Tree }
    | { kind: 'near'; nodes: [Tree, Tree]; operator: Operator }
    | { kind: 'words'; text: string; phrase: boolean; strict?: Strict; slop?: number }
    | { kind: 'field'; name: string; value: Value }
  )

/** `a NEAR/5 b` and its like; `sentence` and `paragraph` give no number. */
export interface Operator extends Place {
  text: string
  distance: number
  ordered: boolean
  vague?: boolean
}

export type Value =
  | { kind: 'tree'; tree: Tree }
  | { kind: 'range'; from?: string; to?: string }
  | { kind: 'compare'; sign: string; number: string }

/** What became of a piece of the source: it means the same here, nearly the same, or could not be taken along. */
export type Fate = 'kept' | 'changed' | 'dropped'

/** `more`: the query now finds what it did not; `less`: it no longer finds what it did. */
export type Effect = 'same' | 'more' | 'less'

export interface Note extends Place {
  what: string
  fate: Fate
  effect: Effect
  /** Its words are under `foreign:<id>`. */
  id: string
  values: Record<string, string | number>
}
