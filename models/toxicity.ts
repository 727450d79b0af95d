/**
 * Trains the models of toxicity and prints their figures: `node models/toxicity.ts fr|en`. Reads ../shared/data, writes
 * models/toxicity-<lang>.bin.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { featuresOf, withoutFormulas } from '../src/interpret/features/index.ts'
import {
  besideOf,
  biasOf,
  type Figures,
  foldsOf,
  measure,
  probabilities,
  type Settings,
  type Shape,
  type Sparse,
  scoresOf,
  sparseOf,
  temperatureFor,
  train,
  twinGroups,
} from '../src/interpret/learn/index.ts'
import { decodeModel, encodeModel, type Model, scoresOf as scoresBy } from '../src/interpret/model/index.ts'
import { evidenceOf } from '../src/interpret/sentiment/index.ts'
import { type Token, tokenize } from '../src/interpret/token.ts'
import { besideOf as offences, offencesIn } from '../src/interpret/toxicity/index.ts'
import { customers } from './customers.ts'
import { csv, demand, jsonl, type Row } from './data.ts'
import { englishLists, foldLists, frenchLists, frenchOffences, type List, listSums } from './lexicons.ts'
import { PEACEFUL } from './peaceful.ts'
import { quarrels } from './quarrels.ts'
import { keep } from './tell.ts'
import { translated } from './translate.ts'

const CLASSES = 2
const SEEDS = [1, 2, 3]
/** How much louder what is beside the words speaks than they do: it holds in other places too. */
const LOUD = 8
const NAMES = Object.keys(offences([], [], 0))

interface Plan {
  lang: 'fr' | 'en'
  bits: number
  rows: (Row & { set: string })[]
  lists: List[]
  settings: Pick<Settings, 'epochs' | 'rate' | 'decay' | 'doubt'> & { ratios: { doubt: number } }
  /** The set that is measured on by folds. */
  home: string
  /** Sets that are only measured on. */
  abroad: Record<string, Row[]>
}

type Rows = Plan['rows']

function setOf(set: string, rows: Row[], weights: [plain: number, toxic: number]): Rows {
  return rows.map((row) => ({ ...row, set, weight: weights[row.label] ?? 1 }))
}

function english(): Plan {
  const files = ['train', 'val'].map((part) => `extra-training/tweeteval-offensive-en-${part}.jsonl`)
  demand(files)
  const rows = files.flatMap((name) => jsonl<{ text: string; offensive: number }>(name))
  return {
    lang: 'en',
    bits: 18,
    rows: [
      ...setOf(
        'tweeteval',
        rows.map(({ text, offensive }) => ({ text, label: offensive })),
        [0.85, 1.3],
      ),
      ...setOf(
        'customers',
        customers('en').map(({ text }) => ({ text, label: 0 })),
        [1, 0],
      ),
    ],
    lists: englishLists(),
    settings: { epochs: 5, rate: 0.03, decay: 1e-4, doubt: 0.1, ratios: { doubt: 4 } },
    home: 'tweeteval',
    abroad: {},
  }
}

function french(): Plan {
  demand([
    'toxicity-fr/mlma_fr_train.csv',
    'toxicity-fr/mhc_fr_dev.csv',
    'umsab-sentiment/french_train.csv',
    'lexicons/badwords_fr.csv',
  ])
  const clean = (text = '') => text.replace(/@url|https?:\S+/g, 'http')
  const mlma = ['train', 'dev'].flatMap((part) => csv(`toxicity-fr/mlma_fr_${part}.csv`))
  // Its insults that are not hate count as plain there, and as offences here.
  const mhc = csv('toxicity-fr/mhc_fr_dev.csv').filter(
    ({ functionality = '' }) => !/^(profanity|target_\w+)_nh$/.test(functionality),
  )
  const umsab = ['train', 'val'].flatMap((part) => csv(`umsab-sentiment/french_${part}.csv`))
  const tweeteval = ['train', 'val'].flatMap((part) =>
    jsonl<{ text: string; offensive: number }>(`extra-training/tweeteval-offensive-en-${part}.jsonl`),
  )
  const inFrench = translated(tweeteval.map(({ text }) => text))
  const elsewhere = abroad(clean)
  return {
    lang: 'fr',
    bits: 18,
    rows: halved(
      withoutTwins(elsewhere, [
        ...setOf(
          'mlma',
          mlma.map((row) => ({ text: clean(row.text), label: Number(row.toxic) })),
          [2.4, 0.6],
        ),
        ...setOf(
          'mhc',
          mhc.map((row) => ({ text: row.text ?? '', label: Number(row.label_gold === 'hateful') })),
          [0.75, 0.3],
        ),
        ...setOf(
          'umsab',
          umsab.map((row) => ({ text: row.text ?? '', label: 0 })),
          [0.4, 0],
        ),
        ...setOf(
          'customers',
          customers('fr').map(({ text }) => ({ text, label: 0 })),
          [0.6, 0],
        ),
        ...setOf(
          'peaceful',
          PEACEFUL.map((text) => ({ text, label: 0 })),
          [2, 0],
        ),
        ...setOf(
          'posts',
          ours().map(({ text }) => ({ text, label: 0 })),
          [0.5, 0],
        ),
        ...setOf('quarrels', quarrels(), [0.6, 0.6]),
        ...setOf(
          'translated',
          tweeteval.map(({ offensive }, i) => ({ text: inFrench[i] ?? '', label: offensive })),
          [0.3, 0.66],
        ),
      ]),
    ),
    lists: [...frenchLists(), frenchOffences()],
    settings: { epochs: 3, rate: 0.02, decay: 1e-4, doubt: 0.1, ratios: { doubt: 4 } },
    home: 'mlma',
    abroad: elsewhere,
  }
}

