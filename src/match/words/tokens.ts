import { PRIME, SEED } from './hash.ts'

/** How a word came about, which decides what a query makes of it; a text keeps them all. */
export const PLAIN = 0
/** Another spelling at the same place (`loréal` for `l'Oréal`). */
export const VARIANT = 1
/** Several words read as one (`cocacola` for `coca-cola`); `span` is how many they are. */
export const JOINED = 2
/** What was written stands for itself and not for its parts: #tag, @handle, `canal+`. */
export const WHOLE = 3
/** A shorter name of a handle (`@user` for `@user@host`): in texts only. */
export const SHORT = 4

/** Longest word kept, in UTF-16 units; what follows is not told apart. */
export const MAX_WORD = 64
/** Addresses of one document that are kept. */
const MAX_LINKS = 20
/** Units of folded words that one document may take: far under the 1 MB of a `tsvector`. */
const MAX_UNITS = 200_000
const MAX_WORDS = 65_536

/**
 * The words of one document, as columns of one buffer that is used again and again: word `i` is
 * `chars[start[i]] … length[i]` units long, at `position[i]`; it was written from `from[i]` to `to[i]` (UTF-16 offsets).
 */
export class Tokens {
  readonly chars = new Uint16Array(MAX_UNITS)
  readonly start = new Int32Array(MAX_WORDS)
  readonly length = new Uint8Array(MAX_WORDS)
  readonly position = new Uint16Array(MAX_WORDS)
  readonly kind = new Uint8Array(MAX_WORDS)
  readonly span = new Uint8Array(MAX_WORDS)
  readonly from = new Int32Array(MAX_WORDS)
  readonly to = new Int32Array(MAX_WORDS)
  /** By FNV-1a. */
  readonly hash = new Int32Array(MAX_WORDS)
  count = 0
  /** How many words there are up to the end of the title, of the text and of the author's name. */
  readonly ends = new Int32Array(3)
  /** Addresses in title and text, those of the title first: where the host begins and ends, and the address ends. */
  readonly hostFrom = new Int32Array(MAX_LINKS)
  readonly hostTo = new Int32Array(MAX_LINKS)
  readonly linkTo = new Int32Array(MAX_LINKS)
  links = 0
  linksOfTitle = 0
  /** Units of `chars` taken. */
  used = 0

  clear(): void {
    this.count = 0
    this.used = 0
    this.links = 0
    this.linksOfTitle = 0
  }

  addLink(from: number, hostTo: number, to: number): void {
    if (this.links === MAX_LINKS) return
    this.hostFrom[this.links] = from
    this.hostTo[this.links] = hostTo
    this.linkTo[this.links++] = to
  }

  hasRoom(): boolean {
    return this.used < MAX_UNITS - 4096 && this.count < MAX_WORDS - 512
  }

  add(start: number, end: number, position: number, kind: number, span: number, from: number, to: number) {
    const i = this.count++
    let length = end - start
    if (length > MAX_WORD) {
      const last = this.chars[start + MAX_WORD - 1] ?? 0
      length = last >= 0xd800 && last < 0xdc00 ? MAX_WORD - 1 : MAX_WORD
    }
    let hash = SEED
    for (let at = start; at < start + length; at++) hash = Math.imul(hash ^ (this.chars[at] ?? 0), PRIME)
    this.set(i, start, length, hash, position)
    this.kind[i] = kind
    this.span[i] = span
    this.from[i] = from
    this.to[i] = to
  }

  /** A word by itself, folded and hashed already, no longer than a word may be. */
  addPlain(start: number, end: number, hash: number, position: number, from: number, to: number): void {
    const i = this.count++
    this.set(i, start, end - start, hash, position)
    this.kind[i] = PLAIN
    this.span[i] = 1
    this.from[i] = from
    this.to[i] = to
  }

  private set(i: number, start: number, length: number, hash: number, position: number): void {
    this.start[i] = start
    this.length[i] = length
    this.hash[i] = hash
    this.position[i] = position
  }

  /** Word `i` as a string. */
  word(i: number): string {
    const start = this.start[i] ?? 0
    let word = ''
    for (let at = start; at < start + (this.length[i] ?? 0); at++)
      word += String.fromCharCode(this.chars[at] ?? 0)
    return word
  }
}
