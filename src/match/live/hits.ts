import type { Doc } from '../doc.ts'
import { MIN_SUFFIX } from '../query/query.ts'
import { isWritten, MAX_PLACES, partOf, writtenWord } from '../words/document.ts'
import { hashOf, PRIME, SEED } from '../words/hash.ts'
import { baseOf, suitsPattern, WRITTEN } from '../words/mark.ts'
import { MAX_WORD, type Tokens } from '../words/tokens.ts'
import { endOf, longer, type Terms } from './terms.ts'

const NO_HIT = -1
const PLACES = 16_385

export type Parts = Pick<Doc, 'title' | 'text' | 'author'>

/**
 * What is known of a term in one line of memory: the document that had it last, its first and last hit there, how many runs
 * ask for its places, how many documents had it, and the list of what is filed under it.
 */
export const ROW = 8
const SEEN = 0
const HEAD = 1
const TAIL = 2
const PLACED = 3
const DOCUMENTS = 4
export const LIST = 5

/** Which of the queries' words one document has, and where. Its columns are stamped and used again, never cleared. */
export class Hits {
  /** Terms found, each once: the first `count`. */
  found = new Int32Array(1024)
  count = 0
  rows = new Int32Array(1024 * ROW)
  /** Of each hit, up to `used`: its term, its place, the next of the same term, the one before at the same place. */
  term = new Int32Array(1024)
  place = new Int32Array(1024)
  next = new Int32Array(1024)
  before = new Int32Array(1024)
  used = 0
  private readonly last = new Int32Array(PLACES)
  private readonly turn = new Int32Array(PLACES)
  private serial = 0
  private readonly letters = new Uint16Array(4 * MAX_WORD)
  /** Places of patterns in a long document, of which the first are kept. */
  private late: Map<number, Set<number>> | undefined

  /** Makes room for `terms` terms. */
  reserve(terms: number): void {
    while (this.rows.length < terms * ROW) this.rows = longer(this.rows)
    while (this.found.length < terms) this.found = longer(this.found)
  }

  countPlaced(term: number, by: number): void {
    this.rows[term * ROW + PLACED] = (this.rows[term * ROW + PLACED] ?? 0) + by
  }

  has(term: number): boolean {
    return this.rows[term * ROW + SEEN] === this.serial
  }

  /** First hit of a term that the document has. */
  first(term: number): number {
    return this.rows[term * ROW + HEAD] ?? NO_HIT
  }

  /** The hit noted last at a place, or -1. */
  lastAt(place: number): number {
    return this.turn[place] === this.serial ? (this.last[place] ?? NO_HIT) : NO_HIT
  }

  /** Documents that had the term. */
  documents(term: number): number {
    return this.rows[term * ROW + DOCUMENTS] ?? 0
  }

  setDocuments(term: number, documents: number): void {
    this.rows[term * ROW + DOCUMENTS] = documents
  }

  /** Forgets the document before. */
  begin(): void {
    if (this.serial === 0x7fffffff) {
      for (let at = SEEN; at < this.rows.length; at += ROW) this.rows[at] = 0
      this.turn.fill(0)
      this.serial = 0
    }
    this.serial++
    this.count = 0
    this.used = 0
  }

  /** Looks every token up among the terms; `doc` is what the tokens were cut from. */
  read(tokens: Tokens, terms: Terms, doc: Parts): void {
    const { chars, start, length, position, hash, count } = tokens
    const { carries } = terms
    // Most often nothing but words is asked for.
    const simply = terms.prefixCount === 0 && terms.byEnd.size === 0
    for (let i = 0; i < count; i++) {
      if (simply) {
        const word = terms.word(chars, start[i] ?? 0, length[i] ?? 0, hash[i] ?? 0)
        if (word < 0) continue
        this.hit(word, position[i] ?? 0)
        if (carries[word] === 1) this.readWriting(terms, word, tokens, i, doc)
        continue
      }
      const word = this.look(terms, chars, start[i] ?? 0, length[i] ?? 0, hash[i] ?? 0, position[i] ?? 0)
      if (word >= 0 && terms.carries[word] === 1) this.readWriting(terms, word, tokens, i, doc)
    }
  }

  /** As `read`, for a document in which a word may stand more often than history keeps. */
  readGathered(words: Map<string, number[]>, terms: Terms): void {
    this.late = new Map()
    let others: Map<string, Set<number>> | undefined
    for (const [word, places] of words) {
      if (word.includes(WRITTEN)) continue
      const hash = this.spell(word)
      let term = -1
      for (const place of places) term = this.look(terms, this.letters, 0, word.length, hash, place)
      if (term < 0 || terms.carries[term] !== 1) continue
      others ??= otherWritings(words)
      this.hitWritings(terms, term, word, places, others)
    }
    // Beginnings are of the ways to write as well, which stand among the words.
    for (const [word, places] of words) {
      if (!word.includes(WRITTEN)) continue
      const hash = this.spell(word)
      for (const place of places) this.look(terms, this.letters, 0, word.length, hash, place)
    }
    for (const [pattern, places] of this.late) {
      const first = [...places].sort((a, b) => a - b).slice(0, MAX_PLACES)
      for (const place of first) this.hit(pattern, place)
    }
    this.late = undefined
  }

