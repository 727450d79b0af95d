// Kills who acts by the charter and who approves, wherever it can be: npm run torture -- acts --seed N --runs N --posts N
// [--tell N]. Tells every N runs how far it is; Ctrl+C ends it after the run that is going, with what came of it.
import { parseArgs } from 'node:util'
import { runActs } from './run.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    runs: { type: 'string', default: '20' },
    posts: { type: 'string', default: '6' },
    tell: { type: 'string', default: '10' },
  },
})
const first = Number(values.seed)
const wanted = Number(values.runs)
const began = performance.now()
const total = { runs: 0, steps: 0, killed: 0, heard: 0, 'runs gone wrong': 0 }
let cut = false
process.once('SIGINT', () => {
  cut = true
})

while (total.runs < wanted && !cut) {
  const seed = first + total.runs
  const result = await runActs(seed, Number(values.posts))
  total.runs++
  for (const key of ['steps', 'killed', 'heard'] as const) total[key] += result[key]
  if (result.wrong.length > 0) {
    total['runs gone wrong']++
    console.log(`seed ${seed}: ${result.wrong.join('\n  ')}`)
  }
  if (total.runs % Number(values.tell) === 0 || total.runs === wanted || cut) tell()
}
process.exit(total['runs gone wrong'] > 0 ? 1 : 0)

function tell(): void {
  const seconds = Math.round((performance.now() - began) / 1000)
  console.log(JSON.stringify({ seed: first, of: wanted, ...total, seconds }))
}
