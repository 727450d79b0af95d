import assert from 'node:assert/strict'
import { test } from 'node:test'
import { errorWords, parseQuery } from '../../../src/match/index.ts'
import { ENGINES, nothingYet, tryInputs } from './inputs.ts'

/** The short form of `npm run torture -- fuzz`: another seed tries other inputs. */
const SEED = 20_261_122
const RUNS = 4000

test(`${RUNS} hostile inputs: no engine throws, loops, or says what cannot be`, (t) => {
  const told = nothingYet()
  tryInputs(SEED, 0, RUNS, told)
  assert.deepEqual(told.wrong, [])
  for (const engine of ENGINES) {
    assert.ok(told.inputs[engine] >= RUNS / 100, `${engine} was tried`)
    t.diagnostic(`${engine}: ${told.inputs[engine]}, slowest ${told.slowest[engine].took.toFixed(1)} ms`)
  }
})

test('a query of 10,000 terms is refused, with words that say how much it may be', () => {
  const terms = Array.from({ length: 10_000 }, (_, i) => `mot${i}`)
  for (const source of [
    terms.join(' OR '),
    terms.join(' '),
    `"${terms.join(' ')}"`,
    terms.join(' NEAR/3 '),
  ]) {
    const parsed = parseQuery(source)
    assert.ok(!parsed.ok)
    const words = parsed.errors.flatMap((error) => [errorWords(error, 'fr'), errorWords(error, 'en')])
    assert.equal(words.length, 2)
    for (const said of words) assert.match(said, /\d/u)
  }
})
