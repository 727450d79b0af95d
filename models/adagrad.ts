/** Sparse rows one after the other: row i holds features `from[i]` to `from[i + 1]`. */
export interface Sparse {
  from: Int32Array
  ids: Int32Array
  values: Float32Array
}

export interface Settings {
  classes: number
  buckets: number
  epochs: number
  rate: number
  /** Pull to zero of each weight that a row touches. */
  decay: number
  seed: number
  /** Share of features left out of each step, so that none is leant on alone. */
  drop?: number
}

export function randomFrom(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * Multinomial logistic regression by AdaGrad, weights averaged over the second half of the steps' epochs.
 * @param rows which rows to learn from
 * @returns `buckets * classes` weights, bucket by bucket
 */
export function train(
  data: Sparse,
  labels: ArrayLike<number>,
  weightOf: ArrayLike<number>,
  rows: ArrayLike<number>,
  settings: Settings,
): Float32Array {
  const { classes, buckets, epochs, rate, decay } = settings
  const random = randomFrom(settings.seed)
  const drop = settings.drop ?? 0
  const weights = new Float32Array(buckets * classes)
  const sums = new Float32Array(buckets * classes)
  const mean = new Float32Array(buckets * classes)
  const order = Int32Array.from(rows)
  const scores = new Float64Array(classes)
  const firstKept = Math.floor(epochs / 2)
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      const held = order[i]!
      order[i] = order[j]!
      order[j] = held
    }
    for (let k = 0; k < order.length; k++) {
      const row = order[k]!
      const start = data.from[row]!
      const end = data.from[row + 1]!
      scores.fill(0)
      const keep = drop > 0 ? (random() * 0xffffffff) | 0 : 0
      const limit = drop * 256
      for (let f = start; f < end; f++) {
        if (drop > 0 && ((Math.imul(data.ids[f]! ^ keep, 0x9e3779b1) >>> 8) & 255) < limit) continue
        const base = data.ids[f]! * classes
        const value = data.values[f]!
        for (let c = 0; c < classes; c++) scores[c]! += weights[base + c]! * value
      }
      let top = -Infinity
      for (let c = 0; c < classes; c++) if (scores[c]! > top) top = scores[c]!
      let total = 0
      for (let c = 0; c < classes; c++) total += scores[c] = Math.exp(scores[c]! - top)
      const label = labels[row]!
      const weight = weightOf[row]!
      for (let c = 0; c < classes; c++) scores[c] = (scores[c]! / total - (c === label ? 1 : 0)) * weight
      for (let f = start; f < end; f++) {
        if (drop > 0 && ((Math.imul(data.ids[f]! ^ keep, 0x9e3779b1) >>> 8) & 255) < limit) continue
        const base = data.ids[f]! * classes
        const value = data.values[f]!
        for (let c = 0; c < classes; c++) {
          const gradient = scores[c]! * value + decay * weights[base + c]!
          sums[base + c]! += gradient * gradient
          weights[base + c]! -= (rate * gradient) / Math.sqrt(sums[base + c]! + 1e-8)
        }
      }
    }
    if (epoch >= firstKept)
      for (let i = 0; i < mean.length; i++) mean[i]! += weights[i]! / (epochs - firstKept)
  }
  return mean
}

/** Scores of every row, `classes` each. */
export function scoresOf(data: Sparse, weights: Float32Array, classes: number): Float32Array {
  const count = data.from.length - 1
  const scores = new Float32Array(count * classes)
  for (let row = 0; row < count; row++) {
    for (let f = data.from[row]!; f < data.from[row + 1]!; f++) {
      const base = data.ids[f]! * classes
      const value = data.values[f]!
      for (let c = 0; c < classes; c++) scores[row * classes + c]! += weights[base + c]! * value
    }
  }
  return scores
}
