import assert from 'node:assert/strict'
import { test } from 'node:test'
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
