import type { Handle } from '../../../lib/db/index.ts'
import { begin, type Claimed } from './claim.ts'

interface Asking {
  row: Claimed
  answer: PromiseWithResolvers<boolean>
}

/** Writes in groups that deliveries are about to reach the network: one statement for all that are ready at once. */
export class Beginner {
  #asking: Asking[] = []
  #running = false
  readonly #db: Handle
  readonly #seat: number
  readonly #lease: number

  constructor(db: Handle, seat: number, lease: number) {
    this.#db = db
    this.#seat = seat
    this.#lease = lease
  }

  /** Whether it may leave: it is still this worker's, and nothing was stopped. */
  begin(row: Claimed): Promise<boolean> {
    const answer = Promise.withResolvers<boolean>()
    this.#asking.push({ row, answer })
    if (!this.#running) void this.#run()
    return answer.promise
  }

  async #run(): Promise<void> {
    this.#running = true
    await Promise.resolve()
    while (this.#asking.length > 0) {
      const group = this.#asking
      this.#asking = []
      try {
        const begun = await begin(
          this.#db,
          this.#seat,
          group.map(({ row }) => row),
          this.#lease,
        )
        for (const { row, answer } of group) answer.resolve(begun.has(row.id))
      } catch (error) {
        for (const { answer } of group) answer.reject(error)
      }
    }
    this.#running = false
  }
}
