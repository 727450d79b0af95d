import { CUE_NAMES, cuesIn, PRESSING_NAMES, pressingIn } from '../cues/index.ts'
import { featuresOf } from '../features/index.ts'
import { encodeModel, type Model, probabilitiesOf, scoresOf as scoresBy, sharesOf } from '../model/index.ts'
import { sensesOf } from '../senses/index.ts'
import { evidenceOf, extrasOf, judge, sayOf } from '../sentiment/index.ts'
import type { Token } from '../token.ts'
import { type Settings, type Sparse, scoresOf, train } from './adagrad.ts'
import { foldsOf } from './folds.ts'
import { type Figures, measure, probabilities, temperatureFor } from './measure.ts'
import { appended, besideOf, biasOf, sparseOf } from './sparse.ts'
import { twinGroups } from './twins.ts'

export interface Labelled {
  text: string
  label: string
  /** How sure of it whoever labelled it was, 0 to 1; 1 where nothing is said. */
  sure?: number
}

export interface Wanted {
  name: string
  lang: string
  /** 2^bits places for weights; by the number of posts where nothing is said. */
  bits?: number
  /** Posts of elsewhere with the same labels, learnt from and never measured on. */
  lent?: Lent[]
  /** It tells how soon: turns that say so stand beside the words too. */
  pressing?: boolean
  /** How much is made of the posts, where one knows; folds tell, where nothing is said. */
  way?: Way
  /** Rows that are never learnt from, to be measured on; without any, five folds are made. */
  aside?(row: Labelled): boolean
}

export interface Lent {
  /** Where it is not the language that is learnt, posts are shown by what their words mean alone. */
  lang: string
  rows: Labelled[]
  /** What one counts beside a post of one's own. */
  weight: number
}

export interface Learnt {
  labels: string[]
  bytes: Buffer
  figures: Figures
  /** Of what was learnt from, by folds. */
  crossed: Figures
  /** Of the rows alone whose labels are {@link SURE}, where some are not. */
  surely: Figures | null
}

const SEEDS = [1, 2, 3]
const FOLDS = 5
/** Posts under which folds tell ways apart by luck. */
const ENOUGH = 500
/** Posts from which on words crowd each other in 2^16 places. */
const MANY = 3000
/** From here on a label is sure: probabilities say how likely one who is sure says the same. */
const SURE = 0.7
/** What the most doubtful label still counts, before it is squared. */
const LITTLE = 0.2
/** Fewer sure rows tell no temperature. */
const TELLING = 100
const LOUD = 3
/** What a model takes beside the words; cues are half as loud, for they are whole turns already. */
const BESIDE = ['leaning', 'strength', 'good', 'bad', ...CUE_NAMES]
const besideFor = ({ pressing }: Pick<Wanted, 'pressing'>) =>
  pressing ? [...BESIDE, ...PRESSING_NAMES] : BESIDE

/** How much is made of the posts. Which way suits labels best, folds tell: few posts want much, and long lists less. */
export interface Way {
  settings: Pick<Settings, 'epochs' | 'rate' | 'decay' | 'doubt'>
  /** Doubt in counts where features are as loud as they tell labels apart; as they are where nothing is said. */
  ratios?: number
  /** How much louder pieces of words speak. */
  pieces: number
  /** 0: labels weigh as they are many; 1: all the same. */
  balance: number
}

const WAYS: Way[] = [
  { settings: { epochs: 14, rate: 0.06, decay: 1e-4 }, pieces: 1, balance: 0.5 },
  { settings: { epochs: 8, rate: 0.02, decay: 1e-4 }, ratios: 4, pieces: 2, balance: 0.75 },
  { settings: { epochs: 8, rate: 0.05, decay: 1e-4, doubt: 0.1 }, ratios: 4, pieces: 1, balance: 0.75 },
]

interface Plan extends Wanted, Way {
  bits: number
  labels: string[]
  data: Sparse
  truth: number[]
  weights: Float32Array
  /** By row, whether its label is sure. */
  sure: boolean[]
  /** Texts that are near-copies of each other, by number. */
  groups: Int32Array
  /** Rows that stand after those to be told apart, and are learnt from whatever is left out. */
  lentRows: number[]
}

