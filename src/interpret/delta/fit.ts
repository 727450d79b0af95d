import { randomFrom, shuffle } from '../learn/adagrad.ts'
import type { Shown, Task } from './shown.ts'

/** A text that somebody gave a label. */
export interface Example {
  shown: Shown
  /** Place of its label among the labels. */
  label: number
}

/** What bends a common model: how much its own verdict counts, what beside it, and words. */
export interface Bend {
  labels: string[]
  /** How much the logarithm of the common probability of each label counts; 1 at first. */
  trust: number[]
  bias: number[]
  /** By name, one a label. */
  dense: Map<string, number[]>
  /** By the low bits of a feature's hash, one a label. */
  words: Map<number, number[]>
}

export const BITS = 20
const MASK = 2 ** BITS - 1
const EPOCHS = 40
const RATE = 0.1
/** Words are many, and two hundred texts say little of each. */
const WORD_RATE = 0.02
const PULL = 1
const DENSE_PULL = 3
/** Common probabilities are taken for no surer than this. */
const SUREST = 1e-4

/** Scores by label, from what the common model says of the task. */
export function scoresBy(bend: Bend, shown: Shown, task: Task): Float64Array {
  const { labels, trust, bias } = bend
  const said = shown.said[task] ?? {}
  const scores = Float64Array.from(
    labels,
    (label, c) => (trust[c] ?? 1) * logOf(said, label) + (bias[c] ?? 0),
  )
  for (const name in shown.dense) add(scores, bend.dense.get(name), shown.dense[name] ?? 0)
  for (let i = 0; i < shown.count; i++)
    add(scores, bend.words.get((shown.hashes[i] ?? 0) & MASK), shown.values[i] ?? 0)
  return scores
}

function logOf(said: Record<string, number>, label: string): number {
  return Math.log(Math.max(SUREST, said[label] ?? SUREST * 100))
}

function add(scores: Float64Array, weights: number[] | undefined, value: number): void {
  if (!weights || value === 0) return
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] ?? 0) + (weights[c] ?? 0) * value
}

export function softmax(scores: Float64Array): Float64Array {
  const top = Math.max(...scores)
  const powers = scores.map((score) => Math.exp(score - top))
  const total = powers.reduce((a, b) => a + b, 0)
  return powers.map((power) => power / total)
}

/** Examples as rows of places and values: first one place a label for trust, then the bias, then names, then words. */
interface Rows {
  names: string[]
  /** The low bits of the hash of each place after the names. */
  words: number[]
  /** By example: places of names and words, and what stands there. */
  places: Int32Array[]
  values: Float64Array[]
  logs: Float64Array[]
}

/**
 * Bends a common model towards examples: logistic regression by AdaGrad from the common verdict on, all else pulled to
 * nought, so that little is changed where little was said. Rare labels weigh more, by a root.
 */
export function fit(examples: Example[], labels: string[], task: Task, seed: number): Bend {
  const rows = rowsOf(examples, labels, task)
  const { names, words } = rows
  const count = labels.length
  const learnt = new Learning(count, names.length, words.length, examples.length)
  const weightOf = weightsFor(examples, count)
  const random = randomFrom(seed)
  const order = Int32Array.from(examples.keys())
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random)
    for (const i of order) {
      const label = examples[i]?.label ?? 0
      learnt.step(rows, i, label, weightOf[label] ?? 1)
    }
  }
  const weightsAt = (place: number) => Array.from(learnt.weights.subarray(place * count, (place + 1) * count))
  return {
    labels,
    trust: Array.from(learnt.trust),
    bias: weightsAt(0),
    dense: new Map(names.map((name, k) => [name, weightsAt(1 + k)])),
    words: new Map(words.map((place, k) => [place, weightsAt(1 + names.length + k)])),
  }
}

