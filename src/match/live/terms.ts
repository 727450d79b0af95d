/** Step of the FNV-1a hash over UTF-16 units: the hash of a prefix is met on the way to that of the word. */
export const SEED = 0x811c9dc5 | 0
export const PRIME = 0x01000193

const FREE = 0

/**
 * The words that queries ask for, each with a number that is reused once no query asks for it. Looked up by the hash of
 * a stretch of units, without making a string of it.
 */
export class Terms {
  /** Terms ever given a number at the same time; every column is at least as long. */
  size = 0
  text: string[] = []
  isPrefix: boolean[] = []
  private hash = new Int32Array(1024)
  private refs = new Int32Array(1024)
  private readonly free: number[] = []
  private readonly words = new Table()
  private readonly prefixes = new Table()
  /** How many prefixes there are of each length, and by their first two units: most words need no further look. */
  private readonly lengths = new Int32Array(72)
  private readonly begins = new Int32Array(4096)

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
    this.hash[id] = hash
    this.refs[id] = 1
    table.insert(id, hash, this.hash)
    if (prefix) this.countPrefix(text, 1)
    return id
  }

  /** Gives up one hold; answers whether the term is gone. */
  release(id: number): boolean {
    const refs = (this.refs[id] ?? 0) - 1
    this.refs[id] = refs
    if (refs > 0) return false
    const prefix = this.isPrefix[id] ?? false
    const table = prefix ? this.prefixes : this.words
    table.remove(id, this.hash)
    if (prefix) this.countPrefix(this.text[id] ?? '', -1)
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

  /** The prefix that stands in `chars`, or -1; ask only where `mayBegin` and `hasLength`. */
  prefix(chars: Uint16Array, start: number, length: number, hash: number): number {
    return this.find(this.prefixes, chars, start, length, hash)
  }

  mayBegin(first: number, second: number): boolean {
    return (this.begins[beginning(first, second)] ?? 0) > 0
  }

  hasLength(length: number): boolean {
    return (this.lengths[length] ?? 0) > 0
  }

  private find(table: Table, chars: Uint16Array, start: number, length: number, hash: number): number {
    const { slots, mask } = table
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = (slots[slot] ?? FREE) - 1
      if (id < 0) return -1
      if (this.hash[id] === hash && same(this.text[id] ?? '', chars, start, length)) return id
    }
  }

  private lookup(table: Table, text: string, hash: number): number {
    const { slots, mask } = table
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = (slots[slot] ?? FREE) - 1
      if (id < 0 || this.text[id] === text) return id
    }
  }

  private countPrefix(text: string, by: number): void {
    this.lengths[text.length] = (this.lengths[text.length] ?? 0) + by
    const at = beginning(text.charCodeAt(0), text.charCodeAt(1))
    this.begins[at] = (this.begins[at] ?? 0) + by
  }

  private grow(): number {
    const id = this.size++
    if (id >= this.hash.length) {
      this.hash = longer(this.hash)
      this.refs = longer(this.refs)
    }
    return id
  }
}

/** Open addressing with linear steps; at most half full, so that looking up what is not there ends at once. */
class Table {
  slots = new Int32Array(2048)
  mask = 2047
  count = 0

  insert(id: number, hash: number, hashes: Int32Array): void {
    if (++this.count * 2 > this.slots.length) this.double(hashes)
    let slot = spread(hash) & this.mask
    while (this.slots[slot] !== FREE) slot = (slot + 1) & this.mask
    this.slots[slot] = id + 1
  }

  /** Moves back what had been pushed past the slot that falls free. */
  remove(id: number, hashes: Int32Array): void {
    this.count--
    let hole = spread(hashes[id] ?? 0) & this.mask
    while (this.slots[hole] !== id + 1) hole = (hole + 1) & this.mask
    this.slots[hole] = FREE
    for (let slot = (hole + 1) & this.mask; this.slots[slot] !== FREE; slot = (slot + 1) & this.mask) {
      const home = spread(hashes[(this.slots[slot] ?? 1) - 1] ?? 0) & this.mask
      if (((slot - home) & this.mask) < ((slot - hole) & this.mask)) continue
      this.slots[hole] = this.slots[slot] ?? FREE
      this.slots[slot] = FREE
      hole = slot
    }
  }

  private double(hashes: Int32Array): void {
    const old = this.slots
    this.slots = new Int32Array(old.length * 2)
    this.mask = this.slots.length - 1
    for (const entry of old) {
      if (entry === FREE) continue
      let slot = spread(hashes[entry - 1] ?? 0) & this.mask
      while (this.slots[slot] !== FREE) slot = (slot + 1) & this.mask
      this.slots[slot] = entry
    }
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

/** FNV leaves its last units in the low bits. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

function beginning(first: number, second: number): number {
  return (first * 31 + second) & 4095
}

function same(text: string, chars: Uint16Array, start: number, length: number): boolean {
  if (text.length !== length) return false
  for (let i = 0; i < length; i++) if (text.charCodeAt(i) !== chars[start + i]) return false
  return true
}
