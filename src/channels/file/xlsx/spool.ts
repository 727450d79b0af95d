import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { invalid } from '../../../../lib/errors/index.ts'

const PAGE = 262_144
/** Pages in memory: 16 MiB, past which texts go to a file that has no name any more. */
const PAGES = 64
const OFFSETS = 65_536
const MAX_TEXTS = 20_000_000

/** Texts by number, in bounded memory; made for being read in about the order they were added. */
export class Spool {
  readonly #folder: string
  readonly #cache = new Map<number, Buffer>()
  readonly #offsets: Float64Array[] = []
  #count = 0
  #end = 0
  #page: Buffer = Buffer.allocUnsafe(PAGE)
  #file: number | undefined

  constructor(folder = tmpdir()) {
    this.#folder = folder
  }

  get length(): number {
    return this.#count
  }

  /** @throws Problem `import_archive` when there are more texts than any sheet needs */
  add(text: string): void {
    if (this.#count >= MAX_TEXTS) throw invalid('import_archive', { why: 'strings' })
    let bytes = Buffer.from(text)
    while (bytes.length > 0) {
      const at = this.#end % PAGE
      const taken = bytes.copy(this.#page, at)
      this.#end += taken
      bytes = bytes.subarray(taken)
      if (at + taken === PAGE) this.#turn()
    }
    const block = Math.floor(this.#count / OFFSETS)
    const offsets = this.#offsets[block] ?? new Float64Array(OFFSETS)
    this.#offsets[block] = offsets
    offsets[this.#count % OFFSETS] = this.#end
    this.#count += 1
  }

  /** Undefined past the last. */
  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined
    let from = index === 0 ? 0 : this.#offsetOf(index - 1)
    const end = this.#offsetOf(index)
    const parts: Buffer[] = []
    while (from < end) {
      const page = this.#pageAt(Math.floor(from / PAGE))
      const part = page.subarray(from % PAGE, Math.min(PAGE, (from % PAGE) + end - from))
      parts.push(part)
      from += part.length
    }
    return (parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)).toString('utf8')
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = undefined
    this.#cache.clear()
  }

  #offsetOf(index: number): number {
    return this.#offsets[Math.floor(index / OFFSETS)]?.[index % OFFSETS] ?? 0
  }

  /** A page is full: it is kept, on disk once there are too many. */
  #turn(): void {
    const number = this.#end / PAGE - 1
    this.#cache.set(number, this.#page)
    this.#page = Buffer.allocUnsafe(PAGE)
    if (this.#file !== undefined) this.#write(number)
    else if (this.#cache.size > PAGES) {
      this.#file = nameless(this.#folder)
      for (const page of this.#cache.keys()) this.#write(page)
    }
    this.#evict()
  }

  #write(number: number): void {
    const page = this.#cache.get(number)
    if (page && this.#file !== undefined) writeSync(this.#file, page, 0, PAGE, number * PAGE)
  }

  #pageAt(number: number): Buffer {
    if (number === Math.floor(this.#end / PAGE)) return this.#page
    const cached = this.#cache.get(number)
    if (cached) return cached
    const page = Buffer.allocUnsafe(PAGE)
    if (this.#file !== undefined) readSync(this.#file, page, 0, PAGE, number * PAGE)
    this.#cache.set(number, page)
    this.#evict()
    return page
  }

  #evict(): void {
    for (const number of this.#cache.keys()) {
      if (this.#cache.size <= PAGES || this.#file === undefined) return
      this.#cache.delete(number)
    }
  }
}

/** An open file whose name is gone at once: whatever kills the process, the disk gets its room back. */
function nameless(folder: string): number {
  const own = mkdtempSync(join(folder, 'veillee-strings-'))
  const file = openSync(join(own, 'texts'), 'w+', 0o600)
  rmSync(own, { recursive: true })
  return file
}
