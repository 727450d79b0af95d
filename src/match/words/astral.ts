import { DROPPED, foldLetter, isSigns, isWord, LETTER, PICTURE, SEPARATOR, UNIGRAM } from './units.ts'

export interface Astral {
  kind: number
  folded: string
}

const seen = new Map<number, Astral>()
const NOTHING: Astral = { kind: SEPARATOR, folded: '' }

/** Class and fold of a code point beyond the basic plane: emoji, styled letters, rare ideographs. */
export function astral(codePoint: number): Astral {
  const known = seen.get(codePoint)
  if (known) return known
  if (codePoint >= 0x20000 && codePoint < 0x40000) return ideograph(codePoint)
  const found = settleAstral(codePoint)
  // Assigned code points are few; the others would let a hostile text fill the memory.
  if (found !== NOTHING) seen.set(codePoint, found)
  return found
}

function ideograph(codePoint: number): Astral {
  const folded = String.fromCodePoint(codePoint).normalize('NFKC')
  return { kind: UNIGRAM, folded }
}

function settleAstral(codePoint: number): Astral {
  if (codePoint >= 0x1f3fb && codePoint <= 0x1f3ff) return { kind: DROPPED, folded: '' }
  if (codePoint >= 0xe0000 && codePoint <= 0xe01ef) return { kind: DROPPED, folded: '' }
  const char = String.fromCodePoint(codePoint)
  const folded = foldLetter(char)
  if (isSigns(folded)) return { kind: UNIGRAM, folded }
  if (isWord(folded)) return { kind: LETTER, folded }
  if (isRegional(codePoint) || /^\p{Extended_Pictographic}$/u.test(char))
    return { kind: PICTURE, folded: char }
  return NOTHING
}

/** Half of a flag. */
export function isRegional(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff
}
