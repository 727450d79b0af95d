import { setImmediate as turn } from 'node:timers/promises'
import { foldsOf, randomFrom } from '../learn/index.ts'
import { type Figures, measure } from '../learn/measure.ts'
import { bent, type Delta } from './delta.ts'
import { type Example, fit } from './fit.ts'
import { gateOf } from './gate.ts'
import type { Home } from './home.ts'
import type { Shown, Task } from './shown.ts'

export interface Taught {
  shown: Shown
  label: string
  /** Near-copies share a number: they are learnt from or measured on together. */
  group: number
}

export interface Lesson {
  task: Task
  lang: string
  name: string
  on: string
}

export interface Outcome {
  delta: Delta
  /** Texts, each measured by deltas that had not learnt from it. */
  n: number
  before: Figures
  after: Figures
  /** What macro-F1 gained, and where it lies 19 times in 20. */
  gain: { by: number; low: number; high: number }
  /** Share of the texts that are told to be of the domain, so that it bends them. */
  reaches: number
}

const FOLDS = 5
const SEEDS = [1, 2, 3]
const DRAWS = 500
/** Fewer texts teach nothing that would last. */
export const FEWEST = 20

/**
 * Learns a delta from texts that people labelled, and measures it on texts kept aside, fold by fold.
 * @throws RangeError with fewer than {@link FEWEST} texts, or all of one label
 */
export async function teach(texts: Taught[], lesson: Lesson, home: Home): Promise<Outcome> {
  const labels = [
    ...new Set([
      ...texts.flatMap(({ shown }) => Object.keys(shown.said[lesson.task] ?? {})),
      ...texts.map(({ label }) => label),
    ]),
  ].sort()
  if (texts.length < FEWEST) throw new RangeError(`fewer than ${FEWEST} texts`)
  if (new Set(texts.map(({ label }) => label)).size < 2) throw new RangeError('all of one label')
  const examples = texts.map(({ shown, label }) => ({ shown, label: labels.indexOf(label) }))
  const before = examples.flatMap(({ shown }) => labels.map((label) => shown.said[lesson.task]?.[label] ?? 0))
  const crossed = await cross(examples, texts, labels, lesson, home)
  const truth = examples.map(({ label }) => label)
  return {
    delta: deltaFrom(examples, labels, lesson, home),
    n: texts.length,
    before: measure(truth, before, labels.length),
    after: measure(truth, crossed.p, labels.length),
    gain: gainOf(truth, before, crossed.p, labels.length),
    reaches: crossed.open / texts.length,
  }
}

function deltaFrom(examples: Example[], labels: string[], lesson: Lesson, home: Home): Delta {
  return {
    ...lesson,
    bend: fit(examples, labels, lesson.task, 1),
    gate: gateOf(
      examples.map(({ shown }) => shown.words),
      home,
    ),
  }
}

/** Mean probabilities of each text, by deltas that saw neither it nor its near-copies. */
async function cross(examples: Example[], texts: Taught[], labels: string[], lesson: Lesson, home: Home) {
  const p = new Float64Array(texts.length * labels.length)
  let open = 0
  for (const seed of SEEDS) {
    const fold = foldsOf(
      texts.map(({ group }) => group),
      FOLDS,
      seed,
    )
    for (let out = 0; out < FOLDS; out++) {
      const learnt = examples.filter((_, i) => fold[i] !== out)
      if (learnt.length === 0) continue
      await turn()
      const delta = deltaFrom(learnt, labels, lesson, home)
      examples.forEach(({ shown }, i) => {
        if (fold[i] !== out) return
        const said = bent(delta, shown)
        open += (said?.open ?? 0) / SEEDS.length
        const by = said?.p ?? shown.said[lesson.task] ?? {}
        labels.forEach((label, c) => {
          const at = i * labels.length + c
          p[at] = (p[at] ?? 0) + (by[label] ?? 0) / SEEDS.length
        })
      })
    }
  }
  return { p, open }
}

/** The gain in macro-F1, with the interval of draws of the same texts with replacement. */
function gainOf(truth: number[], before: ArrayLike<number>, after: ArrayLike<number>, labels: number) {
  const said = [before, after].map((p) => truth.map((_, row) => likeliest(p, row * labels, labels)))
  const all = truth.map((_, i) => i)
  const by = f1Of(truth, said[1] ?? [], all, labels) - f1Of(truth, said[0] ?? [], all, labels)
  const random = randomFrom(7)
  const draws = Array.from({ length: DRAWS }, () => {
    const rows = all.map(() => Math.floor(random() * truth.length))
    return f1Of(truth, said[1] ?? [], rows, labels) - f1Of(truth, said[0] ?? [], rows, labels)
  }).sort((a, b) => a - b)
  return { by, low: draws[Math.floor(DRAWS * 0.025)] ?? by, high: draws[Math.floor(DRAWS * 0.975)] ?? by }
}

function likeliest(p: ArrayLike<number>, from: number, count: number): number {
  let best = 0
  for (let c = 1; c < count; c++) if ((p[from + c] ?? 0) > (p[from + best] ?? 0)) best = c
  return best
}

function f1Of(truth: number[], said: number[], rows: number[], labels: number): number {
  const hit = new Array<number>(labels).fill(0)
  const told = new Array<number>(labels).fill(0)
  const real = new Array<number>(labels).fill(0)
  for (const row of rows) {
    const [t = 0, s = 0] = [truth[row], said[row]]
    told[s] = (told[s] ?? 0) + 1
    real[t] = (real[t] ?? 0) + 1
    if (t === s) hit[t] = (hit[t] ?? 0) + 1
  }
  const scores = hit.flatMap((h, c) => {
    const both = (told[c] ?? 0) + (real[c] ?? 0)
    return both === 0 ? [] : [(2 * h) / both]
  })
  return scores.reduce((a, b) => a + b, 0) / Math.max(1, scores.length)
}
