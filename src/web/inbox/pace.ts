/** When a list that things come into is looked at next, and what the pause before was; milliseconds. */
export interface Pace {
  at: number
  pause: number
  /** How many things that look is for. */
  asked: number
}

const SHORTEST = 120
const LONGEST = 1200
/** So many things in one pause are a flood; fewer may be one thing told twice. */
const MANY = 3

export const firstPace: Pace = { at: Number.NEGATIVE_INFINITY, pause: SHORTEST, asked: 0 }

/**
 * What comes alone is looked for at once. While much comes in each pause the pauses double, so that a flood costs
 * little; while little does they halve, so that a trickle is not kept waiting for having been a flood once.
 */
export function nextPace({ at, pause, asked }: Pace, now: number): Pace {
  const next = asked >= MANY ? Math.min(2 * pause, LONGEST) : Math.max(pause / 2, SHORTEST)
  if (now - at > 2 * pause) return { at: now, pause: SHORTEST, asked: 1 }
  return { at: Math.max(now, at + next), pause: next, asked: 1 }
}

/** One thing more came before its look. */
export function onceMore(pace: Pace): Pace {
  return { ...pace, asked: pace.asked + 1 }
}
