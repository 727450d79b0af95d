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
const READ = 400
const found: Features = { count: 0, pieces: [0, 0], ...room(8192) }

function room(size: number) {
  return {
    hashes: new Uint32Array(size),
    values: new Float32Array(size),
    tokens: new Int32Array(size),
  }
}

interface Word {
  word: number
  pieces: Uint32Array
}

/** People use few words, and the same ones: what each is cut into is kept, up to so many. */
const words = new Map<string, Word>()
const WORDS_KEPT = 20_000

function wordOf(form: string): Word {
  const known = words.get(form)
  if (known) return known
  const word = { word: hashOf(form, KIND.word), pieces: piecesOf(form) }
  if (words.size >= WORDS_KEPT) words.clear()
  if (form.length <= 40) words.set(form, word)
  return word
}

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
  addPieces(read, scale * (PIECES.get(lang) ?? 0.3))
  found.pieces[1] = found.count
  addShape(read)
  return found
}

/** What a piece of a word counts beside the word: less where there was little to learn from. */
const PIECES = new Map([
  ['fr', 0.2],
  ['en', 0.4],
])

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

const START = hashOf('<', KIND.shape)

function isSaid(token: Token): boolean {
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
    const hash = token.kind === 'word' ? wordOf(token.form).word : hashOf(token.form, KIND.sign)
    add(hash, value, i)
    if (denied[i] === 1) add(joined(hash, 0, KIND.denied), value, i)
    add(joined(last, hash, KIND.pair), value, i)
    add(joined(before, hash, KIND.far), value * 0.5, i)
    if (token.short !== null) add(hashOf(token.short, KIND.word), value, i)
    before = last
    last = hash
  })
}

function addPieces(tokens: Token[], value: number): void {
  tokens.forEach((token, i) => {
    if (token.kind !== 'word') return
    for (const piece of wordOf(token.form).pieces) add(piece, value, i)
  })
}

const SHAPES = {
  caps: hashOf('caps', KIND.shape),
  shout: hashOf('shout', KIND.shape),
  stretch: hashOf('stretch', KIND.shape),
  short: hashOf('short', KIND.shape),
  long: hashOf('long', KIND.shape),
  asks: hashOf('asks', KIND.shape),
}

function addShape(tokens: Token[]): void {
  let caps = 0
  let stretched = 0
  let words = 0
  for (const token of tokens) {
    if (token.kind !== 'word') continue
    words++
    if (token.caps) caps++
    if (token.short !== null) stretched++
  }
  if (caps > 0) add(SHAPES.caps, Math.min(caps, 4) / 8, -1)
  if (caps * 2 > words) add(SHAPES.shout, 0.3, -1)
  if (stretched > 0) add(SHAPES.stretch, 0.3, -1)
  if (words < 8) add(SHAPES.short, 0.3, -1)
  if (words > 18) add(SHAPES.long, 0.3, -1)
  const last = tokens.findLast((token) => token.kind === 'stop')
  if (last?.form.includes('?')) add(SHAPES.asks, 0.3, -1)
}
