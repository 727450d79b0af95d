import { join } from 'node:path'
import { ROOT, runNode, stopOnSignals } from './test/command.ts'
import { withDatabase } from './test/database.ts'

stopOnSignals()
await withDatabase(async (env) => {
  const { code } = await runNode(join(ROOT, 'test', 'torture', 'main.ts'), process.argv.slice(2), { env })
  process.exitCode = code
})
