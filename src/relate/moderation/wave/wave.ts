import { createHash } from 'node:crypto'

/** Numbers of a sketch; two texts share as many of them as the shingles of both, on average. */
export const SKETCH = 16
const BANDS = 4
const ROWS = SKETCH / BANDS
/** Words of a shingle; shorter texts are alike by chance. */
const SHINGLE = 3
const FEWEST_WORDS = 6
const READ = 4_000

/** What of a post is compared with others. */
export interface Trace {
  /** In no order; posts that share one are compared. */
  bands: number[]
  /** Empty where the text is too short. */
  sketch: number[]
}

/**
 * A sketch of the words of a text (MinHash: A. Z. Broder, "On the resemblance and containment of documents", 1997) and of
 * the addresses in it; null where there is nothing to compare.
 */
export function traceOf(text: string | null): Trace | null {
  const said = (text ?? '').slice(0, READ).normalize('NFKC').toLowerCase()
  const links = [...said.matchAll(/https?:\/\/[^\s<>"]{1,500}/g)].map(([url]) => linkOf(url))
  const words = said.replace(/https?:\/\/\S+|@[\p{L}\p{N}._-]+/gu, ' ').match(/[\p{L}\p{N}]+/gu) ?? []
  const sketch = words.length < FEWEST_WORDS ? [] : sketchOf(words)
  const bands = [
    ...(sketch.length > 0 ? bandsOf(sketch) : []),
    ...new Set(links.map((link) => hash(`link ${link}`))),
  ]
  return bands.length > 0 ? { bands: bands.slice(0, 12), sketch } : null
}

/** The same page, however it was shared. */
function linkOf(url: string): string {
  return url
    .replace(/^https?:\/\/(www\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/[/.,;:!)\]]+$/, '')
}

function sketchOf(words: readonly string[]): number[] {
  const least = new Array<number>(SKETCH).fill(0xffffffff)
  for (let i = 0; i + SHINGLE <= words.length; i++) {
    const one = hash(words.slice(i, i + SHINGLE).join(' ')) >>> 0
    for (let k = 0; k < SKETCH; k++) least[k] = Math.min(least[k] ?? 0, mixed(one, k))
  }
  return least.map((value) => value | 0)
}

/** One of several independent orders of the same hashes (the finaliser of MurmurHash3, with a seed each). */
function mixed(value: number, seed: number): number {
  let h = (value ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function bandsOf(sketch: readonly number[]): number[] {
  return Array.from({ length: BANDS }, (_, band) =>
    hash(`band ${band} ${sketch.slice(band * ROWS, (band + 1) * ROWS).join(' ')}`),
  )
}

/** 32 bits, signed: as the database keeps them. */
function hash(text: string): number {
  return createHash('sha1').update(text).digest().readInt32BE(0)
}

/** Who wrote, for counting how many did. */
export function authorOf(channel: string, actorId: string): number {
  return hash(`${channel} ${actorId}`)
}

/** The share of shingles that two texts have in common, as their sketches tell; 0 where one has none. */
export function likenessOf(a: readonly number[], b: readonly number[]): number {
  if (a.length !== SKETCH || b.length !== SKETCH) return 0
  return a.filter((value, k) => value === b[k]).length / SKETCH
}

export interface Traced extends Trace {
  id: string
  author: number
  at: Date
}

/** From how alike on two texts are the same, give or take a word. */
const ALIKE = 0.6
/** As many people, within so many milliseconds, that no chance makes them say the same. */
const TEXT = { people: 5, within: 6 * 3_600_000 }
const LINK = { people: 10, within: 3_600_000 }
/** How long before a post one looks. */
export const WINDOW = TEXT.within

export interface Wave {
  /** All that are of it. */
  ids: string[]
  people: number
}

/** The wave that a post is part of, among those of the hours around it; null where there is none. */
export function waveOf(one: Traced, others: readonly Traced[]): Wave | null {
  const near = (other: Traced, within: number) => Math.abs(other.at.getTime() - one.at.getTime()) <= within
  const alike = others.filter(
    (other) => near(other, TEXT.within) && likenessOf(one.sketch, other.sketch) >= ALIKE,
  )
  const links = new Set(one.bands.slice(one.sketch.length > 0 ? BANDS : 0))
  const linked = others.filter(
    (other) =>
      near(other, LINK.within) &&
      other.bands.slice(other.sketch.length > 0 ? BANDS : 0).some((band) => links.has(band)),
  )
  for (const [some, { people: least }] of [
    [alike, TEXT],
    [linked, LINK],
  ] as const) {
    const people = new Set([one, ...some].map(({ author }) => author)).size
    if (people >= least) return { ids: [...new Set([one, ...some].map(({ id }) => id))], people }
  }
  return null
}

/** How likely so many people say the same by arrangement: never sure, for a petition looks alike. */
export function likelihoodOf(people: number): number {
  return Math.min(0.95, 0.5 + people * 0.03)
}
