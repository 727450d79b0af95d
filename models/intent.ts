/**
 * Trains the models of intent and urgency in French on posts of ours (models/data): `node models/intent.ts`. Writes
 * models/intent-fr.bin and models/urgency-fr.bin, measured on the fifth that is kept back.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { learnClassifier } from '../src/interpret/learn/index.ts'
import { isKeptBack } from './data/split.ts'
import { keep, tell } from './tell.ts'

function lines<T>(name: string): T[] {
  const text = readFileSync(new URL(`data/${name}`, import.meta.url), 'utf8')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

const texts = new Map(
  lines<{ id: string; text: string }>('intent-fr.jsonl').map(({ id, text }) => [id, text]),
)
const labels = lines<{ id: string; intent: string; urgency: number }>('intent-fr.labels.jsonl')
for (const name of ['intent', 'urgency'] as const) {
  const rows = labels.map((row) => ({ id: row.id, text: texts.get(row.id) ?? '', label: String(row[name]) }))
  const wanted = { name: `${name}-fr-1`, lang: 'fr' }
  const learning = rows.filter(({ id }) => !isKeptBack(id))
  const crossed = learnClassifier(learning, wanted)
  tell(`${name}, five folds of what is learnt from`, crossed)
  const aside = (row: object) => 'id' in row && isKeptBack(String(row.id))
  const learnt = learnClassifier(rows, { ...wanted, aside })
  tell(`${name}, the fifth kept back`, learnt)
  const title = name === 'intent' ? 'Intent, French' : 'Urgency, French'
  keep(`${name}-fr`, { of: 'intent', title, protocol: 'posts of ours; the fifth kept back', ...learnt })
  const folds = 'posts of ours; five folds of all but the fifth kept back, mean of three seeds'
  keep(`${name}-fr-folds`, { of: 'intent', title: `${title}, by folds`, protocol: folds, ...crossed })
  writeFileSync(new URL(`${name}-fr.bin`, import.meta.url), learnt.bytes)
}
