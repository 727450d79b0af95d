import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { pastWords } from './past.ts'

const WORDS: Record<string, string> = {}
function read(prefix: string, part: object): void {
  for (const [key, value] of Object.entries(part)) {
    if (typeof value === 'string') WORDS[prefix + key] = value
    else read(`${prefix}${key}.`, value)
  }
}
read('', JSON.parse(readFileSync(new URL('../../locales/fr/person.json', import.meta.url), 'utf8')))
const say = (key: string, values: Record<string, string> = {}) => {
  const words = WORDS[key]
  assert.ok(words, key)
  return words.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? assert.fail(name))
}

test('a change tells from what to what and by whom, whatever it came from; who is gone is said to be', () => {
  const name = fc.option(fc.constantFrom('Or', 'Argent', '$&'))
  fc.assert(
    fc.property(
      name,
      name,
      fc.constantFrom('hand', 'api', 'import', 'undo', 'deleted'),
      fc.option(fc.constantFrom('Inès', 'Marc')),
      (was, became, source, by) => {
        const words = pastWords({ at: '', was, became, source, by }, say)
        assert.ok(words.startsWith(`${was ?? 'Sans niveau'} → ${became ?? 'Sans niveau'} · `), words)
        assert.ok(words.includes(by ?? 'un ancien membre'), words)
      },
    ),
  )
})
