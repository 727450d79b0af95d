import type { Why } from '../reading.ts'
import type { Token } from '../token.ts'
import { type Lexicon, type Phrase, PLAIN, weightOfEmoji, weightOfEmoticon } from './lexicon.ts'

/** A place in the text that weighs something before its neighbours have their say. */
interface Hit {
  from: number
  to: number
  weight: number
  phrase: boolean
}

export interface Evidence {
  sum: number
  why: Why[]
}

/** Words a denial reaches over: "pas du tout content" has two between. */
const REACH = 4

/**
 * Adds up what the words, phrases and signs weigh, with denial, intensity, capitals, stretched letters, exclamation
 * and the turn of a "mais".
 */
export function weigh(tokens: Token[], lexicon: Lexicon): Evidence {
  const hits = find(tokens, lexicon)
  if (hits.length === 0) return { sum: 0, why: [] }
  const shouting = isShouting(tokens)
  const turn = lastTurn(tokens, lexicon)
  const seen = new Map<number, Why>()
  const why: Why[] = []
  let sum = 0
  for (const hit of hits) {
    const mark = judge(hit, tokens, lexicon, shouting, seen)
    if (mark === null) continue
    if (turn >= 0) mark.weight *= hit.to <= turn ? 0.55 : 1.35
    sum += mark.weight
    why.push(mark)
  }
  sum = exclaim(sum, tokens)
  return { sum, why: [...why, ...seen.values()].map(rounded).sort((a, b) => a.start - b.start) }
}

function rounded(mark: Why): Why {
  return { ...mark, weight: Math.round(mark.weight * 100) / 100 }
}

function find(tokens: Token[], lexicon: Lexicon): Hit[] {
  const hits: Hit[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (!token) continue
    const { kind, lexeme } = token
    if (kind === 'emoji' || kind === 'emoticon') {
      const weight = kind === 'emoji' ? weightOfEmoji(lexeme) : weightOfEmoticon(lexeme)
      if (weight !== 0) hits.push({ from: i, to: i, weight, phrase: true })
    } else if (kind === 'word') {
      const { weight, phrases, isDenied } = lexicon.entry(lexeme)
      const phrase = phraseAt(tokens, i, phrases)
      if (phrase) {
        const to = i + phrase.words.length - 1
        if (phrase.weight !== 0) hits.push({ from: i, to, weight: phrase.weight, phrase: true })
        i = to
      } else if (weight !== 0 || isDenied) hits.push({ from: i, to: i, weight, phrase: false })
    }
  }
  return hits
}

function phraseAt(tokens: Token[], at: number, phrases: Phrase[]): Phrase | undefined {
  if (phrases === PLAIN.phrases) return undefined
  return phrases.find(({ words }) =>
    words.every((word, k) => tokens[at + k]?.kind === 'word' && tokens[at + k]?.form === word),
  )
}

function judge(
  hit: Hit,
  tokens: Token[],
  lexicon: Lexicon,
  shouting: boolean,
  seen: Map<number, Why>,
): Why | null {
  const first = tokens[hit.from]
  const last = tokens[hit.to]
  if (!first || !last) return null
  let weight = hit.weight
  const denier = hit.phrase ? null : denierOf(hit, tokens, lexicon)
  if (denier !== null)
    weight = lexicon.denied.get(first.form) ?? (weight > 0 ? weight * -0.75 : weight * -0.4)
  if (weight === 0) return null
  const push = pushOf(hit, tokens, lexicon, seen)
  weight *= push
  if (first.short !== null) weight *= 1.25
  if (first.caps && !shouting) weight *= 1.25
  mark(seen, tokens, denier, 'negation', weight - hit.weight)
  return { start: first.start, end: last.end, effect: weight > 0 ? 'positive' : 'negative', weight }
}

function mark(
  seen: Map<number, Why>,
  tokens: Token[],
  at: number | null,
  effect: Why['effect'],
  weight: number,
): void {
  const token = at === null ? undefined : tokens[at]
  if (!token || at === null) return
  seen.set(at, { start: token.start, end: token.end, effect, weight: (seen.get(at)?.weight ?? 0) + weight })
}

/** Where the word is denied from: before it in the same clause, or just after it for a French verb ("marche pas"). */
function denierOf(hit: Hit, tokens: Token[], lexicon: Lexicon): number | null {
  let words = 0
  for (let i = hit.from - 1; i >= 0 && words < REACH; i--) {
    const token = tokens[i]
    if (!token || token.kind === 'stop' || token.kind === 'pause') break
    if (token.kind !== 'word') continue
    const { turns, denies } = lexicon.entry(token.lexeme)
    if (turns) break
    if (denies || deniesAsPlus(i, tokens)) return i
    words++
  }
  const form = tokens[hit.from]?.form ?? ''
  if (!lexicon.verbs.has(form)) return null
  for (let i = hit.to + 1; i <= hit.to + 2; i++) {
    const token = tokens[i]
    if (token?.kind !== 'word') return null
    if (isAfterVerb(token.form) || deniesAsPlus(i, tokens)) return i
  }
  return null
}

function isAfterVerb(form: string): boolean {
  return (
    form === 'pas' ||
    form === 'jamais' ||
    form === 'rien' ||
    form === 'guere' ||
    form === 'aucun' ||
    form === 'aucune'
  )
}

/** "ne marche plus" denies, "plus beau" does not: a `plus` denies with a `ne` up to three words before it. */
function deniesAsPlus(at: number, tokens: Token[]): boolean {
  if (tokens[at]?.form !== 'plus') return false
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    const form = tokens[i]?.form
    if (form === 'ne' || form === "n'") return true
  }
  return false
}

function pushOf(hit: Hit, tokens: Token[], lexicon: Lexicon, seen: Map<number, Why>): number {
  let push = 1
  for (let i = hit.from - 1; i >= Math.max(0, hit.from - 2); i--) {
    const token = tokens[i]
    if (token?.kind !== 'word') break
    const factor = lexicon.entry(token.lexeme).push
    if (factor === null || deniesAsPlus(i, tokens)) continue
    push *= factor
    mark(seen, tokens, i, 'intensity', hit.weight * (factor - 1))
  }
  return push
}

/** Where everything is in capitals, capitals say nothing more. */
function isShouting(tokens: Token[]): boolean {
  let words = 0
  let caps = 0
  for (const token of tokens) {
    if (token.kind !== 'word' || token.end - token.start <= 2) continue
    words++
    if (token.caps) caps++
  }
  return caps * 2 > words
}

function lastTurn(tokens: Token[], lexicon: Lexicon): number {
  return tokens.findLastIndex(({ kind, lexeme }) => kind === 'word' && lexicon.entry(lexeme).turns)
}

function exclaim(sum: number, tokens: Token[]): number {
  let marks = 0
  for (const { kind, form } of tokens) {
    if (kind !== 'stop') continue
    for (let at = 0; at < form.length; at++) if (form.charCodeAt(at) === EXCLAMATION) marks++
  }
  return sum + Math.sign(sum) * Math.min(marks, 4) * 0.25
}

const EXCLAMATION = 0x21