/**
 * Learns to tell labels apart from texts that carry them, whatever they are. The figures are of texts that the measured
 * models had not seen; what is written has learnt from all but those set aside.
 * @throws RangeError with fewer than two labels, or a label with fewer than three texts
 */
export function learnClassifier(rows: Labelled[], wanted: Wanted): Learnt {
  const aside = rows.map((row) => wanted.aside?.(row) ?? false)
  const groups = twinGroups(rows.map(({ text }) => text))
  const taken = new Set(Array.from(groups).filter((_, i) => aside[i]))
  const kept = [...rows.keys()].filter((i) => !taken.has(groups[i] ?? -1))
  const plan = bestPlan(rows, groups, wanted, kept)
  const { labels, truth } = plan
  const crossed = crossedScores(plan, kept, SEEDS)
  const temperature = temperatureOf(plan, kept, crossed)
  const weights = meanOf(plan, kept, temperature)
  const away = [...truth.keys()].filter((i) => aside[i])
  const said = scoresOf(plan.data, weights, labels.length)
  const [measured, p] =
    away.length === 0
      ? [kept, probabilities(crossed, labels.length, temperature)]
      : [
          away,
          probabilities(
            away.flatMap((i) => rowOf(said, i, labels.length)),
            labels.length,
          ),
        ]
  const all = measured.map((_, at) => at)
  const folds = probabilities(crossed, labels.length, temperature)
  const surely = all.filter((at) => plan.sure[measured[at] ?? 0])
  const isTold = surely.length > 0 && surely.length < all.length
  return {
    labels,
    bytes: written(plan, weights),
    figures: figuresOf(plan, measured, p, all),
    crossed: figuresOf(plan, kept, folds, [...kept.keys()]),
    surely: isTold ? figuresOf(plan, measured, p, surely) : null,
  }
}

/** @param at which of the rows, whose probabilities stand in `p`, are measured */
function figuresOf({ truth, labels }: Plan, rows: number[], p: Float64Array, at: number[]): Figures {
  const { length } = labels
  return measure(
    at.map((k) => truth[rows[k] ?? 0] ?? 0),
    at.flatMap((k) => Array.from(p.subarray(k * length, (k + 1) * length))),
    length,
  )
}

/** By the rows whose labels are sure, where they are enough: the others say as much of their labellers as of the model. */
function temperatureOf({ truth, labels, sure }: Plan, rows: number[], scores: number[]): number {
  const { length } = labels
  const all = rows.map((_, at) => at)
  const sures = all.filter((at) => sure[rows[at] ?? 0])
  const at = sures.length < TELLING ? all : sures
  return temperatureFor(
    at.flatMap((k) => scores.slice(k * length, (k + 1) * length)),
    at.map((k) => truth[rows[k] ?? 0] ?? 0),
    length,
  )
}

/** The plan that tells best apart what it has not seen, by one round of folds each. */
function bestPlan(rows: Labelled[], groups: Int32Array, wanted: Wanted, kept: number[]): Plan {
  const tried = rows.length < ENOUGH ? WAYS.slice(0, 1) : WAYS
  const ways = wanted.way ? [wanted.way] : tried
  const plans = ways.map((way) => planFor(rows, groups, wanted, way))
  const [only, another] = plans
  if (only && !another) return only
  const [first] = SEEDS
  const ranked = plans.map((plan) => {
    const truth = kept.map((i) => plan.truth[i] ?? 0)
    const crossed = crossedScores(plan, kept, [first ?? 1])
    return { plan, score: measure(truth, crossed, plan.labels.length).macroF1 }
  })
  return ranked.reduce((best, next) => (next.score > best.score ? next : best)).plan
}

