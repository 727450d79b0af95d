/**
 * Trains the model of complaints in English: `node models/complaint.ts`. Reads ../shared/data, writes
 * models/complaint-en.bin. With `--airline`, measures instead, and ships nothing, what a workspace's own labels give: the
 * reasons of complaints of the airline set.
 */
import { writeFileSync } from 'node:fs'
import { learnClassifier } from '../src/interpret/learn/index.ts'
import { csv, demand, jsonl } from './data.ts'
import { keep, tell } from './tell.ts'

function complaints(): void {
  demand(['extra-training/complaints-en.jsonl'])
  const rows = jsonl<{ text: string; complaint: number }>('extra-training/complaints-en.jsonl').map(
    ({ text, complaint }) => ({ text, label: complaint === 1 ? 'complaint' : 'none' }),
  )
  const learnt = learnClassifier(rows, { name: 'complaint-en-1', lang: 'en' })
  tell('complaints, five folds', learnt)
  const protocol =
    'complaints to nine kinds of company; five folds, near-copies together, mean of three seeds'
  keep('complaint-en', { of: 'intent', title: 'Complaint, English', protocol, ...learnt })
  writeFileSync(new URL('complaint-en.bin', import.meta.url), learnt.bytes)
}

function airline(): void {
  demand(['us-airline-sentiment/train.csv', 'us-airline-sentiment/dev.csv'])
  const rows = ['train', 'dev'].flatMap((part) =>
    csv(`us-airline-sentiment/${part}.csv`)
      .filter(({ negativereason }) => negativereason)
      .map((row) => ({
        text: row.text ?? '',
        label: row.negativereason ?? '',
        sure: Number(row.negativereason_confidence) >= 0.7,
        dev: part === 'dev',
      })),
  )
  const aside = (row: object) => 'dev' in row && row.dev === true
  const sure = (row: object) => 'sure' in row && row.sure === true
  const ten = learnClassifier(rows, { name: 'r', lang: 'en', aside })
  tell('reasons, dev part aside', ten)
  const title = 'A workspace’s own labels: ten reasons of complaints'
  const protocol = 'tweets to airlines, as `veillee learn` would; the dev part aside, nothing shipped'
  keep('reasons-airline', { of: 'labels', title, protocol, ...ten })
  const surely = (row: object) => aside(row) && sure(row)
  const seen = rows.filter((row) => !aside(row) || sure(row))
  const surest = learnClassifier(seen, { name: 'r', lang: 'en', aside: surely })
  tell('reasons, dev part of confidence 0.7 aside', surest)
  keep('reasons-airline-sure', {
    of: 'labels',
    title: `${title}, where their labellers were sure`,
    protocol: `${protocol}; confidence of 0.7 or more`,
    ...surest,
  })
}

if (process.argv.includes('--airline')) airline()
else complaints()
