import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { queries } from '../../../test/support/queries.ts'
import type { Doc } from '../doc.ts'
import { parseQuery } from '../query/parse.ts'
import type { Query } from '../query/query.ts'
import { scanDocument } from '../words/document.ts'
import { Scanner } from '../words/scanner.ts'
import { Evaluation } from './evaluation.ts'
import { Hits } from './hits.ts'
import { Lists, queryOf } from './lists.ts'
import { createMatcher } from './matcher.ts'
import { eachTerm, programOf } from './program.ts'
import { Programs } from './programs.ts'
import { Terms } from './terms.ts'

function doc(text: string): Doc {
  return { text, lang: 'fr', sentiment: 'neutral', channel: 'file', verb: 'Create', author: {} }
}

function query(source: string): Query {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok, source)
  return parsed.query
}

/** Queries that make the most of a post that says the same few words over and over. */
const WORST = [
  'a1 NEAR/50 b1',
  '(a1 OR b1 OR "a1 b1" OR "b1 a1") NEAR/50 (b1 OR a1 OR "b1 b1" OR zz)',
  '"a1 b1 a1 b1 a1 b1 a1 c1"',
  '"a1* b1* a1* b1* a1* c1*"',
  'a1*1 NEAR/50 (b1* OR a1*)',
  '=a1 ONEAR/50 =c1',
]

test('no post takes more steps than so many for each query, however long and however it repeats', () => {
  const matcher = createMatcher()
  WORST.forEach((source, i) => {
    matcher.add(`${i}`, query(source))
  })
  const steps = (text: string) => {
    const before = matcher.steps
    matcher.match(doc(text))
    return matcher.steps - before
  }
  // 255 places of a word, four ways to each side, both ways round, and 50 places to look at from each.
  const most = WORST.length * 255 * 4 * 2 * 2 * 52
  for (const text of ['a1 b1 ', 'a1 a1 b1 b1 ', 'A1 b1 a1 B1 ', 'a1 ', 'a1b1 a11 a111 b1 '])
    assert.ok(steps(text.repeat(30_000)) < most, text)
  const many = 'a1 b1 '.repeat(30_000)
  assert.equal(steps(many), steps(many + many), 'what is past the end of what is read costs nothing')
})

test('queries that come and go under load lose no post, and find none twice', () => {
  const matcher = createMatcher()
  const steady = fc.sample(queries, { numRuns: 120, seed: 4 }).flatMap((source) => {
    const parsed = parseQuery(source)
    return parsed.ok ? [parsed.query] : []
  })
  steady.forEach((one, i) => {
    matcher.add(`steady ${i}`, one)
  })
  matcher.add('counted', query('(air NEAR/4 france) OR "en retard" OR =SNCF'))
  const alone = createMatcher()
  alone.add('counted', query('(air NEAR/4 france) OR "en retard" OR =SNCF'))
  const texts = ['Air de France', 'le vol est en retard', 'la SNCF', 'la sncf', 'rien', 'retard']
  let counted = 0
  let expected = 0
  for (let i = 0; i < 1800; i++) {
    const swapped = i % steady.length
    const one = steady[swapped]
    if (one && i % 3 === 0) matcher.remove(`steady ${swapped}`)
    if (one && i % 3 !== 0) matcher.add(`steady ${swapped}`, one)
    if (i % 7 === 0) matcher.add('counted', query('(air NEAR/4 france) OR "en retard" OR =SNCF'))
    const post = doc(texts[i % texts.length] ?? '')
    const found = matcher.match(post)
    assert.equal(new Set(found).size, found.length)
    counted += found.filter((id) => id === 'counted').length
    expected += alone.match(post).length
  }
  assert.equal(counted, expected)
  assert.equal(counted, 900)
})

test('a phrase is found as before when all stamps are used up', () => {
  const terms = new Terms()
  const hits = new Hits()
  const programs = new Programs()
  const program = programOf(query('"air france" (vol NEAR/2 nuit)').root, {
    term: (text, prefix) => terms.take(text, prefix),
    value: () => 0,
    number: () => 0,
  })
  hits.reserve(terms.size)
  eachTerm(program, (term) => hits.countPlaced(term, 1))
  programs.put(0, program)
  const scanner = new Scanner()
  const evaluation = new Evaluation(hits, programs, [], [], 2 ** 31 - 9)
  const holds = (text: string) => {
    hits.begin()
    const tokens = scanDocument(scanner, doc(text))
    hits.read(tokens, terms, doc(text))
    evaluation.begin(doc(text), tokens)
    return evaluation.holds(programs.at(0))
  }
  for (let i = 0; i < 10; i++) {
    assert.equal(holds('air france, un vol de nuit'), true)
    assert.equal(holds('air de france, un vol de la nuit'), false)
  }
})

test('programs and lists keep what they hold, whatever else comes and goes', () => {
  const programs = new Programs()
  const lists = new Lists()
  const rows = new Int32Array(3 * 50)
  const held = new Map<number, { program: number[]; list: number }>()
  const step = fc.tuple(fc.nat(299), fc.nat(49), fc.integer({ min: 1, max: 60 }))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      for (const [one, list, length] of steps) {
        const known = held.get(one)
        if (known) {
          programs.take(one)
          assert.ok(lists.remove(rows, known.list * 3, one))
          held.delete(one)
        } else {
          const program = Array.from({ length }, (_, i) => one * 100 + i)
          programs.put(one, program)
          lists.push(rows, list * 3, one << 2, one)
          held.set(one, { program, list })
        }
      }
      for (const [one, { program }] of held) assert.deepEqual([...programs.of(one)], program)
      for (let list = 0; list < 50; list++) {
        const [start = 0, count = 0] = rows.subarray(list * 3, list * 3 + 2)
        const there = Array.from({ length: count }, (_, i) => queryOf(lists.pool[start + 2 * i] ?? 0))
        const expected = [...held].filter(([, { list: at }]) => at === list).map(([one]) => one)
        assert.deepEqual(there.sort(), expected.sort())
      }
    }),
    { numRuns: 150 },
  )
})
