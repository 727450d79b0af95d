import { hashOf, KIND, piecesOf, SHAPES } from '../features/index.ts'
import { type Lexeme, PLACES } from '../lexeme/index.ts'
import { type Model, ZERO } from '../model/index.ts'
import { SENSE_HASHES } from '../senses/index.ts'
import type { TokenKind } from '../token.ts'

/** A model among those that read the same text: where its columns stand beside the others'. */
export interface Seat {
  model: Model
  from: number
  mask: number
  pieces: number
}

/**
 * The models of a language side by side, with what each word says to each of their columns: the word itself, then its
 * pieces. A text is walked through once for all of them, and a word is taken to pieces only when it has not been met.
 */
export interface Panel {
  lang: string
  seats: Seat[]
  /** Columns of all of them. */
  width: number
  /** By place of the lexeme: `width` for itself, then `width` for its pieces. */
  rows: Float64Array
  hashes: Uint32Array
  owners: (Lexeme | undefined)[]
  /** By sense: `width` each, 0 for models that weigh none. */
  senses: Float32Array
  /** By shape, as they are named: `width` each. */
  shapes: Float32Array
}

/** @param models in order; each is found again by itself */
export function panelOf(lang: string, models: Model[]): Panel {
  let width = 0
  const seats = models.map((model): Seat => {
    const { bits, pieces = 1 } = model.header
    const seat = { model, from: width, mask: 2 ** bits - 1, pieces }
    width += model.columns
    return seat
  })
  const panel: Panel = {
    lang,
    seats,
    width,
    rows: new Float64Array(PLACES * width * 2),
    hashes: new Uint32Array(PLACES),
    owners: new Array<Lexeme | undefined>(PLACES).fill(undefined),
    senses: new Float32Array(SENSE_HASHES.length * width),
    shapes: new Float32Array(SHAPE_NAMES.length * width),
  }
  SHAPE_NAMES.forEach((name, shape) => {
    addAll(panel, SHAPES[name], 1, panel.shapes, shape * width)
  })
  const weighing = seats.filter(({ model }) => model.header.senses)
  SENSE_HASHES.forEach((hash, sense) => {
    for (const seat of weighing) addSeat(seat, hash, 1, panel.senses, sense * width + seat.from)
  })
  return panel
}

export const SHAPE_NAMES = Object.keys(SHAPES) as (keyof typeof SHAPES)[]

/** What a hashed feature of some value says, added for all columns from `at` on. */
export function addAll(
  { seats }: Panel,
  hash: number,
  value: number,
  into: Float64Array | Float32Array,
  at: number,
): void {
  for (let i = 0; i < seats.length; i++) {
    const seat = seats[i]
    if (seat) addSeat(seat, hash, value, into, at + seat.from)
  }
}

function addSeat(
  { model, mask }: Seat,
  hash: number,
  value: number,
  into: Float64Array | Float32Array,
  at: number,
): void {
  const { columns, weights, means } = model
  const base = (hash & mask) * columns
  // What weighs nothing is added too: to ask of each weight whether it is one costs more.
  for (let column = 0; column < columns; column++) {
    const mean = means[(column << 8) + ZERO + (weights[base + column] ?? 0)] ?? 0
    into[at + column] = (into[at + column] ?? 0) + value * mean
  }
}

/** Where the row of a lexeme begins, which is made where another's stood there. */
export function rowOf(panel: Panel, lexeme: Lexeme, kind: TokenKind): number {
  const { place } = lexeme
  const at = place * panel.width * 2
  if (panel.owners[place] !== lexeme) {
    panel.owners[place] = lexeme
    fill(panel, lexeme, kind, at)
  }
  return at
}

function fill(panel: Panel, { form, short, place }: Lexeme, kind: TokenKind, at: number): void {
  const { rows, hashes, width, seats } = panel
  rows.fill(0, at, at + width * 2)
  const isWord = kind === 'word'
  const hash = kind === 'stop' ? hashOf(form, KIND.sign, 0, 1) : hashOf(form, isWord ? KIND.word : KIND.sign)
  hashes[place] = hash
  addAll(panel, hash, 1, rows, at)
  if (kind === 'stop' && form.length > 1)
    addAll(panel, hashOf(form, KIND.sign, 0, Math.min(form.length, 3)), 1, rows, at)
  if (!isWord) return
  if (short !== null) addAll(panel, hashOf(short, KIND.word), 1, rows, at)
  for (const piece of piecesOf(form))
    for (const seat of seats) addSeat(seat, piece, seat.pieces, rows, at + width + seat.from)
}
