import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'

const HERE = new URL('./', import.meta.url)
const WEB = new URL('../', import.meta.url)
type Tree = { [key: string]: string | Tree }

function read(locale: string, file: string): Tree {
  return JSON.parse(readFileSync(new URL(`${locale}/${file}`, HERE), 'utf8'))
}

function leaves(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[prefix + key, value] as [string, string]]
      : leaves(value, `${prefix}${key}.`),
  )
}

/** French counts a million apart (`many`); a plural is one key whatever its forms. */
const bare = (key: string) => key.replace(/_(zero|one|many|other)$/, '')
const files = readdirSync(new URL('fr/', HERE))

test('both languages have the same files and the same keys', () => {
  assert.deepEqual(readdirSync(new URL('en/', HERE)), files)
  for (const file of files) {
    const keys = (locale: string) => [...new Set(leaves(read(locale, file)).map(([key]) => bare(key)))].sort()
    assert.deepEqual(keys('fr'), keys('en'), file)
  }
})

test('both languages fill in the same values', () => {
  const holes = (text: string) => [...new Set(text.match(/\{\{\w+/g) ?? [])].sort().join()
  for (const file of files) {
    const english = new Map(leaves(read('en', file)))
    for (const [key, text] of leaves(read('fr', file))) {
      const other = english.get(key) ?? english.get(`${bare(key)}_other`) ?? english.get(bare(key))
      if (/_(one|zero)$/.test(key)) continue
      assert.equal(holes(text), holes(other ?? ''), `${file} ${key}`)
    }
  }
})

test('every plural has the forms that its language asks for', () => {
  for (const [locale, forms] of [
    ['fr', ['one', 'many', 'other']],
    ['en', ['one', 'other']],
  ] as const) {
    for (const file of files) {
      const keys = new Set(leaves(read(locale, file)).map(([key]) => key))
      for (const key of keys) {
        if (key === bare(key)) continue
        for (const form of forms)
          assert.ok(keys.has(`${bare(key)}_${form}`), `${locale}/${file} ${bare(key)}_${form}`)
      }
    }
  }
})

test('French is set as it is printed', () => {
  for (const file of files) {
    for (const [key, text] of leaves(read('fr', file))) {
      assert.ok(!text.includes("'"), `${file} ${key}: a straight apostrophe`)
      assert.ok(!/ [;:?!»%]|« |«[^\u202f]/.test(text.replace(/\{\{.*?\}\}/g, '')), `${file} ${key}: ${text}`)
    }
  }
})

test('every key that the code writes out has its words', () => {
  const known = new Map(
    files.map((file) => [
      file.replace('.json', ''),
      new Set(leaves(read('fr', file)).map(([key]) => bare(key))),
    ]),
  )
  const sources = readdirSync(WEB, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\./.test(path),
  )
  for (const path of sources) {
    const source = readFileSync(new URL(path, WEB), 'utf8')
    const own = [...source.matchAll(/useTranslation\('([a-z-]+)'\)/g)].map((found) => found[1] ?? '')
    for (const found of source.matchAll(/\bt\(\s*'([^']+)'/g)) {
      const key = found[1] ?? ''
      const [space, name] = key.includes(':') ? key.split(':') : ['', key]
      // A file that is handed its words by another does not say whose they are.
      const spaces = space ? [space] : own.length > 0 ? [...own, 'common'] : [...known.keys()]
      assert.ok(
        spaces.some((one) => known.get(one)?.has(name ?? '')),
        `${path}: ${key}`,
      )
    }
  }
})
