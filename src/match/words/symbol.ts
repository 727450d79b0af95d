import { isRegional } from './astral.ts'
import type { Scanner } from './scanner.ts'
import { PLAIN } from './tokens.ts'
import { DROPPED, EXPANSION, FOLDED, HIGH, PICTURE, VOICING } from './units.ts'

const JOINER = 0x200d
/** Figures of one emoji put together by joiners; the longest there are have five. */
const MAX_FIGURES = 8

/**
 * A sign of a script written without spaces: a word by itself, so that a word of several is a phrase of signs, and is
 * found wherever it stands. Voicing marks and split Hangul are put together first.
 */
export function scanUnigram(scanner: Scanner, i: number): number {
  const unit = scanner.text.charCodeAt(i)
  if (scanner.at(i) === HIGH) {
    addSigns(scanner, scanner.astralAt(i).folded, i, i + 2)
    return i + 2
  }
  const folded = FOLDED[unit]
  if (!folded) {
    addSigns(scanner, EXPANSION.get(unit) ?? '', i, i + 1)
    return i + 1
  }
  const after = scanner.at(i + 1)
  if (after === VOICING || isJamo(folded)) return composed(scanner, i, folded)
  addSign(scanner, folded, i, i + 1)
  return i + 1
}

/** Leading consonants of Hangul, which only a decomposed text has. */
function isJamo(unit: number): boolean {
  return unit >= 0x1100 && unit <= 0x1112
}

function composed(scanner: Scanner, i: number, folded: number): number {
  const most = isJamo(folded) ? 3 : 2
  for (let length = most; length > 1; length--) {
    if (i + length > scanner.end) continue
    const sign = scanner.text.slice(i, i + length).normalize('NFKC')
    if (sign.length !== 1) continue
    addSign(scanner, sign.charCodeAt(0), i, i + length)
    return i + length
  }
  addSign(scanner, folded, i, i + 1)
  return i + 1
}

function addSigns(scanner: Scanner, signs: string, from: number, to: number): void {
  for (const sign of signs) {
    const { tokens } = scanner
    const start = tokens.used
    tokens.used = scanner.copy(sign, start, start + 2)
    scanner.put(start, tokens.used, PLAIN, 1, from, to)
    scanner.position++
  }
}

function addSign(scanner: Scanner, unit: number, from: number, to: number): void {
  const { tokens } = scanner
  const start = tokens.used
  tokens.chars[tokens.used++] = unit
  scanner.put(start, tokens.used, PLAIN, 1, from, to)
  scanner.position++
}

/** An emoji: a word without its skin tone and variation, with the figures joined to it, or a flag of two letters. */
export function scanPicture(scanner: Scanner, from: number): number {
  const { tokens, text } = scanner
  const start = tokens.used
  let i = from
  for (let figures = 0; figures < MAX_FIGURES; figures++) {
    const codePoint = text.codePointAt(i) ?? 0
    tokens.used = scanner.copy(String.fromCodePoint(codePoint), tokens.used, start + 64)
    i += codePoint > 0xffff ? 2 : 1
    if (isRegional(codePoint)) {
      const next = text.codePointAt(i) ?? 0
      if (!isRegional(next)) break
      tokens.used = scanner.copy(String.fromCodePoint(next), tokens.used, start + 64)
      i += 2
      break
    }
    i = pastModifiers(scanner, i)
    if (text.charCodeAt(i) !== JOINER || !isPicture(scanner, i + 1)) break
    tokens.chars[tokens.used++] = JOINER
    i++
  }
  scanner.put(start, tokens.used, PLAIN, 1, from, i)
  scanner.position++
  return i
}

function isPicture(scanner: Scanner, i: number): boolean {
  const kind = scanner.at(i)
  return kind === PICTURE || (kind === HIGH && scanner.astralAt(i).kind === PICTURE)
}

/** Skin tones, variation selectors and the tags of flags say nothing that is asked for. */
function pastModifiers(scanner: Scanner, i: number): number {
  while (true) {
    const kind = scanner.at(i)
    if (kind === DROPPED && scanner.text.charCodeAt(i) !== JOINER) i++
    else if (kind === HIGH && scanner.astralAt(i).kind === DROPPED) i += 2
    else return i
  }
}
