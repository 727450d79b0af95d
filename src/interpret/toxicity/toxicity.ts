import { fact } from '../lexeme/index.ts'
import { lazyModel, type Model, probabilitiesOf } from '../model/index.ts'
import type { OffenceMark, Toxicity } from '../reading.ts'
import type { Seen } from '../seen.ts'
import { extrasOf } from '../sentiment/index.ts'
import type { Token } from '../token.ts'
import { countsOf, type Found, KINDS, type Kind, offencesIn } from './words.ts'

const MODELS = new Map(
  ['fr', 'en'].map((lang) => [
    lang,
    lazyModel(new URL(`../../../models/toxicity-${lang}.bin`, import.meta.url)),
  ]),
)

export function toxicityModel(lang: string): Model | null {
  return MODELS.get(lang)?.() ?? null
}

/** Words that speak to somebody: an insult thrown at one differs from one told of. */
const YOU = new Set("tu t' toi te ton ta tes vous vos votre you your u ur you're yourself".split(' '))

const isYou = fact(({ form }) => YOU.has(form))

/**
 * What a model of toxicity takes beside the words, by name: offences of the lists by kind, whether somebody is spoken
 * to, and the leaning of the sentiment lists.
 */
export function besideOf(tokens: Token[], found: Found[], leaning: number): Record<string, number> {
  const counts = countsOf(found)
  const you = tokens.some((token) => token.kind === 'word' && isYou(token.lexeme)) ? 1 : 0
  return {
    ...counts,
    leaning: extrasOf(leaning).leaning,
    you,
    thrown: you * (counts.insult + counts.coarse),
  }
}

/**
 * How likely a text offends, and in what way; null in a language that is not read. The whole is by a model, the kinds
 * are shared out by the lists: without a word of theirs, most offences are insults.
 */
export function toxicityOf({ lang, tokens, titles, heard, sum }: Seen): Toxicity | null {
  const model = toxicityModel(lang)
  if (!model || !heard) return null
  const found = offencesIn(tokens, lang)
  const scores = heard.scores(model, besideOf(tokens, found, sum))
  const [said = 0] = probabilitiesOf(model, scores)
  const whole = found.some(isThreat) ? Math.max(said, THREAT) : said
  const p = isReported(tokens, found) ? whole * REPORTED : whole
  const why = found.length === 0 && p < PEACE ? [] : marksOf(tokens, titles, found, heard.shares(model, [1]))
  return { p, ...kindsOf(p, found), why }
}

/** Under which nothing needs a reason. */
const PEACE = 0.2
/** A threat in so many words is one, however few of them the sets hold that the model learnt from. */
const THREAT = 0.7
const SO_MANY = 3

function isThreat({ from, to, kind }: Found): boolean {
  return kind === 'threat' && to - from + 1 >= SO_MANY
}

/** What an offence counts that is told of, not made. */
const REPORTED = 0.6
const OPENS = new Set(['«', '“', '"'])
const CLOSES = new Set(['»', '”', '"'])
const TELLS = new Set(
  'traite traiter traitee traites traitees insulte insultee appele appelee dit called calling named'.split(
    ' ',
  ),
)

/** Whether every word of the lists stands in quotes, or after a word that tells of it ("on m’a traitée de …"). */
function isReported(tokens: Token[], found: Found[]): boolean {
  return (
    found.length > 0 && found.every(({ from, to, kind }) => kind !== 'threat' && isTold(tokens, from, to))
  )
}

function isTold(tokens: Token[], from: number, to: number): boolean {
  for (let i = from - 1; i >= Math.max(0, from - 3); i--) {
    const { kind, form = '' } = tokens[i] ?? {}
    if (kind === 'word' && TELLS.has(form)) return true
    if (kind !== 'pause') continue
    return (
      OPENS.has(form) &&
      tokens.slice(to + 1, to + 5).some((next) => next.kind === 'pause' && CLOSES.has(next.form))
    )
  }
  return false
}

type Named = Exclude<Kind, 'coarse'>
const NAMED = KINDS.filter((kind): kind is Named => kind !== 'coarse')
/** What of an offence without a word of the lists is of each kind, and of one with words of others. */
const UNNAMED: Record<Named, number> = { insult: 0.6, hate: 0.25, threat: 0.1, sexual: 0.1 }
const OTHERWISE = 0.1

function kindsOf(p: number, found: Found[]): Record<Named, number> {
  const named = new Set(found.map(({ kind }) => kind))
  const known = NAMED.some((kind) => named.has(kind))
  const share = (kind: Named) => (named.has(kind) ? 0.9 : known ? OTHERWISE : UNNAMED[kind])
  return {
    insult: p * share('insult'),
    hate: p * share('hate'),
    threat: p * share('threat'),
    sexual: p * share('sexual'),
  }
}

const TOLD = 6
const LEAST = 0.2

/** Words of the lists, and the heaviest of the model's own, in order: those of the title first. */
function marksOf(tokens: Token[], titles: number, found: Found[], shares: Float64Array): OffenceMark[] {
  const place = (i: number) => (i < titles ? { in: 'title' as const } : {})
  const marks: OffenceMark[] = []
  const listed = new Set<number>()
  for (const { from, to, kind } of found) {
    let weight = 0
    for (let i = from; i <= to; i++) {
      weight += shares[i] ?? 0
      listed.add(i)
    }
    const [first, last] = [tokens[from], tokens[to]]
    if (!first || !last) continue
    marks.push({ start: first.start, end: last.end, kind, weight: rounded(weight), ...place(from) })
  }
  const more = tokens.flatMap((token, i): OffenceMark[] => {
    const weight = rounded(shares[i] ?? 0)
    if (listed.has(i) || weight < LEAST || (token.kind !== 'word' && token.kind !== 'emoji')) return []
    return [{ start: token.start, end: token.end, kind: 'word', weight, ...place(i) }]
  })
  more.sort((a, b) => b.weight - a.weight)
  return [...marks, ...more.slice(0, TOLD)].sort(
    (a, b) => Number(b.in === 'title') - Number(a.in === 'title') || a.start - b.start,
  )
}

function rounded(weight: number): number {
  return Math.round(weight * 100) / 100
}
