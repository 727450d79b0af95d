import type { Hits } from './hits.ts'
import { type Filed, LIST_LENGTH, type Lists } from './lists.ts'
import { Table } from './table.ts'
import { longer } from './terms.ts'

/** A pair: its two terms, then its list. */
const LENGTH = 2 + LIST_LENGTH
/** Bits for each pair: so that most of what stands side by side by chance costs one look. */
const BITS = 16

/** Queries filed under two words side by side, which together are rare where neither is. */
export class Pairs {
  readonly lists: Lists
  private rows = new Int32Array(1024 * LENGTH)
  private readonly table = new Table()
  private readonly free: number[] = []
  private size = 0
  private bits = new Int32Array(1024)

  constructor(lists: Lists) {
    this.lists = lists
  }

  add(first: number, second: number, filed: Filed, guard: number): void {
    const hash = hashOf(first, second)
    let pair = this.pairOf(first, second, hash)
    if (pair < 0) {
      pair = this.free.pop() ?? this.size++
      if (this.size * LENGTH > this.rows.length) this.rows = longer(this.rows)
      const at = pair * LENGTH
      this.rows[at] = first
      this.rows[at + 1] = second
      this.table.insert(pair, hash)
      if (this.table.count * BITS > this.bits.length * 32) this.widen()
      this.mark(hash)
    }
    this.lists.push(this.rows, pair * LENGTH + 2, filed, guard)
  }

  remove(first: number, second: number, query: number): void {
    const hash = hashOf(first, second)
    const pair = this.pairOf(first, second, hash)
    if (pair < 0) return
    const at = pair * LENGTH + 2
    this.lists.remove(this.rows, at, query)
    if ((this.rows[at + 1] ?? 0) > 0) return
    this.table.remove(pair, hash)
    this.free.push(pair)
  }

  /** Calls `visit` with what is filed under each pair that the document has, until it answers true. */
  find(hits: Hits, visit: (start: number, count: number) => boolean): boolean {
    if (this.table.count === 0) return false
    const { place, term, used } = hits
    for (let hit = 0; hit < used; hit++) {
      const first = term[hit] ?? 0
      for (let next = hits.lastAt((place[hit] ?? 0) + 1); next >= 0; next = hits.before[next] ?? -1) {
        const second = term[next] ?? 0
        const hash = hashOf(first, second)
        if (!this.mayHave(hash)) continue
        const pair = this.pairOf(first, second, hash)
        if (pair < 0) continue
        const at = pair * LENGTH + 2
        if (visit(this.rows[at] ?? 0, this.rows[at + 1] ?? 0)) return true
      }
    }
    return false
  }

  private pairOf(first: number, second: number, hash: number): number {
    const { rows } = this
    for (let slot = this.table.first(hash); ; slot = this.table.next(slot)) {
      const pair = this.table.id(slot)
      if (pair < 0) return -1
      if (rows[pair * LENGTH] === first && rows[pair * LENGTH + 1] === second) return pair
    }
  }

  private mayHave(hash: number): boolean {
    const bit = (hash >>> 3) & (this.bits.length * 32 - 1)
    return ((this.bits[bit >> 5] ?? 0) & (1 << (bit & 31))) !== 0
  }

  private mark(hash: number): void {
    const bit = (hash >>> 3) & (this.bits.length * 32 - 1)
    this.bits[bit >> 5] = (this.bits[bit >> 5] ?? 0) | (1 << (bit & 31))
  }

  /** Those that are gone leave their marks until then: they cost a look, and no more. */
  private widen(): void {
    this.bits = new Int32Array(this.bits.length * 2)
    for (const hash of this.table.hashes()) this.mark(hash)
  }
}

function hashOf(first: number, second: number): number {
  const hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b)
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) | 0
}
