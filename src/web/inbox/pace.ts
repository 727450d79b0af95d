/** When a list that things come into is looked at next, and what the pause before was; milliseconds. */
export interface Pace {
  at: number
  pause: number
}

const SHORTEST = 120
const LONGEST = 1200

export const firstPace: Pace = { at: Number.NEGATIVE_INFINITY, pause: SHORTEST }

/** What comes alone is looked for at once; while more keeps coming the pauses double, so that a flood costs little. */
export function nextPace({ at, pause }: Pace, now: number): Pace {
  if (now - at > 2 * pause) return { at: now, pause: SHORTEST }
  const longer = Math.min(2 * pause, LONGEST)
  return { at: Math.max(now, at + longer), pause: longer }
}
