import { fact, type Lexeme } from '../lexeme/index.ts'
import { fold, type Token } from '../token.ts'
import { languagesOfPieces, type Pieces, piecesIn, scoresOf } from './pieces.ts'
import { scriptLanguage } from './script.ts'
import { MARKS, SMALL_WORDS } from './words.ts'

/** Languages by number; at 0 stands the one that is hinted at where it is none of them. */
const NAMES = [
  '',
  ...new Set([...Object.keys(SMALL_WORDS), ...MARKS.flatMap(([, langs]) => Object.keys(langs))]),
]
const known = NAMES.length
/** How many there are with those of the table of pieces, which is read at the first text that needs it. */
const MOST = known + 256
/** One number a language; used again by the next text. */
const votes = new Float64Array(MOST)
const scores = new Float64Array(MOST)
/** By number in the table of pieces. */
let ofPieces: number[] | undefined

function numbersOfPieces(): number[] {
  ofPieces ??= languagesOfPieces().map((lang) => {
    const at = NAMES.indexOf(lang, 1)
    return at > 0 ? at : NAMES.push(lang) - 1
  })
  return ofPieces
}

interface Vote {
  lang: number
  weight: number
}

/** Each small word with its languages; a word that many share says little for each. */
const VOTES = new Map<string, Vote[]>()
for (const [lang, words] of Object.entries(SMALL_WORDS)) {
  for (const word of new Set(words.split(/\s+/).map(fold)))
    VOTES.set(word, [...(VOTES.get(word) ?? []), { lang: NAMES.indexOf(lang), weight: 1 }])
}
for (const all of VOTES.values()) for (const one of all) one.weight = 1 / all.length

/** Words read before deciding: what comes after rarely changes the answer. */
const WORDS_READ = 60
/** Left in every language's posts by the networks themselves. */
const FURNITURE = new Set(['http', 'https', 'www', 'com', 'rt', 'via', 'amp', 'gt', 'lt'])
const NO_VOTES: Vote[] = []
/** What a word votes for; null for furniture. */
const votesOf = fact(({ form }) => (FURNITURE.has(form) ? null : (VOTES.get(form) ?? NO_VOTES)))
/** Pieces of a word as it is written, and its letters. */
const cut = fact(({ written }: Lexeme): Pieces => {
  return piecesIn(written.normalize('NFC').replace(/[’ʼ]/g, "'").toLowerCase())
})

/** A network's hint is worth about one small word and a half: it settles a doubt, it does not outvote the text. */
const HINT = 1.6
const SURE = 1.5
/** Small words that settle it alone. */
const CLEAR = 4

/**
 * ISO 639-1 code of the language a text is written in, `und` where it cannot be told.
 * @param tokens of the text
 * @param hint what the network says (BCP 47); it may be wrong, so it only settles doubts.
 */
export function detectLanguage(text: string, tokens: Token[], hint?: string): string {
  const units = unitsOf(text)
  const script = units < SCRIPTS ? null : scriptLanguage(text)
  if (script) return script
  const hinted = hint?.slice(0, 2).toLowerCase()
  votes.fill(0, 0, NAMES.length)
  const { words, letters } = count(tokens)
  if (words === 0) return 'und'
  if (units >= 0x80) addMarks(text, units)
  const at = hinted && /^[a-z]{2}$/.test(hinted) ? Math.max(0, NAMES.indexOf(hinted)) : -1
  if (at >= 0) votes[at] = (votes[at] ?? 0) + HINT
  const { best, top, second } = firstOf(votes)
  const margin = top - second
  const nameOf = (lang: number) => (lang === 0 ? (hinted ?? 'und') : (NAMES[lang] ?? 'und'))
  if (top >= CLEAR && margin >= top * 0.5) return nameOf(best)
  const found = byPieces(tokens, letters, at)
  return found >= 0 ? nameOf(found) : top >= SURE && margin >= 0.5 ? nameOf(best) : 'und'
}

/** Under this no unit is of an alphabet but the Latin, nor composes with another. */
const SCRIPTS = 0x300

