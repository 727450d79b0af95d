import type { TimeArea } from '../../server/api.ts'

const MINUTE = 60_000
/** Who touches nothing for so long has gone. */
export const IDLE = 5 * MINUTE

export interface Minute {
  at: string
  area: TimeArea
}

/** Minutes in which somebody was at work, until they have been told. */
export class SeenMinutes {
  #touched = Number.NEGATIVE_INFINITY
  readonly #minutes = new Map<string, Minute>()

  /** Somebody moved, typed or touched. */
  touch(now: number): void {
    this.#touched = now
  }

  /** The page is in view at this moment. */
  look(now: number, area: TimeArea | null): void {
    // Either way: a clock that was set back would have somebody at work for all the time it lost.
    if (area === null || Math.abs(now - this.#touched) > IDLE) return
    const at = new Date(Math.floor(now / MINUTE) * MINUTE).toISOString()
    this.#minutes.set(`${at} ${area}`, { at, area })
  }

  /** What is to be told; it is no longer held. */
  take(most: number): Minute[] {
    const taken = [...this.#minutes].slice(0, most)
    for (const [key] of taken) this.#minutes.delete(key)
    return taken.map(([, minute]) => minute)
  }

  /** What could not be told comes with the next, but for what is too old to be taken. */
  giveBack(minutes: readonly Minute[], oldest: number): void {
    for (const minute of minutes)
      if (Date.parse(minute.at) >= oldest) this.#minutes.set(`${minute.at} ${minute.area}`, minute)
  }
}
