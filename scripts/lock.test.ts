import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { missingPackages } from './lock.ts'

test('the lock holds every platform’s packages: npm ci works wherever it is run', async () => {
  const lock = JSON.parse(await readFile(new URL('../package-lock.json', import.meta.url), 'utf8'))
  const missing = Object.keys(missingPackages(lock.packages))
  assert.deepEqual(missing, [], 'run: node scripts/complete-lock.ts')
})

test('what npm left out is found, with its platform, and what stands deeper is not', () => {
  const packages = {
    '': { optionalDependencies: { fsevents: '2.0.0' } },
    'node_modules/tool': {
      dev: true,
      license: 'MIT',
      optionalDependencies: {
        '@tool/linux-x64-musl': '1.2.3',
        '@tool/darwin-arm64': '1.2.3',
        loose: '^1.0.0',
        near: '1.0.0',
      },
    },
    'node_modules/@tool/darwin-arm64': { version: '1.2.3' },
    'node_modules/tool/node_modules/near': { version: '1.0.0' },
  }
  assert.deepEqual(missingPackages(packages), {
    'node_modules/@tool/linux-x64-musl': {
      version: '1.2.3',
      cpu: ['x64'],
      libc: ['musl'],
      os: ['linux'],
      dev: true,
      license: 'MIT',
      optional: true,
    },
  })
})
