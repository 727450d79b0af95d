// One process of test/torture/fuzz.ts: the blocks it is handed, and what came of each.
import { BLOCK, nothingYet, tryInputs } from './inputs.ts'

const [seed = 0, to = 0] = process.argv.slice(2).map(Number)
process.on('message', (from: number) => {
  const told = nothingYet()
  tryInputs(seed, from, Math.min(BLOCK, to - from), told)
  process.send?.({ from, told })
})
