import { fold, type Token } from '../token.ts'
import { scoresOf } from './pieces.ts'
import { scriptLanguage } from './script.ts'
import { MARKS, SMALL_WORDS } from './words.ts'

type Votes = Map<string, number>

function vote(votes: Votes, lang: string, weight: number): void {
  votes.set(lang, (votes.get(lang) ?? 0) + weight)
}

/** Each small word with its languages; a word that many share says little for each. */
const VOTES = new Map<string, [lang: string, vote: number][]>()
for (const [lang, words] of Object.entries(SMALL_WORDS)) {
  for (const word of new Set(words.split(/\s+/).map(fold)))
    VOTES.set(word, [...(VOTES.get(word) ?? []), [lang, 1]])
}
for (const votes of VOTES.values()) for (const one of votes) one[1] = 1 / votes.length

/** Words read before deciding: what comes after rarely changes the answer. */
const WORDS_READ = 60
/** Left in every language's posts by the networks themselves. */
const FURNITURE = new Set(['http', 'https', 'www', 'com', 'rt', 'via', 'amp', 'gt', 'lt'])
/** A network's hint is worth about one small word and a half: it settles a doubt, it does not outvote the text. */
const HINT = 1.6
const SURE = 1.5
/** Small words that settle it alone. */
const CLEAR = 4

/**
 * ISO 639-1 code of the language a text is written in, `und` where it cannot be told.
 * @param tokens of the text, with their places in it
 * @param hint what the network says (BCP 47); it may be wrong, so it only settles doubts.
 */
export function detectLanguage(text: string, tokens: Token[], hint?: string): string {
  const script = scriptLanguage(text)
  if (script) return script
  const hinted = hint?.slice(0, 2).toLowerCase()
  const { votes, words, letters } = count(tokens)
  if (words === 0) return 'und'
  addMarks(text, votes)
  if (hinted && /^[a-z]{2}$/.test(hinted)) vote(votes, hinted, HINT)
  const [best, second] = sorted(votes)
  const top = best?.[1] ?? 0
  const margin = top - (second?.[1] ?? 0)
  if (best && top >= CLEAR && margin >= top * 0.5) return best[0]
  return (
    byPieces({ tokens, text, letters, votes, hinted }) ??
    (best && top >= SURE && margin >= 0.5 ? best[0] : 'und')
  )
}

function sorted(votes: Votes): [lang: string, score: number][] {
  return [...votes].sort((a, b) => b[1] - a[1])
}

function count(tokens: Token[]): { votes: Votes; words: number; letters: number } {
  const votes: Votes = new Map()
  let words = 0
  let letters = 0
  for (const token of tokens) {
    if (token.kind !== 'word' || FURNITURE.has(token.form)) continue
    letters += token.form.length
    const said = VOTES.get(token.form)
    if (said) for (const [lang, weight] of said) vote(votes, lang, weight)
    if (++words >= WORDS_READ) break
  }
  return { votes, words, letters }
}

/** Which of `MARKS` a unit is one of; no mark stands beyond Latin Extended-B, but for two variants in other blocks. */
const MARKED = new Map<number, number[]>()
for (const unit of [...Array(0x250 - 0x80).keys()].map((offset) => 0x80 + offset).concat(0x1e9e, 0x212b)) {
  const of = MARKS.flatMap(([marks], i) => (String.fromCharCode(unit).match(marks) ? [i] : []))
  if (of.length > 0) MARKED.set(unit, of)
}
const MARK_VOTES = MARKS.map(([, langs]) => Object.entries(langs))

function addMarks(text: string, votes: Votes): void {
  const found = new Uint16Array(MARKS.length)
  // Twice as many, for an accent may stand beside its letter.
  const read = text.slice(0, 800).normalize('NFC')
  for (let at = Math.min(read.length, 400) - 1; at >= 0; at--) {
    const unit = read.charCodeAt(at)
    if (unit < 0x80) continue
    for (const i of MARKED.get(unit) ?? []) found[i] = (found[i] ?? 0) + 1
  }
  MARK_VOTES.forEach((langs, i) => {
    const times = Math.min(found[i] ?? 0, 4)
    if (times > 0) for (const [lang, weight] of langs) vote(votes, lang, times * weight)
  })
}

/** What a vote is worth beside pieces of words, which give the right language 40 to 100. */
const VOTE = 6
/** Letters under which pieces say nothing, and under which they must be clear. */
const FEW = 6
const SHORT = 16
/** Letters under which a few pieces are luck, and how far behind the best the hinted language may be there to win. */
const BRIEF = 40
const NEAR = { short: 0.3, brief: 0.12 }

interface Read {
  tokens: Token[]
  text: string
  letters: number
  votes: Votes
  hinted: string | undefined
}

/** Pieces of words with what small words, letters and the hint say; null where they do not decide. */
function byPieces({ tokens, text, letters, votes, hinted }: Read): string | null {
  if (letters < FEW) return null
  const words: string[] = []
  let length = 0
  for (const token of tokens) {
    if (token.kind !== 'word' || FURNITURE.has(token.form)) continue
    const word = text.slice(token.start, token.end).normalize('NFC').replace(/[’ʼ]/g, "'")
    words.push(word.toLowerCase())
    length += word.length
    if (length > 300) break
  }
  const scores = scoresOf(words)
  for (const [lang, weight] of votes) scores.set(lang, (scores.get(lang) ?? 0) + weight * VOTE)
  const [best, second] = sorted(scores)
  if (!best) return null
  const near = letters < SHORT ? NEAR.short : letters < BRIEF ? NEAR.brief : 0
  if (hinted && (scores.get(hinted) ?? 0) >= best[1] * (1 - near)) return hinted
  const margin = (best[1] - (second?.[1] ?? 0)) / best[1]
  return margin >= (letters < SHORT ? 0.1 : 0.005) ? best[0] : null
}
