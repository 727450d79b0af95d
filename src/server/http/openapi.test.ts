import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { type Auth, accessRoutes, route } from '../../access/index.ts'
import { docsPage } from './docs/page.ts'
import { type JsonSchema, openApi } from './openapi.ts'

const none = { handle: async () => new Response(), session: async () => null } as unknown as Auth
const routes = [
  ...accessRoutes({ auth: none, begin: async () => {}, measure: async () => ({}) }),
  route({
    method: 'get',
    path: '/odd/{id}',
    summary: 'Odd <b>names</b>',
    tag: 'Odd',
    can: 'inbox:read',
    params: z.strictObject({ id: z.uuid() }),
    query: z.strictObject({
      q: z.string().max(9).describe('What to find').optional(),
      n: z.coerce.number().default(3),
    }),
    reply: z.object({
      when: z.iso.datetime(),
      tree: z.lazy(() => z.array(z.object({ name: z.string() }).meta({ id: 'Leaf' }))),
    }),
    async handler() {
      return { when: '2026-01-01T00:00:00Z', tree: [] }
    },
  }),
]
const document = openApi(routes, { publicUrl: 'https://veille.example.org', version: '1.2.3' })

test('every route is there once, with its permission, its answers and its refusals', () => {
  for (const { path, method, can } of routes) {
    const operation = document.paths[path]?.[method]
    assert.ok(operation, `${method} ${path}`)
    assert.equal(operation['x-permission'], can)
    assert.ok(Object.keys(operation.responses).some((status) => status.startsWith('2')))
    assert.equal('401' in operation.responses, can !== 'public')
  }
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((one) => one.operationId),
  )
  assert.equal(new Set(ids).size, routes.length)
})

test('every reference leads somewhere and no private one is left', () => {
  const text = JSON.stringify(document)
  for (const [, kind = '', name = ''] of text.matchAll(/"#\/components\/(\w+)\/([^"]+)"/g)) {
    const shelf = document.components[kind as 'schemas' | 'responses']
    assert.ok(name in shelf, `${kind}/${name}`)
  }
  assert.doesNotMatch(text, /\$defs|"\$schema"/)
})

test('parameters, bodies and headers are those of the schemas', () => {
  const odd = document.paths['/odd/{id}']?.get
  const shown = odd?.parameters.map((one) => [one.name, one.in, one.required])
  assert.deepEqual(shown, [
    ['id', 'path', true],
    ['q', 'query', false],
    ['n', 'query', false],
    ['X-Workspace', 'header', false],
  ])
  assert.equal(odd?.parameters[1]?.description, 'What to find')
  const invite = document.paths['/invitations']?.post
  assert.ok(invite?.parameters.some((one) => one.name === 'Idempotency-Key'))
  const body = invite?.requestBody?.content['application/json']?.schema as JsonSchema
  assert.deepEqual(body.required, ['email', 'role'])
  assert.equal(body.additionalProperties, false)
})

test('a schema with a name is said once, by its name', () => {
  const me = document.paths['/me']?.get?.responses['200']
  assert.deepEqual(
    'content' in (me ?? {}) &&
      (me as { content: Record<string, { schema: unknown }> }).content['application/json']?.schema,
    {
      $ref: '#/components/schemas/Me',
    },
  )
  const setup = document.components.schemas.SetupRequest as JsonSchema
  assert.deepEqual(setup.properties?.readiness, { $ref: '#/components/schemas/Readiness' })
})

test('the page shows every route, escapes what it is given, and has no script or style of its own', () => {
  const page = docsPage(document)
  for (const { path, summary } of routes.slice(0, -1))
    assert.ok(
      page.includes(`>${path}<`) && page.includes(summary.replaceAll(/`(\w+)`/g, '<code>$1</code>')),
      path,
    )
  assert.ok(page.includes('Odd &lt;b&gt;names&lt;/b&gt;'))
  assert.doesNotMatch(page, /<script(?! src="\/api\/docs\/page\.js" defer>)/)
  assert.doesNotMatch(page, /<style|style="|\son\w+=/)
  assert.doesNotMatch(page, /(src|href)="https?:/)
})
