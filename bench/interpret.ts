/**
 * What `understand` says of sets that no model of ours was trained on (airline tweets, reviews of a bank), beside two
 * baselines of the same run; the language of tweets; and its rate beside that of the packages that one would take instead. Figures on the models' own sets are in docs/models,
 * made by folds: here they would be flattered. `node bench/interpret.ts`
 */
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { SENTIMENTS, type Sentiment, understand, understandAll } from '../src/interpret/index.ts'
import { lexiconFor } from '../src/interpret/sentiment/index.ts'
import { tokenize } from '../src/interpret/token.ts'
import { peers } from './peers.ts'

type Row = { text: string; label: Sentiment }
const FOLDER = new URL('../../shared/data/', import.meta.url)

if (!existsSync(FOLDER)) {
  console.log('skipped: ../shared/data is absent')
  process.exit(0)
}

function csv(name: string): Record<string, string>[] {
  return parse(readFileSync(new URL(name, FOLDER), 'utf8'), { columns: true, relax_column_count: true })
}

function starred({ rating }: Record<string, string>): Sentiment {
  return Number(rating) <= 2 ? 'negative' : Number(rating) >= 4 ? 'positive' : 'neutral'
}

/** Rows that no model of ours learnt from; of a review its stars are hidden. */
const UNSEEN: Record<'fr' | 'en', Row[]> = {
  fr: csv('french-text/trustpilot_bank_train.csv')
    .filter((row) => row.language === 'fr')
    .map((row) => ({ text: `${row.title}. ${row.text}`, label: starred(row) })),
  en: csv('us-airline-sentiment/dev.csv').map((row) => ({
    text: row.text ?? '',
    label: SENTIMENTS.find((label) => label === row.sentiment) ?? 'neutral',
  })),
}

function tweets(language: string): string[] {
  return ['train', 'val'].flatMap((part) =>
    csv(`umsab-sentiment/${language}_${part}.csv`).map((row) => row.text ?? ''),
  )
}

function macroF1(truth: Sentiment[], said: Sentiment[]): number {
  const scores = SENTIMENTS.map((label) => {
    const hit = truth.filter((t, i) => t === label && said[i] === label).length
    const told = said.filter((s) => s === label).length
    const real = truth.filter((t) => t === label).length
    return hit === 0 ? 0 : (2 * hit) / (told + real)
  })
  return scores.reduce((a, b) => a + b, 0) / scores.length
}

function bareSum(text: string, lang: string): Sentiment {
  const { weight } = lexiconFor(lang)
  const sum = tokenize(text).reduce((total, token) => total + (weight.get(token.form) ?? 0), 0)
  return sum > 0 ? 'positive' : sum < 0 ? 'negative' : 'neutral'
}

const all: string[] = []
for (const [language, lang] of [
  ['french', 'fr'],
  ['english', 'en'],
] as const) {
  const data = UNSEEN[lang]
  const truth = data.map((row) => row.label)
  const score = (said: Sentiment[]) => (macroF1(truth, said) * 100).toFixed(1)
  const most = SENTIMENTS.toSorted((a, b) => count(truth, b) - count(truth, a))[0] ?? 'neutral'
  const said = data.map((row) => understand({ text: row.text }).sentiment)
  console.log(
    `${lang}: ${data.length} rows of sets never learnt from; macro-F1 majority ${score(truth.map(() => most))}, ` +
      `bare lexicon sum ${score(data.map((row) => bareSum(row.text, lang)))}, understand ${score(said)} ` +
      `(accuracy ${((said.filter((label, i) => label === truth[i]).length / data.length) * 100).toFixed(1)} %)`,
  )
  const texts = tweets(language)
  const langs = texts.map((text) => understand({ text }).lang)
  console.log(
    `${lang}: language of ${texts.length} tweets right ${share(langs, lang)} %, und ${share(langs, 'und')} %`,
  )
  all.push(...texts)
}

function count<T>(list: T[], one: T): number {
  return list.filter((each) => each === one).length
}

function share(list: string[], one: string): string {
  return ((count(list, one) / list.length) * 100).toFixed(1)
}

const posts = all.map((text) => ({ text }))
await rate('understand (language, sentiment)', posts, understand)
const ours = await rate('understandAll (toxicity, intent, urgency, topics too)', posts, understandAll)
for (const { name, read } of await peers()) {
  const theirs = await rate(name, posts, ({ text }) => read(text))
  console.log(`  ours at ${(ours / theirs).toFixed(2)} times its rate`)
}

/** The best of three rounds. */
async function rate(
  name: string,
  list: { text: string }[],
  read: (post: { text: string }) => unknown,
): Promise<number> {
  let best = 0
  for (let round = 0; round < 3; round++) {
    const start = process.cpuUsage()
    for (const post of list) {
      const said = read(post)
      if (said instanceof Promise) await said
    }
    const { user, system } = process.cpuUsage(start)
    best = Math.max(best, (list.length * 1e6) / (user + system))
  }
  console.log(`rate: ${name}, ${Math.round(best).toLocaleString('en')} posts a CPU-second`)
  return best
}
