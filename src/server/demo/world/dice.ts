/** Seeded chance: the same seed gives the same draws on any machine. */
export interface Dice {
  /** In [0, 1). */
  next(): number
  /** Whole, from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** Key drawn in proportion to its weight. */
  among<K extends string>(weights: Record<K, number>): K
  /** Log-normal about `median`; `spread` 0.5 is moderate, 1 is wide. */
  around(median: number, spread: number): number
  /** An independent sequence, so that more draws in one scene leave the others as they were. */
  fork(name: string): Dice
  /** `length` characters of a-z and 2-7, as identifiers have. */
  code(length: number): string
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567'

/** mulberry32: 32 bits of state, good enough for stories. */
export function makeDice(seed: number): Dice {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  function int(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1))
  }
  function pick<T>(list: readonly T[]): T {
    const item = list[Math.floor(next() * list.length)]
    if (item === undefined) throw new RangeError('nothing to pick from')
    return item
  }
  function among<K extends string>(weights: Record<K, number>): K {
    const entries = Object.entries(weights) as [K, number][]
    let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [key, weight] of entries) {
      left -= weight
      if (left < 0) return key
    }
    return pick(entries)[0]
  }
  function around(median: number, spread: number): number {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    return median * Math.exp(normal * spread)
  }
  return {
    next,
    int,
    pick,
    among,
    around,
    chance: (probability) => next() < probability,
    fork: (name) => makeDice((seed ^ hash(name)) >>> 0),
    code: (length) => Array.from({ length }, () => LETTERS[Math.floor(next() * 32)]).join(''),
  }
}

function hash(name: string): number {
  let h = 2166136261
  for (const letter of name) h = Math.imul(h ^ (letter.codePointAt(0) ?? 0), 16777619)
  return h >>> 0
}

/** Draws members of a list in proportion to given weights, in logarithmic time. */
export function makeUrn<T>(
  items: readonly T[],
  weight: (item: T, index: number) => number,
): (dice: Dice) => T {
  const sums: number[] = []
  let total = 0
  for (const [index, item] of items.entries()) {
    total += weight(item, index)
    sums.push(total)
  }
  return (dice) => {
    const aim = dice.next() * total
    let low = 0
    let high = sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) > aim) high = middle
      else low = middle + 1
    }
    const item = items[low]
    if (item === undefined) throw new RangeError('the urn is empty')
    return item
  }
}
