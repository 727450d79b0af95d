import type { Program } from './program.ts'
import { longer } from './terms.ts'

/** Waste that is worth moving everything for, as a share of what is in use. */
const WASTE = 1

/** The programs of all queries in one row of integers: walked without chasing objects, and a third of their size. */
export class Programs {
  code = new Int32Array(1024)
  private start = new Int32Array(1024)
  private length = new Int32Array(1024)
  private end = 0
  private used = 0

  /** Where the program of a query begins. */
  at(query: number): number {
    return this.start[query] ?? 0
  }

  has(query: number): boolean {
    return (this.length[query] ?? 0) > 0
  }

  /** A view of the program, good until the next is put. */
  of(query: number): Int32Array {
    const at = this.start[query] ?? 0
    return this.code.subarray(at, at + (this.length[query] ?? 0))
  }

  put(query: number, program: Program): void {
    while (query >= this.start.length) {
      this.start = longer(this.start)
      this.length = longer(this.length)
    }
    if (this.end + program.length > this.code.length) this.makeRoom(program.length)
    this.code.set(program, this.end)
    this.start[query] = this.end
    this.length[query] = program.length
    this.end += program.length
    this.used += program.length
  }

  take(query: number): void {
    this.used -= this.length[query] ?? 0
    this.length[query] = 0
  }

  private makeRoom(needed: number): void {
    if (this.end > (1 + WASTE) * this.used) this.pack()
    while (this.end + needed > this.code.length) this.code = longer(this.code)
  }

  private pack(): void {
    const old = this.code.slice(0, this.end)
    const there = [...this.length.keys()].filter((query) => this.has(query))
    this.end = 0
    for (const query of there) {
      const at = this.start[query] ?? 0
      this.code.set(old.subarray(at, at + (this.length[query] ?? 0)), this.end)
      this.start[query] = this.end
      this.end += this.length[query] ?? 0
    }
  }
}