/** All bits of what is looked at of a text: under 0x80 it is ASCII, under 0x300 Latin letters that stand alone. */
function unitsOf(text: string): number {
  let bits = 0
  for (let at = Math.min(text.length, 800) - 1; at >= 0; at--) bits |= text.charCodeAt(at)
  return bits
}

/** The best of all and what the next has; -1 and 0 where none has any. */
function firstOf(all: Float64Array): { best: number; top: number; second: number } {
  let best = -1
  let top = 0
  let second = 0
  for (let lang = 0; lang < NAMES.length; lang++) {
    const has = all[lang] ?? 0
    if (has > top) {
      second = top
      top = has
      best = lang
    } else if (has > second) second = has
  }
  return { best, top, second }
}

function count(tokens: Token[]): { words: number; letters: number } {
  let words = 0
  let letters = 0
  for (const { kind, lexeme } of tokens) {
    if (kind !== 'word') continue
    const said = votesOf(lexeme)
    if (said === null) continue
    letters += lexeme.form.length
    for (let i = 0; i < said.length; i++) {
      const { lang = 0, weight = 0 } = said[i] ?? {}
      votes[lang] = (votes[lang] ?? 0) + weight
    }
    if (++words >= WORDS_READ) break
  }
  return { words, letters }
}

/** Which of `MARKS` a unit is one of; no mark stands beyond Latin Extended-B, but for two variants in other blocks. */
const MARKED = new Map<number, number[]>()
for (const unit of [...Array(0x250 - 0x80).keys()].map((offset) => 0x80 + offset).concat(0x1e9e, 0x212b)) {
  const of = MARKS.flatMap(([marks], i) => (String.fromCharCode(unit).match(marks) ? [i] : []))
  if (of.length > 0) MARKED.set(unit, of)
}
const MARK_VOTES = MARKS.map(([, langs]) =>
  Object.entries(langs).map(([lang, weight]): Vote => ({ lang: NAMES.indexOf(lang), weight })),
)

function addMarks(text: string, units: number): void {
  const found = new Uint16Array(MARKS.length)
  // Twice as many, for an accent may stand beside its letter.
  const read = units < SCRIPTS ? text : text.slice(0, 800).normalize('NFC')
  for (let at = Math.min(read.length, 400) - 1; at >= 0; at--) {
    const unit = read.charCodeAt(at)
    if (unit < 0x80) continue
    for (const i of MARKED.get(unit) ?? []) found[i] = (found[i] ?? 0) + 1
  }
  MARK_VOTES.forEach((langs, i) => {
    const times = Math.min(found[i] ?? 0, 4)
    if (times > 0) for (const { lang, weight } of langs) votes[lang] = (votes[lang] ?? 0) + times * weight
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

/** Letters from which on pieces say no more. */
const PIECES_READ = 300

/**
 * Pieces of words with what small words, letters and the hint say; -1 where they do not decide.
 * @param hinted number of the language that is hinted at, -1 where none is
 */
function byPieces(tokens: Token[], letters: number, hinted: number): number {
  if (letters < FEW) return -1
  const words: Pieces[] = []
  let length = 0
  for (const { kind, lexeme } of tokens) {
    if (kind !== 'word' || votesOf(lexeme) === null) continue
    const pieces = cut(lexeme)
    words.push(pieces)
    length += pieces.letters
    if (length > PIECES_READ) break
  }
  const numbers = numbersOfPieces()
  scores.fill(0, 0, NAMES.length)
  scoresOf(words).forEach((score, i) => {
    scores[numbers[i] ?? 0] = score
  })
  for (let lang = 0; lang < NAMES.length; lang++)
    if (votes[lang] !== 0) scores[lang] = (scores[lang] ?? 0) + (votes[lang] ?? 0) * VOTE
  const { best, top, second } = firstOf(scores)
  if (best < 0) return -1
  const near = letters < SHORT ? NEAR.short : letters < BRIEF ? NEAR.brief : 0
  if (hinted >= 0 && (scores[hinted] ?? 0) >= top * (1 - near)) return hinted
  return (top - second) / top >= (letters < SHORT ? 0.1 : 0.005) ? best : -1
}
