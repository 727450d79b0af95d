import { bent, type Delta, type Shown, shownOf, taughtMarks } from './delta/index.ts'
import { type Features, featuresOf, withoutFormulas } from './features/index.ts'
import { intentModels, intentOf, urgencyOf } from './intent/index.ts'
import { detectLanguage } from './language/index.ts'
import { type Classified, classifyText, extrasFor, withPressing } from './learn/index.ts'
import type { Model } from './model/index.ts'
import { type Heard, hear, type Panel, panelOf } from './panel/index.ts'
import type { Reading, Sentiment, Understanding, Why } from './reading.ts'
import type { Seen } from './seen.ts'
import { sensesOf } from './senses/index.ts'
import {
  extrasOf,
  judged,
  LIST_FIRST,
  lexiconFor,
  mixOf,
  sayOf,
  sentimentModel,
  weigh,
} from './sentiment/index.ts'
import { endOfTitle, type Token, tokenize } from './token.ts'
import { told } from './told.ts'
import { topicsOf } from './topics/index.ts'
import { toxicityModel, toxicityOf } from './toxicity/index.ts'
import { likeliest, madeBy, withVerdict } from './verdict.ts'

export interface Said {
  text: string
  title?: string
  /** What the network says the language is (BCP 47); it may be wrong. */
  lang?: string
  /** Stars, 1 to 5. */
  rating?: number
}

/** Where no model reads the language: signs and stars. */
const BY_SIGNS = 'lexicon-1'
/** What stars weigh beside words: two strong words at the ends of the scale. */
const STARS = [-7, -4.5, -0.8, 3, 6.5]

/**
 * Language and sentiment of what somebody wrote, with the words and signs that made it so. Pure, but that the first
 * call in a language reads its model. The first 20,000 characters are read.
 */
export function understand(said: Said): Reading {
  return feeling(seen(said), said.rating)
}

/**
 * All that is understood of a text: what {@link understand} says, whether it offends, what it wants and how soon, and what
 * it speaks of.
 * @param deltas what a workspace taught
 */
export function understandAll(said: Said, deltas: Delta[] = []): Understanding {
  const { all, common, extras } = commonOf(said)
  if (deltas.length === 0) return common
  const features = featuresOf(all.tokens, all.lang)
  const shown = shownOf(all.tokens, features, extras, common)
  return deltas.reduce((reading, delta) => bend(reading, delta, shown, { ...all, features }), common)
}

/** What a delta sees of a text; good until the next text is read. */
export function shownFor(said: Said): { shown: Shown; common: Understanding } {
  const { all, common, extras } = commonOf(said)
  return { shown: shownOf(all.tokens, featuresOf(all.tokens, all.lang), extras, common), common }
}

function bend(
  reading: Understanding,
  delta: Delta,
  shown: Shown,
  all: Seen & { features: Features },
): Understanding {
  if (delta.on !== madeBy(delta.task, reading.lang)) return reading
  const said = bent(delta, shown)
  if (!said) return reading
  const now = withVerdict(reading, delta, said.p)
  if (delta.task !== 'sentiment') return now
  const why = [...now.why, ...taughtMarks(delta, all, said.open, now.why)]
  why.sort((a, b) => Number(b.in === 'title') - Number(a.in === 'title') || a.start - b.start)
  return { ...now, why }
}

function commonOf(said: Said) {
  const all = seen(said)
  const reading = feeling(all, said.rating)
  const toxicity = toxicityOf(all)
  const { lang, tokens, sum } = all
  // Without the stars: what a text says is not what was ticked beside it.
  const plain = said.rating === undefined ? reading : feeling(all, undefined)
  const extras = extrasFor(tokens, lang, sum, plain.p)
  const common: Understanding = {
    ...reading,
    toxicity,
    intent: intentOf(all, extras),
    urgency: urgencyOf(all, withPressing(extras, tokens, lang)),
    topics: topicsOf(all),
  }
  return { all, common, extras }
}

/** All that is understood, as the stream keeps it: whole thousandths of toxicity, the likeliest intent and urgency, topics by id. */
export function understandForStream(
  said: Said,
  deltas: Delta[] = [],
): Reading & {
  toxicity: number | null
  intent: string | null
  urgency: number | null
  topics: string[]
} {
  return keptOf(understandAll(said, deltas))
}

