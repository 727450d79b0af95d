import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Features } from '../features/index.ts'

/** What stands before the weights in a model's file: one line of JSON. */
export interface Header {
  name: string
  /** The language that it was taught in, where its features depend on it. */
  lang?: string
  /** `one` of the labels, the first being the one all others are weighed against; or `any` number of them. */
  says: 'one' | 'any'
  labels: string[]
  /** Weights are kept in 2^bits places, by the low bits of a feature's hash. */
  bits: number
  /** The largest weight of each column. */
  scales: number[]
  bias: number[]
  /** How much louder pieces of words speak than `featuresOf` has them; 1 where nothing is said. */
  pieces?: number
  /** It weighs what words mean (`senses/`) beside the words themselves. */
  senses?: true
  /** For what is not hashed, by name: one weight a column. */
  dense: Record<string, number[]>
}

/** A linear model: one column of weights a label, but for the first label of a model that says one, whose score is 0. */
export interface Model {
  header: Header
  /** Its name and the beginning of the hash of its bytes: a model that is taught anew keeps its name and says otherwise. */
  print: string
  columns: number
  /** Places, then columns: -127 to 127, by the root of the weight. */
  weights: Int8Array
  /** What each of the 255 means, column by column. */
  means: Float32Array
}

const MAGIC = 'veillee-model-1 '

/** Weights as they are written: their root in 8 bits, so that the many small ones are not all nought. */
export function encodeModel(header: Omit<Header, 'scales'>, weights: Float32Array): Buffer {
  const columns = columnsOf(header)
  const scales = Array.from({ length: columns }, () => 1e-9)
  weights.forEach((weight, i) => {
    scales[i % columns] = Math.max(scales[i % columns] ?? 0, Math.abs(weight))
  })
  const packed = Int8Array.from(weights, (weight, i) => {
    const root = Math.sqrt(Math.abs(weight) / (scales[i % columns] ?? 1))
    return Math.sign(weight) * Math.round(root * 127)
  })
  const head = Buffer.from(`${MAGIC}${JSON.stringify({ ...header, scales })}\n`, 'utf8')
  return Buffer.concat([head, deflateRawSync(packed, { level: 9 })])
}

/** @throws Error when the bytes are no model, or its weights are not as many as it says */
export function decodeModel(bytes: Buffer): Model {
  const end = bytes.indexOf(0x0a)
  const head = bytes.toString('utf8', 0, Math.max(end, 0))
  if (!head.startsWith(MAGIC)) throw new Error('not a model')
  const header = JSON.parse(head.slice(MAGIC.length)) as Header
  const raw = inflateRawSync(bytes.subarray(end + 1))
  const columns = columnsOf(header)
  if (raw.length !== columns * 2 ** header.bits) throw new Error(`${header.name}: weights are missing`)
  const means = new Float32Array(columns * 256)
  for (let column = 0; column < columns; column++) {
    for (let unit = -127; unit <= 127; unit++) {
      const root = unit / 127
      means[column * 256 + unit + 128] = Math.sign(unit) * root * root * (header.scales[column] ?? 0)
    }
  }
  const weights = new Int8Array(raw.buffer, raw.byteOffset, raw.length)
  return { header, print: printOf(header, bytes), columns, weights, means }
}

function printOf({ name }: Header, bytes: Buffer): string {
  return `${name}@${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`
}

function columnsOf(header: Pick<Header, 'says' | 'labels'>): number {
  return header.says === 'one' ? header.labels.length - 1 : header.labels.length
}

/** A model from its file, the first time that it is asked for. */
export function lazyModel(url: URL): () => Model {
  let model: Model | undefined
  return () => {
    model ??= decodeModel(readFileSync(url))
    return model
  }
}

/**
 * One score a column: what the features weigh, what is not hashed, and the bias.
 * @param senses what the words mean, for a model that weighs it
 */
export function scoresOf(
  model: Model,
  features: Features,
  dense: Record<string, number>,
  senses?: Features,
): Float64Array {
  const { header } = model
  const scores = Float64Array.from(header.bias)
  const [from, to] = features.pieces
  add(model, features, { from: 0, to: from, factor: 1 }, scores)
  add(model, features, { from, to, factor: header.pieces ?? 1 }, scores)
  add(model, features, { from: to, to: features.count, factor: 1 }, scores)
  if (header.senses && senses) add(model, senses, { from: 0, to: senses.count, factor: 1 }, scores)
  addDense(model, dense, scores)
  return scores
}

/** Adds what is not hashed, by name; names that the model does not know say nothing. */
export function addDense(
  { columns, header }: Model,
  dense: Record<string, number>,
  scores: Float64Array,
): void {
  for (const name in dense) {
    const value = dense[name] ?? 0
    const by = value === 0 || !Object.hasOwn(header.dense, name) ? undefined : header.dense[name]
    if (!by) continue
    for (let column = 0; column < columns; column++)
      scores[column] = (scores[column] ?? 0) + value * (by[column] ?? 0)
  }
}

/** What a weight of 0 means stands here in the means of a column. */
export const ZERO = 128

/** Adds what the features from one to another say, a factor louder. */
function add(
  { columns, weights, means, header }: Model,
  { hashes, values }: Features,
  { from, to, factor }: { from: number; to: number; factor: number },
  scores: Float64Array,
): void {
  const mask = 2 ** header.bits - 1
  for (let i = from; i < to; i++) {
    const base = ((hashes[i] ?? 0) & mask) * columns
    const value = (values[i] ?? 0) * factor
    for (let column = 0; column < columns; column++) {
      const weight = weights[base + column] ?? 0
      if (weight === 0) continue
      scores[column] = (scores[column] ?? 0) + value * (means[column * 256 + ZERO + weight] ?? 0)
    }
  }
}

/**
 * What each token weighed in a mix of the columns, for instance for the second and against the first.
 * @param mix one factor a column
 */
export function sharesOf(model: Model, features: Features, tokens: number, mix: number[]): Float64Array {
  const shares = new Float64Array(tokens)
  const { columns, weights, means, header } = model
  const { count, hashes, values, tokens: of } = features
  const mask = 2 ** header.bits - 1
  const [from, to] = features.pieces
  const pieces = header.pieces ?? 1
  for (let i = 0; i < count; i++) {
    const token = of[i] ?? -1
    if (token < 0) continue
    const base = ((hashes[i] ?? 0) & mask) * columns
    let sum = 0
    for (let column = 0; column < columns; column++) {
      const weight = weights[base + column] ?? 0
      if (weight !== 0) sum += (mix[column] ?? 0) * (means[column * 256 + ZERO + weight] ?? 0)
    }
    if (sum === 0) continue
    const value = (values[i] ?? 0) * (i >= from && i < to ? pieces : 1)
    shares[token] = (shares[token] ?? 0) + value * sum
  }
  return shares
}

/** Probabilities by label: of one of them, summing to 1, or of each for itself. */
export function probabilitiesOf(model: Model, scores: ArrayLike<number>): number[] {
  const { header } = model
  if (header.says === 'any') return header.labels.map((_, i) => 1 / (1 + Math.exp(-(scores[i] ?? 0))))
  const all = header.labels.map((_, i) => (i === 0 ? 0 : (scores[i - 1] ?? 0)))
  const top = Math.max(...all)
  const powers = all.map((score) => Math.exp(score - top))
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / total)
}
