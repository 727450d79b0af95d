// Kills the outbox wherever it can be killed, over networks that go wrong: npm run torture -- --seed N --runs N
import { parseArgs } from 'node:util'
import { Crew } from './crew.ts'
import type { TortureNetwork } from './network.ts'
import { NETWORKS } from './networks.ts'
import { planOf } from './plan.ts'
import { OPTIONS, type Result, run } from './run.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    runs: { type: 'string', default: '1000' },
    at: { type: 'string', default: '2' },
    network: { type: 'string', default: 'all' },
  },
})
const first = Number(values.seed)
const runs = Number(values.runs)
const crew = await Crew.open(3)
const total = { messages: 0, accepted: 0, sent: 0, refused: 0, unknown: 0, killed: 0 }
let bad = 0
let next = first
let done = 0
const start = NETWORKS[values.network]
if (!start) throw new Error(`no such network: ${Object.keys(NETWORKS).join(', ')}`)

function note(result: Result): void {
  done++
  for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += result[key]
  if (result.wrong.length > 0) {
    bad++
    console.log(`seed ${result.seed}: ${result.wrong.join('\n  ')}`)
  }
  if (done % 25 === 0) console.log(`${done}/${runs} ${JSON.stringify({ ...total, bad })}`)
}

async function work(begin: () => Promise<TortureNetwork[]>): Promise<void> {
  while (next < first + runs) {
    const plan = planOf(next++, OPTIONS.lease ?? 0)
    try {
      note(await run(plan, crew, begin))
    } catch (error) {
      bad++
      console.log(`seed ${plan.seed} could not be run: ${error}`)
    }
  }
}

console.log(`seed ${first}, ${runs} runs`)
const began = performance.now()
await Promise.all(Array.from({ length: Number(values.at) }, () => work(start)))
await crew.close()
const seconds = Math.round((performance.now() - began) / 1000)
console.log(
  JSON.stringify({ seed: first, runs, network: values.network, seconds, ...total, 'runs gone wrong': bad }),
)
for (const error of new Set(crew.errors.map((line) => line.slice(0, 300)))) console.log(error)
process.exit(bad > 0 ? 1 : 0)
