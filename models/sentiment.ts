/**
 * Trains the models of sentiment and prints their figures: `node models/sentiment.ts fr|en`. Reads
 * ../shared/data, writes models/sentiment-<lang>.bin.
 */
import { writeFileSync } from 'node:fs'
import { withoutFormulas } from '../src/interpret/features/index.ts'
import {
  besideOf,
  biasOf,
  type Figures,
  foldsOf,
  measure,
  probabilities,
  type Settings,
  type Sparse,
  scoresOf,
  sparseOf,
  temperatureFor,
  train,
  twinGroups,
} from '../src/interpret/learn/index.ts'
import { encodeModel } from '../src/interpret/model/index.ts'
import { evidenceOf, extrasOf, leaned, sayOf } from '../src/interpret/sentiment/index.ts'
import { type Token, tokenize } from '../src/interpret/token.ts'
import { customers, sentimentOf } from './customers.ts'
import { csv, demand, jsonl, type Row, unescaped } from './data.ts'
import { englishLists, foldLists, frenchLists, type List, listSums } from './lexicons.ts'
import { thinned, WIDE } from './rare.ts'
import { keep } from './tell.ts'

const CLASSES = 3
const SEEDS = [1, 2, 3]
const LABELS = ['neutral', 'negative', 'positive']

interface Plan {
  lang: 'fr' | 'en'
  bits: number
  /** What is measured on, and learnt from in the other folds. */
  home: Row[]
  /** Learnt from only; twins of home are taken out. */
  away: Row[]
  lists: List[]
  /** What is met fewer times in all that is learnt from is not learnt; all is, where nothing is said. */
  rare?: number
  settings: Pick<Settings, 'epochs' | 'rate' | 'decay' | 'doubt'> & { ratios: { doubt: number } }
}

interface Seen {
  rows: Row[]
  homes: number
  /** The rows as they are seen by a model that learns from those told. */
  dataFor(among: (row: number) => boolean): Sparse
  labels: number[]
  weights: Float32Array
  groups: Int32Array
}

function umsab(name: string): Row[] {
  return ['train', 'val']
    .flatMap((part) => csv(`umsab-sentiment/${name}_${part}.csv`))
    .map((row) => ({ text: unescaped(row.text ?? ''), label: Number(row.label) }))
}

/** Each class weighs the same in all, however many of its sentences we wrote. */
function customerRows(lang: 'fr' | 'en', weight: number): Row[] {
  const rows = customers(lang).flatMap(({ text, about }) => {
    const label = sentimentOf(about)
    return label === null ? [] : [{ text, label }]
  })
  const counts = [0, 0, 0]
  for (const { label } of rows) counts[label]!++
  return rows.map((row) => ({ ...row, weight: (weight * rows.length) / 3 / counts[row.label]! }))
}

function french(): Plan {
  demand(['umsab-sentiment/french_train.csv', 'lexicons/vader_fr.csv'])
  return {
    lang: 'fr',
    bits: 18,
    home: umsab('french'),
    // Films and politics were tried too, at any weight: they only took away.
    away: customerRows('fr', 0.3),
    lists: frenchLists(),
    settings: { epochs: 12, rate: 0.05, decay: 1e-4, doubt: 0.1, ratios: { doubt: 4 } },
  }
}

function english(): Plan {
  demand(['umsab-sentiment/english_train.csv', 'extra-training/semeval-2013-2017-en.jsonl'])
  // Thirds, as in what is measured on.
  const balance = [1.9, 0.74, 1]
  const semeval = jsonl<Row>('extra-training/semeval-2013-2017-en.jsonl').map(({ text, label }) => ({
    text: unescaped(text).replace(/https?:\S+/g, 'http'),
    label,
    weight: balance[label] ?? 1,
  }))
  return {
    lang: 'en',
    bits: 20,
    home: umsab('english'),
    away: [...semeval, ...customerRows('en', 0.5)],
    lists: englishLists(),
    rare: 3,
    settings: { epochs: 4, rate: 0.05, decay: 1e-5, doubt: 0.1, ratios: { doubt: 4 } },
  }
}

