import { AND, AUTHOR, BY_AUTHOR, NEAR, OR, RUN, TERM } from './program.ts'

/** What a document must have for a program to be true of it: one of the terms, or one of the pairs side by side. */
export interface Anchor {
  terms: number[]
  /** Beside each term, another that must be there as well, or `NO_GUARD`. */
  guards: number[]
  /** Two by two: a term, and the one right after it. */
  pairs: number[]
  /** Beside any of the pairs, as `guards`. */
  pairGuard: number
  /** Documents, as a share, that are thought to have it; infinite when nothing is needed. */
  cost: number
  /** Some of it is an author's. */
  byAuthor: boolean
}

export type Share = (term: number) => number

type Code = ArrayLike<number>

export const NO_GUARD = -1
/** Looking for a pair has a cost of its own: a word as rare as this is as good. */
const PAIR_COST = 2e-5
/** Words that stand together do so more often than chance has it. */
const TOGETHER = 3
/** Alternatives of two places that are written out as pairs. */
const MAX_PAIRS = 4

const NOTHING: Anchor = anchor({ cost: Number.POSITIVE_INFINITY })

function anchor(of: Partial<Anchor>): Anchor {
  const { terms = [] } = of
  const guards = terms.map(() => NO_GUARD)
  return { terms, guards, pairs: [], pairGuard: NO_GUARD, cost: 0, byAuthor: false, ...of }
}

/** The rarest thing that the program cannot be true without. */
export function anchorOf(program: Code, share: Share, at = 0): Anchor {
  const operation = program[at]
  const end = at + (program[at + 1] ?? 2)
  if (operation === TERM) {
    const term = program[at + 2] ?? 0
    return anchor({ terms: [term], cost: share(term) })
  }
  // A text alone finds candidates sooner: an author's word is filed under only for want of another.
  if (operation === AUTHOR) return anchor({ terms: [program[at + 2] ?? 0], cost: 1, byAuthor: true })
  if (operation === RUN) return anchorOfRun(program, share, at)
  if (operation === AND) return rarest(childrenOf(program, share, at + 2, end))
  if (operation === OR) return union(childrenOf(program, share, at + 2, end))
  if (operation !== NEAR) return NOTHING
  const right = at + 5 + (program[at + 4] ?? 0)
  const sides = [childrenOf(program, share, at + 5, right), childrenOf(program, share, right, end)]
  return rarest(sides.map(union))
}

/** What an anchor costs by what is known now. */
export function costOf({ terms, pairs }: Anchor, share: Share): number {
  let cost = 0
  for (const term of terms) cost += share(term)
  for (let i = 0; i < pairs.length; i += 2) cost += pairCost(pairs[i] ?? 0, pairs[i + 1] ?? 0, share)
  return cost
}

function childrenOf(program: Code, share: Share, from: number, end: number): Anchor[] {
  const children: Anchor[] = []
  for (let child = from; child < end; child += program[child + 1] ?? 2)
    children.push(anchorOf(program, share, child))
  return children
}

/** The rarest of what is all needed, guarded by the one that comes next. */
function rarest(all: Anchor[]): Anchor {
  let best = NOTHING
  let next = NOTHING
  for (const one of all) {
    if (one.cost < best.cost) {
      if (isGuard(best) && best.cost < next.cost) next = best
      best = one
    } else if (isGuard(one) && one.cost < next.cost) next = one
  }
  const [guard] = next.terms
  if (guard === undefined) return best
  const guards = best.guards.map((own) => (own === NO_GUARD ? guard : own))
  return { ...best, guards, pairGuard: best.pairGuard === NO_GUARD ? guard : best.pairGuard }
}

/** One word, that a text alone may lack. */
function isGuard({ terms, pairs, byAuthor }: Anchor): boolean {
  return terms.length === 1 && pairs.length === 0 && !byAuthor
}

function union(all: Anchor[]): Anchor {
  const terms = new Map<number, number>()
  const pairs: number[] = []
  let cost = 0
  let byAuthor = false
  for (const one of all) {
    if (one.cost === Number.POSITIVE_INFINITY) return NOTHING
    one.terms.forEach((term, i) => {
      const guard = one.guards[i] ?? NO_GUARD
      terms.set(term, terms.has(term) && terms.get(term) !== guard ? NO_GUARD : guard)
    })
    for (const term of one.pairs) pairs.push(term)
    cost += one.cost
    byAuthor ||= one.byAuthor
  }
  const pairGuard = all.length === 1 ? (all[0]?.pairGuard ?? NO_GUARD) : NO_GUARD
  return { terms: [...terms.keys()], guards: [...terms.values()], pairs, pairGuard, cost, byAuthor }
}

function anchorOfRun(program: Code, share: Share, at: number): Anchor {
  const byAuthor = program[at + 2] === BY_AUTHOR
  const end = at + (program[at + 1] ?? 2)
  const slots: Anchor[] = []
  const pairs: Anchor[] = []
  let before: number[] = []
  for (let slot = at + 4; slot < end; slot += (program[slot] ?? 0) + 1) {
    const terms: number[] = []
    for (let k = 1; k <= (program[slot] ?? 0); k++) terms.push(program[slot + k] ?? 0)
    const cost = byAuthor ? 1 : terms.reduce((sum, term) => sum + share(term), 0)
    slots.push(anchor({ terms, cost, byAuthor }))
    if (!byAuthor) pairs.push(pairsOf(before, terms, share))
    before = terms
  }
  const paired = pairs.reduce((best, one) => (one.cost < best.cost ? one : best), NOTHING)
  const single = rarest(slots)
  return paired.cost < single.cost ? paired : single
}

function pairsOf(before: number[], terms: number[], share: Share): Anchor {
  if (before.length === 0 || before.length * terms.length > MAX_PAIRS) return NOTHING
  const pairs = before.flatMap((first) => terms.flatMap((second) => [first, second]))
  const made = anchor({ pairs })
  return { ...made, cost: costOf(made, share) }
}

function pairCost(first: number, second: number, share: Share): number {
  return PAIR_COST + TOGETHER * share(first) * share(second)
}
