import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import type { Doc } from '../doc.ts'
import { explainMatch } from '../query/explain.ts'
import { parseQuery } from '../query/parse.ts'
import { exclude, suggestExclusions } from './noise.ts'

const FILE = new URL('../../../../shared/data/us-airline-sentiment/train.csv', import.meta.url)
const QUERY = 'flight OR plane OR bag* OR luggage'
/** What somebody rejects before asking what to exclude. */
const REJECTED = 50

interface Row {
  text: string
  negativereason: string
}

function docOf({ text }: Row): Doc {
  return { text, lang: 'en', sentiment: 'neutral', channel: 'x', verb: 'Create', author: {} }
}

function found(query: string, docs: Doc[]): number {
  const parsed = parseQuery(query)
  assert.ok(parsed.ok, query)
  return docs.filter((doc) => explainMatch(parsed.query, doc).matches).length
}

/**
 * Real posts about airlines: who listens for delays rejects fifty about lost luggage, takes the exclusions offered, and is
 * judged on posts that were not there.
 */
test('fifty rejected posts on a subject keep most of the others on it out, and lose few of the rest', (t) => {
  if (!existsSync(FILE)) return t.skip('../shared/data/us-airline-sentiment is absent')
  const rows = (parse(readFileSync(FILE), { columns: true }) as Row[]).filter(
    (row) => row.negativereason !== '',
  )
  const all = rows.filter((row) => found(QUERY, [docOf(row)]) > 0)
  const lost = all.filter((row) => row.negativereason === 'Lost Luggage').map(docOf)
  const rest = all.filter((row) => row.negativereason !== 'Lost Luggage').map(docOf)
  const offered = suggestExclusions(QUERY, lost.slice(0, REJECTED), rest.slice(0, 1000))
  const query = offered.reduce((before, one) => exclude(before, one.term), QUERY)
  const [unseen, kept] = [lost.slice(REJECTED), rest.slice(1000)]
  const out = 1 - found(query, unseen) / unseen.length
  const cost = 1 - found(query, kept) / kept.length
  t.diagnostic(
    `${offered.map((one) => one.term).join(', ')}: ${(100 * out).toFixed(0)} % of ${unseen.length} on lost luggage out, ` +
      `${(100 * cost).toFixed(1)} % of ${kept.length} others lost`,
  )
  assert.ok(unseen.length > 200 && kept.length > 500)
  assert.ok(out > 0.6, `only ${out.toFixed(2)} out`)
  assert.ok(cost < 0.15, `${cost.toFixed(2)} lost`)
})
