import { readFile } from 'node:fs/promises'

/** As the package says it. */
export async function version(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'))
  return version
}
