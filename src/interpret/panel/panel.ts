import { hashOf, KIND, piecesOf, SHAPES } from '../features/index.ts'
import { type Lexeme, PLACES } from '../lexeme/index.ts'
import { type Model, ZERO } from '../model/index.ts'
import { SENSE_HASHES } from '../senses/index.ts'
import type { TokenKind } from '../token.ts'

/** A model among those that read the same text: where its columns stand beside the others'. */
export interface Seat {
  model: Model
  from: number
}

/** Weights of models that stand side by side: what a feature says to all of them lies in one place of memory. */
interface Table {
  mask: number
  /** Of all its models, the first at `from` among those of the panel. */
  columns: number
  from: number
  weights: Int8Array
  means: Float32Array
}

/**
 * The models of a language side by side, with what each word says to each of their columns: the word itself, then its
 * pieces. A text is walked through once for all of them, and a word is taken to pieces only when it has not been met.
 */
export interface Panel {
  lang: string
  seats: Seat[]
  tables: Table[]
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
    const seat = { model, from: width }
    width += model.columns
    return seat
  })
  const panel: Panel = {
    lang,
    seats,
    tables: besides(seats).map(tableOf),
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
  SENSE_HASHES.forEach((hash, sense) => {
    addAll(panel, hash, 1, panel.senses, sense * width)
  })
  for (const { model, from } of seats) {
    if (model.header.senses) continue
    for (let sense = 0; sense < SENSE_HASHES.length; sense++)
      panel.senses.fill(0, sense * width + from, sense * width + from + model.columns)
  }
  return panel
}

/** Larger models stay by themselves: beside them the small ones would be written out many times. */
const LARGEST = 18

/** Seats beside each other that share a table. */
function besides(seats: Seat[]): Seat[][] {
  const all: Seat[][] = []
  for (const seat of seats) {
    const last = all.at(-1)
    const isLarge = (one: Seat | undefined) => (one?.model.header.bits ?? 0) > LARGEST
    if (last && !isLarge(seat) && !isLarge(last[0])) last.push(seat)
    else all.push([seat])
  }
  return all
}

function tableOf(seats: Seat[]): Table {
  const bits = Math.max(...seats.map(({ model }) => model.header.bits))
  const columns = seats.reduce((sum, { model }) => sum + model.columns, 0)
  const [first, second] = seats
  const from = first?.from ?? 0
  if (first && !second)
    return { mask: 2 ** bits - 1, columns, from, weights: first.model.weights, means: first.model.means }
  const weights = new Int8Array(2 ** bits * columns)
  const means = new Float32Array(columns * 256)
  for (const { model, from: at } of seats) {
    means.set(model.means, (at - from) * 256)
    const own = 2 ** model.header.bits - 1
    for (let place = 0; place < 2 ** bits; place++) {
      for (let c = 0; c < model.columns; c++)
        weights[place * columns + at - from + c] = model.weights[(place & own) * model.columns + c] ?? 0
    }
  }
  return { mask: 2 ** bits - 1, columns, from, weights, means }
}

export const SHAPE_NAMES = Object.keys(SHAPES) as (keyof typeof SHAPES)[]

/** What a hashed feature of some value says, added for all columns from `at` on. */
export function addAll(
  { tables }: Panel,
  hash: number,
  value: number,
  into: Float64Array | Float32Array,
  at: number,
): void {
  for (let i = 0; i < tables.length; i++) {
    const table = tables[i]
    if (table) addFrom(table, hash, value, into, at + table.from)
  }
}

function addFrom(
  { columns, weights, means, mask }: Table,
  hash: number,
  value: number,
  into: Float64Array | Float32Array,
  at: number,
): void {
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
  for (const piece of piecesOf(form)) addAll(panel, piece, 1, rows, at + width)
  for (const { model, from } of seats) {
    const { pieces = 1 } = model.header
    if (pieces === 1) continue
    for (let c = at + width + from; c < at + width + from + model.columns; c++)
      rows[c] = (rows[c] ?? 0) * pieces
  }
}