/** Posts of ours without a word of the lists: what customers say in anger or in peace, and offends nobody. */
function ours(): { text: string }[] {
  const lines = readFileSync(new URL('data/intent-fr.jsonl', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)
  return lines
    .map((line): { text: string } => JSON.parse(line))
    .filter(({ text }) => offencesIn(tokenize(text), 'fr').length === 0)
}

/** Rows of which half are toxic by weight: shares differ from place to place, and nothing is known of the next one. */
function halved(rows: Rows): Rows {
  const totals = [0, 0]
  for (const { label, weight = 1 } of rows) totals[label]! += weight
  const more = totals[0]! / totals[1]!
  return rows.map((row) => (row.label === 1 ? { ...row, weight: (row.weight ?? 1) * more } : row))
}

/** What is learnt from, but for near-copies of what is measured on. */
function withoutTwins(elsewhere: Plan['abroad'], rows: Rows): Rows {
  const measured = Object.values(elsewhere).flat()
  const groups = twinGroups([...measured, ...rows].map(({ text }) => text))
  const taken = new Set(groups.slice(0, measured.length))
  return rows.filter((_, i) => !taken.has(groups[measured.length + i]!))
}

/** Sets whose terms let us measure only. */
function abroad(clean: (text?: string) => string): Record<string, Row[]> {
  const abuse = ['train', 'dev'].flatMap((part) => csv(`toxicity-fr/abuse_tweets_fr_${part}.csv`))
  const chats = csv('toxicity-fr/cyberado_fr_dev.csv').filter(
    ({ text = '', hate }) => hate && text.length > 12,
  )
  return {
    'abuse tweets': abuse
      .filter(({ abusive }) => abusive !== '')
      .map((row) => ({ text: clean(row.text), label: Number(row.abusive) })),
    'chats of teenagers, overt': chats
      .filter(({ hate }) => hate !== 'CAG')
      .map((row) => ({ text: row.text ?? '', label: Number(row.hate === 'OAG') })),
  }
}

function shapeOf({ lang, bits, lists }: Plan): Shape {
  const beside = (tokens: Token[]) => {
    const named = offences(tokens, offencesIn(tokens, lang), evidenceOf(tokens, lang).sum)
    return [...NAMES.map((name) => (named[name] ?? 0) * LOUD * 0.5), ...listSums(lists, tokens, lang)]
  }
  return { lang, bits, beside }
}

interface Seen {
  data: Sparse
  labels: number[]
  weights: Float32Array
}

function learn(plan: Plan, { data, labels, weights }: Seen, rows: number[], seed: number): Float32Array {
  const words = 2 ** plan.bits
  return train(data, labels, weights, rows, {
    classes: CLASSES,
    buckets: words + 1 + NAMES.length + plan.lists.length * 4,
    seed,
    ...plan.settings,
    ratios: { ...plan.settings.ratios, words },
  })
}

function report(name: string, truth: number[], scores: ArrayLike<number>, temperature: number): Figures {
  const m = measure(truth, probabilities(scores, CLASSES, temperature), CLASSES)
  const percent = (share: number) => (share * 100).toFixed(1)
  const recalls = m.confusion.map((line, c) => line[c]! / line.reduce((a, b) => a + b, 0))
  console.log(
    `  ${name}: n ${m.rows}, accuracy ${percent(m.accuracy)}, macro-F1 ${percent(m.macroF1)}, accuracy if halves ` +
      `${percent((recalls[0]! + recalls[1]!) / 2)}, ECE ${m.ece.toFixed(3)}, confusion ${JSON.stringify(m.confusion)}`,
  )
  return m
}

const LABELS = ['plain', 'toxic']

/** Five folds of home, the other sets learnt from in each; the mean of the seeds gives the temperature. */
function crossed(plan: Plan, seen: Seen): number {
  const groups = twinGroups(plan.rows.map(({ text }) => text))
  const home = [...plan.rows.keys()].filter((i) => plan.rows[i]!.set === plan.home)
  const homes = new Set(home)
  const truth = home.map((i) => seen.labels[i]!)
  const total = new Float64Array(home.length * CLASSES)
  for (const seed of SEEDS) {
    const fold = foldsOf(groups, 5, seed)
    const scores = new Float64Array(home.length * CLASSES)
    for (let out = 0; out < 5; out++) {
      const rows = [...fold.keys()].filter((i) => fold[i] !== out || !homes.has(i))
      const outs = new Set([...homes].filter((i) => fold[i] === out).map((i) => groups[i]))
      const weights = learn(
        plan,
        seen,
        rows.filter((i) => !outs.has(groups[i])),
        seed,
      )
      const said = scoresOf(seen.data, weights, CLASSES)
      home.forEach((i, k) => {
        if (fold[i] === out) scores.set(said.subarray(i * CLASSES, (i + 1) * CLASSES), k * CLASSES)
      })
    }
    scores.forEach((score, i) => {
      total[i] = total[i]! + score / SEEDS.length
    })
    report(`${plan.home}, seed ${seed}, 5 folds`, truth, scores, temperatureFor(scores, truth, CLASSES))
  }
  const temperature = temperatureFor(total, truth, CLASSES)
  const figures = report(
    `${plan.home}, mean of the seeds, T ${temperature.toFixed(2)}`,
    truth,
    total,
    temperature,
  )
  const protocol = `${plan.home}; five folds, near-copies together, mean of three seeds`
  const title = plan.lang === 'fr' ? 'Toxicity, French tweets found by slurs' : 'Offence, English tweets'
  keep(`toxicity-${plan.lang}`, { of: 'toxicity', title, protocol, labels: LABELS, figures })
  return temperature
}

function ship(plan: Plan, seen: Seen, temperature: number): void {
  const { bits, lists, lang } = plan
  const buckets = 2 ** bits + 1 + NAMES.length + lists.length * 4
  const mean = new Float32Array(buckets * CLASSES)
  for (const seed of SEEDS) {
    learn(plan, seen, [...plan.rows.keys()], seed).forEach((weight, i) => {
      mean[i]! += weight / SEEDS.length / temperature
    })
  }
  const beside = besideOf(mean, bits, CLASSES)
  const hashed = mean.slice(0, 2 ** bits * CLASSES)
  foldLists(hashed, lists, beside.slice(NAMES.length * CLASSES), CLASSES, bits)
  const against = (two: ArrayLike<number>, at: number) => two[at + 1]! - two[at]!
  const weights = Float32Array.from({ length: 2 ** bits }, (_, place) => against(hashed, place * CLASSES))
  const bytes = encodeModel(
    {
      name: `toxicity-${lang}-1`,
      says: 'any',
      labels: ['toxic'],
      bits,
      bias: [against(biasOf(mean, bits, CLASSES), 0)],
      dense: Object.fromEntries(NAMES.map((name, k) => [name, [against(beside, k * CLASSES) * LOUD * 0.5]])),
    },
    weights,
  )
  writeFileSync(new URL(`toxicity-${lang}.bin`, import.meta.url), bytes)
  console.log(`  written: ${Math.round(bytes.length / 1024)} kB`)
  for (const [name, rows] of Object.entries(plan.abroad)) elsewhere(name, rows, decodeModel(bytes), lang)
}

/** Figures of the model as it is written, on a set that it has not seen. */
function elsewhere(name: string, rows: Row[], model: Model, lang: Plan['lang']): void {
  const scores = rows.flatMap(({ text }) => {
    const tokens = withoutFormulas(tokenize(text), lang)
    const named = offences(tokens, offencesIn(tokens, lang), evidenceOf(tokens, lang).sum)
    return [0, scoresBy(model, featuresOf(tokens, lang), named)[0] ?? 0]
  })
  const figures = report(
    `${name}, never learnt from`,
    rows.map(({ label }) => label),
    scores,
    1,
  )
  const protocol = `${name}; never learnt from, by the model as it is shipped`
  const title = `Toxicity, French ${name}`
  keep(`toxicity-${lang}-${name.split(' ')[0]}`, { of: 'toxicity', title, protocol, labels: LABELS, figures })
}

const plan = process.argv[2] === 'en' ? english() : french()
console.log(`${plan.lang}: ${plan.rows.length} rows`)
const seen: Seen = {
  data: sparseOf(
    plan.rows.map(({ text }) => text),
    shapeOf(plan),
  ),
  labels: plan.rows.map(({ label }) => label),
  weights: Float32Array.from(plan.rows, ({ weight }) => weight ?? 1),
}
ship(plan, seen, crossed(plan, seen))
