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
  /** Makes features as loud as they tell labels apart by their counts alone; as they are where nothing is said. */
  ratios?: Ratios
  /** Share of each label that is spread over the others: people who label are never all right. */
  doubt?: number
}

/**
 * How loud a feature is for a label: the logarithm of how much more often it stands with the label than without (Wang and
 * Manning 2012, "Baselines and Bigrams", where naive Bayes feeds a linear machine).
 */
export interface Ratios {
  /** Added to each count, so that what was seen once says little. */
  doubt: number
  /** Places under this one are of words; what is beside them stays as loud as it is. */
  words: number
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
  const learnt: Learnt = {
    weights: new Float32Array(buckets * classes),
    sums: new Float32Array(buckets * classes),
    loud: loudnessOf(data, labels, weightOf, rows, settings),
  }
  const mean = new Float32Array(buckets * classes)
  const order = Int32Array.from(rows)
  const errors = new Float64Array(classes)
  const kept = epochs - Math.floor(epochs / 2)
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random)
    for (const row of order) {
      scoreInto(errors, data, row, learnt)
      const { doubt = 0 } = settings
      errorsFrom(errors, labels[row] ?? 0, weightOf[row] ?? 1, doubt)
      step(data, row, learnt, errors, settings)
    }
    if (epoch < epochs - kept) continue
    for (let i = 0; i < mean.length; i++)
      mean[i] = (mean[i] ?? 0) + ((learnt.weights[i] ?? 0) * (learnt.loud[i] ?? 1)) / kept
  }
  return mean
}

interface Learnt {
  weights: Float32Array
  /** Squares of what moved each weight. */
  sums: Float32Array
  loud: Float32Array
}

/** What a feature says at the least, however evenly it stands with all labels. */
const FLOOR = 0.1

/** How loud each place is for each class. */
function loudnessOf(
  data: Sparse,
  labels: ArrayLike<number>,
  weightOf: ArrayLike<number>,
  rows: ArrayLike<number>,
  { classes, buckets, ratios }: Settings,
): Float32Array {
  const loud = new Float32Array(buckets * classes).fill(1)
  if (!ratios) return loud
  const { counts, totals } = countsOf(data, labels, weightOf, rows, { classes, buckets })
  const total = totals.reduce((a, b) => a + b, 0)
  const [once, others] = [ratios.doubt, ratios.doubt * (classes - 1)]
  for (let base = 0; base < ratios.words * classes; base += classes) {
    let all = 0
    for (let c = 0; c < classes; c++) all += counts[base + c] ?? 0
    if (all === 0) continue
    for (let c = 0; c < classes; c++) {
      const mine = counts[base + c] ?? 0
      const inside = (mine + once) / ((totals[c] ?? 0) + 2 * once)
      const outside = (all - mine + others) / (total - (totals[c] ?? 0) + 2 * others)
      loud[base + c] = Math.abs(Math.log(inside / outside)) + FLOOR
    }
  }
  return loud
}

/** How often each place stands with each class, and each class at all, by the weights of the rows. */
function countsOf(
  { from, ids }: Sparse,
  labels: ArrayLike<number>,
  weightOf: ArrayLike<number>,
  rows: ArrayLike<number>,
  { classes, buckets }: Pick<Settings, 'classes' | 'buckets'>,
): { counts: Float32Array; totals: Float64Array } {
  const counts = new Float32Array(buckets * classes)
  const totals = new Float64Array(classes)
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] ?? 0
    const label = labels[row] ?? 0
    const weight = weightOf[row] ?? 1
    totals[label] = (totals[label] ?? 0) + weight
    const end = from[row + 1] ?? 0
    for (let f = from[row] ?? 0; f < end; f++) {
      const at = (ids[f] ?? 0) * classes + label
      counts[at] = (counts[at] ?? 0) + weight
    }
  }
  return { counts, totals }
}

/** Scores of a row, one a class, by the weights as they stand. */
function scoreInto(
  scores: Float64Array,
  { from, ids, values }: Sparse,
  row: number,
  { weights, loud }: Learnt,
): void {
  const classes = scores.length
  scores.fill(0)
  const end = from[row + 1] ?? 0
  for (let f = from[row] ?? 0; f < end; f++) {
    const base = (ids[f] ?? 0) * classes
    const value = values[f] ?? 0
    for (let c = 0; c < classes; c++) {
      scores[c] = (scores[c] ?? 0) + (weights[base + c] ?? 0) * (loud[base + c] ?? 1) * value
    }
  }
}

/** Turns scores, in place, into what each class was given too much of. */
function errorsFrom(scores: Float64Array, label: number, weight: number, doubt: number): void {
  const classes = scores.length
  let top = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > top) top = score
  let total = 0
  for (let c = 0; c < classes; c++) {
    const power = Math.exp((scores[c] ?? 0) - top)
    scores[c] = power
    total += power
  }
  const other = doubt / Math.max(1, classes - 1)
  for (let c = 0; c < classes; c++) {
    const wanted = c === label ? 1 - doubt : other
    scores[c] = ((scores[c] ?? 0) / total - wanted) * weight
  }
}

function step(
  { from, ids, values }: Sparse,
  row: number,
  { weights, sums, loud }: Learnt,
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
      const gradient = (errors[c] ?? 0) * value * (loud[base + c] ?? 1) + decay * old
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
