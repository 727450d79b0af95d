/** Words that are read of one post. */
const MOST_WORDS = 400
/** Under so many words a text is too common to tell a story by. */
const LEAST_EXACT = 4
/** Under so many, two texts tell the same story only when they are the same words. */
const LEAST_NEAR = 8
/** Words that stand together in one piece. */
const PIECE = 3
/** The smallest pieces that are kept: of shorter texts, all of them. */
const KEPT = 64
/** Bands of so many rows each: texts that share three pieces of five meet in one 95 times in 100. */
const BANDS = 12
const ROWS = 3
/** Share of common pieces from which two texts are one. */
export const SAME = 0.6

/** What two texts are compared by. */
export interface Sketch {
  /** The smallest hashes of its pieces, in order; none where it is too short. */
  pieces: number[]
  /** Where near texts meet: at least one is common to most of those. */
  bands: number[]
}

/** Folded words of a text, without its links, and without whom it repeats ("RT @somebody:"). */
export function wordsOf(text: string): string[] {
  const folded = text
    .slice(0, 20_000)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/œ/g, 'oe')
    .replace(/\bhttps?:\/\/\S+/g, ' ')
    .replace(/(^|\s)(?:(?:rt|via)\s+)?@[\w.@-]+:?/g, ' ')
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS)
}

/** 32 bits of a word, after those before. */
function hashOf(text: string, seed: number): number {
  let hash = seed ^ 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mixed(hash)
}

/** Every bit in has a say in every bit out. */
function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

export function sketchOf(text: string): Sketch {
  const words = wordsOf(text)
  if (words.length < LEAST_EXACT) return { pieces: [], bands: [] }
  if (words.length < LEAST_NEAR) {
    const whole = hashOf(words.join(' '), 1)
    return { pieces: [whole], bands: [bandOf(BANDS, [whole, words.length])] }
  }
  const hashes = words.map((word) => hashOf(word, 0))
  const pieces = new Set<number>()
  for (let i = 0; i + PIECE <= hashes.length; i++) {
    let piece = 0
    for (let j = 0; j < PIECE; j++) piece = mixed(Math.imul(piece, 31) + (hashes[i + j] ?? 0))
    pieces.add(piece)
  }
  return { pieces: [...pieces].sort((a, b) => a - b).slice(0, KEPT), bands: bandsOf(pieces) }
}

function bandsOf(pieces: ReadonlySet<number>): number[] {
  return Array.from({ length: BANDS }, (_, band) => {
    const rows = Array.from({ length: ROWS }, (_, row) => leastOf(pieces, band * ROWS + row + 1))
    return bandOf(band, rows)
  })
}

function leastOf(pieces: ReadonlySet<number>, seed: number): number {
  const salt = Math.imul(seed, 0x9e3779b1)
  let least = 0xffffffff
  for (const piece of pieces) least = Math.min(least, mixed(piece ^ salt))
  return least
}

/** 52 bits, which a number holds exactly. */
function bandOf(band: number, rows: readonly number[]): number {
  let [high, low] = [mixed(band + 1), mixed(band + 101)]
  for (const row of rows) {
    high = mixed(Math.imul(high, 31) ^ row)
    low = mixed(Math.imul(low, 17) + row)
  }
  return (high >>> 12) * 2 ** 32 + low
}

/** Share of pieces that two texts have in common, 0 to 1: exact under 64 pieces each, else an estimate. */
export function likeness(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const [inA, inB] = [new Set(a), new Set(b)]
  const union = [...new Set([...a, ...b])].sort((x, y) => x - y)
  // Beyond what both have kept nothing is known of the one that kept fewer.
  const known = a.length < KEPT && b.length < KEPT ? union : union.slice(0, KEPT)
  return known.filter((piece) => inA.has(piece) && inB.has(piece)).length / known.length
}
