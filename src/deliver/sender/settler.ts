import { setTimeout as wait } from 'node:timers/promises'
import type { DeliverDeps } from './deps.ts'
import { type Finished, settle, streamOf } from './settle.ts'

const AT_ONCE = 400
/** With so many under way, a group is worth waiting for so many milliseconds. */
const MANY = 32
const LINGER = 25
/** Groups written at once: while one waits for the disk, the next is made ready. */
const SIDE_BY_SIDE = 2
/** How often what the stream refuses is offered to it before it is left out. */
const OFFERS = 3

interface Entry {
  one: Finished
  tries: number
}

function keyOf({ one }: Entry): string {
  const { workspaceId, network } = streamOf([one])
  return `${workspaceId} ${network}`
}

/** Ends turns in groups: whatever finishes while groups are written goes with the next. */
export class Settler {
  #queue: Entry[] = []
  /** Groups being written, and waits before one is offered again. */
  readonly #under = new Set<Promise<void>>()
  readonly #dropped = new AbortController()
  #running = 0
  readonly #deps: DeliverDeps
  readonly #worker: { done(finished: readonly Finished[]): void; more(): number }

  /** @param worker is told of those that are written, and tells how many more are under way */
  constructor(deps: DeliverDeps, worker: { done(finished: readonly Finished[]): void; more(): number }) {
    this.#deps = deps
    this.#worker = worker
  }

  add(one: Finished): void {
    this.#put({ one, tries: 0 })
  }

  #put(entry: Entry): void {
    this.#queue.push(entry)
    if (this.#running >= SIDE_BY_SIDE) return
    this.#running++
    this.#follow(this.#run())
  }

  #follow(work: Promise<void>): void {
    const followed: Promise<void> = work.finally(() => this.#under.delete(followed))
    this.#under.add(followed)
  }

  /** Once everything added so far is written. */
  async idle(): Promise<void> {
    while (this.#under.size > 0) await Promise.all(this.#under)
  }

  /** Gives up on what the database does not take: it stays in the worker's name, and is found by the next. */
  drop(): void {
    this.#queue = []
    this.#dropped.abort()
  }

  async #run(): Promise<void> {
    // Whatever ends in the same turn of the event loop goes together.
    await Promise.resolve()
    while (this.#queue.length > 0) {
      if (this.#worker.more() > MANY) await wait(LINGER)
      const taken = this.#queue.splice(0, AT_ONCE)
      for (const group of Map.groupBy(taken, keyOf).values()) await this.#end(group)
    }
    // At once with the last look at the queue: what is added from now on begins a run of its own.
    this.#running--
  }

  async #end(group: Entry[]): Promise<void> {
    const finished = group.map(({ one }) => one)
    try {
      await this.#deps.point?.('settling')
      await settle({ ...this.#deps, record: this.#recordOf(group) }, finished)
      await this.#deps.point?.('settled')
      this.#worker.done(finished)
    } catch (error) {
      // One of a group that cannot be written must not hold the others: each is tried by itself.
      if (group.length > 1) for (const entry of group) await this.#end([entry])
      else for (const entry of group) this.#follow(this.#later(entry, error))
    }
  }

  /** That it was sent is kept in any case; what the stream refuses, it has when the network tells of it. */
  #recordOf(group: readonly Entry[]): DeliverDeps['record'] {
    const [entry, ...others] = group
    if (!entry || others.length > 0 || entry.tries < OFFERS) return this.#deps.record
    return async (_tx, _stream, items) => items.map(() => null)
  }

  async #later({ one, tries }: Entry, err: unknown): Promise<void> {
    this.#deps.log.error({ delivery: one.row.id, err }, 'the end of a delivery is not written yet')
    const { signal } = this.#dropped
    await wait(Math.min(5000, 100 * 2 ** tries), undefined, { signal }).catch(() => undefined)
    if (!signal.aborted) this.#put({ one, tries: tries + 1 })
  }
}
