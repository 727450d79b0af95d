import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import ts from 'typescript'

const WEB = new URL('../', import.meta.url)
const LOCALES = ['fr', 'en'] as const
const PLURAL = /_(zero|one|two|few|many|other)$/

/** What one place of the code asks for: keys as they are written, `*` for what is put in; and what it fills in. */
interface Call {
  at: string
  keys: string[]
  /** Undefined where it cannot be read from the code. */
  given: Set<string> | undefined
  spaces: string[]
}

/** Forms of a key, by the key without its plural. */
type Words = Map<string, { plural: boolean; texts: string[] }>

function leaves(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]]
  return Object.entries(part as object).flatMap(([key, one]) => leaves(one, path ? `${path}.${key}` : key))
}

function wordsOf(locale: string): Map<string, Words> {
  const folder = new URL(`./${locale}/`, import.meta.url)
  const spaces = new Map<string, Words>()
  for (const file of readdirSync(folder)) {
    const words: Words = new Map()
    const all = leaves(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
    const keys = new Set(all.map(([key]) => key))
    for (const [key, text] of all) {
      const plural = PLURAL.test(key) && keys.has(key.replace(PLURAL, '_other'))
      const name = plural ? key.replace(PLURAL, '') : key
      const entry = words.get(name) ?? { plural, texts: [] }
      words.set(name, { plural, texts: [...entry.texts, text] })
    }
    spaces.set(file.replace('.json', ''), words)
  }
  return spaces
}

/** The keys that an expression may be; a part that is put in is `*`, nothing where all of it is. */
function keysOf(node: ts.Expression | undefined): string[] {
  if (!node) return []
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isParenthesizedExpression(node)) return keysOf(node.expression)
  if (ts.isConditionalExpression(node)) return [...keysOf(node.whenTrue), ...keysOf(node.whenFalse)]
  if (!ts.isTemplateExpression(node)) return []
  return node.templateSpans.reduce<string[]>(
    (keys, { expression, literal }) => {
      const inner = keysOf(expression)
      return keys.flatMap((key) => (inner.length > 0 ? inner : ['*']).map((one) => key + one + literal.text))
    },
    [node.head.text],
  )
}

function givenBy(node: ts.Expression | undefined): Set<string> | undefined {
  if (!node) return new Set()
  if (!ts.isObjectLiteralExpression(node)) return undefined
  const names = node.properties.map(({ name }) => name)
  return names.every((name) => name && (ts.isIdentifier(name) || ts.isStringLiteral(name)))
    ? new Set(names.map((name) => (name as ts.Identifier).text))
    : undefined
}

function callsOf(path: string): Call[] {
  const source = ts.createSourceFile(path, readFileSync(new URL(path, WEB), 'utf8'), ts.ScriptTarget.Latest)
  const calls: Omit<Call, 'spaces'>[] = []
  const spaces = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const [first, second] = node.arguments
      if (node.expression.text === 'useTranslation') {
        const list = first && ts.isArrayLiteralExpression(first) ? [...first.elements] : [first]
        for (const space of list.flatMap(keysOf)) spaces.add(space)
      } else if (node.expression.text === 't') {
        const { line } = source.getLineAndCharacterOfPosition(node.pos)
        calls.push({ at: `${path}:${line + 1}`, keys: keysOf(first), given: givenBy(second) })
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return calls.map((call) => ({ ...call, spaces: [...spaces, 'common'] }))
}

const WORDS = new Map(LOCALES.map((locale) => [locale, wordsOf(locale)]))
const CALLS = readdirSync(WEB, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|^widget/.test(path))
  .flatMap(callsOf)
  // Where the words come from is handed over, nothing can be said of the file they are in.
  .filter(({ spaces, keys }) => spaces.length > 1 || keys.some((key) => key.includes(':')))

function form(key: string): RegExp {
  return new RegExp(
    `^${key
      .split('*')
      .map((part) => part.replace(/[.\\^$+?()[\]{}|]/g, '\\$&'))
      .join('.+')}$`,
  )
}

/** What a key finds in a language: one, or several where a part of it is put in. */
function found(locale: (typeof LOCALES)[number], { spaces }: Call, key: string) {
  const [space, name] = key.includes(':') ? [key.split(':')[0], key.split(':')[1]] : [undefined, key]
  const files = space ? [space] : spaces
  const wanted = form(name ?? '')
  return files.flatMap((file) =>
    [...(WORDS.get(locale)?.get(file) ?? [])].filter(([one]) =>
      key.includes('*') ? wanted.test(one) : one === name,
    ),
  )
}

function holes(text: string): string[] {
  return [...text.matchAll(/\{\{-?\s*([^,}\s]+)/g)].map(([, name = '']) => name)
}

test('the code is read: most of what it says is known here', () => {
  assert.ok(CALLS.length > 1500, String(CALLS.length))
  assert.ok(CALLS.filter(({ keys }) => keys.length > 0).length / CALLS.length > 0.9)
})

test('every key that is put together has words that it can be, in both languages', () => {
  const missing = LOCALES.flatMap((locale) =>
    CALLS.flatMap((call) =>
      call.keys
        .filter((key) => key !== '*' && found(locale, call, key).length === 0)
        .map((key) => `${locale} ${call.at} ${key}`),
    ),
  )
  assert.deepEqual(missing, [])
})

test('whatever the words leave open is filled in, and a number is given where they follow it', () => {
  const open = LOCALES.flatMap((locale) =>
    CALLS.flatMap((call) =>
      call.keys.flatMap((key) => {
        const { given } = call
        // Words of which only a part is named here may be others than these.
        if (!given || key.includes('*')) return []
        const all = found(locale, call, key)
        const filled = all.some(
          ([, { plural, texts }]) =>
            (!plural || given.has('count')) &&
            texts.every((text) => holes(text).every((hole) => given.has(hole))),
        )
        return all.length === 0 || filled ? [] : [`${locale} ${call.at} ${key}`]
      }),
    ),
  )
  assert.deepEqual(open, [])
})

test('nothing is filled in for which no words have a place', () => {
  const idle = CALLS.flatMap((call) => {
    const all = call.keys.flatMap((key) => LOCALES.flatMap((locale) => found(locale, call, key)))
    if (!call.given || all.length === 0) return []
    const places = new Set(
      all.flatMap(([, { plural, texts }]) => [...texts.flatMap(holes), ...(plural ? ['count'] : [])]),
    )
    const known = new Set(['context', 'defaultValue', 'lng', 'ns', 'returnObjects'])
    return [...call.given]
      .filter((one) => !places.has(one) && !known.has(one))
      .map((one) => `${call.at} ${one}`)
  })
  assert.deepEqual(idle, [])
})
