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
        sure: Number(row.negativereason_confidence),
        dev: part === 'dev',
      })),
  )
  const aside = (row: object) => 'dev' in row && row.dev === true
  const wanted = { name: 'r', lang: 'en', aside }
  const title = 'A workspace’s own labels: ten reasons of complaints'
  const protocol = 'tweets to airlines, as `veillee learn` would; the dev part aside, nothing shipped'
  const ten = learnClassifier(
    rows.map(({ text, label, dev }) => ({ text, label, dev })),
    wanted,
  )
  tell('reasons, dev part aside', ten)
  keep('reasons-airline', { of: 'labels', title, protocol, ...ten })
  const learnt = learnClassifier(rows, wanted)
  tell('reasons, told how sure their labellers were, dev part aside', learnt)
  const told = `${protocol}; told how sure their labellers were`
  keep('reasons-airline-told', { of: 'labels', title: `${title}, told how sure`, protocol: told, ...learnt })
  if (!learnt.surely) return
  tell('  of these, where they were sure (0.7)', { ...learnt, figures: learnt.surely })
  keep('reasons-airline-sure', {
    of: 'labels',
    title: `${title}, told how sure, where they were (0.7)`,
    protocol: told,
    labels: learnt.labels,
    figures: learnt.surely,
  })
}

if (process.argv.includes('--airline')) airline()
else complaints()
