import { fact } from '../lexeme/index.ts'
import type { Token } from '../token.ts'
import { deniedAmong } from './denial.ts'
import { hashOf, joined, KIND, piecesOf } from './hash.ts'

/**
 * What a text shows to a linear model: `count` features, each a 32-bit hash with a value and the token it came from
 * (-1: none alone). The arrays are used again by the next call.
 */
export interface Features {
  count: number
  /** Where the pieces of words begin among them, and end. */
  pieces: [from: number, to: number]
  hashes: Uint32Array
  values: Float32Array
  tokens: Int32Array
}

/** Tokens read: a post beyond that is judged on its beginning. */
export const READ = 400
const found: Features = { count: 0, pieces: [0, 0], ...room(8192) }

function room(size: number) {
  return {
    hashes: new Uint32Array(size),
    values: new Float32Array(size),
    tokens: new Int32Array(size),
  }
}

interface Hashed {
  word: number
  pieces: Uint32Array
}

const hashed = fact(({ form }): Hashed => ({ word: hashOf(form, KIND.word), pieces: piecesOf(form) }))

/**
 * Words alone and by two, denied words, pieces of words, emoji, marks and the shape of the text. Each kind is scaled
 * by the root of how many there are, so that a long post does not outvote a short one.
 */
export function featuresOf(tokens: Token[], lang: string): Features {
  found.count = 0
  const read = tokens.length > READ ? tokens.slice(0, READ) : tokens
  const scale = scaleOf(read)
  addWords(read, deniedAmong(read, lang), scale)
  found.pieces[0] = found.count
  addPieces(read, scale * loudnessOfPieces(lang))
  found.pieces[1] = found.count
  for (const [shape, value] of shapesOf(read)) add(SHAPES[shape], value, -1)
  return found
}

/** What a piece of a word counts beside the word: less where there was little to learn from. */
const PIECES = new Map([
  ['fr', 0.2],
  ['en', 0.4],
])

export function loudnessOfPieces(lang: string): number {
  return PIECES.get(lang) ?? 0.3
}

/** What each word of a text counts. */
export function scaleOf(tokens: Token[]): number {
  let count = 0
  for (const token of tokens) if (isSaid(token)) count++
  return 1 / Math.sqrt(Math.max(count, 4))
}

function add(hash: number, value: number, token: number): void {
  if (found.count === found.hashes.length) grow()
  found.hashes[found.count] = hash
  found.values[found.count] = value
  found.tokens[found.count] = token
  found.count++
}

function grow(): void {
  const larger = room(found.hashes.length * 2)
  larger.hashes.set(found.hashes)
  larger.values.set(found.values)
  larger.tokens.set(found.tokens)
  Object.assign(found, larger)
}

/** What stands before the first word. */
export const START = hashOf('<', KIND.shape)
/** What the word before the last counts beside the last. */
export const FAR = 0.5

export function isSaid(token: Token): boolean {
  return token.kind === 'word' || token.kind === 'emoji' || token.kind === 'emoticon'
}

function addWords(tokens: Token[], denied: Uint8Array, value: number): void {
  let last = START
  let before = START
  tokens.forEach((token, i) => {
    if (token.kind === 'stop') {
      last = hashOf(token.form.slice(0, 1), KIND.sign)
      add(last, value, i)
      if (token.form.length > 1) add(hashOf(token.form.slice(0, 3), KIND.sign), value, i)
      return
    }
    if (token.kind === 'skip') {
      add(hashOf(token.form.startsWith('@') ? '@' : 'http', KIND.sign), value, i)
      return
    }
    if (!isSaid(token)) return
    const hash = token.kind === 'word' ? hashed(token.lexeme).word : hashOf(token.form, KIND.sign)
    add(hash, value, i)
    if (denied[i] === 1) add(joined(hash, 0, KIND.denied), value, i)
    add(joined(last, hash, KIND.pair), value, i)
    add(joined(before, hash, KIND.far), value * FAR, i)
    if (token.short !== null) add(hashOf(token.short, KIND.word), value, i)
    before = last
    last = hash
  })
}

function addPieces(tokens: Token[], value: number): void {
  tokens.forEach((token, i) => {
    if (token.kind !== 'word') return
    for (const piece of hashed(token.lexeme).pieces) add(piece, value, i)
  })
}

export const SHAPES = {
  caps: hashOf('caps', KIND.shape),
  shout: hashOf('shout', KIND.shape),
  stretch: hashOf('stretch', KIND.shape),
  short: hashOf('short', KIND.shape),
  long: hashOf('long', KIND.shape),
  asks: hashOf('asks', KIND.shape),
}

/** What the whole text looks like, with what each counts. */
export function shapesOf(tokens: Token[]): [shape: keyof typeof SHAPES, value: number][] {
  let caps = 0
  let stretched = 0
  let words = 0
  let asks = false
  for (const token of tokens) {
    if (token.kind === 'stop') asks = token.form.includes('?')
    if (token.kind !== 'word') continue
    words++
    if (token.caps) caps++
    if (token.short !== null) stretched++
  }
  const shapes: [keyof typeof SHAPES, number][] = []
  if (caps > 0) shapes.push(['caps', Math.min(caps, 4) / 8])
  if (caps * 2 > words) shapes.push(['shout', 0.3])
  if (stretched > 0) shapes.push(['stretch', 0.3])
  if (words < 8) shapes.push(['short', 0.3])
  if (words > 18) shapes.push(['long', 0.3])
  if (asks) shapes.push(['asks', 0.3])
  return shapes
}
