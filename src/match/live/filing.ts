import { type Anchor, anchorOf, costOf, NO_GUARD, type Share } from './anchor.ts'
import type { Hits } from './hits.ts'
import { Pairs } from './pairs.ts'
import { AND, OR, RUN, TERM } from './program.ts'

/** Anew only where it at least halves the cost: moving a query is no gain in itself. */
const WORTH = 2

/** What is filed: a query and, in the two lowest bits, what need not be asked of it. */
export type Filed = number
/** That it is found here is all that it asks. */
export const SURE = 1
/** It is filed in several places: it may have been found already. */
export const SEVERAL = 2

export function queryOf(filed: Filed): number {
  return filed >> 2
}

/** Where each query is filed, and which queries a document's words bring out. */
export class Filing {
  /** Queries that any document may answer. */
  readonly anywhere = new Set<number>()
  /** Queries that any text may answer, its author permitting. */
  readonly byAuthor = new Set<number>()
  /** Under each term, two by two: what is filed, and the term that must be there as well. */
  readonly byTerm: (number[] | undefined)[] = []
  readonly pairs = new Pairs()
  /** The term of those that are filed under one alone, by query; else -1, and the whole in `others`. */
  private readonly single: number[] = []
  private readonly others = new Map<number, Anchor>()
  private readonly share: Share

  constructor(share: Share) {
    this.share = share
  }

  reserve(terms: number): void {
    this.pairs.reserve(terms)
  }

  put(query: number, program: ArrayLike<number>): void {
    this.place(query, anchorOf(program, this.share), program)
  }

  take(query: number): void {
    const term = this.single[query] ?? -1
    if (term >= 0) this.takeFrom(term, query)
    this.single[query] = -1
    const anchor = this.others.get(query)
    if (!anchor) return
    this.others.delete(query)
    this.anywhere.delete(query)
    this.byAuthor.delete(query)
    for (const each of anchor.terms) this.takeFrom(each, query)
    const { pairs } = anchor
    for (let i = 0; i < pairs.length; i += 2) this.pairs.remove(pairs[i] ?? 0, pairs[i + 1] ?? 0, query)
  }

  /** Files a query anew when what has been learnt since makes another place much better. */
  reconsider(query: number, program: ArrayLike<number>): void {
    const term = this.single[query] ?? -1
    const anchor = this.others.get(query)
    if (term < 0 && (!anchor || anchor.cost === Number.POSITIVE_INFINITY || anchor.byAuthor)) return
    const cost = anchor ? costOf(anchor, this.share) : this.share(term)
    const best = anchorOf(program, this.share)
    if (best.cost * WORTH > cost) return
    this.take(query)
    this.place(query, best, program)
  }

  /** Calls `visit` with what is filed under each thing that the document has, until it answers true. */
  find(hits: Hits, visit: (filed: number[]) => boolean): boolean {
    for (const term of hits.found) {
      const filed = this.byTerm[term]
      if (filed !== undefined && visit(filed)) return true
    }
    return this.pairs.find(hits, visit)
  }

  private place(query: number, anchor: Anchor, program: ArrayLike<number>): void {
    const { terms, guards, pairs, pairGuard, cost, byAuthor } = anchor
    const alone = terms.length === 1 && pairs.length === 0 && !byAuthor
    this.single[query] = alone ? (terms[0] ?? -1) : -1
    if (!alone) this.others.set(query, anchor)
    if (cost === Number.POSITIVE_INFINITY) this.anywhere.add(query)
    if (byAuthor) this.byAuthor.add(query)
    const several = terms.length + pairs.length / 2 > 1 ? SEVERAL : 0
    const sure = !byAuthor && isSure(program, anchor) ? SURE : 0
    const filed = query * 4 + several + sure
    terms.forEach((term, i) => {
      const there = this.byTerm[term]
      if (there) there.push(filed, guards[i] ?? NO_GUARD)
      else this.byTerm[term] = [filed, guards[i] ?? NO_GUARD]
    })
    for (let i = 0; i < pairs.length; i += 2)
      this.pairs.add(pairs[i] ?? 0, pairs[i + 1] ?? 0, filed, pairGuard)
  }

  private takeFrom(term: number, query: number): void {
    const filed = this.byTerm[term]
    if (filed && removeFrom(filed, query)) this.byTerm[term] = undefined
  }
}

/** Takes a query out of what is filed; answers whether nothing is left. */
export function removeFrom(filed: number[], query: number): boolean {
  for (let i = 0; i < filed.length; i += 2) {
    if (queryOf(filed[i] ?? 0) !== query) continue
    const guard = filed.pop() ?? NO_GUARD
    const last = filed.pop() ?? 0
    if (i < filed.length) {
      filed[i] = last
      filed[i + 1] = guard
    }
    break
  }
  return filed.length === 0
}

/** Whether a document that has the anchor and its guard has all that the program asks. */
function isSure(program: ArrayLike<number>, { terms, guards, pairs }: Anchor): boolean {
  const operation = program[0]
  if (operation === TERM) return true
  if (operation === OR)
    return guards.every((guard) => guard === NO_GUARD) && pairs.length === 0 && isOfTerms(program)
  if (operation === AND)
    return terms.length === 1 && guards[0] !== NO_GUARD && program.length === 8 && isOfTerms(program)
  return operation === RUN && program[2] === 0 && program[3] === 2 && pairs.length > 0
}

function isOfTerms(program: ArrayLike<number>): boolean {
  for (let at = 2; at < program.length; at += program[at + 1] ?? 2) if (program[at] !== TERM) return false
  return true
}
