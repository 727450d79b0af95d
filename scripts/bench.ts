import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureChromium } from './test/chromium.ts'
import { ROOT, runNode, stopOnSignals } from './test/command.ts'
import { withDatabase } from './test/database.ts'

/** Files of bench/ that others share are not benches. */
const SHARED = ['support.ts', 'outbox-network.ts']

stopOnSignals()
const [name, ...args] = process.argv.slice(2)
const there = (await readdir(join(ROOT, 'bench'))).filter(
  (file) => file.endsWith('.ts') && !SHARED.includes(file),
)
const chosen = there.filter((file) => !name || file === `${name}.ts`).sort()
if (chosen.length === 0) {
  console.error(`No bench of that name. There are: ${there.map((file) => file.slice(0, -3)).join(', ')}`)
  process.exitCode = 1
}
await withDatabase(async (env) => {
  const chromium = await ensureChromium()
  for (const file of chosen) {
    await runNode(join(ROOT, 'bench', file), args, { env: { ...env, VEILLEE_TEST_CHROMIUM: chromium } })
  }
})
