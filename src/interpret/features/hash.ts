/** What kind of feature a hash stands for: the same letters as a word and as a piece of one are two features. */
export const KIND = {
  word: 1,
  denied: 2,
  pair: 3,
  piece: 4,
  sign: 5,
  shape: 6,
  far: 7,
  sense: 8,
  senseAtEnd: 9,
  sensePair: 10,
  sensesBoth: 11,
} as const

/** FNV-1a over UTF-16 units, seeded by the kind, with a last mix so that the low bits serve as a bucket. */
export function hashOf(text: string, kind: number, from = 0, to = text.length): number {
  let hash = (0x811c9dc5 ^ Math.imul(kind, 0x9e3779b1)) | 0
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mix(hash)
}

/** One hash of two, in order. */
export function joined(left: number, right: number, kind: number): number {
  return mix(Math.imul(left ^ Math.imul(kind, 0x9e3779b1), 0x01000193) ^ Math.imul(right, 0x85ebca6b))
}

function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16)
  mixed = Math.imul(mixed, 0x7feb352d)
  mixed ^= mixed >>> 15
  return (mixed ^ (mixed >>> 13)) >>> 0
}

const SHORTEST = 3
const LONGEST = 5
/** Letters of a word that are cut into pieces: what is longer is an address or noise. */
const LETTERS = 24

/** Hashes of the pieces of 2 to 5 letters of a word, its two ends marked. */
export function piecesOf(form: string): Uint32Array {
  const padded = `_${form.length > LETTERS ? form.slice(0, LETTERS) : form}_`
  const pieces: number[] = []
  for (let size = SHORTEST; size <= LONGEST; size++) {
    for (let at = 0; at + size <= padded.length; at++) pieces.push(hashOf(padded, KIND.piece, at, at + size))
  }
  return Uint32Array.from(pieces)
}
