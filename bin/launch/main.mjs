import { fileURLToPath } from 'node:url'
import { endLike, Interruption } from './child.mjs'
import { endWithNpm } from './npm.mjs'
import { Refusal, refuse } from './words.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Checks Node, runs `work` with the folder of this copy, and tells refusals in words. */
export async function launch(work) {
  try {
    if (Number(process.versions.node.split('.')[0]) < 20)
      throw refuse('oldNode', { version: process.version })
    endWithNpm()
    await work(root)
  } catch (error) {
    if (error instanceof Interruption) return endLike({ code: 1, signal: error.signal })
    if (!(error instanceof Refusal)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
