import { type Anchor, anchorOf, costOf, NO_GUARD, type Share } from './anchor.ts'
import { type Hits, LIST, ROW } from './hits.ts'
import { Lists, SEVERAL, SURE } from './lists.ts'
import { Pairs } from './pairs.ts'
import { AND, OR, RUN, TERM } from './program.ts'

/** Anew only where it at least halves the cost: moving a query is no gain in itself. */
const WORTH = 2

/** Where each query is filed, and which queries a document's words bring out. */
export class Filing {
  /** Queries that any document may answer. */
  readonly anywhere = new Set<number>()
  /** Queries that any text may answer, its author permitting. */
  readonly byAuthor = new Set<number>()
  /** What is filed under terms and pairs; those of a term are held by its row among the hits. */
  readonly lists = new Lists()
  private readonly pairs = new Pairs(this.lists)
  /** The term of those that are filed under one alone, by query; else -1, and the whole in `others`. */
  private readonly single: number[] = []
  private readonly others = new Map<number, Anchor>()
  private readonly hits: Hits
  private readonly share: Share

  constructor(hits: Hits, share: Share) {
    this.hits = hits
    this.share = share
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
  find(visit: (start: number, count: number) => boolean): boolean {
    const { found, count, rows } = this.hits
    for (let i = 0; i < count; i++) {
      const at = (found[i] ?? 0) * ROW + LIST
      const filed = rows[at + 1] ?? 0
      if (filed > 0 && visit(rows[at] ?? 0, filed)) return true
    }
    return this.pairs.find(this.hits, visit)
  }

  private place(query: number, anchor: Anchor, program: ArrayLike<number>): void {
    const { terms, guards, pairs, pairGuard, cost, byAuthor } = anchor
    const alone = terms.length === 1 && pairs.length === 0 && !byAuthor
    this.single[query] = alone ? (terms[0] ?? -1) : -1
    if (!alone) this.others.set(query, anchor)
    if (cost === Number.POSITIVE_INFINITY) this.anywhere.add(query)
    if (byAuthor) this.byAuthor.add(query)
    // A term is found once in a document, a pair at each place where it stands.
    const several = terms.length > 1 || pairs.length > 0 ? SEVERAL : 0
    const sure = !byAuthor && isSure(program, anchor) ? SURE : 0
    const filed = query * 4 + several + sure
    terms.forEach((term, i) => {
      this.lists.push(this.hits.rows, term * ROW + LIST, filed, guards[i] ?? NO_GUARD)
    })
    for (let i = 0; i < pairs.length; i += 2)
      this.pairs.add(pairs[i] ?? 0, pairs[i + 1] ?? 0, filed, pairGuard)
  }

  private takeFrom(term: number, query: number): void {
    this.lists.remove(this.hits.rows, term * ROW + LIST, query)
  }
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
