import { join } from 'node:path'
import { ROOT, runNode, stopOnSignals } from './test/command.ts'
import { withDatabase } from './test/database.ts'

stopOnSignals()
const [what, ...rest] = process.argv.slice(2)
if (what === 'fuzz') process.exitCode = (await runNode(join(ROOT, 'test', 'torture', 'fuzz.ts'), rest)).code
else {
  const [file, given] = what === 'acts' ? [join('acts', 'main.ts'), rest] : ['main.ts', process.argv.slice(2)]
  await withDatabase(async (env) => {
    const { code } = await runNode(join(ROOT, 'test', 'torture', file), given, { env })
    process.exitCode = code
  })
}
