import type { Node, Run, Where } from '../query/query.ts'

/**
 * A query as a row of small integers, each node being `[operation, length, …]` with its children inside, so that ten
 * thousand of them stay small and are walked without chasing objects. Negations stand at the leaves only.
 */
export type Program = number[]

export const AND = 0
export const OR = 1
/** `[TERM, 3, term]`: the word is somewhere in text or title (or is an author's, which other words never equal). */
export const TERM = 2
/** `[RUN, length, part, slots, (words, term…)…]`: places one after the other. */
export const RUN = 3
/** `[FIELD, 5, field, value, negated]` */
export const FIELD = 4
/** `[NOT, length, leaf]`, the leaf being a TERM or a RUN. */
export const NOT = 5
/** `[AUTHOR, 3, term]`: as TERM, for an author's word, which a text alone cannot deny. */
export const AUTHOR = 6

/** Parts that a RUN is looked for in. */
export const IN_TITLE = 1
export const BY_AUTHOR = 2

export const LANG = 0
export const CHANNEL = 1
export const SENTIMENT = 2
const IS = 3
const FIELD_CODES = { lang: LANG, channel: CHANNEL, sentiment: SENTIMENT, is: IS } as const

/** What the program needs a number for. */
export interface Names {
  term(text: string, prefix: boolean): number
  value(text: string): number
}

export function programOf(node: Node, names: Names): Program {
  // A copy has no room left over from being built.
  return build(node, false, names).slice()
}

function build(node: Node, negated: boolean, names: Names): Program {
  switch (node.kind) {
    case 'not':
      return build(node.node, !negated, names)
    case 'and':
    case 'or': {
      const operation = (node.kind === 'and') === negated ? OR : AND
      return combine(
        operation,
        node.nodes.map((child) => build(child, negated, names)),
      )
    }
    case 'field':
      return [FIELD, 5, FIELD_CODES[node.field], names.value(node.value), negated ? 1 : 0]
    case 'words': {
      const runs = node.runs.map((run) => {
        const leaf = runOf(run, node.where, names)
        return negated ? [NOT, leaf.length + 2, ...leaf] : leaf
      })
      return combine(negated ? AND : OR, runs)
    }
  }
}

function combine(operation: number, children: Program[]): Program {
  const [only] = children
  if (only && children.length === 1) return only
  const inside = children.flat()
  return [operation, inside.length + 2, ...inside]
}

function runOf(run: Run, where: Where, names: Names): Program {
  const slots = run.map((slot) => slot.words.map((word) => names.term(word, slot.prefix)))
  const [first = []] = slots
  if (slots.length === 1 && where !== 'title') {
    return combine(
      OR,
      first.map((term) => [where === 'author' ? AUTHOR : TERM, 3, term]),
    )
  }
  const inside = slots.flatMap((terms) => [terms.length, ...terms])
  const code = [where === 'title' ? IN_TITLE : where === 'author' ? BY_AUTHOR : 0, slots.length, ...inside]
  return [RUN, code.length + 2, ...code]
}

/** Calls `each` with every term of the program, and whether its places matter. */
export function eachTerm(program: Program, each: (term: number, placed: boolean) => void): void {
  let at = 0
  while (at < program.length) {
    const operation = program[at] ?? 0
    const next = at + (program[at + 1] ?? 2)
    if (operation === TERM || operation === AUTHOR) each(program[at + 2] ?? 0, false)
    if (operation === RUN) {
      for (let slot = at + 4; slot < next; ) {
        const words = program[slot] ?? 0
        for (let k = 1; k <= words; k++) each(program[slot + k] ?? 0, true)
        slot += words + 1
      }
    }
    at = operation === AND || operation === OR || operation === NOT ? at + 2 : next
  }
}
