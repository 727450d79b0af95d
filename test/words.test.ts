import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { hasWords, LOCALES } from '../lib/i18n/index.ts'
import { PERMISSIONS } from '../src/access/index.ts'

const root = new URL('../', import.meta.url)

/** Source files of the server side, with the ids of the problems they make. */
function problemIds(): Map<string, string> {
  const ids = new Map<string, string>()
  for (const file of globSync('{lib,src}/**/*.ts', { cwd: root, exclude: (name) => name === 'web' })) {
    if (file.endsWith('.test.ts')) continue
    const source = readFileSync(new URL(file, root), 'utf8')
    for (const [, id = ''] of source.matchAll(/(?:new Problem|conflict|invalid)\(\s*'([a-z_]+)'/g))
      ids.set(id, file)
    for (const [, noun = ''] of source.matchAll(/notFound\(\s*'([a-z_]+)'/g)) ids.set(`noun_${noun}`, file)
  }
  return ids
}

test('every problem and every thing not found has words in both languages', () => {
  const ids = problemIds()
  assert.ok(ids.size > 30)
  const missing = [...ids].filter(([id]) => !LOCALES.every((locale) => hasWords(locale, `error:${id}`)))
  assert.deepEqual(missing, [])
})

test('every permission can be said', () => {
  for (const permission of PERMISSIONS) {
    for (const locale of LOCALES)
      assert.ok(hasWords(locale, `error:can_${permission.replace(':', '_')}`), permission)
  }
})
