import type { Tokens } from '../words/tokens.ts'
import { longer, PRIME, SEED, type Terms } from './terms.ts'

const NO_HIT = -1

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
  private readonly letters = new Uint16Array(128)

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

  /** Looks every token up among the terms. */
  read(tokens: Tokens, terms: Terms): void {
    const { chars, start, length, position, count } = tokens
    for (let i = 0; i < count; i++) this.look(terms, chars, start[i] ?? 0, length[i] ?? 0, position[i] ?? 0)
  }

  /** As `read`, for a document in which a word may stand more often than history keeps. */
  readGathered(words: Map<string, number[]>, terms: Terms): void {
    for (const [word, places] of words) {
      for (let i = 0; i < word.length; i++) this.letters[i] = word.charCodeAt(i)
      for (const place of places) this.look(terms, this.letters, 0, word.length, place)
    }
  }

  private look(terms: Terms, chars: Uint16Array, start: number, length: number, place: number): void {
    const end = start + length
    let hash = SEED
    let at = start
    if (terms.prefixCount > 0) {
      for (; at < end; at++) {
        hash = Math.imul(hash ^ (chars[at] ?? 0), PRIME)
        if (!terms.leads(hash)) break
        this.hit(terms.prefix(chars, start, at - start + 1, hash), place)
      }
      at++
    }
    for (; at < end; at++) hash = Math.imul(hash ^ (chars[at] ?? 0), PRIME)
    this.hit(terms.word(chars, start, length, hash), place)
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
