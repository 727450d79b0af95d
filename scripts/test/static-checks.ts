import { runNode } from './command.ts'
import type { Stage } from './report.ts'

const FOLDERS = ['lib', 'src', 'models', 'migrations', 'test', 'bench', 'scripts']

/** The checks that run no code of ours, quickest first. */
export const STATIC_CHECKS: Stage[] = [
  check('format and lint', 'node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  check('types', 'node_modules/tsgo/bin/tsc', ['-p', 'tsconfig.json']),
  check('boundaries', 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err-long',
    ...FOLDERS,
  ]),
  check('unused code', 'node_modules/knip/bin/knip.js', ['--no-progress']),
]

function check(name: string, script: string, args: string[]): Stage {
  return {
    name,
    run: async () => {
      const { code, output } = await runNode(script, args, { quiet: true })
      return code === 0 ? { passed: true } : { passed: false, output }
    },
  }
}
