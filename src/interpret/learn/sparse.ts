import { type Features, featuresOf, withoutFormulas } from '../features/index.ts'
import { sensesOf } from '../senses/index.ts'
import { type Token, tokenize } from '../token.ts'
import type { Sparse } from './adagrad.ts'

export interface Shape {
  lang: string
  bits: number
  /** How much louder pieces of words speak; 1 where nothing is said. */
  pieces?: number
  /** What words mean is shown: beside them, or in their place. */
  senses?: 'beside' | 'alone'
  /** What is not hashed: one number each, the same count for every text. */
  beside?(tokens: Token[]): number[]
}

const BIAS = 0.3

/** Texts as a model sees them: hashed features, then at place 2^bits the bias, then what is beside. */
export function sparseOf(texts: string[], { lang, bits, pieces = 1, senses, beside }: Shape): Sparse {
  const from = new Int32Array(texts.length + 1)
  let ids = new Int32Array(1 << 20)
  let values = new Float32Array(1 << 20)
  const mask = 2 ** bits - 1
  let end = 0
  texts.forEach((text, row) => {
    const tokens = withoutFormulas(tokenize(text), lang)
    // First, for it may look at features of its own, and there is one place for them.
    const more = beside?.(tokens) ?? []
    const features = featuresOf(tokens, lang)
    const meant: Features | null = senses ? sensesOf(tokens, lang) : null
    const room = features.count + (meant?.count ?? 0) + more.length + 1
    if (end + room > ids.length) {
      ids = enlarged(ids, new Int32Array(ids.length * 2))
      values = enlarged(values, new Float32Array(values.length * 2))
    }
    for (let i = 0; i < features.count; i++) {
      if (senses === 'alone' && tokens[features.tokens[i] ?? -1]?.kind === 'word') continue
      ids[end] = (features.hashes[i] ?? 0) & mask
      const isPiece = i >= features.pieces[0] && i < features.pieces[1]
      values[end++] = (features.values[i] ?? 0) * (isPiece ? pieces : 1)
    }
    for (let i = 0; meant && i < meant.count; i++, end++) {
      ids[end] = (meant.hashes[i] ?? 0) & mask
      values[end] = meant.values[i] ?? 0
    }
    ids[end] = mask + 1
    values[end++] = BIAS
    more.forEach((value, k) => {
      if (value === 0) return
      ids[end] = mask + 2 + k
      values[end++] = value
    })
    from[row + 1] = end
  })
  return { from, ids, values }
}

function enlarged<T extends Int32Array | Float32Array>(old: T, larger: T): T {
  larger.set(old)
  return larger
}

/** The bias of each class among learnt weights. */
export function biasOf(weights: Float32Array, bits: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, c) => (weights[2 ** bits * classes + c] ?? 0) * BIAS)
}

/** The weights of what is beside, `classes` each. */
export function besideOf(weights: Float32Array, bits: number, classes: number): Float32Array {
  return weights.slice((2 ** bits + 1) * classes)
}

/** One after the other: the rows of the first, then those of the second. */
export function appended(first: Sparse, second: Sparse): Sparse {
  const end = first.from.at(-1) ?? 0
  const rest = second.from.at(-1) ?? 0
  const ids = new Int32Array(end + rest)
  const values = new Float32Array(end + rest)
  ids.set(first.ids.subarray(0, end))
  ids.set(second.ids.subarray(0, rest), end)
  values.set(first.values.subarray(0, end))
  values.set(second.values.subarray(0, rest), end)
  return {
    from: Int32Array.from([...first.from, ...second.from.subarray(1).map((at) => at + end)]),
    ids,
    values,
  }
}
