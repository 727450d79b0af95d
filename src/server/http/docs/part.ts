import type { JsonSchema, OpenApi } from '../openapi.ts'

/** How deep named parts are opened before a reader must follow their name. */
export const DEEPEST = 6

/** A schema, or the part of the document that it names, with that name. */
export function resolve(
  schema: JsonSchema,
  document: OpenApi,
): { described: JsonSchema; name: string | null } {
  const name = schema.$ref?.replace('#/components/schemas/', '') ?? null
  return { described: (name && document.components.schemas[name]) || schema, name }
}
