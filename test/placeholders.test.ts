import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { test } from 'node:test'
import ts from 'typescript'

const root = new URL('../', import.meta.url)
/** Of French and English, and none. */
const PLURALS = ['', '_zero', '_one', '_many', '_other']

interface Words {
  [key: string]: string | Words
}

/** Placeholders by `namespace:key`, of both languages together. */
function placeholders(folder: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const note = (path: string, words: string | Words): void => {
    if (typeof words !== 'string') {
      for (const [key, inner] of Object.entries(words))
        note(path.endsWith(':') ? path + key : `${path}.${key}`, inner)
      return
    }
    const names = found.get(path) ?? new Set()
    for (const [, name = ''] of words.matchAll(/\{\{\s*(\w+)/g)) names.add(name)
    found.set(path, names)
  }
  for (const file of globSync(`${folder}/*/*.json`, { cwd: root }))
    note(`${basename(file, '.json')}:`, JSON.parse(readFileSync(new URL(file, root), 'utf8')))
  return found
}

const server = placeholders('lib/i18n/locales')
const web = placeholders('src/web/locales')

/** What a text needs, in whichever of the namespaces has it, of all its plural forms; nothing when none has. */
function needed(words: Map<string, Set<string>>, spaces: string[], key: string): Set<string> | undefined {
  const paths = key.includes(':') ? [key] : spaces.map((space) => `${space}:${key}`)
  for (const path of paths) {
    const forms = PLURALS.flatMap((plural) => words.get(path + plural) ?? [])
    if (forms.length > 0) return new Set(forms.flatMap((names) => [...names]))
  }
  return undefined
}

/** Names that a call gives values for; nothing when that cannot be read from it. */
function given(argument: ts.Expression | undefined): Set<string> | undefined {
  if (!argument) return new Set()
  if (!ts.isObjectLiteralExpression(argument)) return undefined
  const names = new Set<string>()
  for (const property of argument.properties) {
    if (ts.isSpreadAssignment(property)) return undefined
    names.add(property.name.getText())
  }
  return names
}

/** Namespaces that a file's `t` looks into. */
function spacesOf(source: ts.SourceFile): string[] {
  const spaces = [...source.text.matchAll(/useTranslation\(\[?([^)\]]*)/g)].flatMap(([, names = '']) =>
    [...names.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name),
  )
  return [...new Set([...spaces, 'common'])]
}

/** Calls of `t('key', {…})` and `translate(locale, 'ns:key', {…})` that leave a placeholder of the text empty. */
function empty(file: string): { calls: number; faults: string[] } {
  const source = ts.createSourceFile(
    file,
    readFileSync(new URL(file, root), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  )
  const words = file.startsWith('src/web/') ? web : server
  const spaces = spacesOf(source)
  const faults: string[] = []
  let calls = 0
  const visit = (node: ts.Node): void => {
    ts.forEachChild(node, visit)
    if (!ts.isCallExpression(node)) return
    const at = { t: 0, translate: 1 }[node.expression.getText()]
    const key = at === undefined ? undefined : node.arguments[at]
    if (at === undefined || !key || !ts.isStringLiteralLike(key)) return
    const [wants, has] = [needed(words, spaces, key.text), given(node.arguments[at + 1])]
    if (!wants || !has) return
    calls++
    for (const name of wants) if (!has.has(name)) faults.push(`${file}: ${key.text} lacks ${name}`)
  }
  visit(source)
  return { calls, faults }
}

test('no text is said with a placeholder that nothing fills', () => {
  const files = globSync('{src,lib}/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.includes('.test.'))
  const found = files.map(empty)
  assert.ok(found.reduce((sum, { calls }) => sum + calls, 0) > 1500)
  assert.deepEqual(
    found.flatMap(({ faults }) => faults),
    [],
  )
})
