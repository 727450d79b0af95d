export interface Job {
  id: string
  /** What it takes a place in (a workspace, a host), and how many places there are. */
  places: { name: string; most: number }[]
}

/**
 * Gives slots out fairly: a job whose host or workspace has all its places taken leaves its slot to others, and is asked
 * for again once a place is free. So whoever answers slowly keeps only their own waiting.
 */
export class Turns {
  readonly #taken = new Map<string, number>()
  readonly #waiting = new Map<string, Job>()
  readonly #askAgain: (id: string) => void

  constructor(askAgain: (id: string) => void) {
    this.#askAgain = askAgain
  }

  /** Runs it if there is a place; otherwise leaves at once. */
  async take(job: Job, run: () => Promise<unknown>): Promise<void> {
    if (!this.#hasRoom(job)) {
      this.#waiting.set(job.id, job)
      return
    }
    this.#waiting.delete(job.id)
    this.#count(job, 1)
    try {
      await run()
    } finally {
      this.#count(job, -1)
      for (const { id } of this.#next()) {
        this.#waiting.delete(id)
        this.#askAgain(id)
      }
    }
  }

  /** Whom there is room for, who waited longest first: one end may free a host for one and a workspace for another. */
  #next(): Job[] {
    const next: Job[] = []
    for (const job of this.#waiting.values()) {
      if (!this.#hasRoom(job)) continue
      this.#count(job, 1)
      next.push(job)
    }
    for (const job of next) this.#count(job, -1)
    return next
  }

  #hasRoom({ places }: Job): boolean {
    return places.every(({ name, most }) => (this.#taken.get(name) ?? 0) < most)
  }

  #count({ places }: Job, by: 1 | -1): void {
    for (const { name } of places) {
      const taken = (this.#taken.get(name) ?? 0) + by
      if (taken > 0) this.#taken.set(name, taken)
      else this.#taken.delete(name)
    }
  }
}
