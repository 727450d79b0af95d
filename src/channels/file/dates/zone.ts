const DAY = 86_400_000
const MAX_DAYS = 100_000

/** How a clock reading meets the time line: once, never (spring) or twice (autumn). */
export type Meeting = 'once' | 'gap' | 'fold'

export interface Instant {
  /** Milliseconds since 1970 in UTC. */
  at: number
  meeting: Meeting
}

/** An IANA zone as a table of offsets filled as it is asked. @throws RangeError when there is no such zone */
export class Zone {
  readonly #format: Intl.DateTimeFormat
  /** Offset of days, by number, that have one only; NaN for those where the clock changes. */
  readonly #days = new Map<number, number>()

  constructor(id: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: id,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    })
  }

  /**
   * The instant of a clock reading, given as milliseconds as though it were UTC. What the clock jumps over in spring is
   * moved forward by the jump; what it shows twice in autumn is its first time, still summer time. Both are said.
   */
  instantOf(civil: number): Instant {
    const before = this.#offset(civil - DAY)
    const after = this.#offset(civil + DAY)
    const first = civil - before
    if (before === after) return { at: first, meeting: 'once' }
    const second = civil - after
    const firstHolds = this.#offset(first) === before
    const secondHolds = this.#offset(second) === after
    if (firstHolds && secondHolds && first !== second) return { at: first, meeting: 'fold' }
    if (firstHolds) return { at: first, meeting: 'once' }
    return secondHolds ? { at: second, meeting: 'once' } : { at: first, meeting: 'gap' }
  }

  /** What the clock shows at an instant, as milliseconds as though it were UTC. */
  civilOf(at: number): number {
    return at + this.#offset(at)
  }

  #offset(utc: number): number {
    const day = Math.floor(utc / DAY)
    let offset = this.#days.get(day)
    if (offset === undefined) {
      const start = this.#measure(day * DAY)
      offset = start === this.#measure((day + 1) * DAY) ? start : Number.NaN
      if (this.#days.size >= MAX_DAYS) this.#days.clear()
      this.#days.set(day, offset)
    }
    return Number.isNaN(offset) ? this.#measure(utc) : offset
  }

  #measure(utc: number): number {
    const part: Record<string, string> = {}
    for (const { type, value } of this.#format.formatToParts(utc)) part[type] = value
    const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year)
    const wall = Date.UTC(
      year,
      Number(part.month) - 1,
      Number(part.day),
      Number(part.hour),
      Number(part.minute),
      Number(part.second),
    )
    return wall - Math.floor(utc / 1000) * 1000
  }
}
