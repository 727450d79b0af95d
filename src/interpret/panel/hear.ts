import {
  deniedAmong,
  FAR,
  isSaid,
  joined,
  KIND,
  loudnessOfPieces,
  READ,
  START,
  scaleOf,
  shapesOf,
} from '../features/index.ts'
import { addDense, type Model } from '../model/index.ts'
import type { Senses } from '../senses/index.ts'
import type { Token } from '../token.ts'
import { addAll, type Panel, rowOf, SHAPE_NAMES } from './panel.ts'

/** What all models of a panel say of one text; good until the next text is heard. */
export interface Heard {
  /** One score a column: as `scoresOf` of the model has them from the features of the text. */
  scores(model: Model, dense: Record<string, number>): Float64Array
  /**
   * What each token spoke in a mix of the columns, as `sharesOf` has it.
   * @param mix one factor a column
   */
  shares(model: Model, mix: number[]): Float64Array
}

/** What each token said to each column. */
let said = new Float64Array(READ * 16)

/**
 * Walks once through a text for all models of a language.
 * @param senses what the words mean
 */
export function hear(panel: Panel, tokens: Token[], senses: Senses): Heard {
  const { width } = panel
  const read = tokens.length > READ ? tokens.slice(0, READ) : tokens
  const size = read.length * width
  if (said.length < size) said = new Float64Array(size)
  said.fill(0, 0, size)
  addWords(panel, read)
  const sums = new Float64Array(width)
  addSenses(panel, senses, sums)
  for (let i = 0, column = 0; i < size; i++) {
    sums[column] = (sums[column] ?? 0) + (said[i] ?? 0)
    column = column + 1 === width ? 0 : column + 1
  }
  for (const [shape, value] of shapesOf(read)) {
    const row = SHAPE_NAMES.indexOf(shape) * width
    for (let c = 0; c < width; c++)
      sums[c] = (sums[c] ?? 0) + (panel.shapes[row + c] ?? 0) * Math.fround(value)
  }
  return {
    scores: (model, dense) => scoresFrom(panel, model, sums, dense),
    shares: (model, mix) => sharesFrom(panel, model, { mix, read: read.length, tokens: tokens.length }),
  }
}

/** The same values as those of features, which are kept in 32 bits. */
function addWords(panel: Panel, tokens: Token[]): void {
  const { width, hashes } = panel
  const scale = scaleOf(tokens)
  const loud = Math.fround(scale)
  const pieces = Math.fround(scale * loudnessOfPieces(panel.lang))
  const far = Math.fround(scale * FAR)
  const denied = deniedAmong(tokens, panel.lang)
  let last = START
  let before = START
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]
    if (!token || (!isSaid(token) && token.kind !== 'stop' && token.kind !== 'skip')) continue
    const row = rowOf(panel, token.lexeme, token.kind)
    const at = i * width
    addRow(panel, row, loud, at)
    const hash = hashes[token.lexeme.place] ?? 0
    if (token.kind === 'stop') last = hash
    if (!isSaid(token)) continue
    if (token.kind === 'word') addRow(panel, row + width, pieces, at)
    if (denied[i] === 1) addAll(panel, joined(hash, 0, KIND.denied), loud, said, at)
    addAll(panel, joined(last, hash, KIND.pair), loud, said, at)
    addAll(panel, joined(before, hash, KIND.far), far, said, at)
    before = last
    last = hash
  }
}

function addRow({ rows, width }: Panel, row: number, value: number, at: number): void {
  for (let c = 0; c < width; c++) said[at + c] = (said[at + c] ?? 0) + (rows[row + c] ?? 0) * value
}

function addSenses(
  { senses: by, width }: Panel,
  { count, places, values, tokens }: Senses,
  sums: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const row = (places[i] ?? 0) * width
    const value = values[i] ?? 0
    const token = tokens[i] ?? -1
    const into = token < 0 ? sums : said
    const at = token < 0 ? 0 : token * width
    for (let c = 0; c < width; c++) into[at + c] = (into[at + c] ?? 0) + (by[row + c] ?? 0) * value
  }
}

function seatOf({ seats }: Panel, model: Model): number {
  const seat = seats.find((one) => one.model === model)
  if (!seat) throw new Error(`${model.header.name} has no seat in the panel`)
  return seat.from
}

function scoresFrom(
  panel: Panel,
  model: Model,
  sums: Float64Array,
  dense: Record<string, number>,
): Float64Array {
  const from = seatOf(panel, model)
  const scores = Float64Array.from(model.header.bias)
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] ?? 0) + (sums[from + c] ?? 0)
  addDense(model, dense, scores)
  return scores
}

function sharesFrom(
  panel: Panel,
  model: Model,
  { mix, read, tokens }: { mix: number[]; read: number; tokens: number },
): Float64Array {
  const from = seatOf(panel, model)
  const shares = new Float64Array(tokens)
  for (let i = 0; i < read; i++) {
    const at = i * panel.width + from
    let sum = 0
    for (let c = 0; c < mix.length; c++) sum += (mix[c] ?? 0) * (said[at + c] ?? 0)
    shares[i] = sum
  }
  return shares
}
