import type { Doc } from '../doc.ts'
import { MIN_SUFFIX } from '../query/query.ts'
import { isWritten, MAX_PLACES, partOf, writtenWord } from '../words/document.ts'
import { baseOf, suitsPattern, WRITTEN } from '../words/mark.ts'
import { MAX_WORD, type Tokens } from '../words/tokens.ts'
import { endOf, longer, PRIME, SEED, type Terms } from './terms.ts'

const NO_HIT = -1

export type Parts = Pick<Doc, 'title' | 'text' | 'author'>

/** Which of the queries' words one document has, and where. Its columns are stamped and used again, never cleared. */
export class Hits {
  /** Terms found, each once. */
  readonly found: number[] = []
  /** Next hit of the same term, and the place of a hit. */
  next = new Int32Array(1024)
  place = new Int32Array(1024)
  private head = new Int32Array(1024)
  private tail = new Int32Array(1024)
  private seen = new Int32Array(1024)
  /** How many runs and titles ask for the term's places; without any they are not noted. */
  private placed = new Int32Array(1024)
  private used = 0
  private serial = 0
  private readonly letters = new Uint16Array(4 * MAX_WORD)
  /** Places of patterns in a long document, of which the first are kept. */
  private late: Map<number, Set<number>> | undefined

  /** Makes room for `terms` terms. */
  reserve(terms: number): void {
    while (this.seen.length < terms) {
      this.seen = longer(this.seen)
      this.head = longer(this.head)
      this.tail = longer(this.tail)
      this.placed = longer(this.placed)
    }
  }

  countPlaced(term: number, by: number): void {
    this.placed[term] = (this.placed[term] ?? 0) + by
  }

  has(term: number): boolean {
    return this.seen[term] === this.serial
  }

  /** First hit of a term that the document has. */
  first(term: number): number {
    return this.head[term] ?? NO_HIT
  }

  /** Forgets the document before. */
  begin(): void {
    if (this.serial === 0x7fffffff) {
      this.seen.fill(0)
      this.serial = 0
    }
    this.serial++
    this.found.length = 0
    this.used = 0
  }

  /** Looks every token up among the terms; `doc` is what the tokens were cut from. */
  read(tokens: Tokens, terms: Terms, doc: Parts): void {
    const { chars, start, length, position, count } = tokens
    for (let i = 0; i < count; i++) {
      const word = this.look(terms, chars, start[i] ?? 0, length[i] ?? 0, position[i] ?? 0)
      if (word >= 0 && terms.carries[word] === 1) this.readWriting(terms, word, tokens, i, doc)
    }
  }

  /** As `read`, for a document in which a word may stand more often than history keeps. */
  readGathered(words: Map<string, number[]>, terms: Terms): void {
    this.late = new Map()
    let others: Map<string, Set<number>> | undefined
    for (const [word, places] of words) {
      if (word.includes(WRITTEN)) continue
      for (let i = 0; i < word.length; i++) this.letters[i] = word.charCodeAt(i)
      let term = -1
      for (const place of places) term = this.look(terms, this.letters, 0, word.length, place)
      if (term < 0 || terms.carries[term] !== 1) continue
      others ??= otherWritings(words)
      this.hitWritings(terms, term, word, places, others)
    }
    // Beginnings are of the ways to write as well, which stand among the words.
    for (const [word, places] of words) {
      if (!word.includes(WRITTEN)) continue
      for (let i = 0; i < word.length; i++) this.letters[i] = word.charCodeAt(i)
      for (const place of places) this.look(terms, this.letters, 0, word.length, place)
    }
    for (const [pattern, places] of this.late) {
      const first = [...places].sort((a, b) => a - b).slice(0, MAX_PLACES)
      for (const place of first) this.hit(pattern, place)
    }
    this.late = undefined
  }

  /** The term of the word itself, or -1. */
  private look(terms: Terms, chars: Uint16Array, start: number, length: number, place: number): number {
    const end = start + length
    let hash = SEED
    let at = start
    if (terms.prefixCount > 0) {
      for (; at < end; at++) {
        hash = Math.imul(hash ^ (chars[at] ?? 0), PRIME)
        if (!terms.leads(hash)) break
        const prefix = terms.prefix(chars, start, at - start + 1, hash)
        if (prefix < 0) continue
        this.hit(prefix, place)
        if (terms.carries[prefix] === 1)
          this.tryPatterns(terms, terms.hanging.get(prefix), chars, start, end, place)
      }
      at++
    }
    if (terms.byEnd.size > 0 && length >= MIN_SUFFIX) {
      const key = endOf(chars[end - 3] ?? 0, chars[end - 2] ?? 0, chars[end - 1] ?? 0)
      const patterns = terms.byEnd.get(key)
      if (patterns) this.tryPatterns(terms, patterns, chars, start, end, place)
    }
    for (; at < end; at++) hash = Math.imul(hash ^ (chars[at] ?? 0), PRIME)
    const word = terms.word(chars, start, length, hash)
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
    if (this.seen[term] !== this.serial) {
      this.seen[term] = this.serial
      this.head[term] = NO_HIT
      this.found.push(term)
    }
    if ((this.placed[term] ?? 0) > 0) this.note(term, place)
  }

  private note(term: number, place: number): void {
    const hit = this.used++
    if (hit === this.place.length) {
      this.place = longer(this.place)
      this.next = longer(this.next)
    }
    this.place[hit] = place
    this.next[hit] = NO_HIT
    if (this.head[term] === NO_HIT) this.head[term] = hit
    else this.next[this.tail[term] ?? 0] = hit
    this.tail[term] = hit
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