  /** Writes a word where it is looked at; answers its hash. */
  private spell(word: string): number {
    for (let i = 0; i < word.length; i++) this.letters[i] = word.charCodeAt(i)
    return hashOf(word)
  }

  /** The term of the word itself, or -1. */
  private look(
    terms: Terms,
    chars: Uint16Array,
    start: number,
    length: number,
    whole: number,
    place: number,
  ): number {
    const end = start + length
    if (terms.prefixCount > 0) {
      let hash = SEED
      for (let at = start; at < end; at++) {
        hash = Math.imul(hash ^ (chars[at] ?? 0), PRIME)
        if (!terms.leads(hash)) break
        const prefix = terms.prefix(chars, start, at - start + 1, hash)
        if (prefix < 0) continue
        this.hit(prefix, place)
        if (terms.carries[prefix] === 1)
          this.tryPatterns(terms, terms.hanging.get(prefix), chars, start, end, place)
      }
    }
    if (terms.byEnd.size > 0 && length >= MIN_SUFFIX) {
      const key = endOf(chars[end - 3] ?? 0, chars[end - 2] ?? 0, chars[end - 1] ?? 0)
      const patterns = terms.byEnd.get(key)
      if (patterns) this.tryPatterns(terms, patterns, chars, start, end, place)
    }
    const word = terms.word(chars, start, length, whole)
    this.hit(word, place)
    return word
  }

  private tryPatterns(
    terms: Terms,
    patterns: number[] | undefined,
    chars: Uint16Array,
    start: number,
    end: number,
    place: number,
  ): void {
    const word = String.fromCharCode(...chars.subarray(start, end))
    for (const pattern of patterns ?? []) {
      if (!suitsPattern(terms.text[pattern] ?? '', word)) continue
      const places = this.late?.get(pattern)
      if (places) places.add(place)
      else if (this.late) this.late.set(pattern, new Set([place]))
      else this.hit(pattern, place)
    }
  }

  /** A token that is there, as it is written. */
  private readWriting(terms: Terms, word: number, tokens: Tokens, i: number, doc: Parts): void {
    if (!isWritten(tokens, i)) return
    const text = terms.text[word] ?? ''
    const written = writtenWord(tokens, i, partOf(tokens, i, doc)) ?? `${text}${WRITTEN}`
    for (const way of terms.hanging.get(word) ?? []) {
      if (terms.text[way] === written) this.hit(way, tokens.position[i] ?? 0)
    }
  }

  /** Of what hangs on a word, the way that is as it is folded: where no other stands. */
  private hitWritings(
    terms: Terms,
    term: number,
    word: string,
    places: number[],
    others: Map<string, Set<number>>,
  ): void {
    for (const way of terms.hanging.get(term) ?? []) {
      if (terms.text[way] !== `${word}${WRITTEN}`) continue
      for (const place of places) if (!others.get(word)?.has(place)) this.hit(way, place)
    }
  }

  private hit(term: number, place: number): void {
    if (term < 0) return
    const { rows } = this
    const row = term * ROW
    if (rows[row + SEEN] !== this.serial) {
      rows[row + SEEN] = this.serial
      rows[row + HEAD] = NO_HIT
      rows[row + DOCUMENTS] = (rows[row + DOCUMENTS] ?? 0) + 1
      this.found[this.count++] = term
    }
    if ((rows[row + PLACED] ?? 0) > 0) this.note(row, term, place)
  }

  private note(row: number, term: number, place: number): void {
    const { rows } = this
    const hit = this.used++
    if (hit === this.place.length) this.lengthen()
    this.term[hit] = term
    this.place[hit] = place
    this.next[hit] = NO_HIT
    if (rows[row + HEAD] === NO_HIT) rows[row + HEAD] = hit
    else this.next[rows[row + TAIL] ?? 0] = hit
    rows[row + TAIL] = hit
    this.before[hit] = this.lastAt(place)
    this.turn[place] = this.serial
    this.last[place] = hit
  }

  private lengthen(): void {
    this.term = longer(this.term)
    this.place = longer(this.place)
    this.next = longer(this.next)
    this.before = longer(this.before)
  }
}

/** Where each word stands written otherwise than it is folded. */
function otherWritings(words: Map<string, number[]>): Map<string, Set<number>> {
  const others = new Map<string, Set<number>>()
  for (const [word, places] of words) {
    const base = baseOf(word)
    if (base === undefined) continue
    const known = others.get(base) ?? new Set()
    for (const place of places) known.add(place)
    others.set(base, known)
  }
  return others
}
