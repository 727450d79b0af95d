import type { Token } from '../token.ts'
import { lexiconFor } from './lexicon.ts'
import { type Evidence, weigh } from './sentiment.ts'

/** What the lists and rules say, squeezed between -1 and 1, as a model of sentiment takes it beside the words. */
export function extrasOf(sum: number): { leaning: number; strength: number } {
  const leaning = sum / Math.sqrt(sum * sum + 10)
  return { leaning, strength: Math.abs(leaning) }
}

export function evidenceOf(tokens: Token[], lang: string): Evidence {
  return weigh(tokens, lexiconFor(lang))
}
