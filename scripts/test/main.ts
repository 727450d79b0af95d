import { parseArgs } from 'node:util'
import { ensureChromium } from './chromium.ts'
import { Interrupted, stopOnSignals } from './command.ts'
import { withDatabase } from './database.ts'
import { BROWSER, filesMatching, TESTS } from './files.ts'
import { report, type Stage } from './report.ts'
import { STATIC_CHECKS } from './static-checks.ts'
import { runTests } from './tests.ts'

/**
 * `npm test`: every check in order, stopping at the first stage that fails.
 * `npm test -- FILE…` runs these test files only, with their database.
 */
async function main(): Promise<void> {
  const { positionals: named } = parseArgs({ allowPositionals: true, strict: true })
  stopOnSignals()
  const stages: Stage[] = named.length > 0 ? [testStage('tests', named)] : await allStages()
  process.exitCode = await report(stages)
}

async function allStages(): Promise<Stage[]> {
  return [
    ...STATIC_CHECKS,
    testStage('tests', await filesMatching(TESTS, BROWSER)),
    testStage('browser tests', await filesMatching(BROWSER)),
  ]
}

function testStage(name: string, files: string[]): Stage {
  return {
    name,
    run: async () => {
      if (files.length === 0) return { passed: true, note: 'none yet' }
      const browser = files.some((file) => file.includes('test/browser/'))
      const chromium: Record<string, string> = browser
        ? { VEILLEE_TEST_CHROMIUM: await ensureChromium() }
        : {}
      return withDatabase((env) => runTests(files, { ...env, ...chromium }, browser ? 1 : undefined))
    },
  }
}

await main().catch((error: unknown) => {
  if (!(error instanceof Interrupted)) throw error
  process.exitCode = 1
})
