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
}

/** The same numbers between 0 and 1 for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = (seed * 0x9e3779b1) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Puts a list in an order told by the random numbers, in place. */
export function shuffle(list: Int32Array, random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const held = list[i] ?? 0
    list[i] = list[j] ?? 0
    list[j] = held
  }
}

/**
 * Multinomial logistic regression by AdaGrad; the weights are the mean of those after each epoch of the second half.
 * @param weightOf how much each row counts
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
  const { classes, buckets, epochs } = settings
  const random = randomFrom(settings.seed)
  const learnt = { weights: new Float32Array(buckets * classes), sums: new Float32Array(buckets * classes) }
  const mean = new Float32Array(buckets * classes)
  const order = Int32Array.from(rows)
  const errors = new Float64Array(classes)
  const kept = epochs - Math.floor(epochs / 2)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    for (const row of order) {
      errorsOf(data, row, learnt.weights, errors, labels[row] ?? 0, weightOf[row] ?? 1)
      step(data, row, learnt, errors, settings)
    }
    if (epoch < epochs - kept) continue
    for (let i = 0; i < mean.length; i++) mean[i] = (mean[i] ?? 0) + (learnt.weights[i] ?? 0) / kept
  }
  return mean
}

/** What each class was given too much of, by the weights as they stand. */
function errorsOf(
  { from, ids, values }: Sparse,
  row: number,
  weights: Float32Array,
  errors: Float64Array,
  label: number,
  weight: number,
): void {
  const classes = errors.length
  errors.fill(0)
  const end = from[row + 1] ?? 0
  for (let f = from[row] ?? 0; f < end; f++) {
    const base = (ids[f] ?? 0) * classes
    const value = values[f] ?? 0
    for (let c = 0; c < classes; c++) errors[c] = (errors[c] ?? 0) + (weights[base + c] ?? 0) * value
  }
  let top = Number.NEGATIVE_INFINITY
  for (const score of errors) if (score > top) top = score
  let total = 0
  for (let c = 0; c < classes; c++) {
    const power = Math.exp((errors[c] ?? 0) - top)
    errors[c] = power
    total += power
  }
  for (let c = 0; c < classes; c++) errors[c] = ((errors[c] ?? 0) / total - (c === label ? 1 : 0)) * weight
}

function step(
  { from, ids, values }: Sparse,
  row: number,
  { weights, sums }: { weights: Float32Array; sums: Float32Array },
  errors: Float64Array,
  { rate, decay }: Settings,
): void {
  const classes = errors.length
  const end = from[row + 1] ?? 0
  for (let f = from[row] ?? 0; f < end; f++) {
    const base = (ids[f] ?? 0) * classes
    const value = values[f] ?? 0
    for (let c = 0; c < classes; c++) {
      const old = weights[base + c] ?? 0
      const gradient = (errors[c] ?? 0) * value + decay * old
      const sum = (sums[base + c] ?? 0) + gradient * gradient
      sums[base + c] = sum
      weights[base + c] = old - (rate * gradient) / Math.sqrt(sum + 1e-8)
    }
  }
}

/** Scores of every row, `classes` each. */
export function scoresOf(
  { from, ids, values }: Sparse,
  weights: Float32Array,
  classes: number,
): Float32Array {
  const count = from.length - 1
  const scores = new Float32Array(count * classes)
  for (let row = 0; row < count; row++) {
    const end = from[row + 1] ?? 0
    for (let f = from[row] ?? 0; f < end; f++) {
      const base = (ids[f] ?? 0) * classes
      const value = values[f] ?? 0
      for (let c = 0; c < classes; c++) {
        const at = row * classes + c
        scores[at] = (scores[at] ?? 0) + (weights[base + c] ?? 0) * value
      }
    }
  }
  return scores
}
