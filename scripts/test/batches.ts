import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from './command.ts'

/**
 * Files that share a process. Most of what a file costs is to load what it tests, which its neighbours test too; more
 * at once and the last process to end would be waited for alone.
 */
const TOGETHER = 12

/** What a file changes, or reads, of its whole process: its environment, its globals, its time, its memory. */
const OF_THE_PROCESS =
  /\bprocess\.(env|chdir|on|once|exit|exitCode|umask|memoryUsage)\b|\bglobalThis\b|\bmock\.timers\b|\bconfigureGlobal\b/
/** Every page in every look takes longer than any other file, and starting a program longer than most. */
const LONGEST = /\beveryPage\(/
const LONG = /\bnode:(child_process|worker_threads)\b|support\/program\.ts/

/**
 * Puts files together that may share a process, neighbours with neighbours. Those of `test/` try the whole program, and
 * have one each.
 * @returns lists of files, in the order in which to begin them: the longest first, so that all processors end together
 */
export async function batchesOf(files: string[]): Promise<string[][]> {
  const [first, alone, shared]: [string[], string[], string[]] = [[], [], []]
  for (const file of files) {
    const text = await readFile(resolve(ROOT, file), 'utf8')
    if (LONGEST.test(text)) first.push(file)
    else if (file.startsWith('test/') || OF_THE_PROCESS.test(text) || LONG.test(text)) alone.push(file)
    else shared.push(file)
  }
  const batches: string[][] = []
  for (let at = 0; at < shared.length; at += TOGETHER) batches.push(shared.slice(at, at + TOGETHER))
  return [...[...first, ...alone].map((file) => [file]), ...batches]
}

/**
 * Writes a file for each batch, which Node’s runner takes for a test file: each file of the batch is a suite by its own
 * path, so that its hooks are its own and what fails is named. Nothing runs before all are loaded.
 * @returns their paths; the runner begins them in the order of their names
 */
export async function writeBatches(batches: string[][], folder: string): Promise<string[]> {
  const digits = String(batches.length).length
  return Promise.all(
    batches.map(async (files, at) => {
      const path = join(folder, `${String(at + 1).padStart(digits, '0')}-${nameOf(files)}.mjs`)
      await writeFile(path, batchText(files))
      return path
    }),
  )
}

/** What the runner says where a process dies: by it one finds which files it had. */
function nameOf([first = '', ...others]: string[]): string {
  return first.replaceAll(/\W+/g, '-') + (others.length > 0 ? `-and-${others.length}-more` : '')
}

function batchText(files: string[]): string {
  const named = files.map((file) => [file, pathToFileURL(resolve(ROOT, file)).href])
  // What a file declares belongs to the suite in whose scope it is asked for, though that is later.
  return `import { AsyncResource } from 'node:async_hooks'
import { describe } from 'node:test'
const { promise: begun, resolve: begin } = Promise.withResolvers()
let loaded = Promise.resolve()
for (const [name, url] of ${JSON.stringify(named)}) {
  describe(name, () => {
    const loading = loaded.then(AsyncResource.bind(() => import(url)))
    loaded = loading.catch(() => {})
    return loading.then(() => begun)
  })
}
loaded.then(begin)
`
}
