import type { Failure } from './counts.ts'

/** Characters for what failed, told again at the very end: who reads only the end of a long log must know what to mend. */
const ROOM = 1200
/** For each, however many they are. */
const LEAST = 80

export interface Outcome {
  passed: boolean
  /** What to add to the stage's line. */
  note?: string
  /** What a failed stage said. */
  output?: string
  counts?: { passed: number; failed: number; skipped: number }
  failures?: Failure[]
}

export interface Stage {
  name: string
  run(): Promise<Outcome>
}

/** Runs the stages in order up to the first that fails, then sums up. @returns the exit code */
export async function report(stages: Stage[]): Promise<number> {
  const lines: string[] = []
  const total = { passed: 0, failed: 0, skipped: 0 }
  let failedStage: string | undefined
  let failed: Failure[] = []
  for (const { name, run } of stages) {
    console.log(`\n── ${name}`)
    const began = performance.now()
    const { passed, note, output, counts, failures } = await run()
    if (output) console.log(output)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const line = `${passed ? 'ok    ' : 'FAILED'}  ${name.padEnd(18)} ${seconds.padStart(6)} s  ${note ?? ''}`
    console.log(line)
    lines.push(line)
    total.passed += counts?.passed ?? 0
    total.failed += counts?.failed ?? (passed ? 0 : 1)
    total.skipped += counts?.skipped ?? 0
    if (passed) continue
    failedStage = name
    failed = failures ?? []
    break
  }
  console.log(`\n${lines.join('\n')}`)
  if (failedStage) console.log(`\nStopped at: ${failedStage}`)
  if (failed.length > 0) console.log(`\n${inShort(failed)}`)
  const skipped = total.skipped ? `, ${total.skipped} skipped` : ''
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
  return failedStage ? 1 : 0
}

/** A paragraph a failure, within `ROOM` as long as each has its least. */
export function inShort(failures: Failure[]): string {
  const room = Math.max(LEAST, Math.floor(ROOM / failures.length))
  return failures
    .map(({ name, why }) => {
      const text = `✖ ${name}\n  ${why.trim().replaceAll(/\s*\n\s*/g, '\n  ')}`
      return text.length > room ? `${text.slice(0, room - 1)}…` : text
    })
    .join('\n')
}
