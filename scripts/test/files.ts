import { glob } from 'node:fs/promises'
import { ROOT } from './command.ts'

export const TESTS = [
  'lib/**/*.test.ts',
  'src/**/*.test.ts',
  'models/**/*.test.ts',
  'migrations/**/*.test.ts',
  'scripts/**/*.test.ts',
  'test/**/*.test.ts',
]
export const BROWSER = ['test/browser/**/*.test.ts']
/** Against the networks' own servers, which are started once and not at once. */
export const PEERS = ['test/peers/**/*.test.ts']

/** Files of the project that match one of `patterns` and none of `except`, sorted. */
export async function filesMatching(patterns: string[], except: string[] = []): Promise<string[]> {
  const excluded = new Set(await list(except))
  return (await list(patterns)).filter((file) => !excluded.has(file)).sort()
}

async function list(patterns: string[]): Promise<string[]> {
  const files: string[] = []
  for await (const file of glob(patterns, { cwd: ROOT })) files.push(file)
  return files
}
