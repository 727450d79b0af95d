import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { batchesOf, writeBatches } from './batches.ts'
import { runCommand } from './command.ts'
import type { Outcome } from './report.ts'
import { seedOfRun } from './seed.ts'

/** A test that hangs must end the run with its name, not with the patience of who waits. */
const TEST_TIMEOUT = 600_000

interface TestOptions {
  env: Record<string, string>
  /** Processes at once. */
  concurrency: number
  /** Files that may share a process do, and the longest begin first; otherwise each has its own, in order of names. */
  together: boolean
}

/** Runs test files with Node's own runner. */
export async function runTests(
  files: string[],
  { env, concurrency, together }: TestOptions,
): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'run-'))
  const counts = join(folder, 'counts.json')
  const seed = String(seedOfRun())
  try {
    const entries = together ? await writeBatches(await batchesOf(files), folder) : files
    const args = ['--import', new URL('preload.ts', import.meta.url).href]
    args.push('--test', `--test-timeout=${TEST_TIMEOUT}`, `--test-concurrency=${concurrency}`)
    args.push('--test-reporter=spec', '--test-reporter-destination=stdout')
    args.push(`--test-reporter=${new URL('counts.ts', import.meta.url).href}`)
    args.push(`--test-reporter-destination=${counts}`, ...entries)
    const { code } = await runCommand(process.execPath, args, { env: { ...env, VEILLEE_TEST_SEED: seed } })
    return outcome(code, await readFile(counts, 'utf8').catch(() => ''), seed)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function outcome(code: number, text: string, seed: string): Outcome {
  if (!text) return { passed: false, note: 'the test runner ended before its summary' }
  const { passed, failed, cancelled, skipped, failures } = JSON.parse(text)
  const counts = { passed, failed: failed + cancelled, skipped }
  const note = `${counts.passed} passed, ${counts.failed} failed${skipped ? `, ${skipped} skipped` : ''} (seed ${seed})`
  if (code === 0) return { passed: true, note, counts }
  return { passed: false, note, counts: { ...counts, failed: counts.failed || 1 }, failures }
}
