import { MIN_PREFIX, MIN_SUFFIX } from '../query/query.ts'
import { hashOf, PRIME, SEED } from '../words/hash.ts'
import { baseOf, endsOf, isPattern, MARKS, WRITTEN } from '../words/mark.ts'
import { FREE, spread, Table } from './table.ts'

const PATHS = 1 << 15
/** Units kept of each term: its length, and the first letters. */
const START = 16

type Kind = 'word' | 'prefix' | 'pattern' | 'written'

function kindOf(text: string, prefix: boolean): Kind {
  if (isPattern(text)) return 'pattern'
  if (prefix) return 'prefix'
  return text.includes(WRITTEN) ? 'written' : 'word'
}

/** How words end that a pattern may be of, which does not say how they begin. */
function endKey(pattern: string): number | undefined {
  const { head, tail } = endsOf(pattern)
  const bare = MARKS.includes(head.charAt(0)) ? head.replace(/^\^?[#@]?/u, '') : head
  if (bare.length >= MIN_PREFIX) return undefined
  const at = tail.length - MIN_SUFFIX
  return endOf(tail.charCodeAt(at), tail.charCodeAt(at + 1), tail.charCodeAt(at + 2))
}

/** Three letters as one number. */
export function endOf(first: number, second: number, third: number): number {
  return (first * 0x10000 + second) * 0x10000 + third
}

/**
 * The words that queries ask for, each with a number that is reused once no query asks for it. Looked up by the hash of
 * a stretch of units, without making a string of it.
 */
export class Terms {
  /** Terms ever given a number at the same time; every column is at least as long. */
  size = 0
  text: string[] = []
  /** Beside one another, where a look costs least: how long each term is, then how it begins. */
  private starts = new Uint16Array(1024 * START)
  /** Terms that hang on this one: patterns on their beginning, ways to write on the word. */
  readonly hanging = new Map<number, number[]>()
  /** Which terms have some. */
  carries = new Uint8Array(1024)
  /** Patterns that begin with a sign, by how they end. */
  readonly byEnd = new Map<number, number[]>()
  private kind: Kind[] = []
  private refs = new Int32Array(1024)
  private readonly free: number[] = []
  private readonly words = new Table()
  private readonly prefixes = new Table()
  private readonly patterns = new Map<string, number>()
  /** How many prefixes go through each beginning, by its hash: where none does, a word needs no further look. */
  private readonly paths = new Int32Array(PATHS)

  get prefixCount(): number {
    return this.prefixes.count
  }

  /**
   * The number of a word, of a beginning of words, of a pattern (`col*r`) or of a way to write a word (`orange=Orange`),
   * made if need be; it is held until as many `release`.
   */
  take(text: string, prefix: boolean): number {
    const kind = kindOf(text, prefix)
    const known = this.known(text, kind)
    if (known >= 0) {
      this.refs[known] = (this.refs[known] ?? 0) + 1
      return known
    }
    const id = this.free.pop() ?? this.grow()
    this.text[id] = text
    this.starts[id * START] = text.length
    for (let i = 0; i < START - 1; i++) this.starts[id * START + 1 + i] = text.charCodeAt(i)
    this.kind[id] = kind
    this.refs[id] = 1
    if (kind === 'pattern') this.patterns.set(text, id)
    else (kind === 'prefix' ? this.prefixes : this.words).insert(id, hashOf(text))
    if (kind === 'prefix') this.countPath(text, 1)
    this.hang(id, text, kind)
    return id
  }

  /** Gives up one hold; answers whether the term is gone. */
  release(id: number): boolean {
    const refs = (this.refs[id] ?? 0) - 1
    this.refs[id] = refs
    if (refs > 0) return false
    const kind = this.kind[id] ?? 'word'
    const text = this.text[id] ?? ''
    if (kind === 'pattern') this.patterns.delete(text)
    else (kind === 'prefix' ? this.prefixes : this.words).remove(id, hashOf(text))
    if (kind === 'prefix') this.countPath(text, -1)
    this.unhang(id, text, kind)
    this.text[id] = ''
    this.free.push(id)
    return true
  }

  private known(text: string, kind: Kind): number {
    if (kind === 'pattern') return this.patterns.get(text) ?? -1
    return this.lookup(kind === 'prefix' ? this.prefixes : this.words, text, hashOf(text))
  }

  private hang(id: number, text: string, kind: Kind): void {
    const end = kind === 'pattern' ? endKey(text) : undefined
    if (end !== undefined) {
      this.byEnd.set(end, [...(this.byEnd.get(end) ?? []), id])
      return
    }
    const on = this.hook(text, kind)
    if (on === undefined) return
    this.hanging.set(on, [...(this.hanging.get(on) ?? []), id])
    this.carries[on] = 1
  }

  private unhang(id: number, text: string, kind: Kind): void {
    const end = kind === 'pattern' ? endKey(text) : undefined
    const on = end === undefined ? this.hookedOn(text, kind) : end
    const places = end === undefined ? this.hanging : this.byEnd
    if (on === undefined) return
    const left = places.get(on)?.filter((one) => one !== id) ?? []
    if (left.length > 0) places.set(on, left)
    else places.delete(on)
    if (end !== undefined) return
    this.carries[on] = left.length > 0 ? 1 : 0
    this.release(on)
  }

  /** The term that must be there for this one to be, held for it. */
  private hook(text: string, kind: Kind): number | undefined {
    if (kind === 'pattern') return this.take(endsOf(text).head, true)
    return kind === 'written' ? this.take(baseOf(text) ?? '', false) : undefined
  }

  private hookedOn(text: string, kind: Kind): number | undefined {
    if (kind === 'pattern') return this.known(endsOf(text).head, 'prefix')
    return kind === 'written' ? this.known(baseOf(text) ?? '', 'word') : undefined
  }

  /** How many hold the term. */
  held(id: number): number {
    return this.refs[id] ?? 0
  }

  /** The word that stands in `chars`, or -1. */
  word(chars: Uint16Array, start: number, length: number, hash: number): number {
    return this.find(this.words, chars, start, length, hash)
  }

  /** The prefix that stands in `chars`, or -1; ask only where the hash `leads`. */
  prefix(chars: Uint16Array, start: number, length: number, hash: number): number {
    return this.find(this.prefixes, chars, start, length, hash)
  }

  /** Whether some prefix may go through the beginning that has this hash. */
  leads(hash: number): boolean {
    return (this.paths[spread(hash) & (PATHS - 1)] ?? 0) > 0
  }

  private find(table: Table, chars: Uint16Array, start: number, length: number, hash: number): number {
    const { slots, mask } = table
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = (slots[2 * slot] ?? FREE) - 1
      if (id < 0) return -1
      if (slots[2 * slot + 1] === hash && this.isThere(id, chars, start, length)) return id
    }
  }

  private isThere(id: number, chars: Uint16Array, start: number, length: number): boolean {
    const { starts } = this
    const at = id * START
    if (starts[at] !== length) return false
    const near = length < START ? length : START - 1
    for (let i = 0; i < near; i++) if (starts[at + 1 + i] !== chars[start + i]) return false
    return near === length || same(this.text[id] ?? '', chars, start, length)
  }

  private lookup(table: Table, text: string, hash: number): number {
    const { slots, mask } = table
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = (slots[2 * slot] ?? FREE) - 1
      if (id < 0 || this.text[id] === text) return id
    }
  }

  private countPath(text: string, by: number): void {
    let hash = SEED
    for (let i = 0; i < text.length; i++) {
      hash = Math.imul(hash ^ text.charCodeAt(i), PRIME)
      const at = spread(hash) & (PATHS - 1)
      this.paths[at] = (this.paths[at] ?? 0) + by
    }
  }

  private grow(): number {
    const id = this.size++
    if (id >= this.refs.length) {
      this.refs = longer(this.refs)
      const starts = new Uint16Array(this.refs.length * START)
      starts.set(this.starts)
      this.starts = starts
      const carries = new Uint8Array(this.refs.length)
      carries.set(this.carries)
      this.carries = carries
    }
    return id
  }
}

export function longer(column: Int32Array): Int32Array<ArrayBuffer> {
  const out = new Int32Array(column.length * 2)
  out.set(column)
  return out
}

function same(text: string, chars: Uint16Array, start: number, length: number): boolean {
  if (text.length !== length) return false
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== chars[start + i]) return false
  return true
}
