import { FREE, spread, Table } from './table.ts'

/** Step of the FNV-1a hash over UTF-16 units: the hash of a prefix is met on the way to that of the word. */
export const SEED = 0x811c9dc5 | 0
export const PRIME = 0x01000193

const PATHS = 1 << 15

/**
 * The words that queries ask for, each with a number that is reused once no query asks for it. Looked up by the hash of
 * a stretch of units, without making a string of it.
 */
export class Terms {
  /** Terms ever given a number at the same time; every column is at least as long. */
  size = 0
  text: string[] = []
  isPrefix: boolean[] = []
  private refs = new Int32Array(1024)
  private readonly free: number[] = []
  private readonly words = new Table()
  private readonly prefixes = new Table()
  /** How many prefixes go through each beginning, by its hash: where none does, a word needs no further look. */
  private readonly paths = new Int32Array(PATHS)

  get prefixCount(): number {
    return this.prefixes.count
  }

  /** The number of a word or prefix, made if need be; it is held until as many `release`. */
  take(text: string, prefix: boolean): number {
    const hash = hashOf(text)
    const table = prefix ? this.prefixes : this.words
    const known = this.lookup(table, text, hash)
    if (known >= 0) {
      this.refs[known] = (this.refs[known] ?? 0) + 1
      return known
    }
    const id = this.free.pop() ?? this.grow()
    this.text[id] = text
    this.isPrefix[id] = prefix
    this.refs[id] = 1
    table.insert(id, hash)
    if (prefix) this.countPath(text, 1)
    return id
  }

  /** Gives up one hold; answers whether the term is gone. */
  release(id: number): boolean {
    const refs = (this.refs[id] ?? 0) - 1
    this.refs[id] = refs
    if (refs > 0) return false
    const prefix = this.isPrefix[id] ?? false
    const table = prefix ? this.prefixes : this.words
    const text = this.text[id] ?? ''
    table.remove(id, hashOf(text))
    if (prefix) this.countPath(text, -1)
    this.text[id] = ''
    this.free.push(id)
    return true
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
      if (slots[2 * slot + 1] === hash && same(this.text[id] ?? '', chars, start, length)) return id
    }
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
    if (id >= this.refs.length) this.refs = longer(this.refs)
    return id
  }
}

export function longer(column: Int32Array): Int32Array<ArrayBuffer> {
  const out = new Int32Array(column.length * 2)
  out.set(column)
  return out
}

function hashOf(text: string): number {
  let hash = SEED
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME)
  return hash
}

function same(text: string, chars: Uint16Array, start: number, length: number): boolean {
  if (text.length !== length) return false
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== chars[start + i]) return false
  return true
}
