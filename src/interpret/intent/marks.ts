import type { IntentMark } from '../reading.ts'
import type { Seen } from '../seen.ts'

/** Marks told, and the least that one weighs. */
const TOLD = 5
const LEAST = 0.15

/** What weighed most in the choice, in the order of the text. */
export function marksOf({ tokens, titles }: Seen, shares: Float64Array): IntentMark[] {
  return tokens
    .flatMap((token, i): (IntentMark & { i: number })[] => {
      const weight = Math.round((shares[i] ?? 0) * 100) / 100
      if (weight < LEAST || token.kind === 'skip' || token.form.trim() === '') return []
      return [{ i, start: token.start, end: token.end, weight, ...(i < titles && { in: 'title' as const }) }]
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, TOLD)
    .sort((a, b) => a.i - b.i)
    .map(({ i: _, ...mark }) => mark)
}
