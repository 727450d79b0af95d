import { removeFrom } from './filing.ts'
import type { Hits } from './hits.ts'
import { longer } from './terms.ts'

const PLACES = 16_384

/** Queries filed under two words side by side, which together are rare where neither is. */
export class Pairs {
  /** By the first term, then the second. */
  private readonly filed: (Map<number, number[]> | undefined)[] = []
  /** How many pairs each term ends. */
  private ends = new Int32Array(1024)
  private readonly turn = new Int32Array(PLACES)
  /** Last hit noted at a place, and the one noted there before it. */
  private readonly last = new Int32Array(PLACES)
  private previous = new Int32Array(1024)
  private term = new Int32Array(1024)
  private serial = 0
  private count = 0

  reserve(terms: number): void {
    while (this.ends.length < terms) this.ends = longer(this.ends)
  }

  add(first: number, second: number, filed: number, guard: number): void {
    const seconds = this.filed[first] ?? new Map<number, number[]>()
    this.filed[first] = seconds
    const queries = seconds.get(second)
    if (queries) queries.push(filed, guard)
    else seconds.set(second, [filed, guard])
    this.ends[second] = (this.ends[second] ?? 0) + 1
    this.count++
  }

  remove(first: number, second: number, query: number): void {
    const seconds = this.filed[first]
    const queries = seconds?.get(second)
    if (!seconds || !queries) return
    const before = queries.length
    if (removeFrom(queries, query)) seconds.delete(second)
    if (queries.length === before) return
    if (seconds.size === 0) this.filed[first] = undefined
    this.ends[second] = (this.ends[second] ?? 0) - 1
    this.count--
  }

  /** Calls `visit` with what is filed under each pair that the document has, until it answers true. */
  find(hits: Hits, visit: (queries: number[]) => boolean): boolean {
    if (this.count === 0) return false
    this.noteEnds(hits)
    for (const term of hits.found) {
      const seconds = this.filed[term]
      if (!seconds) continue
      for (let hit = hits.first(term); hit >= 0; hit = hits.next[hit] ?? -1) {
        const place = (hits.place[hit] ?? 0) + 1
        if (this.turn[place] !== this.serial) continue
        for (let note = this.last[place] ?? -1; note >= 0; note = this.previous[note] ?? -1) {
          const queries = seconds.get(this.term[note] ?? -1)
          if (queries && visit(queries)) return true
        }
      }
    }
    return false
  }

  /** Notes by place the terms that end some pair. */
  private noteEnds(hits: Hits): void {
    this.serial = this.serial === 0x7fffffff ? 1 : this.serial + 1
    if (this.serial === 1) this.turn.fill(0)
    let used = 0
    for (const term of hits.found) {
      if ((this.ends[term] ?? 0) === 0) continue
      for (let hit = hits.first(term); hit >= 0; hit = hits.next[hit] ?? -1) {
        const place = hits.place[hit] ?? 0
        if (used === this.term.length) {
          this.term = longer(this.term)
          this.previous = longer(this.previous)
        }
        this.term[used] = term
        this.previous[used] = this.turn[place] === this.serial ? (this.last[place] ?? -1) : -1
        this.turn[place] = this.serial
        this.last[place] = used++
      }
    }
  }
}
