/** The only source of the present moment for code that must be tested at another one. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until told otherwise. */
export function fixedClock(
  start: Date,
): Clock & { set(to: Date): void; advance(milliseconds: number): void } {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    set: (to) => {
      at = to.getTime()
    },
    advance: (milliseconds) => {
      at += milliseconds
    },
  }
}

export { atWall, isBetween, minutesOf, nextAt, wallOf } from './civil.ts'
export { spokenAt, zoneWords } from './spoken.ts'
