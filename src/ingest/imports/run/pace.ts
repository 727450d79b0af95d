import { secondsLeft } from '../import.ts'

/** Twice a second is what an eye follows; more would only load the database. */
const EVERY = 500

/** How far a run has come since it began, and how often to say so. */
export class Pace {
  readonly #began = performance.now()
  readonly #first: number
  readonly #total: number
  #said = performance.now()

  /** @param first what was done before this run: it says nothing of its speed */
  constructor(total: number, first = 0) {
    this.#total = total
    this.#first = first
  }

  /** Whether it is time to say something; then not again for a while. */
  due(): boolean {
    const now = performance.now()
    if (now - this.#said < EVERY) return false
    this.#said = now
    return true
  }

  left(done: number): number | null {
    return secondsLeft(
      done - this.#first,
      this.#total - this.#first,
      (performance.now() - this.#began) / 1000,
    )
  }
}
