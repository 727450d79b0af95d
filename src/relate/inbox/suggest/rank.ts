import { isWord } from './terms.ts'

/** What is known of all the questions together. */
export interface Corpus {
  count: number
  /** Terms of all of them. */
  length: number
  /** In how many a term stands; absent: in none. */
  having: ReadonlyMap<number, number>
}

/** How fast another occurrence, and another length, count for less (Robertson and others, Okapi at TREC-3, 1994). */
const K = 1.5
const B = 0.9
/** A piece of a word says less than a word. */
const PIECE = 0.25

/** How rare a term is: ln(1 + (N - n + 0.5) / (n + 0.5)). */
export function rarity(term: number, { count, having }: Corpus): number {
  const n = having.get(term) ?? 0
  return Math.log(1 + (Math.max(0, count - n) + 0.5) / (n + 0.5)) * (isWord(term) ? 1 : PIECE)
}

/**
 * How alike a question is to another, 0 to 1: BM25 with each term counted once, as a share of what the question would come to with itself.
 * Both lists are in order.
 * @param other the terms of the other, or those of them that are asked for
 * @param length of the other, where not all of its terms are given
 */
export function alike(
  asked: readonly number[],
  other: readonly number[],
  corpus: Corpus,
  length = other.length,
): number {
  const usual = corpus.count > 0 ? corpus.length / corpus.count : length
  let shared = 0
  let all = 0
  let at = 0
  for (const term of asked) {
    const weight = rarity(term, corpus)
    all += weight
    while (at < other.length && (other[at] ?? 0) < term) at++
    if (other[at] === term) shared += weight
  }
  if (all === 0) return 0
  const damp = (terms: number) => (K + 1) / (1 + K * (1 - B + (B * terms) / Math.max(1, usual)))
  return Math.min(1, (shared * damp(length)) / (all * damp(asked.length)))
}

/** The rarest terms of a question, as many as stand together in about `most` others: by them alone its likes are looked for. */
export function rarest(asked: readonly number[], corpus: Corpus, most: number): number[] {
  const known = asked
    .map((term) => ({ term, n: corpus.having.get(term) ?? 0 }))
    .filter(({ n }) => n > 0)
    .sort((a, b) => a.n - b.n || a.term - b.term)
  const taken: number[] = []
  let sum = 0
  for (const { term, n } of known) {
    if (taken.length > 0 && sum + n > most) break
    taken.push(term)
    sum += n
  }
  return taken
}