function planFor(rows: Labelled[], groups: Int32Array, wanted: Wanted, way: Way): Plan {
  const counts = new Map<string, number>()
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1)
  const labels = [...counts.keys()].sort()
  if (labels.length < 2) throw new RangeError('fewer than two labels')
  const scarce = labels.find((label) => (counts.get(label) ?? 0) < 3)
  if (scarce !== undefined) throw new RangeError(`fewer than three texts are labelled "${scarce}"`)
  const lent = (wanted.lent ?? []).map((one) => ({
    ...one,
    rows: one.rows.filter(({ label }) => counts.has(label)),
  }))
  const bits = wanted.bits ?? (rows.length > MANY ? 18 : 16)
  // Short of what would make all labels weigh the same: a rare one is heard, and does not rule.
  const weightOf = ({ label, sure = 1 }: Labelled) =>
    (rows.length / labels.length / (counts.get(label) ?? 1)) ** way.balance * Math.max(LITTLE, sure) ** 2
  const all = [...rows, ...lent.flatMap((one) => one.rows)]
  const shares = [...rows.map(() => 1), ...lent.flatMap((one) => one.rows.map(() => one.weight))]
  return {
    ...wanted,
    ...way,
    bits,
    labels,
    data: shownOf(rows, lent, wanted, { bits, pieces: way.pieces }),
    truth: all.map(({ label }) => labels.indexOf(label)),
    weights: Float32Array.from(all, (row, i) => weightOf(row) * (shares[i] ?? 1)),
    sure: all.map(({ sure = 1 }) => sure >= SURE),
    groups,
    lentRows: [...all.keys()].slice(rows.length),
  }
}

function shownOf(
  rows: Labelled[],
  lent: Lent[],
  wanted: Wanted,
  { bits, pieces }: { bits: number; pieces: number },
): Sparse {
  const textsOf = (list: Labelled[]) => list.map(({ text }) => text)
  const names = besideFor(wanted)
  const shape = (lang: string) => ({
    lang,
    bits,
    pieces,
    beside: (tokens: Token[]) => besides(tokens, lang, names),
  })
  const own = sparseOf(textsOf(rows), { ...shape(wanted.lang), senses: 'beside' })
  return lent.reduce((data, { lang, rows: more }) => {
    const senses = lang === wanted.lang ? 'beside' : 'alone'
    return appended(data, sparseOf(textsOf(more), { ...shape(lang), senses }))
  }, own)
}

function besides(tokens: Token[], lang: string, names: string[]): number[] {
  const { sum } = evidenceOf(tokens, lang)
  const feeling = judge(lang, featuresOf(tokens, lang), { sum, say: sayOf(tokens, lang) })
  const extras = withPressing(extrasFor(tokens, lang, sum, feeling?.p), tokens, lang)
  return names.map((name) => (extras[name] ?? 0) * LOUD)
}

/**
 * What a classifier takes beside the words: the leaning of the lists, what the model of sentiment thinks of the text
 * without its stars, and the turns by which customers do something.
 */
export function extrasFor(
  tokens: Token[],
  lang: string,
  sum: number,
  feeling?: { positive: number; negative: number },
): Record<string, number> {
  return {
    ...extrasOf(sum),
    good: feeling?.positive ?? 0,
    bad: feeling?.negative ?? 0,
    ...cuesIn(tokens, lang),
  }
}

/** What tells how soon takes beside the words: what others take, and the turns that say so. */
export function withPressing(
  extras: Record<string, number>,
  tokens: Token[],
  lang: string,
): Record<string, number> {
  return { ...extras, ...pressingIn(tokens, lang) }
}

function learn(
  { data, truth, weights, bits, labels, lentRows, settings: way, ratios, pressing }: Plan,
  rows: number[],
  seed: number,
): Float32Array {
  const settings: Settings = {
    classes: labels.length,
    buckets: 2 ** bits + 1 + besideFor({ pressing }).length,
    seed,
    ...way,
    ...(ratios !== undefined && { ratios: { doubt: ratios, words: 2 ** bits } }),
  }
  return train(data, truth, weights, [...rows, ...lentRows], settings)
}

