import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import type { Route } from '../src/access/index.ts'
import { allRoutes, type RouteParts } from '../src/server/routes.ts'

/**
 * What the interface believes that the server answers (`src/server/api.ts`) against what the routes let out: their replies are
 * written down as types, and the compiler says whether each is what the page that asks for it reads.
 */
const root = join(import.meta.dirname, '..')

/** Stands for every part that routes are made of: nothing of it is called before one is asked. */
const nothing: object = new Proxy(() => nothing, {
  get: (_, name) => (name === 'then' ? undefined : nothing),
})
const routes = allRoutes(nothing as RouteParts)

type Schema = z.core.JSONSchema.JSONSchema
interface Asked {
  where: string
  method: string
  path: string
  type: string
}

/** As TypeScript writes it; what no schema bounds is unknown. */
function typeOf(schema: Schema | boolean, names: ReadonlyMap<string, string>): string {
  const inner = (one: Schema | boolean) => typeOf(one, names)
  if (typeof schema === 'boolean') return 'unknown'
  if (schema.$ref) return names.get(schema.$ref) ?? 'unknown'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.map((one) => `(${inner(one)})`).join(' | ')
  if (schema.allOf) return schema.allOf.map((one) => `(${inner(one)})`).join(' & ')
  const kinds = Array.isArray(schema.type) ? schema.type : [schema.type]
  return kinds.map((kind) => plainOf(kind, schema, inner)).join(' | ')
}

function plainOf(kind: string | undefined, schema: Schema, inner: (one: Schema | boolean) => string): string {
  if (kind === 'integer') return 'number'
  if (kind === 'array') {
    const { prefixItems, items } = schema
    if (prefixItems) return `[${prefixItems.map(inner).join(', ')}]`
    return `(${Array.isArray(items) ? 'unknown' : inner(items ?? true)})[]`
  }
  if (kind !== 'object') return kind ?? 'unknown'
  const known = Object.entries(schema.properties ?? {}).map(
    ([name, one]) =>
      `${JSON.stringify(name)}${schema.required?.includes(name) ? '' : '?'}: ${inner(one as Schema)}`,
  )
  const { additionalProperties: rest } = schema
  if (known.length > 0 || rest === false || rest === undefined) return `{ ${known.join('; ')} }`
  return `Record<string, ${inner(rest)}>`
}

/** What a transform gives is of the type that it is given: no reply changes one into another. */
function beforeChange({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Schema }): void {
  const { def } = zodSchema._zod
  if (def.type !== 'pipe' || def.out._zod.def.type !== 'transform') return
  const { $schema: _, ...given } = z.toJSONSchema(def.in, { io: 'input', unrepresentable: 'any' })
  Object.assign(jsonSchema, given)
}

/** The declarations that say a schema, the last of them under the name given. */
function declared(name: string, schema: z.ZodType, io: 'input' | 'output' = 'output'): string {
  const whole = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: beforeChange })
  const parts = Object.entries(whole.$defs ?? {})
  const names = new Map(parts.map(([part], i) => [`#/$defs/${part}`, `${name}_${i}`]))
  names.set('#', name)
  const said = parts.map(([, part], i) => `type ${name}_${i} = ${typeOf(part as Schema, names)}`)
  return [...said, `type ${name} = ${typeOf(whole, names)}`].join('\n')
}

/** `/a/{id}` of a route and `/a/${talk.id}` of a page are one. */
const plainPath = (path: string) => path.replace(/\$?\{[^}]*\}/g, '{}').replace(/\?.*$/, '')

/** What stands between the bracket at `from` and the one that closes it. */
function between(text: string, from: number): string {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text[at] === '<') depth++
    if (text[at] === '>' && text[at - 1] !== '=' && --depth === 0) return text.slice(from + 1, at)
  }
  return ''
}

/** Every question of the interface whose path is written where it is asked. */
function questions(): Asked[] {
  return globSync('src/web/**/*.{ts,tsx}', { cwd: root }).flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return [...text.matchAll(/\bapi\.(get|post|put|patch|delete)</g)].flatMap((hit): Asked[] => {
      const open = hit.index + hit[0].length - 1
      const type = between(text, open)
      const path = /^>\(\s*(['`])(\/.*?)\1/s.exec(text.slice(open + 1 + type.length))?.[2]
      if (!path) return []
      const line = text.slice(0, hit.index).split('\n').length
      return [{ where: `${file}:${line}`, method: hit[1] ?? '', path: plainPath(path), type }]
    })
  })
}

const replyOf = new Map<string, Route>(routes.map((one) => [`${one.method} ${plainPath(one.path)}`, one]))
const exported = new Set(
  globSync('src/server/api/*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^export (?:interface|type) (\w+)/gm)].map(
      ([, name = '']) => name,
    ),
  ),
)
/** Words of a type that are none of ours. */
const NAMES = /\b[A-Z]\w*\b/g
const BUILT_IN = new Set(['Pick', 'Omit', 'Partial', 'Record', 'Exclude', 'Required'])

