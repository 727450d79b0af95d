import { AND, AUTHOR, BY_AUTHOR, OR, type Program, RUN, TERM } from './program.ts'

/** What a document must have for a program to be true of it: one of the terms, or one of the pairs side by side. */
export interface Anchor {
  terms: number[]
  /** Two by two: a term, and the one right after it. */
  pairs: number[]
  /** Documents, as a share, that are thought to have it; infinite when nothing is needed. */
  cost: number
  /** Some of it is an author's. */
  byAuthor: boolean
}

export type Share = (term: number) => number

/** Looking for a pair has a cost of its own: a word as rare as this is as good. */
const PAIR_COST = 2e-5
/** Words that stand together do so more often than chance has it. */
const TOGETHER = 3
/** Alternatives of two places that are written out as pairs. */
const MAX_PAIRS = 4

const NOTHING: Anchor = { terms: [], pairs: [], cost: Number.POSITIVE_INFINITY, byAuthor: false }

/** The rarest thing that the program cannot be true without. */
export function anchorOf(program: Program, share: Share, at = 0): Anchor {
  const operation = program[at]
  if (operation === TERM) {
    const term = program[at + 2] ?? 0
    return { terms: [term], pairs: [], cost: share(term), byAuthor: false }
  }
  // A text alone finds candidates sooner: an author's word is filed under only for want of another.
  if (operation === AUTHOR) return { terms: [program[at + 2] ?? 0], pairs: [], cost: 1, byAuthor: true }
  if (operation === RUN) return anchorOfRun(program, share, at)
  if (operation === AND) return rarest(program, share, at)
  if (operation === OR) return union(program, share, at)
  return NOTHING
}

/** What an anchor costs by what is known now. */
export function costOf({ terms, pairs }: Anchor, share: Share): number {
  let cost = 0
  for (const term of terms) cost += share(term)
  for (let i = 0; i < pairs.length; i += 2) cost += pairCost(pairs[i] ?? 0, pairs[i + 1] ?? 0, share)
  return cost
}

function rarest(program: Program, share: Share, at: number): Anchor {
  const end = at + (program[at + 1] ?? 2)
  let best = NOTHING
  for (let child = at + 2; child < end; child += program[child + 1] ?? 2) {
    const anchor = anchorOf(program, share, child)
    if (anchor.cost < best.cost) best = anchor
  }
  return best
}

function union(program: Program, share: Share, at: number): Anchor {
  const end = at + (program[at + 1] ?? 2)
  const all: Anchor = { terms: [], pairs: [], cost: 0, byAuthor: false }
  for (let child = at + 2; child < end; child += program[child + 1] ?? 2) {
    const anchor = anchorOf(program, share, child)
    if (anchor.cost === Number.POSITIVE_INFINITY) return NOTHING
    for (const term of anchor.terms) if (!all.terms.includes(term)) all.terms.push(term)
    all.pairs.push(...anchor.pairs)
    all.cost += anchor.cost
    all.byAuthor ||= anchor.byAuthor
  }
  return all
}

function anchorOfRun(program: Program, share: Share, at: number): Anchor {
  const byAuthor = program[at + 2] === BY_AUTHOR
  const end = at + (program[at + 1] ?? 2)
  let best = NOTHING
  let before: number[] = []
  for (let slot = at + 4; slot < end; slot += (program[slot] ?? 0) + 1) {
    const terms = program.slice(slot + 1, slot + 1 + (program[slot] ?? 0))
    const cost = byAuthor ? 1 : terms.reduce((sum, term) => sum + share(term), 0)
    if (cost < best.cost) best = { terms, pairs: [], cost, byAuthor }
    const paired = byAuthor ? NOTHING : pairsOf(before, terms, share)
    if (paired.cost < best.cost) best = paired
    before = terms
  }
  return best
}

function pairsOf(before: number[], terms: number[], share: Share): Anchor {
  if (before.length === 0 || before.length * terms.length > MAX_PAIRS) return NOTHING
  const pairs = before.flatMap((first) => terms.flatMap((second) => [first, second]))
  const anchor = { terms: [], pairs, cost: 0, byAuthor: false }
  return { ...anchor, cost: costOf(anchor, share) }
}

function pairCost(first: number, second: number, share: Share): number {
  return PAIR_COST + TOGETHER * share(first) * share(second)
}
