import { readFileSync } from 'node:fs'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/**
 * Pieces of four bytes of a word with what each says for which language: the table of `eld` (Apache-2.0, © Nito T.M.),
 * languages in Latin letters only, packed by `models/language.ts`. In memory it takes a megabyte, for hundreds as objects.
 */
export interface Pieces {
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
export function decodePieces(bytes: Buffer): Pieces {
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

let pieces: Pieces | undefined

function loadedPieces(): Pieces {
  pieces ??= decodePieces(readFileSync(new URL('../../../models/language.bin', import.meta.url)))
  return pieces
}

/** What a score means nothing under, as the table was written. */
const BASE = 53
const LONGEST = 70
const SPACE = Uint8Array.of(0x20)
const STRIDE = 3
const SIZE = 4

/** What some words (lower case) say for each language, a piece: 40 to 100 for the right one. Empty: nothing known. */
export function scoresOf(words: string[]): Map<string, number> {
  const table = loadedPieces()
  const scores = new Float64Array(table.languages.length)
  const seen = new Set<number>()
  for (const word of words) addWord(table, Buffer.from(word, 'utf8'), seen, scores)
  return new Map(
    table.languages.flatMap((lang, i): [string, number][] => {
      const score = scores[i] ?? 0
      return score === 0 ? [] : [[lang, score / seen.size]]
    }),
  )
}

/** Pieces of four bytes, every third, and the last four: as the table was made. */
function addWord(table: Pieces, bytes: Uint8Array, seen: Set<number>, scores: Float64Array): void {
  const length = Math.min(bytes.length, LONGEST)
  let at = 0
  for (; at + SIZE < length; at += STRIDE)
    addPiece(table, pieceHash(bytes, at, at + SIZE, at === 0, false), seen, scores)
  const from = length === 3 ? 0 : Math.max(0, length - SIZE)
  addPiece(table, pieceHash(bytes, from, length, at === 0, true), seen, scores)
}

function pieceHash(bytes: Uint8Array, from: number, to: number, first: boolean, last: boolean): number {
  let hash = first ? hashBytes(SPACE, 0, 1) : 0x811c9dc5
  hash = hashBytes(bytes, from, to, hash)
  return last ? hashBytes(SPACE, 0, 1, hash) : hash
}

function addPiece(table: Pieces, hash: number, seen: Set<number>, scores: Float64Array): void {
  if (seen.has(hash)) return
  seen.add(hash)
  const at = placeOf(table.hashes, hash)
  if (table.hashes[at] !== hash) return
  const begin = table.begins[at] ?? 0
  for (let k = 0; k < (table.counts[at] ?? 0); k++) {
    const language = table.says[begin + k * 2] ?? 0
    scores[language] = (scores[language] ?? 0) + (table.says[begin + k * 2 + 1] ?? 0) + BASE
  }
}
