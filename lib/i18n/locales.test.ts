import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { LOCALES, type Locale } from './index.ts'

const FOLDER = new URL('./locales/', import.meta.url)
const namespaces = readdirSync(new URL('fr/', FOLDER)).filter((file) => file.endsWith('.json'))

function read(locale: Locale, file: string): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`${locale}/${file}`, FOLDER), 'utf8'))
}

/** A key without its plural form; a plural key stands for all the forms of its language. */
function base(key: string): string {
  return key.replace(/_(zero|one|two|few|many|other)$/, '')
}

function placeholders(words: string): string[] {
  return [...words.matchAll(/\{\{\s*([^,}\s]+)/g)].map((match) => String(match[1])).sort()
}

test('both languages have the same files', () => {
  assert.deepEqual(readdirSync(new URL('en/', FOLDER)).sort(), readdirSync(new URL('fr/', FOLDER)).sort())
  assert.ok(namespaces.includes('error.json'))
})

for (const file of namespaces) {
  test(`${file}: both languages have the same keys, flat, and none is empty`, () => {
    const [fr, en] = [read('fr', file), read('en', file)]
    assert.deepEqual(
      [...new Set(Object.keys(fr).map(base))].sort(),
      [...new Set(Object.keys(en).map(base))].sort(),
    )
    for (const words of [...Object.values(fr), ...Object.values(en)]) {
      assert.equal(typeof words, 'string')
      assert.notEqual(words.trim(), '')
    }
  })

  test(`${file}: both languages fill the same placeholders`, () => {
    const [fr, en] = [read('fr', file), read('en', file)]
    for (const [key, words] of Object.entries(fr)) {
      const same = en[key] ?? en[`${base(key)}_other`]
      assert.ok(same !== undefined, `${key} has no English`)
      assert.deepEqual(placeholders(words), placeholders(same), key)
    }
  })

  test(`${file}: a plural key has every form of its language`, () => {
    for (const locale of LOCALES) {
      const keys = Object.keys(read(locale, file))
      const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
      for (const key of keys.filter((one) => one.endsWith('_other'))) {
        for (const form of forms)
          assert.ok(keys.includes(`${base(key)}_${form}`), `${locale} ${base(key)}_${form}`)
      }
    }
  })

  test(`${file}: French is set as French is printed`, () => {
    for (const [key, words] of Object.entries(read('fr', file))) {
      // A colon stuck to a placeholder is of the query language (`lang:`), not of the sentence.
      const text = words.replaceAll(/\{\{.*?\}\}:?/g, 'x').replaceAll(/https?:\S+/g, 'x')
      assert.doesNotMatch(text, /'/, `${key}: ’ and not '`)
      assert.doesNotMatch(
        text,
        /[^\u202f\u00a0:][;:!?»](\s|$)/,
        `${key}: a narrow no-break space before ; : ! ? »`,
      )
      assert.doesNotMatch(text, /«[^\u202f]/, `${key}: a narrow no-break space after «`)
      assert.doesNotMatch(text, / [;:!?»]/, `${key}: a plain space before ; : ! ? »`)
      assert.doesNotMatch(text, /\.\.\./, `${key}: … and not ...`)
      assert.doesNotMatch(text, /"/, `${key}: « » and not straight quotes`)
      assert.doesNotMatch(text, /^E(tat|cri|tape|quipe|change)/, `${key}: É`)
    }
  })
}
