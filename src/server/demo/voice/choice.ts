import type { Dice } from '../world/dice.ts'

/** Chooses sentences so that the same one does not come back soon: a story read page by page must not repeat itself. */
export interface Chooser {
  pick(list: readonly string[], allowed: readonly string[], at: number, dice: Dice): string
}

export function makeChooser(): Chooser {
  const used = new Map<readonly string[], Map<string, number[]>>()
  return {
    pick(list, allowed, at, dice) {
      const times = used.get(list) ?? new Map<string, number[]>()
      used.set(list, times)
      const ranked = allowed
        .map((sentence) => ({ sentence, rest: restOf(times.get(sentence), at) * (0.7 + 0.6 * dice.next()) }))
        .sort((a, b) => b.rest - a.rest)
      const unused = ranked.filter(({ rest }) => rest === Number.POSITIVE_INFINITY)
      const sentence = dice.pick(unused.length > 0 ? unused : ranked.slice(0, 3)).sentence
      times.set(sentence, [...(times.get(sentence) ?? []), at])
      return sentence
    },
  }
}

/** Time to the nearest use, before or after. */
function restOf(times: number[] | undefined, at: number): number {
  if (!times) return Number.POSITIVE_INFINITY
  return times.reduce((nearest, time) => Math.min(nearest, Math.abs(time - at)), Number.POSITIVE_INFINITY)
}
