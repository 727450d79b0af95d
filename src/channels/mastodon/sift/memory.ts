/** What is remembered of a status by its id on the server: deletions and answers name nothing else. */
export interface Known {
  uri: string
  /** Id in the stream of who wrote it. */
  author: string
  /** `uri` of the root of its thread; absent where it is not known. */
  root?: string
  /** A boost: taken back rather than deleted. */
  boost?: boolean
}

const MOST = 20_000

/** The latest statuses of one account's server, and the ids that were said to be deleted. */
export class Memory {
  readonly #known = new Map<string, Known>()
  readonly #deleted = new Set<string>()
  readonly #most: number

  constructor(most = MOST) {
    this.#most = most
  }

  get(id: string | null | undefined): Known | undefined {
    return id ? this.#known.get(id) : undefined
  }

  note(id: string, known: Known): void {
    const before = this.#known.get(id)
    this.#known.delete(id)
    const root = known.root ?? before?.root
    this.#known.set(id, root === undefined ? known : { ...known, root })
    const [oldest] = this.#known.keys()
    if (this.#known.size > this.#most && oldest) this.#known.delete(oldest)
  }

  /** A page that was asked for before a deletion may bring back what it took away. */
  bury(id: string): void {
    this.#deleted.delete(id)
    this.#deleted.add(id)
    const [oldest] = this.#deleted
    if (this.#deleted.size > this.#most && oldest) this.#deleted.delete(oldest)
  }

  isBuried(id: string): boolean {
    return this.#deleted.has(id)
  }
}
