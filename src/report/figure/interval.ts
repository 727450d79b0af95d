/** A figure with the bounds between which 95 times in 100 what it stands for lies. */
export interface Interval {
  value: number
  low: number
  high: number
}

const Z = 1.959964

/**
 * Wilson's score interval of a share: sound for small counts and for shares near 0 and 1, where ±2 deviations is not
 * (E. B. Wilson, 1927; Newcombe, Statistics in Medicine 17, 1998, method 3).
 */
export function shareOf(part: number, whole: number): Interval | null {
  if (whole <= 0) return null
  const p = part / whole
  const z2 = Z * Z
  const middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
  const half = (Z / (1 + z2 / whole)) * Math.sqrt((p * (1 - p)) / whole + z2 / (4 * whole * whole))
  return {
    value: p,
    low: part <= 0 ? 0 : Math.max(0, middle - half),
    high: part >= whole ? 1 : Math.min(1, middle + half),
  }
}

/**
 * Net tone, from -1 (all negative) to 1 (all positive), what is neutral counting for nothing: the difference of two shares
 * of the same posts, with Bonett and Price's adjusted interval (J. Educ. Behav. Stat. 37, 2012).
 */
export function toneOf(positive: number, negative: number, all: number): Interval | null {
  if (all <= 0) return null
  const [p, n] = [(positive + 1) / (all + 2), (negative + 1) / (all + 2)]
  const half = Z * Math.sqrt((p + n - (p - n) ** 2) / (all + 2))
  const value = (positive - negative) / all
  return {
    value,
    low: Math.max(-1, Math.min(value, p - n - half)),
    high: Math.min(1, Math.max(value, p - n + half)),
  }
}

/** Fewer posts than these tell no share of talk, and no tone: "not known yet" is then the answer. */
export const LEAST_TALK = 20
export const LEAST_TONE = 10

/** `shareOf`, unless there is too little talk to speak of shares. */
export function knownShare(part: number, whole: number): Interval | null {
  return whole < LEAST_TALK ? null : shareOf(part, whole)
}

/** `toneOf`, unless there are too few posts to have one. */
export function knownTone(positive: number, negative: number, all: number): Interval | null {
  return all < LEAST_TONE ? null : toneOf(positive, negative, all)
}
