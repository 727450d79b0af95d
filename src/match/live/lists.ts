import { longer } from './terms.ts'

/** What is filed: a query and, in the two lowest bits, what need not be asked of it. */
export type Filed = number
/** That it is found here is all that it asks. */
export const SURE = 1
/** It is filed in several places: it may have been found already. */
export const SEVERAL = 2

export function queryOf(filed: Filed): number {
  return filed >> 2
}

/** Integers by which the owner of a list holds it: where it begins, how many are in it, and how long it may get. */
export const LIST_LENGTH = 3

/**
 * Many short lists of what is filed, two integers each (the query, and a term that must be there as well), in one row
 * without an object of their own. They grow by doubling; what they leave is used again.
 */
export class Lists {
  pool = new Int32Array(4096)
  private end = 0
  /** Rooms left, by the power of two that they are long. */
  private readonly free: number[][] = []

  push(rows: Int32Array, at: number, filed: Filed, guard: number): void {
    const count = rows[at + 1] ?? 0
    const size = rows[at + 2] ?? 0
    const there =
      count === 0 ? this.room(1) : count < size ? (rows[at] ?? 0) : this.moved(rows[at] ?? 0, size)
    if (count === 0) rows[at + 2] = 1
    else if (count === size) rows[at + 2] = 2 * size
    rows[at] = there
    rows[at + 1] = count + 1
    this.pool[there + 2 * count] = filed
    this.pool[there + 2 * count + 1] = guard
  }

  /** Takes a query out; answers whether it was there. */
  remove(rows: Int32Array, at: number, query: number): boolean {
    const start = rows[at] ?? 0
    const count = rows[at + 1] ?? 0
    for (let i = start; i < start + 2 * count; i += 2) {
      if (queryOf(this.pool[i] ?? 0) !== query) continue
      const last = start + 2 * count - 2
      this.pool[i] = this.pool[last] ?? 0
      this.pool[i + 1] = this.pool[last + 1] ?? 0
      rows[at + 1] = count - 1
      if (count === 1) this.leave(start, rows[at + 2] ?? 1)
      return true
    }
    return false
  }

  private moved(start: number, size: number): number {
    const to = this.room(2 * size)
    this.pool.copyWithin(to, start, start + 2 * size)
    this.leave(start, size)
    return to
  }

  private leave(start: number, size: number): void {
    const power = 31 - Math.clz32(size)
    const rooms = this.free[power]
    if (rooms) rooms.push(start)
    else this.free[power] = [start]
  }

  private room(size: number): number {
    const left = this.free[31 - Math.clz32(size)]?.pop()
    if (left !== undefined) return left
    while (this.end + 2 * size > this.pool.length) this.pool = longer(this.pool)
    this.end += 2 * size
    return this.end - 2 * size
  }
}
