/**
 * Macro-F1 of `understand` on the shared half of UMSAB (French and English tweets), beside two baselines of the same
 * run, and its rate on one core. `node bench/interpret.ts`
 */
import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { SENTIMENTS, type Sentiment, understand } from '../src/interpret/index.ts'
import { lexiconFor } from '../src/interpret/sentiment/index.ts'
import { tokenize } from '../src/interpret/token.ts'

type Row = { text: string; label: Sentiment }
const FOLDER = new URL('../../shared/data/umsab-sentiment/', import.meta.url)

if (!existsSync(FOLDER)) {
  console.log('skipped: ../shared/data/umsab-sentiment is absent')
  process.exit(0)
}

function rows(language: string): Row[] {
  return ['train', 'val'].flatMap((part) =>
    (
      parse(readFileSync(new URL(`${language}_${part}.csv`, FOLDER), 'utf8'), { columns: true }) as {
        text: string
        label_name: Sentiment
      }[]
    ).map((row) => ({ text: row.text, label: row.label_name })),
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
  const data = rows(language)
  const truth = data.map((row) => row.label)
  const readings = data.map((row) => understand({ text: row.text }))
  const told = readings.filter((reading) => reading.lang === lang).length
  const score = (said: Sentiment[]) => (macroF1(truth, said) * 100).toFixed(1)
  console.log(
    `${lang}: ${data.length} rows; macro-F1 majority ${score(truth.map(() => 'neutral'))}, bare lexicon sum ` +
      `${score(data.map((row) => bareSum(row.text, lang)))}, understand ${score(readings.map((r) => r.sentiment))}; ` +
      `language right ${((told / data.length) * 100).toFixed(1)} %, und ` +
      `${((readings.filter((r) => r.lang === 'und').length / data.length) * 100).toFixed(1)} %`,
  )
  all.push(...data.map((row) => row.text))
}
for (let round = 0; round < 3; round++) {
  const start = performance.now()
  for (const text of all) understand({ text })
  const seconds = (performance.now() - start) / 1000
  console.log(`rate: ${Math.round(all.length / seconds).toLocaleString('en')} texts a second on one core`)
}
