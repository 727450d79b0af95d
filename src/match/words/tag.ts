import type { Scanner } from './scanner.ts'
import { scanUnigram } from './symbol.ts'
import { JOINED, MAX_WORD, PLAIN, WHOLE } from './tokens.ts'
import {
  DROPPED,
  EXPANDED,
  EXPANSION,
  FOLDED,
  HIGH,
  isUpper,
  LETTER,
  pastAccents,
  UNDERSCORE,
  UNIGRAM,
  unitBefore,
  VOICING,
} from './units.ts'

/** Units of a tag that are read; networks stop well before. */
const MAX_READ = 100

/**
 * `#AirFrance` is the tag `#airfrance`, and also the words of its name taken apart at capitals and `_`, and joined. The
 * tag stands at the first and at the last of its words.
 */
export function scanTag(scanner: Scanner, i: number): number {
  if (scanner.followsLetter(i)) return i + 1
  const end = tagEnd(scanner, i + 1)
  if (end === i + 1) return end
  const { tokens } = scanner
  const tag = tokens.used
  tokens.chars[tokens.used++] = 35
  foldAll(scanner, i + 1, end)
  const tagUntil = tokens.used
  const position = scanner.position
  const joined = tokens.used
  const whole = scanParts(scanner, i + 1, end)
  const joinedUntil = whole ? tokens.used : joined
  const span = scanner.position - position
  if (span === 0) return end
  scanner.position = position
  scanner.putAcross(tag, tagUntil, WHOLE, span, i, end)
  if (span > 1 && scanner.isOneScript(joined, joinedUntil))
    scanner.putAcross(joined, joinedUntil, JOINED, span, i, end)
  scanner.position = position + span
  return end
}

function tagEnd(scanner: Scanner, from: number): number {
  let i = from
  let letters = false
  while (i - from < MAX_READ) {
    const kind = scanner.at(i)
    const letter = kind === UNIGRAM || scanner.isLetter(i)
    if (!letter && kind !== DROPPED && kind !== VOICING && kind !== UNDERSCORE) break
    letters ||= letter
    i += kind === HIGH ? 2 : 1
  }
  return letters ? i : from
}

/** Folds `from` to `end` with `_` kept, on to the end of the buffer. */
function foldAll(scanner: Scanner, from: number, end: number): void {
  const { tokens } = scanner
  const stop = tokens.used + MAX_WORD
  for (let i = from; i < end; i++) {
    const unit = scanner.text.charCodeAt(i)
    const kind = scanner.at(i)
    if (kind === UNDERSCORE) tokens.used = scanner.copy('_', tokens.used, stop)
    else if (kind === HIGH) tokens.used = scanner.copy(scanner.astralAt(i++).folded, tokens.used, stop)
    else if (kind === LETTER || kind === EXPANDED || kind === UNIGRAM) {
      const folded = FOLDED[unit]
      const letters = folded ? String.fromCharCode(folded) : (EXPANSION.get(unit) ?? '')
      tokens.used = scanner.copy(letters, tokens.used, stop)
    }
  }
}

/** Adds the words of a tag; answers whether they stand in the buffer one after the other and nothing else does. */
function scanParts(scanner: Scanner, from: number, end: number): boolean {
  let together = scanner.mark === 0
  const outer = scanner.end
  let i = from
  while (i < end) {
    const kind = scanner.at(i)
    if (kind === UNIGRAM || (kind === HIGH && !scanner.isLetter(i))) {
      together = false
      i = scanUnigram(scanner, i)
    } else if (scanner.isLetter(i)) {
      scanner.end = partEnd(scanner, i, end)
      const start = scanner.tokens.used
      const to = scanner.letters(i)
      scanner.end = outer
      scanner.put(start, scanner.tokens.used, PLAIN, 1, i, to)
      scanner.position++
      i = to
    } else i++
  }
  return together
}

/** Where `AirFrance` goes from `Air` to `France`, and `SNCFConnect` from `SNCF` to `Connect`; `5G` stays whole. */
function partEnd(scanner: Scanner, from: number, end: number): number {
  const { text } = scanner
  let i = from + 1
  while (i < end) {
    const kind = scanner.at(i)
    if (kind === UNDERSCORE || kind === UNIGRAM) return i
    if (kind !== HIGH && isUpper(text.charCodeAt(i))) {
      const before = text.charCodeAt(unitBefore(text, i))
      const next = pastAccents(text, i + 1)
      const after = text.charCodeAt(next)
      const begins = next < end && scanner.isLetter(next) && !isUpper(after) && !isFigure(after)
      if (begins || !(isUpper(before) || isFigure(before))) return i
    }
    i++
  }
  return end
}

function isFigure(unit: number): boolean {
  return unit >= 48 && unit <= 57
}
