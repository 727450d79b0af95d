import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Route } from '../../access/index.ts'
import { creates } from './call.ts'

export type JsonSchema = z.core.JSONSchema.JSONSchema

export interface Operation {
  operationId: string
  summary: string
  description?: string
  tags: string[]
  security: Record<string, string[]>[]
  'x-permission': string
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, Answer>
}
export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
}
export type Answer =
  | { $ref: string }
  | { description: string; content?: Record<string, { schema: JsonSchema }> }

export interface OpenApi {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string; license: { name: string; identifier: string } }
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, JsonSchema>
    responses: Record<string, Answer>
    securitySchemes: Record<string, Record<string, string>>
  }
}

const DESCRIPTION = `Everything the interface does goes through this API.

Identify yourself with a key made in Settings: Authorization: Bearer vl_…; the interface itself uses its session \
cookie, and then changes must come from its own origin. A member of several workspaces names one in X-Workspace; \
without it the one chosen last is meant.

Lists come in pages: pass next back as cursor until it is null. Errors are application/problem+json (RFC 9457) in the \
reader’s language (Accept-Language: fr or en), with a code to quote. A POST that creates takes an Idempotency-Key: a \
repeat within a day gets the same answer and creates nothing more. Dates are ISO 8601 in UTC, identifiers are UUIDs.`

/** The OpenAPI 3.1 document, made from the routes themselves: it cannot say anything else than they do. */
export function openApi(routes: Route[], options: { publicUrl: string; version: string }): OpenApi {
  const schemas: Record<string, JsonSchema> = { Problem: PROBLEM }
  const paths: OpenApi['paths'] = {}
  for (const route of routes) {
    const methods = paths[route.path] ?? {}
    paths[route.path] = methods
    methods[route.method] = operationOf(route, schemas)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Veillée',
      version: options.version,
      description: DESCRIPTION,
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: `${options.publicUrl}/api/v1` }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: { schemas, responses: PROBLEMS, securitySchemes: security(options.publicUrl) },
  }
}

function operationOf(route: Route, schemas: Record<string, JsonSchema>): Operation {
  const body = route.body && !route.raw ? schemaOf(route.body, 'input', schemas) : null
  const raw = route.raw && route.method !== 'get'
  return {
    operationId: operationId(route),
    summary: route.summary,
    ...(route.description && { description: route.description }),
    tags: [route.tag],
    security: route.can === 'public' ? [] : [{ key: [] }, { session: [] }],
    'x-permission': route.can,
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(route.can === 'public' ? [] : [WORKSPACE]),
      ...(creates(route) ? [IDEMPOTENCY] : []),
    ],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    ...(raw && {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string' } } },
      },
    }),
    responses: { ...success(route, schemas), ...failures(route) },
  }
}

function operationId(route: Route): string {
  const words = route.path.split(/[/{}._-]+/).filter(Boolean)
  return route.method + words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
}

function success(route: Route, schemas: Record<string, JsonSchema>): Record<string, Answer> {
  if (route.reply) {
    const schema = schemaOf(route.reply, 'output', schemas)
    return { [route.status ?? 200]: { description: 'Done.', content: { 'application/json': { schema } } } }
  }
  const status = route.status ?? (route.method === 'get' || route.raw ? 200 : 204)
  return { [status]: { description: status === 204 ? 'Done; no content.' : 'Done; see the description.' } }
}

/** The refusals that this route can give. */
function failures(route: Route): Record<string, Answer> {
  const statuses = [
    ...(route.can === 'public' ? [] : ['401', '403']),
    ...(route.path.includes('{') ? ['404'] : []),
    ...(route.method === 'get' ? [] : ['409']),
    ...(route.body || route.query || route.params ? ['422'] : []),
    '429',
  ]
  return Object.fromEntries(statuses.map((status) => [status, { $ref: '#/components/responses/Problem' }]))
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Parameter[] {
  if (!schema) return []
  const { properties, required } = plain(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return Object.entries(properties ?? {}).map(([name, described]) => {
    const { description, ...rest } = described as JsonSchema
    return {
      name,
      in: place,
      required: place === 'path' || (required ?? []).includes(name),
      ...(description !== undefined && { description }),
      schema: rest,
    }
  })
}

/** A schema of a route, its named parts moved to `components`. */
function schemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  schemas: Record<string, JsonSchema>,
): JsonSchema {
  const { $defs, ...root } = plain(z.toJSONSchema(schema, { io, unrepresentable: 'any' }))
  const renamed = new Map<string, string>()
  for (const [name, described] of Object.entries($defs ?? {})) {
    renamed.set(name, nameFor(name, withoutId(described as JsonSchema), io, schemas))
  }
  const own = typeof root.id === 'string' ? nameFor(root.id, withoutId(root), io, schemas) : null
  for (const name of new Set([...renamed.values(), ...(own ? [own] : [])])) {
    schemas[name] = pointed(schemas[name] ?? {}, renamed)
  }
  return own ? { $ref: `#/components/schemas/${own}` } : pointed(root, renamed)
}

/** One name for what goes in and what comes out, unless they differ (defaults, unknown fields). */
function nameFor(
  name: string,
  described: JsonSchema,
  io: string,
  schemas: Record<string, JsonSchema>,
): string {
  const known = schemas[name]
  const same = known && isDeepStrictEqual(pointed(described, new Map()), pointed(known, new Map()))
  const free = !known || same ? name : `${name}${io === 'input' ? 'Input' : 'Output'}`
  schemas[free] ??= described
  return free
}

function pointed(schema: JsonSchema, renamed: Map<string, string>): JsonSchema {
  const text = JSON.stringify(schema).replaceAll(/"#\/\$defs\/([^"]+)"/g, (_, name: string) => {
    return `"#/components/schemas/${renamed.get(name) ?? name}"`
  })
  return JSON.parse(text) as JsonSchema
}

function plain(schema: JsonSchema): JsonSchema {
  const { $schema: _, '~standard': __, ...rest } = schema as JsonSchema & { '~standard'?: unknown }
  return rest
}

function withoutId(schema: JsonSchema): JsonSchema {
  const { id: _, $defs: __, ...rest } = plain(schema)
  return rest
}

const WORKSPACE: Parameter = {
  name: 'X-Workspace',
  in: 'header',
  required: false,
  description: 'The workspace meant, among those one belongs to; a GET also takes it as ?workspace=.',
  schema: { type: 'string', format: 'uuid' },
}

const IDEMPOTENCY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A repeat with the same key and body within a day gets the first answer again.',
  schema: { type: 'string', maxLength: 255 },
}

const PROBLEM: JsonSchema = {
  type: 'object',
  description: 'RFC 9457, in the reader’s language.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', description: 'urn:veillee:problem:<id>; stable.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened, what it means, what to do.' },
    code: { type: 'string', description: 'To quote when asking for help; the log bears it too.' },
    fields: {
      type: 'object',
      description: 'Path of each field to correct, and why.',
      additionalProperties: { type: 'string' },
    },
    more: { type: 'object', description: 'What one needs to decide by, besides the words.' },
  },
}

const PROBLEMS: Record<string, Answer> = {
  Problem: {
    description: 'Refused or failed, with the reason.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
}

/** Over https the cookie bears a prefix that binds it to the host. */
function security(publicUrl: string): OpenApi['components']['securitySchemes'] {
  const name = `${publicUrl.startsWith('https:') ? '__Host-' : ''}veillee.session_token`
  return {
    key: { type: 'http', scheme: 'bearer', description: 'A key made in Settings, with its own permissions.' },
    session: { type: 'apiKey', in: 'cookie', name, description: 'The interface’s own.' },
  }
}
