/**
 * Trains the model of complaints in English: `node models/complaint.ts`. Reads ../shared/data, writes
 * models/complaint-en.bin. With `--airline`, measures instead, and ships nothing, what a workspace's own labels give: the
 * reasons of complaints of the airline set.
 */
import { writeFileSync } from 'node:fs'
import { learnClassifier } from '../src/interpret/learn/index.ts'
import { csv, demand, jsonl } from './data.ts'
import { tell } from './tell.ts'

function complaints(): void {
  demand(['extra-training/complaints-en.jsonl'])
  const rows = jsonl<{ text: string; complaint: number }>('extra-training/complaints-en.jsonl').map(
    ({ text, complaint }) => ({ text, label: complaint === 1 ? 'complaint' : 'none' }),
  )
  const learnt = learnClassifier(rows, { name: 'complaint-en-1', lang: 'en' })
  tell('complaints, five folds', learnt)
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
  tell('reasons, dev part aside', learnClassifier(rows, { name: 'r', lang: 'en', aside }))
  const surely = (row: object) => aside(row) && sure(row)
  const seen = rows.filter((row) => !aside(row) || sure(row))
  tell(
    'reasons, dev part of confidence 0.7 aside',
    learnClassifier(seen, { name: 'r', lang: 'en', aside: surely }),
  )
}

if (process.argv.includes('--airline')) airline()
else complaints()