function besideFor({ lang, lists }: Plan): (tokens: Token[]) => number[] {
  return (tokens) => {
    const { leaning, strength } = extrasOf(evidenceOf(tokens, lang).sum)
    return [leaning * 3, strength * 3, ...listSums(lists, tokens, lang)]
  }
}

function see(plan: Plan): Seen {
  const all = [...plan.home, ...plan.away]
  const groups = twinGroups(all.map(({ text }) => text))
  const homes = plan.home.length
  const taken = new Set(groups.slice(0, homes))
  const kept = [...all.keys()].filter((i) => i < homes || !taken.has(groups[i]!))
  const rows = kept.map((i) => all[i]!)
  console.log(
    `${plan.lang}: ${homes} rows at home, ${rows.length - homes} away (${all.length - rows.length} twins out)`,
  )
  const { lang, bits, rare: least } = plan
  const data = sparseOf(
    rows.map(({ text }) => text),
    { lang, bits: least ? WIDE : bits, beside: besideFor(plan) },
  )
  return {
    rows,
    homes,
    dataFor: (among) => (least ? thinned(data, { bits, least, among }) : data),
    labels: rows.map(({ label }) => label),
    weights: Float32Array.from(rows, ({ weight }) => weight ?? 1),
    groups: groups.slice(0, homes),
  }
}

function learn(plan: Plan, data: Sparse, seen: Seen, rows: number[], seed: number): Float32Array {
  const words = 2 ** plan.bits
  return train(data, seen.labels, seen.weights, rows, {
    classes: CLASSES,
    buckets: words + 3 + plan.lists.length * 4,
    seed,
    ...plan.settings,
    ratios: { ...plan.settings.ratios, words },
  })
}

/** The mean of the models of all seeds. */
function meanOf(plan: Plan, data: Sparse, seen: Seen, rows: number[]): Float32Array {
  const all = SEEDS.map((seed) => learn(plan, data, seen, rows, seed))
  return Float32Array.from(all[0]!, (_, i) => all.reduce((sum, one) => sum + one[i]!, 0) / all.length)
}

/** Scores of home by models that have seen none of its fold (nor of its twins), one seed after the other. */
function crossed(plan: Plan, seen: Seen, folds: number): { temperature: number } {
  const { homes } = seen
  const truth = seen.labels.slice(0, homes)
  const total = new Float64Array(homes * CLASSES)
  const data = seen.dataFor(() => true)
  const away = Array.from({ length: seen.rows.length - homes }, (_, i) => homes + i)
  for (const seed of SEEDS) {
    const fold = foldsOf(seen.groups, folds, seed)
    const scores = new Float64Array(homes * CLASSES)
    for (let out = 0; out < folds; out++) {
      const rows = [...fold.keys()].filter((i) => fold[i] !== out)
      const weights = learn(plan, data, seen, [...rows, ...away], seed)
      const said = scoresOf(data, weights, CLASSES)
      for (let i = 0; i < homes * CLASSES; i++) {
        if (fold[Math.floor(i / CLASSES)] === out) scores[i] = said[i]!
      }
    }
    scores.forEach((score, i) => {
      total[i] = total[i]! + score / SEEDS.length
    })
    report(`seed ${seed}, ${folds} folds`, truth, scores, temperatureFor(scores, truth, CLASSES))
  }
  const temperature = temperatureFor(total, truth, CLASSES)
  report('mean of the seeds', truth, total, temperature)
  const used = report(
    'as used, short and trade by the list first',
    truth,
    asUsed(plan, seen, total, temperature),
    1,
  )
  keepFor(
    plan.lang,
    'UMSAB French, train and validation; five folds, near-copies together, mean of three seeds, as used',
    used,
  )
  return { temperature }
}

