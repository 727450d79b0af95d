import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Crew } from './crew.ts'
import { NETWORKS } from './networks.ts'
import { planOf } from './plan.ts'
import { OPTIONS, type Result, run } from './run.ts'

/** The short form of `npm run torture`: another seed reproduces, and finds, other runs. */
const FIRST = 1
const RUNS = 20
const AT_ONCE = 4

let crew: Crew
before(async () => {
  crew = await Crew.open(4)
})
after(() => crew.close())

test(`killed wherever it can be, over networks that go wrong, ${RUNS} times: nothing doubled, lost or unsaid`, async () => {
  const results: Result[] = []
  let next = FIRST
  const work = async () => {
    while (next < FIRST + RUNS) {
      const seed = next++
      const networks = seed % 2 ? NETWORKS.echo : NETWORKS.all
      results.push(await run(planOf(seed, OPTIONS.lease ?? 0), crew, networks))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  assert.deepEqual(
    results.flatMap(({ seed, wrong }) => wrong.map((line) => `seed ${seed}: ${line}`)),
    [],
  )
  const sum = (key: 'messages' | 'accepted' | 'killed' | 'unknown') =>
    results.reduce((total, result) => total + result[key], 0)
  assert.ok(sum('messages') > RUNS * 15 && sum('accepted') > RUNS * 10, 'much was sent')
  assert.ok(sum('killed') >= RUNS, 'workers were killed')
  assert.ok(sum('unknown') > 0, 'some of it nobody could tell')
})