/** What of a reading the stream keeps. */
export function keptOf({ toxicity, intent, urgency, topics, ...reading }: Understanding) {
  return {
    ...reading,
    toxicity: toxicity && Math.round(toxicity.p * 1000),
    intent: intent?.label ?? null,
    urgency: urgency === null ? null : urgency.level,
    topics: topics.map(({ id }) => id),
  }
}

/** What the lists of sentiment found, beside what everything else is told by. */
interface Told extends Seen {
  listed: Why[]
}

function seen(said: Said): Told {
  const written = tokenize(said.text)
  const above = said.title ? tokenize(said.title) : []
  const lang = languageOf(said, above, written)
  const tokens = withoutFormulas(written, lang)
  const title = withoutFormulas(above, lang)
  const lexicon = lexiconFor(lang)
  const body = weigh(tokens, lexicon)
  const head = weigh(title, lexicon)
  const all = joined(title, tokens)
  return {
    lang,
    tokens: all,
    titles: title.length,
    heard: heardOf(all, lang),
    listed: [...head.why.map((mark) => ({ ...mark, in: 'title' as const })), ...body.why],
    sum: body.sum + head.sum,
  }
}

const PANELS = new Map<string, Panel | null>()

/** Made at the first text in the language. */
function panelFor(lang: string): Panel | null {
  const known = PANELS.get(lang)
  if (known !== undefined) return known
  const models = [sentimentModel(lang), toxicityModel(lang), ...intentModels(lang)].filter(
    (one) => one !== null,
  )
  const panel = models.length === 0 ? null : panelOf(lang, models)
  PANELS.set(lang, panel)
  return panel
}

function heardOf(tokens: Token[], lang: string): Heard | null {
  const panel = panelFor(lang)
  return panel && hear(panel, tokens, sensesOf(tokens, lang))
}

function languageOf({ title, text, lang }: Said, above: Token[], written: Token[]): string {
  if (!title) return detectLanguage(text, written, lang)
  return detectLanguage(`${title}\n${text}`, above.concat(written), lang)
}

function feeling({ lang, tokens, titles, heard, listed, sum }: Told, rating: number | undefined): Reading {
  const stars = starWeight(rating)
  const model = sentimentModel(lang)
  if (!model || !heard) return bySigns(lang, listed, sum, stars)
  const say = stars === null ? sayOf(tokens, lang) : LIST_FIRST
  const { p, by } = judged(model, heard.scores(model, extrasOf(sum)), { sum, stars, say })
  const why = told(listed, tokens, heard.shares(model, mixOf(model)), titles)
  return { lang, sentiment: likeliest(p), p, why, by }
}

function joined(title: Token[], tokens: Token[]): Token[] {
  if (title.length === 0) return tokens
  return [...title, endOfTitle(), ...tokens]
}

/** In a language whose words are not read, with no sign and no star, it says unknown. */
function bySigns(lang: string, why: Why[], sum: number, stars: number | null): Reading {
  const known = why.length > 0 || stars !== null
  const p = known ? probabilities(sum + (stars ?? 0), why.length) : uniform()
  return { lang, sentiment: known ? likeliest(p) : 'neutral', p, why, by: BY_SIGNS }
}

function starWeight(rating: number | undefined): number | null {
  if (rating === undefined || !(rating >= 1 && rating <= 5)) return null
  return STARS[Math.round(rating) - 1] ?? null
}

/** The sum is squeezed between -1 and 1, then spread over the three; slopes from common sense, not from a fit. */
function probabilities(sum: number, marks: number): Record<Sentiment, number> {
  const x = extrasOf(sum).leaning
  const positive = Math.exp(3.2 * x)
  const negative = Math.exp(-3.2 * x)
  const neutral = Math.exp(marks === 0 ? 1.2 : 0.9)
  const all = positive + negative + neutral
  return { positive: positive / all, neutral: neutral / all, negative: negative / all }
}

function uniform(): Record<Sentiment, number> {
  return { positive: 1 / 3, neutral: 1 / 3, negative: 1 / 3 }
}

/** What a model of a workspace's own labels says of a text. */
export function sort(said: Said, model: Model): Classified {
  return classifyText(model, seen(said).tokens)
}
