import { setTimeout as wait } from 'node:timers/promises'
import type { DeliverDeps } from './deps.ts'
import { type Finished, settle } from './settle.ts'

const AT_ONCE = 200
/** How often what the stream refuses is offered to it before it is left out. */
const OFFERS = 3

/** Ends turns in groups: whatever finishes while one group is written goes with the next. */
export class Settler {
  #queue: { one: Finished; tries: number }[] = []
  #running: Promise<void> | undefined
  readonly #deps: DeliverDeps
  readonly #done: (finished: readonly Finished[]) => void

  /** @param done told of those that are written */
  constructor(deps: DeliverDeps, done: (finished: readonly Finished[]) => void) {
    this.#deps = deps
    this.#done = done
  }

  add(one: Finished): void {
    this.#queue.push({ one, tries: 0 })
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
    })
  }

  /** Once everything added so far is written. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running
  }

  /** Gives up on what the database does not take: it stays in the worker's name, and is found by the next. */
  drop(): void {
    this.#queue = []
  }

  async #run(): Promise<void> {
    // Whatever ends in the same turn of the event loop goes together.
    await Promise.resolve()
    while (this.#queue.length > 0) {
      const group = this.#queue.splice(0, AT_ONCE)
      try {
        await this.#deps.point?.('settling')
        await settle(
          this.#deps,
          group.map(({ one }) => one),
        )
        await this.#deps.point?.('settled')
        this.#done(group.map(({ one }) => one))
      } catch (error) {
        await this.#again(group, error)
      }
    }
  }

  /** One of a group that cannot be written must not hold the others: the group is parted until it is alone. */
  async #again(group: { one: Finished; tries: number }[], error: unknown): Promise<void> {
    const [first, ...others] = group
    if (!first) return
    if (others.length > 0) {
      for (const entry of group) await this.#alone(entry)
      return
    }
    this.#deps.log.error(
      { delivery: first.one.row.id, err: error },
      'the end of a delivery is not written yet',
    )
    await wait(Math.min(5000, 100 * 2 ** first.tries))
    this.#queue.push({ one: first.one, tries: first.tries + 1 })
  }

  async #alone(entry: { one: Finished; tries: number }): Promise<void> {
    // That it was sent is kept in any case; the stream has it when the network tells of it.
    const record =
      entry.tries >= OFFERS
        ? async (_: unknown, items: readonly unknown[]) => items.map(() => null)
        : this.#deps.record
    try {
      await settle({ db: this.#deps.db, record }, [entry.one])
      this.#done([entry.one])
    } catch (error) {
      await this.#again([entry], error)
    }
  }
}
