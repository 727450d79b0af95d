import { AUTHOR_MARK, isWritten, writtenWord } from '../words/document.ts'
import { endsOf, isPattern, ONE, STAR, WRITTEN } from '../words/mark.ts'
import { Scanner } from '../words/scanner.ts'
import { JOINED, PLAIN, SHORT, VARIANT, WHOLE } from '../words/tokens.ts'
import { CLASS, classify, HIGH, PICTURE, UNIGRAM } from '../words/units.ts'
import { MAX_TERMS, MIN_PREFIX, MIN_SUFFIX, type Run, type Slot, type Where } from './query.ts'

const scanner = new Scanner()
/** Ways to read one phrase; a phrase with more hyphens than this is read as its parts. */
const MAX_RUNS = 16

/** What a query asks of one stretch of words: every way to read them, the separate words first. */
export interface Terms {
  runs: Run[]
  /** Words asked for, as they count against the limit. */
  count: number
}

/** Letters that no text is written with, in the place of the signs of a pattern while it is scanned. */
const STAND_INS: [sign: string, letter: string][] = [
  [STAR, '\uA66E'],
  [ONE, '\uA78F'],
]

/**
 * Reads `written` with the scanner that reads texts. A word at the end of which stands `*` is a prefix; one with `*`, or
 * with `?` between letters where it is no phrase, is a pattern. Answers no run when there is nothing to look for in it.
 */
export function termsOf(
  written: string,
  where: Where,
  how: { exact?: boolean; phrase?: boolean } = {},
): Terms {
  let runs: Run[] = [[]]
  for (const word of written.split(/\s+/u)) {
    if (word === '') continue
    const pattern = /\*./u.test(word) || (!how.phrase && asksForLetters(word))
    const prefix = !pattern && word.endsWith('*')
    const ways = waysOf(prefix ? word.slice(0, -1) : word, where, { prefix, pattern, exact: how.exact })
    if (ways.length === 0) continue
    const some = runs.length * ways.length > MAX_RUNS ? ways.slice(0, 1) : ways
    runs = some.flatMap((way) => runs.map((run) => [...run, ...way]))
  }
  const [first = []] = runs
  return first.length === 0 ? { runs: [], count: 0 } : { runs, count: first.length }
}

/** Whether a `?` stands between letters, and not at the end of what is asked. */
export function asksForLetters(word: string): boolean {
  return /[\p{L}\p{N}*]\?+[\p{L}\p{N}*]/u.test(word) && !word.includes('/')
}

/** Length of the shortest prefix as it will be looked for, its mark not counted. */
export function prefixLength(runs: Run[]): number {
  let shortest = Number.POSITIVE_INFINITY
  for (const slot of runs.flat()) {
    if (!slot.prefix) continue
    for (const word of slot.words) shortest = Math.min(shortest, bare(word).length)
  }
  return shortest
}

/** Whether a pattern leaves open how its words begin and how they end. */
export function isTooWide(runs: Run[]): boolean {
  return runs.flat().some(({ words }) =>
    words.some((word) => {
      if (!isPattern(word)) return false
      const { head, tail } = endsOf(bare(word))
      return head.length < MIN_PREFIX && tail.length < MIN_SUFFIX
    }),
  )
}

function bare(word: string): string {
  return word.replace(/^\^?[#@]?/u, '')
}

interface Place {
  /** Words here, any of which will do. */
  words: string[]
  /** One word for the `span` places from here on: in their stead (`whole`), or as well. */
  joined?: { word: string; span: number; whole: boolean }
}

interface How {
  prefix: boolean
  pattern: boolean
  exact: boolean | undefined
}

/** Every way to read one word: `coca-cola` is two places, or the one `cocacola`. */
function waysOf(word: string, where: Where, { prefix, pattern, exact }: How): Run[] {
  const scanned = pattern
    ? STAND_INS.reduce((text, [sign, letter]) => text.replaceAll(sign, letter), word)
    : word
  scanner.clear()
  scanner.scan(scanned, 0, 4000, where === 'author' ? AUTHOR_MARK : 0)
  const places: Place[] = []
  const { tokens } = scanner
  for (let i = 0; i < tokens.count; i++) {
    if (exact) noteExact(places, i, scanned)
    else note(places, i, pattern)
  }
  const runs =
    places.length > MAX_TERMS
      ? [places.map((place) => ({ words: place.words, prefix: false }))]
      : readings(places)
  return prefix ? runs.map(withPrefix) : runs
}

/** Spellings beside the written one are no longer asked for, nor words put together. */
function noteExact(places: Place[], i: number, scanned: string): void {
  const { tokens } = scanner
  const kind = tokens.kind[i]
  const at = tokens.position[i] ?? 0
  const place = places[at] ?? { words: [] }
  places[at] = place
  if ((kind !== PLAIN && kind !== WHOLE) || tokens.span[i] === 0) return
  const plain = tokens.word(i)
  const word = isWritten(tokens, i) ? (writtenWord(tokens, i, scanned) ?? `${plain}${WRITTEN}`) : plain
  if (kind === WHOLE) place.joined = { word, span: tokens.span[i] ?? 1, whole: true }
  else place.words.push(word)
}

function note(places: Place[], i: number, pattern: boolean): void {
  const { tokens } = scanner
  const kind = tokens.kind[i]
  const span = tokens.span[i] ?? 0
  const at = tokens.position[i] ?? 0
  const place = places[at] ?? { words: [] }
  places[at] = place
  if (kind === SHORT || span === 0) return
  const scannedWord = tokens.word(i)
  const word = pattern
    ? STAND_INS.reduce((text, [sign, letter]) => text.replaceAll(letter, sign), scannedWord)
    : scannedWord
  if (kind === WHOLE) place.joined = { word, span, whole: true }
  else if (kind === JOINED) place.joined ??= { word, span, whole: false }
  else if (kind === PLAIN || kind === VARIANT) place.words.push(word)
}

/** From the last place back, so that a word of many hyphens costs its length and not the ways to read it. */
function readings(places: Place[]): Run[] {
  if (places.length === 0) return []
  const ways: Run[][] = [[[]]]
  for (let at = places.length - 1; at >= 0; at--) ways.unshift(waysFrom(places[at], ways))
  return ways[0] ?? []
}

/** `after[n]` are the ways to go on `n` places further. */
function waysFrom(place: Place | undefined, after: Run[][]): Run[] {
  const ways: Run[] = []
  if (!place?.joined?.whole) {
    const here: Slot = { words: [...new Set(place?.words)], prefix: false }
    for (const rest of after[0] ?? []) ways.push([here, ...rest])
  }
  if (place?.joined) {
    const { word, span } = place.joined
    for (const rest of after[span - 1] ?? []) ways.push([{ words: [word], prefix: false }, ...rest])
  }
  return ways.slice(0, MAX_RUNS)
}

function withPrefix(run: Run): Run {
  const last = run.at(-1)
  if (!last || last.words.every(isSign)) return run
  return [...run.slice(0, -1), { ...last, prefix: true }]
}

/** A sign that is a word by itself begins no other. */
function isSign(word: string): boolean {
  if ([...word].length > 1) return false
  const kind = CLASS[word.charCodeAt(0)] || classify(word.charCodeAt(0))
  return kind === UNIGRAM || kind === PICTURE || kind === HIGH
}
