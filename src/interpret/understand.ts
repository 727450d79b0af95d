import { detectLanguage } from './language/index.ts'
import { type Reading, SENTIMENTS, type Sentiment, type Why } from './reading.ts'
import { lexiconFor, weigh } from './sentiment/index.ts'
import { tokenize } from './token.ts'

export interface Said {
  text: string
  title?: string
  /** What the network says the language is (BCP 47); it may be wrong. */
  lang?: string
  /** Stars, 1 to 5. */
  rating?: number
}

const BY = 'lexicon-1'
/** Languages whose words are weighed; in any other, words say nothing and the verdict is told as unknown. */
const READ = new Set(['fr', 'en'])
/** What stars weigh beside words: two strong words at the ends of the scale. */
const STARS = [-7, -4.5, -0.8, 3, 6.5]

/**
 * Language and sentiment of what somebody wrote, with the words and signs that made it so. Pure; some 20
 * microseconds for a tweet. The first 20,000 characters are read.
 */
export function understand(said: Said): Reading {
  const tokens = tokenize(said.text)
  const titleTokens = said.title ? tokenize(said.title) : []
  const lang = detectLanguage(
    said.title ? `${said.title}\n${said.text}` : said.text,
    titleTokens.concat(tokens),
    said.lang,
  )
  const lexicon = lexiconFor(lang)
  const body = weigh(tokens, lexicon)
  const head = weigh(titleTokens, lexicon)
  const why: Why[] = [...head.why.map((mark) => ({ ...mark, in: 'title' as const })), ...body.why]
  const stars = starWeight(said.rating)
  const known = READ.has(lang) || why.length > 0 || stars !== null
  const p = known ? probabilities(body.sum + head.sum + (stars ?? 0), why.length) : uniform()
  return { lang, sentiment: known ? likeliest(p) : 'neutral', p, why, by: BY }
}

function starWeight(rating: number | undefined): number | null {
  if (rating === undefined || !(rating >= 1 && rating <= 5)) return null
  return STARS[Math.round(rating) - 1] ?? null
}

/** The sum is squeezed between -1 and 1, then spread over the three; slopes from common sense, not from a fit. */
function probabilities(sum: number, marks: number): Record<Sentiment, number> {
  const x = sum / Math.sqrt(sum * sum + 10)
  const positive = Math.exp(3.2 * x)
  const negative = Math.exp(-3.2 * x)
  const neutral = Math.exp(marks === 0 ? 1.2 : 0.9)
  const all = positive + negative + neutral
  return { positive: positive / all, neutral: neutral / all, negative: negative / all }
}

function uniform(): Record<Sentiment, number> {
  return { positive: 1 / 3, neutral: 1 / 3, negative: 1 / 3 }
}

function likeliest(p: Record<Sentiment, number>): Sentiment {
  return SENTIMENTS.reduce((best, next) => (p[next] > p[best] ? next : best), 'neutral')
}