/** The scores as the program goes on with them, each class beside neutral. */
function asUsed({ lang }: Plan, { rows }: Seen, scores: ArrayLike<number>, temperature: number): number[] {
  return Array.from({ length: scores.length / CLASSES }, (_, i) => {
    const [negative = 0, neutral = 0, positive = 0] = [0, 1, 2].map(
      (c) => scores[i * CLASSES + c]! / temperature,
    )
    const says = { positive: positive - neutral, negative: negative - neutral }
    const tokens = withoutFormulas(tokenize(rows[i]!.text), lang)
    const say = sayOf(tokens, lang)
    const used = say ? leaned(says, extrasOf(evidenceOf(tokens, lang).sum), say) : says
    return [used.negative, 0, used.positive]
  }).flat()
}

/** Trained on what is away alone, measured on all of home: where away is large, folds would tell little more. */
function heldOut(plan: Plan, seen: Seen): { temperature: number } {
  const { homes } = seen
  const truth = seen.labels.slice(0, homes)
  const away = Array.from({ length: seen.rows.length - homes }, (_, i) => homes + i)
  const data = seen.dataFor((row) => row >= homes)
  const weights = meanOf(plan, data, seen, away)
  const scores = scoresOf(data, weights, CLASSES).slice(0, homes * CLASSES)
  const temperature = temperatureFor(scores, truth, CLASSES)
  report('home never seen', truth, scores, temperature)
  const used = report(
    'as used, short texts with a word of the list',
    truth,
    asUsed(plan, seen, scores, temperature),
    1,
  )
  keepFor(
    plan.lang,
    'UMSAB English, train and validation; trained on SemEval 2013 to 2017 without it and its near-copies, as used',
    used,
  )
  return { temperature }
}

function report(name: string, truth: number[], scores: ArrayLike<number>, temperature: number): Figures {
  const m = measure(truth, probabilities(scores, CLASSES, temperature), CLASSES)
  const percent = (share: number) => (share * 100).toFixed(1)
  console.log(
    `  ${name}: n ${m.rows}, macro-F1 ${percent(m.macroF1)}, accuracy ${percent(m.accuracy)}, ECE ${m.ece.toFixed(3)}, ` +
      `surest 40 % ${percent(m.surest)}, T ${temperature.toFixed(2)}, confusion ${JSON.stringify(m.confusion)}`,
  )
  return m
}

function keepFor(lang: string, protocol: string, figures: Figures): void {
  const title = lang === 'fr' ? 'Sentiment, French' : 'Sentiment, English'
  keep(`sentiment-${lang}`, {
    of: 'sentiment',
    title,
    protocol,
    labels: ['negative', 'neutral', 'positive'],
    figures,
  })
}

/** The mean of three models on everything, its lists folded into its words, each class set against neutral. */
function ship(plan: Plan, seen: Seen, temperature: number): void {
  const { bits, lists } = plan
  const rows = Array.from(seen.rows.keys())
  const data = seen.dataFor(() => true)
  const mean = meanOf(plan, data, seen, rows).map((weight) => weight / temperature)
  const beside = besideOf(mean, bits, CLASSES)
  const hashed = mean.slice(0, 2 ** bits * CLASSES)
  foldLists(hashed, lists, beside.slice(2 * CLASSES), CLASSES, bits)
  const against = (three: ArrayLike<number>, at: number, factor = 1) =>
    [0, 2].map((c) => (three[at + c]! - three[at + 1]!) * factor)
  const weights = new Float32Array(2 ** bits * 2)
  for (let place = 0; place < 2 ** bits; place++) weights.set(against(hashed, place * CLASSES), place * 2)
  const bytes = encodeModel(
    {
      name: `sentiment-${plan.lang}-1`,
      says: 'one',
      labels: LABELS,
      bits,
      bias: against(biasOf(mean, bits, CLASSES), 0),
      dense: { leaning: against(beside, 0, 3), strength: against(beside, CLASSES, 3) },
    },
    weights,
  )
  writeFileSync(new URL(`sentiment-${plan.lang}.bin`, import.meta.url), bytes)
  console.log(`  written: ${Math.round(bytes.length / 1024)} kB`)
}

const plan = process.argv[2] === 'en' ? english() : french()
const seen = see(plan)
const { temperature } = plan.lang === 'fr' ? crossed(plan, seen, 5) : heldOut(plan, seen)
ship(plan, seen, temperature)
