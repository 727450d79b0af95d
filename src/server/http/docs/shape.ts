import { type Html, html } from '../../../../lib/markup/index.ts'
import type { JsonSchema, OpenApi } from '../openapi.ts'
import { DEEPEST, resolve } from './part.ts'
import { typeOf } from './words.ts'

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
