import { isAscii, isUtf8 } from 'node:buffer'

/** What a person may choose; every one is known to the runtime's TextDecoder. */
export const ENCODINGS = [
  'utf-8',
  'windows-1252',
  'utf-16le',
  'utf-16be',
  'iso-8859-15',
  'macintosh',
] as const
export type Encoding = (typeof ENCODINGS)[number]

export interface EncodingGuess {
  encoding: Encoding
  /** UTF-8 for the most part, with bytes that are not: those become U+FFFD. */
  damaged: boolean
}

/** How many more well-formed sequences than bad bytes make a text UTF-8 that was damaged rather than another code. */
const DAMAGE = 8
const HEAD = 65_536

/**
 * Listens to all the bytes of a file as they go by: an accent may come only at the last line. UTF-8 is proved by its
 * form; what is not UTF-8 is Windows-1252, as French Excel writes, unless its accents stand where an old Mac has them.
 */
export class EncodingSniffer {
  #tail: Uint8Array = new Uint8Array()
  #head: Uint8Array = new Uint8Array()
  #well = 0
  #bad = 0
  #windows = 0
  #macintosh = 0

  add(chunk: Uint8Array): void {
    if (this.#head.length < HEAD) this.#head = Buffer.concat([this.#head, chunk.subarray(0, HEAD)])
    const bytes = this.#tail.length > 0 ? Buffer.concat([this.#tail, chunk]) : chunk
    const end = completeUpTo(bytes)
    const whole = bytes.subarray(0, end)
    this.#tail = Buffer.from(bytes.subarray(end))
    if (!isUtf8(whole)) this.#examine(whole)
    // Not counted one by one, for speed: a whole piece of good UTF-8 with accents in it is proof enough.
    else if (!isAscii(whole)) this.#well += 1000
  }

  result(): EncodingGuess {
    if (this.#tail.length > 0) this.#examine(this.#tail)
    this.#tail = new Uint8Array()
    const marked = fromMark(this.#head) ?? fromZeros(this.#head)
    if (marked) return { encoding: marked, damaged: marked === 'utf-8' && this.#bad > 0 }
    if (this.#bad === 0) return { encoding: 'utf-8', damaged: false }
    if (this.#well > DAMAGE * this.#bad) return { encoding: 'utf-8', damaged: true }
    const mac = this.#macintosh > 2 * this.#windows
    return { encoding: mac ? 'macintosh' : 'windows-1252', damaged: false }
  }

  #examine(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length; i += 1) {
      const byte = bytes[i] ?? 0
      if (byte < 0x80) continue
      const more = sequenceAt(bytes, i)
      if (more > 0) {
        this.#well += 1
        i += more
        continue
      }
      this.#bad += 1
      if (WINDOWS_FRENCH.has(byte)) this.#windows += 1
      if (MAC_FRENCH.has(byte)) this.#macintosh += 1
    }
  }
}

/** é è ê à ç ù ô î û â ë ï É È À Ç œ ’ « » in either code. */
const WINDOWS_FRENCH = new Set([
  0xe9, 0xe8, 0xea, 0xe0, 0xe7, 0xf9, 0xf4, 0xee, 0xfb, 0xe2, 0xeb, 0xef, 0xc9, 0xc8, 0xc0, 0xc7, 0x9c, 0x92,
  0xab, 0xbb, 0x80,
])
const MAC_FRENCH = new Set([
  0x8e, 0x8f, 0x90, 0x88, 0x8d, 0x9d, 0x99, 0x94, 0x9e, 0x89, 0x91, 0x95, 0x83, 0xe9, 0xcb, 0x82, 0xcf, 0xd5,
])

function fromMark(head: Uint8Array): Encoding | undefined {
  const [a, b, c] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return undefined
}

/** Western text in UTF-16 has a zero in almost every second byte. */
function fromZeros(head: Uint8Array): Encoding | undefined {
  const zeros = [0, 0]
  head.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const many = head.length / 2 / 2
  if (head.length >= 4 && odd > many && even < odd / 10) return 'utf-16le'
  if (head.length >= 4 && even > many && odd < even / 10) return 'utf-16be'
  return undefined
}

/** Number of continuation bytes of the well-formed sequence that starts at `i`; 0 when there is none. */
function sequenceAt(bytes: Uint8Array, i: number): number {
  const more = expected(bytes[i] ?? 0)
  if (more === 0 || i + more >= bytes.length) return 0
  for (let k = 1; k <= more; k += 1) if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 0
  return more
}

function expected(byte: number): number {
  if (byte >= 0xc2 && byte <= 0xdf) return 1
  if (byte >= 0xe0 && byte <= 0xef) return 2
  return byte >= 0xf0 && byte <= 0xf4 ? 3 : 0
}

/** Where the last sequence, if it is cut, starts. */
function completeUpTo(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) break
    if (byte >= 0xc0) return expected(byte) >= back ? bytes.length - back : bytes.length
  }
  return bytes.length
}
