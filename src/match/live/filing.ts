import { type Anchor, anchorOf, costOf, type Share } from './anchor.ts'
import type { Hits } from './hits.ts'
import { Pairs } from './pairs.ts'
import type { Program } from './program.ts'

/** Anew only where it at least halves the cost: moving a query is no gain in itself. */
const WORTH = 2

/** Where each query is filed, and which queries a document's words bring out. */
export class Filing {
  /** Queries that any document may answer. */
  readonly anywhere = new Set<number>()
  /** Queries that any text may answer, its author permitting. */
  readonly byAuthor = new Set<number>()
  private readonly anchors: (Anchor | undefined)[] = []
  private readonly byTerm: (number[] | undefined)[] = []
  private readonly pairs = new Pairs()
  private readonly share: Share

  constructor(share: Share) {
    this.share = share
  }

  reserve(terms: number): void {
    this.pairs.reserve(terms)
  }

  put(query: number, program: Program): void {
    this.place(query, anchorOf(program, this.share))
  }

  take(query: number): void {
    const anchor = this.anchors[query]
    if (!anchor) return
    this.anchors[query] = undefined
    this.anywhere.delete(query)
    this.byAuthor.delete(query)
    for (const term of anchor.terms) {
      const filed = this.byTerm[term] ?? []
      const last = filed.pop()
      if (last !== undefined && last !== query) filed[filed.indexOf(query)] = last
      if (filed.length === 0) this.byTerm[term] = undefined
    }
    const { pairs } = anchor
    for (let i = 0; i < pairs.length; i += 2) this.pairs.remove(pairs[i] ?? 0, pairs[i + 1] ?? 0, query)
  }

  /** Files a query anew when what has been learnt since makes another place much better. */
  reconsider(query: number, program: Program): void {
    const anchor = this.anchors[query]
    if (!anchor || anchor.cost === Number.POSITIVE_INFINITY || anchor.byAuthor) return
    const best = anchorOf(program, this.share)
    if (best.cost * WORTH > costOf(anchor, this.share)) return
    this.take(query)
    this.place(query, best)
  }

  /** Calls `visit` with the queries filed under each thing that the document has, until it answers true. */
  find(hits: Hits, visit: (queries: number[]) => boolean): boolean {
    for (const term of hits.found) {
      const filed = this.byTerm[term]
      if (filed && visit(filed)) return true
    }
    return this.pairs.find(hits, visit)
  }

  private place(query: number, anchor: Anchor): void {
    this.anchors[query] = anchor
    if (anchor.cost === Number.POSITIVE_INFINITY) this.anywhere.add(query)
    if (anchor.byAuthor) this.byAuthor.add(query)
    for (const term of anchor.terms) {
      const filed = this.byTerm[term]
      if (filed) filed.push(query)
      else this.byTerm[term] = [query]
    }
    const { pairs } = anchor
    for (let i = 0; i < pairs.length; i += 2) this.pairs.add(pairs[i] ?? 0, pairs[i + 1] ?? 0, query)
  }
}
