/** How well something is found: hits, false alarms, misses, and what is rightly left alone. */
export interface Tally {
  hit: number
  extra: number
  missed: number
  none: number
}

export function tallyOf(pairs: { truth: boolean; said: boolean }[]): Tally {
  const tally = { hit: 0, extra: 0, missed: 0, none: 0 }
  for (const { truth, said } of pairs) {
    if (said) tally[truth ? 'hit' : 'extra']++
    else tally[truth ? 'missed' : 'none']++
  }
  return tally
}

/** Undefined where nothing was said to be there. */
export function precisionOf({ hit, extra }: Tally): number | undefined {
  return hit + extra > 0 ? hit / (hit + extra) : undefined
}

/** Undefined where there is nothing to find. */
export function recallOf({ hit, missed }: Tally): number | undefined {
  return hit + missed > 0 ? hit / (hit + missed) : undefined
}

/** Cohen's kappa: agreement of two readings beyond what chance gives; 1 where both say one thing of all. */
export function kappaOf({ hit, extra, missed, none }: Tally): number {
  const all = hit + extra + missed + none
  if (all === 0) return 1
  const observed = (hit + none) / all
  const chance = ((hit + missed) * (hit + extra) + (none + extra) * (none + missed)) / all ** 2
  return chance === 1 ? 1 : (observed - chance) / (1 - chance)
}
