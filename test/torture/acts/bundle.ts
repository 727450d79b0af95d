import { rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const CHILD = fileURLToPath(new URL('child.ts', import.meta.url))
const FOLDER = fileURLToPath(new URL('../../../.cache/torture-acts/', import.meta.url))

/**
 * The program that is killed, as one file with all it needs: it begins again after each kill, and reading hundreds of files each time is most
 * of what a run takes. Modules still know where they stand, for the files that they read.
 */
export async function bundled(): Promise<string> {
  await mkdir(FOLDER, { recursive: true })
  const name = `child-${process.pid}.mjs`
  await build({
    ...{ configFile: false, logLevel: 'error', publicDir: false },
    root: fileURLToPath(new URL('../../../', import.meta.url)),
    plugins: [
      {
        name: 'where-it-stands',
        transform: (code, id) =>
          code.includes('import.meta.url')
            ? code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id.split('?')[0] ?? id).href))
            : undefined,
      },
    ],
    ssr: { noExternal: true },
    build: {
      ...{ ssr: CHILD, outDir: FOLDER, emptyOutDir: false, minify: false, target: 'node24' },
      rolldownOptions: { output: { entryFileNames: name, codeSplitting: false } },
    },
  })
  process.once('exit', () => rmSync(`${FOLDER}${name}`, { force: true }))
  return `${FOLDER}${name}`
}
