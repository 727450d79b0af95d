import type { JsonSchema, OpenApi } from '../openapi.ts'
import { DEEPEST, resolve } from './part.ts'

/** A value that fits, for the reader to start from. */
export function example(schema: JsonSchema, document: OpenApi, depth = 0): unknown {
  const { described } = resolve(schema, document)
  if (depth > DEEPEST) return null
  if (described.default !== undefined) return described.default
  if (described.enum) return described.enum[0]
  if (described.const !== undefined) return described.const
  const first = (described.anyOf ?? described.oneOf)?.[0]
  if (first) return example(first as JsonSchema, document, depth + 1)
  if (described.items && !Array.isArray(described.items)) {
    return [example(described.items as JsonSchema, document, depth + 1)]
  }
  if (described.properties) {
    return Object.fromEntries(
      Object.entries(described.properties).map(([field, of]) => [
        field,
        example(of as JsonSchema, document, depth + 1),
      ]),
    )
  }
  return sample(described)
}

function sample(described: JsonSchema): unknown {
  if (described.format === 'uuid') return '018f6b1e-0000-7000-8000-000000000000'
  if (described.format === 'email') return 'camille@example.org'
  if (described.format === 'date-time') return '2026-01-31T08:00:00Z'
  const type = Array.isArray(described.type) ? described.type[0] : described.type
  if (type === 'number' || type === 'integer') return Math.max(described.minimum ?? 0, 0)
  if (type === 'boolean') return false
  if (type === 'object') return {}
  return type === 'null' ? null : 'text'
}
