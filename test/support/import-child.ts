import { writeSync } from 'node:fs'
import { connect } from '../../lib/db/index.ts'
import { withdraw } from '../../src/activity/index.ts'
import { runImport } from '../../src/ingest/index.ts'
import { Scales } from './held.ts'
import { PLAIN } from './imports.ts'

// Runs one import in a process of its own: says each step it has made, so that a test can kill it anywhere, or, when
// it is to be weighed, what piled up in memory.
const [url = '', folder = '', workspaceId = '', importId = '', weigh = ''] = process.argv.slice(2)
const { db, close } = connect(url, { max: 3 })
const scales = new Scales(40)
const say = () => (weigh ? scales.tick() : void writeSync(1, '.'))
const deps = {
  db,
  folder,
  pipeline: { ...PLAIN, timed: say },
  withdraw: async (...given: Parameters<typeof withdraw>) => {
    say()
    await withdraw(...given)
    say()
  },
}
say()
await runImport(deps, workspaceId, importId, new AbortController().signal)
await close()
if (weigh) writeSync(1, JSON.stringify(scales.result()))
