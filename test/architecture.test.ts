import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const ROOT = new URL('..', import.meta.url).pathname

function walk(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
}

function folders(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).filter((name) => statSync(join(ROOT, folder, name)).isDirectory())
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const lines = (file: string) => read(file).split('\n').length - 1
const code = [...walk('src'), ...walk('lib')].filter((file) => /\.tsx?$/.test(file))
const isTest = (file: string) => /\.test\.tsx?$/.test(file)
/** Words are data: their length says nothing of the code. */
const isData = (file: string) => /\/(locales|texts|fixtures|lexicon)\//.test(file)
const sources = code.filter((file) => !isTest(file) && !isData(file))

/** Folders that hold a module: each stage, each part of relate/, each network. */
const modules = [
  ...folders('src')
    .filter((name) => walk(`src/${name}`).length > 0 && name !== 'relate')
    .map((name) => `src/${name}`),
  ...folders('src/relate').map((name) => `src/relate/${name}`),
  ...folders('src/channels').map((name) => `src/channels/${name}`),
]

describe('the house', () => {
  it('has a README of ten lines or so in every module', () => {
    assert.deepEqual(
      modules.filter((folder) => !walk(folder).includes(`${folder}/README.md`)),
      [],
    )
  })

  it('has no utils, types or constants folder or file', () => {
    assert.deepEqual(
      code.filter((file) => /(^|\/)(utils?|types|constants|helpers)(\.tsx?|\/)/.test(file)),
      [],
    )
  })

  it('keeps files small: median 70, nine in ten 220, none over 400', () => {
    const sizes = sources.map((file) => [lines(file), file] as const).sort(([a], [b]) => a - b)
    const at = (share: number) => sizes[Math.floor(share * (sizes.length - 1))]?.[0] ?? 0
    assert.ok(at(0.5) <= 70, `median ${at(0.5)}`)
    assert.ok(at(0.9) <= 220, `p90 ${at(0.9)}`)
    assert.deepEqual(
      sizes.filter(([size]) => size > 400),
      [],
    )
  })

  it('is tested: at least 0.7 line of test a line of source', () => {
    const tests = [...code.filter(isTest), ...walk('test').filter((file) => /\.tsx?$/.test(file))]
    const sum = (files: string[]) => files.reduce((total, file) => total + lines(file), 0)
    const ratio = sum(tests) / sum(sources)
    assert.ok(ratio >= 0.7, `ratio ${ratio.toFixed(2)}`)
  })

  it('depends on 45 packages at most', () => {
    const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> }
    const runtime = Object.keys(dependencies)
    assert.ok(runtime.length <= 45, `${runtime.length}`)
    assert.deepEqual(
      Object.entries(dependencies).filter(([, version]) => !/^\d/.test(version)),
      [],
      'versions are exact',
    )
  })

  it('reads the environment in one file', () => {
    assert.deepEqual(
      sources.filter((file) => /process\.env\b/.test(read(file))),
      ['src/server/config.ts'],
    )
  })

  it('gives every network recorded fixtures or a simulator, and at most five source files beside their folders', () => {
    for (const network of folders('src/channels')) {
      const files = walk(`src/channels/${network}`)
      assert.ok(files.some(isTest), `${network} has no test`)
      assert.ok(files.includes(`src/channels/${network}/index.ts`), `${network} has no door`)
      const beside = files.filter(
        (file) => file.split('/').length === 4 && /\.ts$/.test(file) && !isTest(file),
      )
      assert.ok(beside.length <= 5, `${network} has ${beside.length} files beside its folders`)
    }
  })
})

/** Text before each bracket that is open at a place, the innermost first. */
function openAt(text: string, place: number): string[] {
  const open: string[] = []
  let closed = 0
  for (let i = place; i >= 0 && text[i] !== '`'; i--) {
    if (text[i] === ')') closed++
    else if (text[i] === '(' && closed-- === 0) {
      open.push(text.slice(Math.max(0, i - 40), i))
      closed = 0
    }
  }
  return open
}

describe('tables', () => {
  // The database may look anew for each row of what it is joined with, and what it has locked itself is passed over there.
  it('are locked up to a limit by a query that is made once: materialized, or the outermost', () => {
    const anew: string[] = []
    for (const file of sources) {
      const text = read(file)
      for (const { index } of text.matchAll(/\blimit [^\n;]*\bfor (no key )?update\b/g)) {
        const open = openAt(text, index)
        if (open.length > 0 && !open.some((before) => /\bas materialized $/.test(before)))
          anew.push(`${file}: ${text.slice(index, index + 60)}`)
      }
    }
    assert.deepEqual(anew, [])
  })

  const owners = new Map<string, string>()
  for (const name of walk('migrations')) {
    for (const [, table] of read(name).matchAll(/create (?:unlogged )?table (?:if not exists )?([a-z_]+)/g)) {
      if (table) owners.set(table, name)
    }
  }

  function ownerOf(table: string): string | undefined {
    const declared = sources.filter(
      (file) => file.endsWith('/tables.ts') && new RegExp(`^  ${table}: `, 'm').test(read(file)),
    )
    return declared.length === 1 ? declared[0]?.replace(/\/tables\.ts$/, '') : undefined
  }

  it('have one owner each', () => {
    // The sign-in library alone reads and writes its own.
    const ofLibrary = new Set(['app_verification', 'app_two_factor', 'app_passkey', 'app_rate_limit'])
    assert.deepEqual(
      [...owners.keys()].filter((table) => !ofLibrary.has(table) && !ownerOf(table)),
      [],
    )
  })

  it('are read and written in SQL by their owner only', () => {
    const trespasses: string[] = []
    const verbs = '(?:from|into|update|join|table|selectFrom|insertInto|updateTable|deleteFrom|[jJ]oin)'
    for (const [table] of owners) {
      const home = ownerOf(table)
      const use = new RegExp(`\\b${verbs}(?:\\s+|\\(['"\`])${table}\\b`)
      for (const file of sources) {
        if (!file.startsWith('src/') || (home && file.startsWith(`${home}/`))) continue
        if (use.test(read(file))) trespasses.push(`${file} uses ${table} of ${home}`)
      }
    }
    assert.deepEqual(trespasses, [])
  })
})
