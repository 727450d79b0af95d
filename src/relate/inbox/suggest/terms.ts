/** Of a question, the first so many characters say what it is about. */
const LONGEST = 1_500
/** Terms kept of one question: those of a long mail are bounded as those of a post. */
export const MOST_TERMS = 240
const PIECE = 3

/** A term is a positive whole number of 31 bits; the lowest bit tells a word (0) from a piece of one (1). */
export function isWord(term: number): boolean {
  return (term & 1) === 0
}

/**
 * What a question is found by: its words (the small ones too: « quand » and « pourquoi » tell kinds of questions apart), and their pieces of
 * three letters, which see through endings and slips of the keyboard; hashed, each once, in order.
 */
export function termsOf(text: string): number[] {
  const plain = text
    .slice(0, LONGEST)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/https?:\/\/\S+|[@#][\p{L}\p{N}_.-]+/gu, ' ')
  const words = new Set(plain.match(/\p{L}{1,40}/gu) ?? [])
  const terms = new Set([...words].map((word) => hashed(word, 0)))
  for (const word of words) for (const piece of piecesOf(word)) terms.add(hashed(piece, 1))
  return [...terms].slice(0, MOST_TERMS).sort((a, b) => a - b)
}

function piecesOf(word: string): string[] {
  if (word.length <= PIECE) return []
  const edged = `^${word}`
  return Array.from({ length: edged.length - PIECE + 1 }, (_, i) => edged.slice(i, i + PIECE))
}

/** FNV-1a (Fowler, Noll, Vo), its bits folded to 30 and the kind put in front; 0 to 3 are not given, for the sums are kept there. */
function hashed(text: string, kind: 0 | 1): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  const mixed = (hash ^ (hash >>> 15)) & 0x3fffffff
  return ((mixed === 0 || mixed === 1 ? mixed + 2 : mixed) << 1) | kind
}
