/** What a process holds, in bytes, once the garbage is gone; needs `--expose-gc`. */
function held(): number {
  const { gc } = globalThis as { gc?: () => void }
  gc?.()
  // The buffers that the first lets go are only counted off when the next begins.
  gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** Weighs the process each `every` calls: the growth from the first weighing to the heaviest is what piles up. */
export class Scales {
  readonly #every: number
  #calls = 0
  #first = 0
  #most = 0

  constructor(every: number) {
    this.#every = every
  }

  tick(): void {
    this.#calls += 1
    if (this.#calls % this.#every !== 0) return
    const now = held()
    this.#first ||= now
    this.#most = Math.max(this.#most, now)
  }

  result(): { first: number; growth: number } {
    return { first: this.#first, growth: this.#most - this.#first }
  }
}
