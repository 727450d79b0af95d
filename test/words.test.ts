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

/** The words that the interface has for something, by the end of its key. */
function wordsOfInterface(locale: string, group: 'permission' | 'action'): Record<string, string> {
  const file = new URL(`src/web/locales/${locale}/settings.json`, root)
  return JSON.parse(readFileSync(file, 'utf8'))[group]
}

/** What is written in the journal; events that webhooks tell of look alike and are not. */
function recorded(): string[] {
  const actions = new Set<string>()
  for (const file of globSync('src/**/*.ts', { cwd: root, exclude: (name) => name === 'web' })) {
    const source = readFileSync(new URL(file, root), 'utf8')
    if (/\.test\.ts$|access\/audit\//.test(file) || !/\baudit\b/.test(source)) continue
    for (const [, action = ''] of source.matchAll(/'([a-z_]+\.[a-z_]+)'/g)) actions.add(action)
  }
  actions.delete('webhook.test')
  // The field of a form.
  actions.delete('tool.url')
  return [...actions]
}

test('the interface has words for every permission and everything that the journal tells', () => {
  const actions = recorded()
  assert.ok(actions.length > 30)
  for (const locale of LOCALES) {
    const permissions = wordsOfInterface(locale, 'permission')
    assert.deepEqual(
      PERMISSIONS.filter((one) => !permissions[one.replace(':', '_')]),
      [],
    )
    const told = wordsOfInterface(locale, 'action')
    assert.deepEqual(
      actions.filter((one) => !told[one.replace('.', '_')]),
      [],
    )
  }
})