function compile(text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'veillee-shapes-'))
  const file = join(folder, 'shapes.ts')
  writeFileSync(file, text)
  const flags =
    '--ignoreConfig --noEmit --strict --skipLibCheck --allowImportingTsExtensions --pretty false --types'.split(
      ' ',
    )
  const more = '--module nodenext --target es2024 --lib es2024'.split(' ')
  const tsc = join(root, 'node_modules/tsgo/bin/tsc')
  return new Promise((resolve) => {
    execFile(process.execPath, [tsc, ...flags, '', ...more, file], (_, out) => {
      rmSync(folder, { recursive: true })
      resolve(out)
    })
  })
}

const importOf = (names: readonly string[]) =>
  `import type { ${names.join(', ')} } from ${JSON.stringify(join(root, 'src/server/api.ts'))}`

/** The places whose reply is not what they read, with the compiler's words. */
async function wrongAmong(asked: readonly Asked[]): Promise<string[]> {
  const lines = [importOf([...exported])]
  const at = new Map<number, Asked>()
  for (const [i, one] of asked.entries()) {
    const reply = replyOf.get(`${one.method} ${one.path}`)?.reply
    lines.push(reply ? declared(`R${i}`, reply) : `type R${i} = void`)
    lines.push(`declare const r${i}: R${i}`)
    lines.push(`export const c${i}: ${one.type.replace(/\s+/g, ' ')} = r${i}`)
    at.set(lines.join('\n').split('\n').length, one)
  }
  const said = await compile(lines.join('\n'))
  return said.split(/\n(?=\S)/).flatMap((fault) => {
    const line = /\((\d+),\d+\): error/.exec(fault)?.[1]
    const one = at.get(Number(line))
    return fault.includes('error') ? [`${one?.where} ${one?.method} ${one?.path} ${one?.type}: ${fault}`] : []
  })
}

/** Whether a path could be one of a route's, what it fills in standing for a word of it as well. */
function isAnswered({ method, path }: Asked): boolean {
  const parts = path.split('/')
  return routes.some((route) => {
    const its = plainPath(route.path).split('/')
    return (
      route.method === method &&
      its.length === parts.length &&
      parts.every((part, i) => part.includes('{}') || part === its[i])
    )
  })
}

test('every question of the interface is one that a route answers', () => {
  assert.deepEqual(
    questions().filter((one) => !isAnswered(one)),
    [],
  )
})

test('what a page reads is what the route lets out', async () => {
  const asked = questions().filter(
    ({ type, method, path }) =>
      replyOf.has(`${method} ${path}`) &&
      (type.match(NAMES) ?? []).every((name) => exported.has(name) || BUILT_IN.has(name)),
  )
  assert.ok(asked.length > 100, `${asked.length} questions of known types`)
  assert.deepEqual(await wrongAmong(asked), [])
})

/** Bodies that the interface has a shape for: the whole of it is what the route takes. */
const BODIES: [route: string, type: string][] = [
  ['post /saved-answers', 'SavedContent'],
  ['patch /conversations/{}', 'ConversationChange'],
  ['put /assignment/rules', 'AssignmentRules'],
  ['put /on-call/setting', 'CallSetting'],
  ['put /service-levels', 'TimeSettings'],
  ['put /satisfaction/setting', 'SatisfactionSetting'],
  ['put /readiness', 'Readiness'],
]

test('what a page sends by a shape is what the route takes', async () => {
  const lines = [importOf([...exported])]
  for (const [i, [route, type]] of BODIES.entries()) {
    const body = replyOf.get(route)?.body
    assert.ok(body, route)
    lines.push(declared(`B${i}`, body, 'input'), `declare const b${i}: ${type}`)
    lines.push(`export const ${type}_is_sent: B${i} = b${i}`)
  }
  assert.equal(await compile(lines.join('\n')), '')
})
