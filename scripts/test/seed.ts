import { execFileSync } from 'node:child_process'
import { ROOT } from './command.ts'

/**
 * What generated tests start from: every commit tries inputs of its own, and one commit always the same, so that what
 * fails once fails again. `VEILLEE_TEST_SEED` gives another; outside a repository it is any.
 */
export function seedOfRun(): number {
  const given = Number(process.env.VEILLEE_TEST_SEED || Number.NaN)
  if (Number.isInteger(given)) return given
  const commit = commitOf()
  return commit ? Number.parseInt(commit.slice(0, 7), 16) : Math.floor(Math.random() * 2 ** 28)
}

function commitOf(): string | undefined {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' })
  } catch {
    return undefined
  }
}
