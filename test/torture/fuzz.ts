/**
 * Tries parser, scanner, matcher, analysers and detector with inputs that no person would write:
 * `npm run torture -- fuzz --runs N --seed S [--from I] [--jobs N]`. Tells what went wrong with the input it was, counts inputs by engine
 * and the slowest of each, and ends with 1 where anything was wrong. `--from I --runs 1` does again the one input I (with its block).
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { BLOCK, ENGINES, nothingYet, type Told } from './fuzz/inputs.ts'

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
    runs: { type: 'string', default: '10000000' },
    from: { type: 'string', default: '0' },
    jobs: { type: 'string', default: '2' },
  },
})
const [seed, runs, from, jobs] = [values.seed, values.runs, values.from, values.jobs].map(Number) as [
  number,
  number,
  number,
  number,
]
/** A block takes a second or two: a process that says nothing for so long hangs. */
const HANGS = 180_000
const SHOWN = 20

const all = nothingYet()
// Whole blocks: queries come and go in a block, and an input is what it is only after those before it.
let next = Math.floor(from / BLOCK) * BLOCK
const to = from + runs
const began = performance.now()
console.log(`seed ${seed}, inputs ${next} to ${to}`)
await Promise.all(Array.from({ length: jobs }, work))
const seconds = Math.round((performance.now() - began) / 1000)
const slowest = Object.fromEntries(
  ENGINES.map((engine) => [
    engine,
    `${all.slowest[engine].took.toFixed(0)} ms at ${all.slowest[engine].input}`,
  ]),
)
console.log(JSON.stringify({ seed, runs, seconds, inputs: all.inputs, slowest, wrong: all.wrong.length }))
process.exitCode = all.wrong.length > 0 ? 1 : 0

/** Hands blocks to a process until there are none; another takes its place where it dies or hangs. */
async function work(): Promise<void> {
  while (next < to) {
    const child = fork(fileURLToPath(new URL('fuzz/child.ts', import.meta.url)), [String(seed), String(to)])
    while (next < to) {
      const block = next
      next += BLOCK
      const told = await answerOf(child, block)
      if (typeof told === 'string') {
        add({
          ...nothingYet(),
          wrong: [{ input: block, engine: 'query', why: `somewhere in the block: ${told}` }],
        })
        break
      }
      add(told)
    }
    child.kill('SIGKILL')
  }
}

function answerOf(child: ChildProcess, block: number): Promise<Told | string> {
  return new Promise((done) => {
    const timer = setTimeout(() => end(`nothing said for ${HANGS / 1000} s`), HANGS)
    const died = (code: number | null, signal: string | null) => end(`died (${signal ?? code})`)
    const answered = (message: unknown) => end((message as { told: Told }).told)
    const end = (what: Told | string) => {
      clearTimeout(timer)
      child.off('exit', died).off('message', answered)
      done(what)
    }
    child.on('exit', died).on('message', answered)
    child.send(block)
  })
}

function add(told: Told): void {
  for (const engine of ENGINES) {
    all.inputs[engine] += told.inputs[engine]
    if (told.slowest[engine].took > all.slowest[engine].took) all.slowest[engine] = told.slowest[engine]
  }
  for (const one of told.wrong) {
    all.wrong.push(one)
    if (all.wrong.length <= SHOWN) console.log(`seed ${seed}, input ${one.input}, ${one.engine}: ${one.why}`)
  }
  const done = ENGINES.reduce((sum, engine) => sum + all.inputs[engine], 0)
  if (done % 250_000 < BLOCK) console.log(`${done} of ${runs}, ${all.wrong.length} wrong`)
}
