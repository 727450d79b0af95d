import { classify } from '../learn/index.ts'
import { lazyModel, type Model } from '../model/index.ts'
import type { Intent, IntentMark, Urgency } from '../reading.ts'
import type { Seen } from '../seen.ts'

const at = (name: string) => lazyModel(new URL(`../../../models/${name}.bin`, import.meta.url))
const FRENCH = { intent: at('intent-fr'), urgency: at('urgency-fr') }
const ENGLISH = { complaint: at('complaint-en') }

export function intentModel(lang: string): Model | null {
  return lang === 'fr' ? FRENCH.intent() : lang === 'en' ? ENGLISH.complaint() : null
}

export function urgencyModel(lang: string): Model | null {
  return lang === 'fr' ? FRENCH.urgency() : null
}

/** Marks told, and the least that one weighs. */
const TOLD = 5
const LEAST = 0.15

/**
 * What somebody wants of who reads them, in French by a model; in English whether they complain. Null elsewhere.
 * @param extras what a classifier takes beside the words
 */
export function intentOf(seen: Seen, extras: Record<string, number>): Intent | null {
  const { tokens, lang, features } = seen
  const model = intentModel(lang)
  if (!model) return null
  const { label, p, shares } = classify(model, features, tokens.length, extras)
  return { label, p, why: marksOf(seen, shares()) }
}

/** How soon it must be answered, in French: `0` no matter when, `1` this day or the next, `2` within hours. */
export function urgencyOf({ tokens, lang, features }: Seen, extras: Record<string, number>): Urgency | null {
  const model = urgencyModel(lang)
  if (!model) return null
  const { label, p } = classify(model, features, tokens.length, extras)
  return { level: Number(label), p: [p['0'] ?? 0, p['1'] ?? 0, p['2'] ?? 0] }
}

function marksOf({ tokens, titles }: Seen, shares: Float64Array): IntentMark[] {
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
