import type { Features } from '../features/index.ts'
import { lazyModel, type Model, probabilitiesOf, scoresOf } from '../model/index.ts'
import { SENTIMENTS, type Sentiment } from '../reading.ts'
import { extrasOf } from './extras.ts'
import type { Say } from './trade.ts'

const MODELS = new Map(
  ['fr', 'en'].map((lang) => [
    lang,
    lazyModel(new URL(`../../../models/sentiment-${lang}.bin`, import.meta.url)),
  ]),
)

export function sentimentModel(lang: string): Model | null {
  return MODELS.get(lang)?.() ?? null
}

export interface Judged {
  p: Record<Sentiment, number>
  by: string
}

/** What stars weigh beside words: five stars against one outweigh most texts. */
const STARS = 3.2
/** What the lists and the stars say of a text. */
export interface Leaning {
  /** What lists and rules sum up to. */
  sum: number
  /** What stars sum up to, null where there are none. */
  stars: number | null
  /** How much model and list say; null where the model speaks alone. */
  say: Say | null
}

/** The verdict of the model of a language on a text by itself, without stars; null where there is none. */
export function judge(lang: string, features: Features, leaning: Omit<Leaning, 'stars'>): Judged | null {
  const model = sentimentModel(lang)
  if (!model) return null
  const scores = scoresOf(model, features, extrasOf(leaning.sum))
  return judged(model, scores, { ...leaning, stars: null })
}

/** The verdict that follows from a model's scores, which are changed. */
export function judged(model: Model, scores: Float64Array, { sum, stars, say }: Leaning): Judged {
  const at = { positive: columnOf(model, 'positive'), negative: columnOf(model, 'negative') }
  let says = { positive: scores[at.positive] ?? 0, negative: scores[at.negative] ?? 0 }
  if (say) says = leaned(says, extrasOf(sum), say)
  const pull = stars === null ? 0 : extrasOf(stars).leaning * STARS
  scores[at.positive] = says.positive + pull
  scores[at.negative] = says.negative - pull
  return { p: byName(model, probabilitiesOf(model, scores)), by: model.header.name }
}

/**
 * What model and list make of a text together: where the list is at home and the model is not, the model only settles what
 * the list leaves open.
 * @param says what the model says for good and against bad, each beside neutral
 */
export function leaned(
  says: { positive: number; negative: number },
  { leaning, strength }: ReturnType<typeof extrasOf>,
  { model, list }: Say,
): { positive: number; negative: number } {
  const plain = strength === 0 ? 1.2 : 0.9
  return {
    positive: model * says.positive + list * (STARS * leaning - plain),
    negative: model * says.negative - list * (STARS * leaning + plain),
  }
}

function columnOf({ header }: Model, label: Sentiment): number {
  return header.labels.indexOf(label) - 1
}

/** How columns mix to what a token spoke for (above 0, good; below, bad), about -4 to 4 as in the lists. */
export function mixOf({ header }: Model): number[] {
  return header.labels.slice(1).map((label) => (label === 'positive' ? 1 : -1))
}

function byName({ header }: Model, p: number[]): Record<Sentiment, number> {
  const named = { positive: 0, neutral: 0, negative: 0 }
  for (const sentiment of SENTIMENTS) named[sentiment] = p[header.labels.indexOf(sentiment)] ?? 0
  return named
}
