import {
  FIELDS,
  type Field,
  MEASURES,
  type Near,
  type Node,
  type Run,
  type Test,
  type Where,
} from '../query/query.ts'
import { wordsOfDomain } from '../words/links.ts'

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
/** `[NOT, length, leaf]`, the leaf being a TERM, a RUN or a NEAR. */
export const NOT = 5
/** `[AUTHOR, 3, term]`: as TERM, for an author's word, which a text alone cannot deny. */
export const AUTHOR = 6

/** `[NEAR, length, distance, ordered, length of left, RUN…, RUN…]`: some of the left, some of the right, close together. */
export const NEAR = 7
/** `[COMPARE, 6, measure, test, number, negated]` */
export const COMPARE = 8

/** Parts that a RUN is looked for in. */
export const IN_TITLE = 1
export const BY_AUTHOR = 2

/** What the program needs a number for. */
export interface Names {
  /** A word, or a beginning of words; patterns and ways of writing are words with their signs. */
  term(text: string, prefix: boolean): number
  value(text: string): number
  number(value: number): number
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
      return fieldOf(node.field, node.value, negated, names)
    case 'compare': {
      const { measure, test, value } = node
      const code = [MEASURES.indexOf(measure), TESTS.indexOf(test), names.number(value), negated ? 1 : 0]
      return [COMPARE, 6, ...code]
    }
    case 'near':
      return denied(nearOf(node, names), negated)
    case 'words': {
      const runs = node.runs.map((run) => denied(runOf(run, node.where, names), negated))
      return combine(negated ? AND : OR, runs)
    }
  }
}

const TESTS: Test[] = ['>', '>=', '<', '<=']

/** A link is found by the words of its host first. */
function fieldOf(field: Field, value: string, negated: boolean, names: Names): Program {
  const code = [FIELD, 5, FIELDS.indexOf(field), names.value(value), negated ? 1 : 0]
  const words = field === 'url' && !negated ? wordsOfDomain(value) : []
  return combine(AND, [...words.map((word) => [TERM, 3, names.term(word, false)]), code])
}

function denied(leaf: Program, negated: boolean): Program {
  return negated ? [NOT, leaf.length + 2, ...leaf] : leaf
}

function nearOf({ left, right, distance, ordered }: Near, names: Names): Program {
  const [one = [], two = []] = [left, right].map((side) =>
    side.flatMap(({ runs, where }) => runs.flatMap((run) => placedRun(run, where, names))),
  )
  return [NEAR, one.length + two.length + 5, distance, ordered ? 1 : 0, one.length, ...one, ...two]
}

function combine(operation: number, children: Program[]): Program {
  const [only] = children
  if (only && children.length === 1) return only
  const inside = children.flat()
  return [operation, inside.length + 2, ...inside]
}

function runOf(run: Run, where: Where, names: Names): Program {
  const [only] = run
  if (only && run.length === 1 && where !== 'title') {
    const terms = only.words.map((word) => names.term(word, only.prefix))
    return combine(
      OR,
      terms.map((term) => [where === 'author' ? AUTHOR : TERM, 3, term]),
    )
  }
  return placedRun(run, where, names)
}

function placedRun(run: Run, where: Where, names: Names): Program {
  const inside = run.flatMap(({ words, prefix }) => [
    words.length,
    ...words.map((word) => names.term(word, prefix)),
  ])
  const part = where === 'title' ? IN_TITLE : where === 'author' ? BY_AUTHOR : 0
  return [RUN, inside.length + 4, part, run.length, ...inside]
}

/** Calls `each` with every term of the program, and whether its places matter. */
export function eachTerm(program: ArrayLike<number>, each: (term: number, placed: boolean) => void): void {
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
    at =
      operation === NEAR ? at + 5 : operation === AND || operation === OR || operation === NOT ? at + 2 : next
  }
}
