import type { JsonSchema, OpenApi } from '../openapi.ts'
import { resolve } from './part.ts'

/** A type in a few words, with its bounds. */
export function typeOf(schema: JsonSchema, document: OpenApi): string {
  const { described, name } = resolve(schema, document)
  if (name && described.properties) return name
  if (described.enum) return described.enum.map((one) => JSON.stringify(one)).join(' | ')
  if (described.const !== undefined) return JSON.stringify(described.const)
  const either = described.anyOf ?? described.oneOf
  if (either) return either.map((one) => typeOf(one as JsonSchema, document)).join(' | ')
  if (described.items && !Array.isArray(described.items)) {
    return `list of ${typeOf(described.items as JsonSchema, document)}`
  }
  const type = Array.isArray(described.type) ? described.type.join(' | ') : (described.type ?? 'any')
  return [described.format ?? type, ...bounds(described)].join(', ')
}

const FARTHEST = Number.MAX_SAFE_INTEGER

function bounds(described: JsonSchema): string[] {
  const near = (bound: number | undefined) => bound !== undefined && Math.abs(bound) < FARTHEST
  return [
    described.minLength ? `${described.minLength} characters or more` : '',
    described.maxLength ? `at most ${described.maxLength}` : '',
    near(described.minimum) ? `≥ ${described.minimum}` : '',
    near(described.maximum) ? `≤ ${described.maximum}` : '',
    described.default === undefined ? '' : `default ${JSON.stringify(described.default)}`,
  ].filter(Boolean)
}
