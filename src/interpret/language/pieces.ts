import { readFileSync } from 'node:fs'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/**
 * Pieces of four bytes of a word with what each says for which language: the table of `eld` (Apache-2.0, © Nito T.M.),
 * languages in Latin letters only, packed by `models/language.ts`. In memory it takes a megabyte, for hundreds as objects.
 */
export interface PieceTable {
  languages: string[]
  /** An open table of hashes, 0 where free, with where what each says begins and how many languages it speaks for. */
  hashes: Uint32Array
  begins: Uint32Array
  counts: Uint8Array
  /** Language and score, one after the other. */
  says: Uint8Array
}

const MAGIC = 'veillee-language-1 '

interface Row {
  /** Bytes of the piece, a space where the word begins or ends. */
  piece: Uint8Array
  says: [language: number, score: number][]
}

/** The table as it is written: hashes, counts, then what each says. */
export function encodePieces(languages: string[], rows: Row[]): Buffer {
  const sorted = rows.map(({ piece, says }) => ({ hash: hashBytes(piece, 0, piece.length), says }))
  const says = Uint8Array.from(sorted.flatMap((row) => row.says.flat()))
  const hashes = Uint32Array.from(sorted, ({ hash }) => hash)
  const counts = Uint8Array.from(sorted, (row) => row.says.length)
  const head = `${MAGIC}${JSON.stringify({ languages, rows: rows.length })}\n`
  return Buffer.concat([Buffer.from(head, 'utf8'), deflated(hashes, counts, says)])
}

function deflated(...parts: (Uint32Array | Uint8Array)[]): Buffer {
  return deflateRawSync(
    Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))),
    { level: 9 },
  )
}

/** @throws Error when the bytes are no such table */
export function decodePieces(bytes: Buffer): PieceTable {
  const end = bytes.indexOf(0x0a)
  const head = bytes.toString('utf8', 0, Math.max(end, 0))
  if (!head.startsWith(MAGIC)) throw new Error('not a table of languages')
  const { languages, rows } = JSON.parse(head.slice(MAGIC.length)) as { languages: string[]; rows: number }
  const raw = inflateRawSync(bytes.subarray(end + 1))
  const size = 2 ** Math.ceil(Math.log2(rows * 1.6 + 1))
  const table = { hashes: new Uint32Array(size), begins: new Uint32Array(size), counts: new Uint8Array(size) }
  let begin = 0
  for (let row = 0; row < rows; row++) {
    const hash = raw.readUInt32LE(row * 4)
    const count = raw[rows * 4 + row] ?? 0
    const at = placeOf(table.hashes, hash)
    table.hashes[at] = hash
    table.begins[at] = begin
    table.counts[at] = count
    begin += count * 2
  }
  return { languages, ...table, says: Uint8Array.from(raw.subarray(rows * 5)) }
}

function placeOf(hashes: Uint32Array, hash: number): number {
  const mask = hashes.length - 1
  let at = hash & mask
  while (hashes[at] !== 0 && hashes[at] !== hash) at = (at + 1) & mask
  return at
}

/** FNV-1a of some bytes; never 0. */
export function hashBytes(bytes: Uint8Array, from: number, to: number, begin = 0x811c9dc5): number {
  let hash = begin | 0
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193)
  return hash >>> 0 || 1
}

let loaded: PieceTable | undefined

function table(): PieceTable {
  loaded ??= decodePieces(readFileSync(new URL('../../../models/language.bin', import.meta.url)))
  return loaded
}

export function languagesOfPieces(): readonly string[] {
  return table().languages
}

/** What a score means nothing under, as the table was written. */
const BASE = 53
const LONGEST = 70
const SPACE = Uint8Array.of(0x20)
const STRIDE = 3
const SIZE = 4

/** A word cut into pieces: their hashes, and where each stands in the table, -1 where it does not. */
export interface Pieces {
  letters: number
  hashes: Uint32Array
  places: Int32Array
}

/** Pieces of four bytes of a word (lower case), every third, and the last four: as the table was made. */
export function piecesIn(word: string): Pieces {
  const bytes = Buffer.from(word, 'utf8')
  const length = Math.min(bytes.length, LONGEST)
  const hashes: number[] = []
  let at = 0
  for (; at + SIZE < length; at += STRIDE) hashes.push(pieceHash(bytes, at, at + SIZE, at === 0, false))
  const from = length === 3 ? 0 : Math.max(0, length - SIZE)
  hashes.push(pieceHash(bytes, from, length, at === 0, true))
  const known = table().hashes
  const places = Int32Array.from(hashes, (hash) => {
    const place = placeOf(known, hash)
    return known[place] === hash ? place : -1
  })
  return { letters: word.length, hashes: Uint32Array.from(hashes), places }
}

function pieceHash(bytes: Uint8Array, from: number, to: number, first: boolean, last: boolean): number {
  let hash = first ? hashBytes(SPACE, 0, 1) : 0x811c9dc5
  hash = hashBytes(bytes, from, to, hash)
  return last ? hashBytes(SPACE, 0, 1, hash) : hash
}

/** Pieces seen in this text, as an open table of hashes that stand only where their stamp is that of the text. */
const SEEN = 2 ** 12
const seen = new Uint32Array(SEEN)
const stamps = new Uint32Array(SEEN)
let stamp = 0
/** Pieces read of one text: so many fit. */
const MOST = SEEN / 2

/** What some words say for each language of the table, a piece: 40 to 100 for the right one, 0 where nothing is known. */
export function scoresOf(words: Pieces[]): Float64Array {
  const { languages, says, begins, counts } = table()
  const scores = new Float64Array(languages.length)
  stamp = (stamp + 1) >>> 0
  if (stamp === 0) stamps.fill(0)
  let told = 0
  for (const { hashes, places } of words) {
    for (let i = 0; i < hashes.length && told < MOST; i++) {
      if (!isNew(hashes[i] ?? 0)) continue
      told++
      const place = places[i] ?? -1
      if (place < 0) continue
      const end = (begins[place] ?? 0) + (counts[place] ?? 0) * 2
      for (let k = begins[place] ?? 0; k < end; k += 2) {
        const language = says[k] ?? 0
        scores[language] = (scores[language] ?? 0) + (says[k + 1] ?? 0) + BASE
      }
    }
  }
  return told === 0 ? scores : scores.map((score) => score / told)
}

function isNew(hash: number): boolean {
  let at = hash & (SEEN - 1)
  while (stamps[at] === stamp) {
    if (seen[at] === hash) return false
    at = (at + 1) & (SEEN - 1)
  }
  stamps[at] = stamp
  seen[at] = hash
  return true
}