function rowsOf(examples: Example[], labels: string[], task: Task): Rows {
  const names = [...new Set(examples.flatMap(({ shown }) => Object.keys(shown.dense)))]
  const placeOf = new Map<number, number>()
  const words: number[] = []
  const rows: Rows = { names, words, places: [], values: [], logs: [] }
  for (const { shown } of examples) {
    for (let i = 0; i < shown.count; i++) {
      const bits = (shown.hashes[i] ?? 0) & MASK
      if (placeOf.has(bits)) continue
      placeOf.set(bits, 1 + names.length + words.length)
      words.push(bits)
    }
  }
  for (const { shown } of examples) {
    const said = names.flatMap((name, k) =>
      shown.dense[name] ? [{ place: 1 + k, value: shown.dense[name] ?? 0 }] : [],
    )
    const places = [0, ...said.map(({ place }) => place)]
    const values = [1, ...said.map(({ value }) => value)]
    for (let i = 0; i < shown.count; i++) {
      places.push(placeOf.get((shown.hashes[i] ?? 0) & MASK) ?? 0)
      values.push(shown.values[i] ?? 0)
    }
    rows.places.push(Int32Array.from(places))
    rows.values.push(Float64Array.from(values))
    rows.logs.push(Float64Array.from(labels, (label) => logOf(shown.said[task] ?? {}, label)))
  }
  return rows
}

function weightsFor(examples: Example[], labels: number): number[] {
  const counts = new Array<number>(labels).fill(0)
  for (const { label } of examples) counts[label] = (counts[label] ?? 0) + 1
  return counts.map((count) => Math.sqrt(examples.length / labels / Math.max(count, 5)))
}

/** Weights, and the squares of what moved them: the bias, then names, then words, one a label. */
class Learning {
  readonly weights: Float64Array
  readonly trust: Float64Array
  private readonly sums: Float64Array
  private readonly trustSums: Float64Array
  private readonly labels: number
  /** Places before this one are of the bias and of names. */
  private readonly wordsFrom: number
  private readonly examples: number

  constructor(labels: number, names: number, words: number, examples: number) {
    this.labels = labels
    this.wordsFrom = 1 + names
    this.examples = examples
    const places = 1 + names + words
    this.weights = new Float64Array(places * labels)
    this.sums = new Float64Array(places * labels).fill(1e-8)
    this.sums.fill(1e-3, 0, this.wordsFrom * labels)
    this.trust = new Float64Array(labels).fill(1)
    this.trustSums = new Float64Array(labels).fill(1e-3)
  }

  step(rows: Rows, row: number, label: number, weight: number): void {
    const { places: all, values: said, logs: common } = rows
    const [places, values, logs] = [all[row], said[row], common[row]]
    if (!places || !values || !logs) return
    const errors = softmax(this.scores(places, values, logs))
    errors[label] = (errors[label] ?? 0) - 1
    for (let c = 0; c < this.labels; c++) {
      errors[c] = (errors[c] ?? 0) * weight
      this.moveTrust(c, (errors[c] ?? 0) * (logs[c] ?? 0))
    }
    this.moveAll(places, values, errors)
  }

  private scores(places: Int32Array, values: Float64Array, logs: Float64Array): Float64Array {
    const { weights, trust, labels } = this
    const scores = new Float64Array(labels)
    for (let c = 0; c < labels; c++) {
      let sum = (trust[c] ?? 1) * (logs[c] ?? 0)
      for (let i = 0; i < places.length; i++)
        sum += (weights[(places[i] ?? 0) * labels + c] ?? 0) * (values[i] ?? 0)
      scores[c] = sum
    }
    return scores
  }

  /** A step of AdaGrad, with a pull towards where it began. */
  private moveTrust(c: number, slope: number): void {
    const old = this.trust[c] ?? 1
    const gradient = slope + (PULL / this.examples) * (old - 1)
    const sum = (this.trustSums[c] ?? 0) + gradient * gradient
    this.trustSums[c] = sum
    this.trust[c] = old - (RATE * gradient) / Math.sqrt(sum)
  }

  private moveAll(places: Int32Array, values: Float64Array, errors: Float64Array): void {
    const { weights, sums, labels, wordsFrom, examples } = this
    for (let i = 0; i < places.length; i++) {
      const place = places[i] ?? 0
      const value = values[i] ?? 0
      const rate = place < wordsFrom ? RATE : WORD_RATE
      const pull = (place === 0 || place >= wordsFrom ? PULL : DENSE_PULL) / examples
      for (let c = 0; c < labels; c++) {
        const at = place * labels + c
        const old = weights[at] ?? 0
        const gradient = (errors[c] ?? 0) * value + pull * old
        const sum = (sums[at] ?? 0) + gradient * gradient
        sums[at] = sum
        weights[at] = old - (rate * gradient) / Math.sqrt(sum)
      }
    }
  }
}
