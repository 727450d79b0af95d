/**
 * What 200 corrections of another domain bring there, and what they cost at home. Draws 200 labelled posts of DEFT 2017 (French
 * tweets on politics) or of airline tweets (English), neither of which a model of ours learnt from; teaches a delta as a
 * workspace would; measures macro-F1 with and without it on all the other posts there, and on posts of UMSAB that the
 * gate was not made with. Several draws, mean and spread. `node bench/corrections.ts [draws]`
 */
import { existsSync } from 'node:fs'
import { csv, jsonl, unescaped } from '../models/data.ts'
import { KEPT } from '../models/home.ts'
import {
  decodeDelta,
  encodeDelta,
  homeOf,
  kept,
  type Shown,
  type Taught,
  teach,
} from '../src/interpret/delta/index.ts'
import { measure, randomFrom, twinGroups } from '../src/interpret/learn/index.ts'
import { shownFor, understandAll } from '../src/interpret/understand.ts'
import { madeBy } from '../src/interpret/verdict.ts'

if (!existsSync(new URL('../../shared/data/', import.meta.url))) {
  console.log('skipped: ../shared/data is absent')
  process.exit(0)
}

const LABELS = ['negative', 'neutral', 'positive'] as const
const CORRECTIONS = 200
const DRAWS = Number(process.argv[2] ?? 10)
const NAMES: readonly string[] = LABELS
type Row = { text: string; label: string }

function labelled(text: string, label: number): Row {
  return { text: unescaped(text), label: LABELS[label] ?? 'neutral' }
}

const DOMAINS: { name: string; lang: string; away: Row[]; home: Row[] }[] = [
  {
    name: 'DEFT 2017, politics',
    lang: 'fr',
    away: jsonl<{ text: string; label: number }>('extra-training/deft-2017-fr.jsonl').map(({ text, label }) =>
      labelled(text, label),
    ),
    home: home('french'),
  },
  {
    name: 'airline tweets',
    lang: 'en',
    away: csv('us-airline-sentiment/train.csv')
      .slice(0, 4000)
      .map(({ text = '', sentiment = '' }) => ({ text, label: sentiment })),
    home: home('english'),
  },
]

function home(language: string): Row[] {
  return ['train', 'val']
    .flatMap((part) => csv(`umsab-sentiment/${language}_${part}.csv`))
    .slice(KEPT)
    .map(({ text = '', label }) => labelled(text, Number(label)))
}

function f1(rows: Row[], said: string[]): number {
  const p = said.flatMap((label) => LABELS.map((one) => (one === label ? 1 : 0)))
  const truth = rows.map(({ label }) => NAMES.indexOf(label))
  return measure(truth, p, LABELS.length).macroF1 * 100
}

function spread(values: number[]): string {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const deviation = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1),
  )
  return `${mean.toFixed(1)} ± ${deviation.toFixed(1)} (${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)})`
}

for (const { name, lang, away, home: homes } of DOMAINS) {
  const groups = twinGroups(away.map(({ text }) => text))
  const plain = (rows: Row[]) => rows.map(({ text }) => understandAll({ text, lang }).sentiment)
  const [saidAway, saidHome] = [plain(away), plain(homes)]
  const found = { gains: [] as number[], costs: [] as number[], told: [] as number[], reach: [] as number[] }
  for (let draw = 1; draw <= DRAWS; draw++) {
    const random = randomFrom(draw)
    const order = away.map((_, i) => ({ i, at: random() })).sort((a, b) => a.at - b.at)
    const texts: Taught[] = []
    const taken = new Set<number>()
    for (const { i } of order) {
      const row = away[i]
      if (!row || texts.length === CORRECTIONS) break
      const { shown, common } = shownFor({ text: row.text, lang })
      if (common.lang !== lang) continue
      const own: Shown = kept(shown)
      texts.push({ shown: own, label: row.label, group: groups[i] ?? i })
      taken.add(groups[i] ?? i)
    }
    const on = madeBy('sentiment', lang) ?? ''
    const outcome = await teach(texts, { task: 'sentiment', lang, name: 'bench', on }, homeOf(lang))
    const delta = decodeDelta(encodeDelta(outcome.delta))
    const rest = [...away.keys()].filter((i) => !taken.has(groups[i] ?? i))
    const rows = rest.flatMap((i) => away[i] ?? [])
    const bent = (list: Row[]) => list.map(({ text }) => understandAll({ text, lang }, [delta]).sentiment)
    found.gains.push(
      f1(rows, bent(rows)) -
        f1(
          rows,
          rest.map((i) => saidAway[i] ?? ''),
        ),
    )
    found.costs.push(f1(homes, bent(homes)) - f1(homes, saidHome))
    found.told.push(outcome.gain.by * 100)
    found.reach.push(outcome.reaches * 100)
  }
  console.log(
    `${name} (${lang}): ${away.length} posts, macro-F1 ${f1(away, saidAway).toFixed(1)} without; with ${CORRECTIONS} corrections, ` +
      `${DRAWS} draws: ${spread(found.gains)} points there, ${spread(found.costs)} at home (${homes.length} posts); ` +
      `told by the learner itself ${spread(found.told)}; reaches ${spread(found.reach)} % of posts there`,
  )
}
