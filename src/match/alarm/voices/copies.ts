/** One text, by whom: a name per author. */
export interface Wording {
  author: string
  text: string
}

/** Words that are looked at together, and how much of them two texts must share to be of one hand. */
const TOGETHER = 3
const ALIKE = 0.5
/** Below so many units a text is too short to have been copied: people greet and thank alike. */
export const LEAST_UNITS = 20
const BANDS = 12
const ROWS = 2
/** Words of a text that are compared. */
const MOST_WORDS = 120

/**
 * Which texts say what others say under other names: the same words, or nearly the same, with a name, a figure or a few
 * words changed. Texts are compared only where their fingerprints meet, so that a thousand take some milliseconds.
 * @returns for each text, the number of the group it belongs to; -1: its words are its author's own
 */
export function copiesAmong(texts: readonly Wording[]): number[] {
  const pieces = texts.map(({ text }) => piecesOf(text))
  const groupOf = texts.map((_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (groupOf[at] !== at) at = groupOf[at] ?? at
    groupOf[i] = at
    return at
  }
  const leaders = new Map<string, number[]>()
  pieces.forEach((own, i) => {
    if (own.size === 0) return
    for (const key of bandsOf(own)) {
      const known = leaders.get(key)
      const alike = known?.find((other) => root(other) === root(i) || shared(own, pieces[other]) >= ALIKE)
      if (alike !== undefined) groupOf[root(i)] = root(alike)
      else if (!known) leaders.set(key, [i])
      else if (known.length < 8) known.push(i)
    }
  })
  const authors = new Map<number, Set<string>>()
  texts.forEach(({ author }, i) => {
    authors.set(root(i), (authors.get(root(i)) ?? new Set()).add(author))
  })
  return texts.map((_, i) => ((authors.get(root(i))?.size ?? 0) > 1 ? root(i) : -1))
}

/** The words alone: who is addressed, links, figures and signs are what copies differ by. */
export function wordsOf(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/(https?:\/\/|@)\S+/gu, ' ')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
}

function piecesOf(text: string): Set<number> {
  const words = wordsOf(text)
  const pieces = new Set<number>()
  if (words.length < LEAST_UNITS) return pieces
  const all = words.split(' ').slice(0, MOST_WORDS)
  if (all.length < TOGETHER) return pieces.add(hashOf(words, 7))
  for (let i = 0; i + TOGETHER <= all.length; i++) pieces.add(hashOf(all.slice(i, i + TOGETHER).join(' '), 7))
  return pieces
}

function shared(a: Set<number>, b: Set<number> | undefined): number {
  if (!b) return 0
  let both = 0
  for (const one of a) if (b.has(one)) both++
  return both / (a.size + b.size - both)
}

/** Texts that share half of their pieces have nearly always one of these in common, others seldom. */
function bandsOf(pieces: Set<number>): string[] {
  return Array.from({ length: BANDS }, (_, band) => {
    let key = `${band}`
    for (let row = 0; row < ROWS; row++) {
      let least = 0xffffffff
      for (const piece of pieces) least = Math.min(least, mixed(piece, band * ROWS + row))
      key += `|${least}`
    }
    return key
  })
}

function hashOf(text: string, seed: number): number {
  let hash = 0x811c9dc5 ^ seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

function mixed(value: number, seed: number): number {
  let mix = Math.imul(value ^ Math.imul(seed + 1, 0x9e3779b9), 0x85ebca6b)
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35)
  return (mix ^ (mix >>> 16)) >>> 0
}
