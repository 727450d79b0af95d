/** The part of JSON Schema that a channel's configuration is written in. */
export interface Property {
  type?: string
  title?: string
  description?: string
  format?: string
  enum?: string[]
  items?: Property
  default?: unknown
  minimum?: number
  maximum?: number
  secret?: boolean
  /** Choices in words, in the reader's language. */
  choices?: Record<string, string>
  /** Several lines. */
  long?: boolean
  anyOf?: Property[]
}

export interface Form {
  properties?: Record<string, Property>
  required?: string[]
  /** Names of the fields that are sealed at rest and never sent back. */
  secrets?: string[]
}

export type FieldKind =
  | 'text'
  | 'long'
  | 'url'
  | 'secret'
  | 'number'
  | 'switch'
  | 'choice'
  | 'choices'
  | 'list'

export interface Choice {
  value: string
  /** Absent where the channel has no word for it. */
  label: string | undefined
}

export interface Field {
  name: string
  kind: FieldKind
  label: string
  help: string | undefined
  required: boolean
  choices: Choice[]
  min: number | undefined
  max: number | undefined
  start: unknown
}

function kindOf(property: Property, secret: boolean): FieldKind {
  if (secret) return 'secret'
  if (property.type === 'boolean') return 'switch'
  if (property.type === 'integer' || property.type === 'number') return 'number'
  if (property.type === 'array') return property.items?.enum ? 'choices' : 'list'
  if (property.enum) return 'choice'
  if (property.long) return 'long'
  return property.format === 'uri' ? 'url' : 'text'
}

const EMPTY: Record<FieldKind, unknown> = {
  text: '',
  long: '',
  url: '',
  secret: '',
  number: '',
  switch: false,
  choice: '',
  choices: [],
  list: [],
}

/** The fields of a form, in the order in which the channel declares them. */
export function fieldsOf(form: Form): Field[] {
  return Object.entries(form.properties ?? {}).map(([name, raw]) => {
    // Either something or nothing, in either order: it is a field of that something.
    const property = { ...raw.anyOf?.find((one) => one.type !== 'null'), ...raw }
    const kind = kindOf(property, property.secret === true || (form.secrets?.includes(name) ?? false))
    return {
      name,
      kind,
      label: property.title ?? name,
      help: property.description,
      required: (form.required?.includes(name) ?? false) && property.default === undefined,
      choices: (property.enum ?? property.items?.enum ?? []).map((value) => ({
        value,
        label: property.choices?.[value],
      })),
      min: property.minimum,
      max:
        property.maximum === undefined || property.maximum >= Number.MAX_SAFE_INTEGER
          ? undefined
          : property.maximum,
      start: property.default ?? EMPTY[kind],
    }
  })
}

export type Config = Record<string, unknown>

export function startOf(form: Form, known: Config = {}): Config {
  return Object.fromEntries(fieldsOf(form).map((field) => [field.name, known[field.name] ?? field.start]))
}

/** What is sent: without what was left empty, so that the channel's own defaults hold and no secret is overwritten. */
export function filled(config: Config): Config {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== '' && value !== null && value !== undefined),
  )
}