/** Mean scores of rows by models that have seen neither them nor their near-copies. */
function crossedScores(plan: Plan, rows: number[], seeds: number[]): number[] {
  const classes = plan.labels.length
  const total = new Map(rows.map((i) => [i, new Array<number>(classes).fill(0)]))
  for (const seed of seeds) {
    const fold = foldsOf(plan.groups, FOLDS, seed)
    for (let out = 0; out < FOLDS; out++) {
      const weights = learn(
        plan,
        rows.filter((i) => fold[i] !== out),
        seed,
      )
      const said = scoresOf(plan.data, weights, classes)
      for (const i of rows.filter((row) => fold[row] === out)) {
        const sum = total.get(i)
        rowOf(said, i, classes).forEach((score, c) => {
          if (sum) sum[c] = (sum[c] ?? 0) + score / seeds.length
        })
      }
    }
  }
  return rows.flatMap((i) => total.get(i) ?? [])
}

function rowOf(scores: Float32Array, row: number, classes: number): number[] {
  return Array.from(scores.subarray(row * classes, (row + 1) * classes))
}

function meanOf(plan: Plan, rows: number[], temperature: number): Float32Array {
  const all = SEEDS.map((seed) => learn(plan, rows, seed))
  const scale = 1 / all.length / temperature
  return Float32Array.from(all[0] ?? [], (_, i) => all.reduce((sum, one) => sum + (one[i] ?? 0), 0) * scale)
}

/** Each label beside the first. */
function written({ name, lang, labels, bits, pieces, pressing }: Plan, weights: Float32Array): Buffer {
  const classes = labels.length
  const against = (list: ArrayLike<number>, at: number, factor = 1) =>
    labels.slice(1).map((_, c) => ((list[at + c + 1] ?? 0) - (list[at] ?? 0)) * factor)
  const hashed = new Float32Array(2 ** bits * (classes - 1))
  for (let place = 0; place < 2 ** bits; place++)
    hashed.set(against(weights, place * classes), place * (classes - 1))
  const beside = besideOf(weights, bits, classes)
  const dense = Object.fromEntries(
    besideFor({ pressing }).map((key, k) => [key, against(beside, k * classes, LOUD)]),
  )
  const bias = against(biasOf(weights, bits, classes), 0)
  return encodeModel({ name, says: 'one', lang, labels, bits, pieces, senses: true, bias, dense }, hashed)
}

export interface Classified {
  label: string
  p: Record<string, number>
  /** What each token spoke for the label, beside all others; before another text is looked at. */
  shares(): Float64Array
}

/**
 * What a model that was learnt here says of a text.
 * @param scores one a column
 * @param sharesIn what each token spoke in a mix of the columns, asked for where `shares` is
 */
export function classified(
  model: Model,
  scores: Float64Array,
  sharesIn: (mix: number[]) => Float64Array,
): Classified {
  const { labels } = model.header
  const p = probabilitiesOf(model, scores)
  const best = p.indexOf(Math.max(...p))
  return {
    label: labels[best] ?? '',
    p: Object.fromEntries(labels.map((label, i) => [label, p[i] ?? 0])),
    shares: () => sharesIn(labels.slice(1).map((_, c) => (c + 1 === best ? 1 : 0) - 1 / labels.length)),
  }
}

/** The same from the text taken apart alone. */
export function classifyText(model: Model, tokens: Token[]): Classified {
  const { lang = 'und' } = model.header
  const { sum } = evidenceOf(tokens, lang)
  const features = featuresOf(tokens, lang)
  const feeling = judge(lang, features, { sum, say: sayOf(tokens, lang) })
  const extras = withPressing(extrasFor(tokens, lang, sum, feeling?.p), tokens, lang)
  const senses = sensesOf(tokens, lang)
  const scores = scoresBy(model, features, extras, senses)
  return classified(model, scores, (mix) => {
    const shares = sharesOf(model, features, tokens.length, mix)
    if (!model.header.senses) return shares
    const meant = sharesOf(model, senses, tokens.length, mix)
    return shares.map((share, i) => share + (meant[i] ?? 0))
  })
}
