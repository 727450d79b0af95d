import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureChromium } from './chromium.ts'
import { Interrupted, stopOnSignals } from './command.ts'
import { withDatabase } from './database.ts'
import { BROWSER, filesMatching, PEERS, TESTS } from './files.ts'
import { report, type Stage } from './report.ts'
import { STATIC_CHECKS } from './static-checks.ts'
import { runTests } from './tests.ts'

/**
 * `npm test`: every check in order, stopping at the first stage that fails.
 * `npm test -- FILE…` runs these test files only, with their database; `--peers` those against real servers.
 */
async function main(): Promise<void> {
  const options = { peers: { type: 'boolean', default: false } } as const
  const { positionals: named, values } = parseArgs({ allowPositionals: true, strict: true, options })
  stopOnSignals()
  const stages: Stage[] = values.peers
    ? [await peerStage()]
    : named.length > 0
      ? [testStage('tests', named)]
      : await allStages()
  process.exitCode = await report(stages)
}

async function allStages(): Promise<Stage[]> {
  return [
    ...STATIC_CHECKS,
    testStage('tests', await filesMatching(TESTS, [...BROWSER, ...PEERS]), true),
    testStage('browser tests', await filesMatching(BROWSER), true),
    await peerStage(),
  ]
}

async function peerStage(): Promise<Stage> {
  return testStage('tests against real servers', await filesMatching(PEERS))
}

const cores = availableParallelism()
const WITH_BROWSER = /test\/(browser|peers)\//

/**
 * How many files at once. Node's own answer is one core less than there are, which is one file at a time on two cores
 * while most of them wait for a database or a program; browsers fill a core each; real servers are one of each.
 */
function concurrencyOf(files: string[]): number {
  if (files.some((file) => file.includes('test/peers/'))) return 1
  return files.some((file) => WITH_BROWSER.test(file)) ? cores : cores + 1
}

function testStage(name: string, files: string[], together = false): Stage {
  return {
    name,
    run: async () => {
      if (files.length === 0) return { passed: true, note: 'none yet' }
      const browser = files.some((file) => WITH_BROWSER.test(file))
      const chromium: Record<string, string> = browser
        ? { VEILLEE_TEST_CHROMIUM: await ensureChromium() }
        : {}
      // Installed once, and so not in the folder of this run, which is the temporary one to tests.
      const peers = { PEERS: process.env.PEERS || join(tmpdir(), 'veillee-peers') }
      const given = { ...peers, ...chromium }
      const concurrency = concurrencyOf(files)
      return withDatabase((env) => runTests(files, { env: { ...env, ...given }, concurrency, together }))
    },
  }
}

await main().catch((error: unknown) => {
  if (!(error instanceof Interrupted)) throw error
  process.exitCode = 1
})
