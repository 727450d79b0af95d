// Kills who acts by the charter and who approves, wherever it can be: npm run torture -- acts --seed N --runs N --posts N
import { parseArgs } from 'node:util'
import { runActs } from './run.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    runs: { type: 'string', default: '20' },
    posts: { type: 'string', default: '9' },
  },
})
const first = Number(values.seed)
const total = { steps: 0, killed: 0, heard: 0 }
let bad = 0
for (let seed = first; seed < first + Number(values.runs); seed++) {
  const result = await runActs(seed, Number(values.posts))
  for (const key of ['steps', 'killed', 'heard'] as const) total[key] += result[key]
  if (result.wrong.length > 0) {
    bad++
    console.log(`seed ${seed}: ${result.wrong.join('\n  ')}`)
  }
}
console.log(JSON.stringify({ seed: first, runs: Number(values.runs), ...total, 'runs gone wrong': bad }))
process.exit(bad > 0 ? 1 : 0)
