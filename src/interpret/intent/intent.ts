import { type Classified, classified } from '../learn/index.ts'
import { lazyModel, type Model } from '../model/index.ts'
import type { Heard } from '../panel/index.ts'
import type { Intent, Urgency } from '../reading.ts'
import type { Seen } from '../seen.ts'
import { marksOf } from './marks.ts'
import { weighed } from './second-opinion.ts'

const at = (name: string) => lazyModel(new URL(`../../../models/${name}.bin`, import.meta.url))
const INTENT = new Map([
  ['fr', at('intent-fr')],
  ['en', at('intent-en')],
])
const URGENCY = new Map([
  ['fr', at('urgency-fr')],
  ['en', at('urgency-en')],
])
/** Learnt from tweets, which are plainer in English than posts of ours. */
const COMPLAINT = new Map([['en', at('complaint-en')]])

/** What tells intents in a language, by its bytes; null where none does. */
export function intentPrint(lang: string): string | null {
  const model = INTENT.get(lang)?.()
  if (!model) return null
  const complaint = COMPLAINT.get(lang)?.()
  return complaint ? `${model.print}+${complaint.print}` : model.print
}

export function urgencyPrint(lang: string): string | null {
  return URGENCY.get(lang)?.().print ?? null
}

/** The models that tell intents and urgency in a language; none where it is not read. */
export function intentModels(lang: string): Model[] {
  return [INTENT, COMPLAINT, URGENCY].flatMap((models) => models.get(lang)?.() ?? [])
}

function said(model: Model, heard: Heard, extras: Record<string, number>): Classified {
  return classified(model, heard.scores(model, extras), (mix) => heard.shares(model, mix))
}

/**
 * What somebody wants of who reads them, in French and English; null elsewhere.
 * @param extras what a classifier takes beside the words
 */
export function intentOf(seen: Seen, extras: Record<string, number>): Intent | null {
  const { lang, heard } = seen
  const model = INTENT.get(lang)?.()
  if (!model || !heard) return null
  const first = said(model, heard, extras)
  const second = COMPLAINT.get(lang)?.()
  if (!second) return { label: first.label, p: first.p, why: marksOf(seen, first.shares()) }
  const complaint = said(second, heard, extras)
  const p = weighed(first.p, complaint.p.complaint ?? 0)
  const label = likeliest(p)
  const shares = label === first.label ? first.shares() : complaint.shares()
  return { label, p, why: marksOf(seen, shares) }
}

function likeliest(p: Record<string, number>): string {
  return Object.keys(p).reduce((best, next) => ((p[next] ?? 0) > (p[best] ?? 0) ? next : best))
}

/** How soon it must be answered: `0` no matter when, `1` this day or the next, `2` within hours; null where it is not read. */
export function urgencyOf({ lang, heard }: Seen, extras: Record<string, number>): Urgency | null {
  const model = URGENCY.get(lang)?.()
  if (!model || !heard) return null
  const { label, p } = said(model, heard, extras)
  return { level: Number(label), p: [p['0'] ?? 0, p['1'] ?? 0, p['2'] ?? 0] }
}
