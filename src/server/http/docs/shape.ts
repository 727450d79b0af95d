import { type Html, html } from '../../../../lib/markup/index.ts'
import type { JsonSchema, OpenApi } from '../openapi.ts'

/** How deep named parts are opened before a reader must follow their name. */
const DEEPEST = 6

/** The fields of a schema as nested lists: name, type, what holds it, what it means. */
export function shape(schema: JsonSchema, document: OpenApi, depth = 0): Html {
  const { described, name } = resolve(schema, document)
  if (depth >= DEEPEST) return html`<p class="type">${name ?? typeOf(described, document)}</p>`
  if (described.items && !Array.isArray(described.items)) {
    return html`<p class="type">list of</p>${shape(described.items as JsonSchema, document, depth + 1)}`
  }
  const properties = Object.entries(described.properties ?? {})
  if (properties.length === 0) return html`<p class="type">${typeOf(schema, document)}</p>`
  const rows = properties.map(([field, of]) =>
    row(field, of as JsonSchema, (described.required ?? []).includes(field), document, depth),
  )
  return html`<ul class="shape">${rows}</ul>`
}

function row(field: string, schema: JsonSchema, required: boolean, document: OpenApi, depth: number): Html {
  const { described } = resolve(schema, document)
  const inner = nested(described, document)
  return html`<li><code class="field">${field}</code>${required ? '' : html`<span class="opt">optional</span>`}
    <span class="type">${typeOf(schema, document)}</span>
    ${described.description ? html`<span class="about">${described.description}</span>` : ''}
    ${inner ? shape(inner, document, depth + 1) : ''}</li>`
}

/** The part of a field that has fields of its own. */
function nested(described: JsonSchema, document: OpenApi): JsonSchema | null {
  if (described.properties) return described
  if (!described.items || Array.isArray(described.items)) return null
  const { described: item } = resolve(described.items as JsonSchema, document)
  return item.properties ? item : null
}

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

function resolve(schema: JsonSchema, document: OpenApi): { described: JsonSchema; name: string | null } {
  const name = schema.$ref?.replace('#/components/schemas/', '') ?? null
  return { described: (name && document.components.schemas[name]) || schema, name }
}

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
