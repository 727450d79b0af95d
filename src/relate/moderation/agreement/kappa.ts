/** What each of two said of the same thing. */
export type Pair = readonly [string, string]

export interface Agreement {
  /** Things that two judged. */
  n: number
  /** Share on which they said the same. */
  same: number
  /** Cohen's kappa: 1 where they always agree, 0 where no more than by chance; null where chance alone would agree. */
  kappa: number | null
  /** Where kappa lies 19 times in 20; null of fewer than `FEWEST`. */
  low: number | null
  high: number | null
}

/** Of fewer, no interval tells anything. */
export const FEWEST = 10
const Z = 1.959964

/**
 * How far two agree beyond chance (J. Cohen, "A coefficient of agreement for nominal scales", Educational and
 * Psychological Measurement 20, 1960), with the large-sample interval of Fleiss, Cohen and Everitt ("Large sample
 * standard errors of kappa and weighted kappa", Psychological Bulletin 72, 1969).
 */
export function agreementOf(pairs: readonly Pair[]): Agreement {
  const n = pairs.length
  if (n === 0) return { n, same: 0, kappa: null, low: null, high: null }
  const labels = [...new Set(pairs.flat())]
  const at = new Map(labels.map((label, i) => [label, i]))
  const first = labels.map(() => 0)
  const second = labels.map(() => 0)
  const joint = new Map<string, number>()
  for (const [a, b] of pairs) {
    const [i, j] = [at.get(a) ?? 0, at.get(b) ?? 0]
    first[i] = (first[i] ?? 0) + 1 / n
    second[j] = (second[j] ?? 0) + 1 / n
    joint.set(`${i} ${j}`, (joint.get(`${i} ${j}`) ?? 0) + 1 / n)
  }
  const same = pairs.filter(([a, b]) => a === b).length / n
  const chance = labels.reduce((sum, _, i) => sum + (first[i] ?? 0) * (second[i] ?? 0), 0)
  if (1 - chance < 1e-12) return { n, same, kappa: null, low: null, high: null }
  const kappa = (same - chance) / (1 - chance)
  if (n < FEWEST) return { n, same, kappa, low: null, high: null }
  // Where all agree, the formula knows no error: the share itself has one (E. B. Wilson, 1927).
  const wilson = (n / (n + Z * Z) - chance) / (1 - chance)
  const reach = same === 1 ? kappa - wilson : Z * errorOf({ n, same, chance, first, second, joint })
  return { n, same, kappa, low: Math.max(-1, kappa - reach), high: Math.min(1, kappa + reach) }
}

interface Shares {
  n: number
  same: number
  chance: number
  first: readonly number[]
  second: readonly number[]
  joint: ReadonlyMap<string, number>
}

/** Fleiss, Cohen and Everitt 1969, formula 13 with weights of 0 and 1. */
function errorOf({ n, same, chance, first, second, joint }: Shares): number {
  let sum = -((same * chance - 2 * chance + same) ** 2)
  for (const [cell, share] of joint) {
    const [i = 0, j = 0] = cell.split(' ').map(Number)
    sum +=
      i === j
        ? share * (1 - chance - ((second[i] ?? 0) + (first[i] ?? 0)) * (1 - same)) ** 2
        : share * (1 - same) ** 2 * ((second[i] ?? 0) + (first[j] ?? 0)) ** 2
  }
  return Math.sqrt(Math.max(0, sum) / n) / (1 - chance) ** 2
}

/** The same of one label against all others. */
export function agreementOn(label: string, pairs: readonly Pair[]): Agreement {
  const asked = (said: string) => (said === label ? 'yes' : 'no')
  return agreementOf(pairs.map(([a, b]) => [asked(a), asked(b)]))
}
