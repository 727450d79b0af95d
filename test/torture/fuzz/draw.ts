import { random } from '../../../bench/support.ts'

/** Chance by a seed: the same one draws the same. */
export interface Draw {
  /** 0 to `below`, less one. */
  int(below: number): number
  chance(share: number): boolean
  of<T>(all: readonly T[]): T
}

export function drawOf(seed: number): Draw {
  const next = random(seed)
  const int = (below: number) => Math.floor(next() * below)
  return {
    int,
    chance: (share) => next() < share,
    of(all) {
      const one = all[int(all.length)]
      if (one === undefined) throw new Error('nothing to draw from')
      return one
    },
  }
}
